//! What an environment's loop does as a listener: it reads when there is something to read, and
//! knows whether little is to come soon, so that it looks before it sleeps.

use std::panic::AssertUnwindSafe;

use napi::sys;

use super::environment::Environment;
use super::poll::Poll;
use super::road::Source;
use super::settle::deliver;
use crate::link::Reading;

/// With more commands in flight, or more bytes of them or in the last read, what comes is left to
/// gather: to have it sooner in smaller pieces costs more than it gives.
const MOST_IN_FLIGHT: u64 = 128;
/// So many bytes, divided by the commands in flight, but no fewer than [`LEAST`].
const MOST: usize = 1 << 20;
const LEAST: usize = 32 << 10;

/// Reads what has come, and hands it in.
pub fn read(poll: Poll) {
    let polled = poll.polled();
    let (env, outbox) = (polled.env, &polled.outbox);
    let Source { link, wire, ear } = &polled.source;
    outbox.hush();
    if let Some(ear) = ear {
        ear.hush();
    }
    let room = |size| Environment::of(env).ok()?.rooms.make(env, &outbox.ground, size);
    let reading = Reading::new(outbox, &room);
    let read = AssertUnwindSafe(|| link.read_on_loop(wire, &reading));
    let mut listens = std::panic::catch_unwind(read).ok();
    if let Some(ear) = ear {
        // Whatever became of the reading: until it hears, nobody else is called.
        let heard = std::panic::catch_unwind(AssertUnwindSafe(|| ear.hear()));
        listens = listens.filter(|_| heard.is_ok());
    }
    if listens.is_none() {
        link.broke_on_loop(wire);
    }
    if let Ok(environment) = Environment::of(env) {
        // Whether to look for replies is asked of the link that has them.
        if ear.is_none() {
            environment.polls.taken(link, reading.taken.get());
        }
        if listens != Some(true) {
            // The descriptor must not stay until the next connection, which may be another link's.
            if ear.is_some() || !link.stands(wire) {
                environment.polls.end(poll);
            } else {
                poll.stop();
            }
        }
    }
    // JavaScript may close the poll: nothing of it is used from here on.
    deliver(env);
}

/// Whether the loop waits for little that it will read itself. Replies that the I/O thread reads
/// are sooner here when that has the processor.
pub fn expects(env: sys::napi_env) -> bool {
    let Ok(environment) = Environment::of(env) else { return false };
    let awaited = environment.awaited();
    (1..=MOST_IN_FLIGHT).contains(&awaited)
        && environment.polls.listens_for_few((MOST / awaited as usize).max(LEAST))
}
