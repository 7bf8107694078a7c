//! The connection of a shared client that is subscribed: opened when first needed, one for all
//! sessions of the process, and closed soon after the last subscription is gone.
//!
//! It brings [`Channels`], which know who wants what, together with a link and a clock. Sessions
//! call from their own threads; what the link hears goes to an inbox, which whoever reads the link
//! empties: a task on the I/O thread, or the loop of the only environment that is here.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::channels::{Ask, Channels, Member, Name, Verb};
use crate::config::{Config, Resend};
use crate::error::{Failure, Kind, Retry};
use crate::link::{Link, now};
use crate::outbox::{Delivery, Outbox};
use crate::queue::{Batch, Entry, flag};
use crate::reactor;
use crate::wire::Wire;

/// How long, in milliseconds, a connection without subscriptions waits for the next.
const LINGER: u64 = 1_000;
/// The subscriber's own number as the only session of its link.
const SELF: u32 = 1;

/// A connection, and what it hears.
#[derive(Clone)]
struct Line {
    link: Arc<Link>,
    inbox: Arc<Outbox>,
    call: Arc<Notify>,
}

struct State {
    channels: Channels,
    line: Option<Line>,
    /// Since when the connection has been of no use.
    idle_since: Option<u64>,
}

pub struct Subscriber {
    config: Config,
    /// Guards who wants what, and the order of what is sent. Sessions are told under it, so that
    /// they hear things in the order in which they happen.
    state: Mutex<State>,
}

/// What an event of a link says that matters here.
#[derive(Deserialize)]
struct News {
    status: String,
    /// It is of the circuit breaker, or of the search for the server, and no status.
    breaker: Option<serde::de::IgnoredAny>,
    search: Option<serde::de::IgnoredAny>,
}

impl Subscriber {
    pub fn new(config: &Config) -> Arc<Subscriber> {
        // What a lost connection had is restored from here, not by its queue.
        let config = Config { resend: Resend::None, max_retries: None, ..config.clone() };
        let state = State { channels: Channels::default(), line: None, idle_since: None };
        Arc::new(Subscriber { config, state: Mutex::new(state) })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn join(&self, outbox: &Arc<Outbox>, session: u32) -> Member {
        self.lock().channels.join(outbox, session)
    }

    pub fn leave(self: &Arc<Self>, member: Member, outbox: &Arc<Outbox>) {
        let mut state = self.lock();
        state.channels.leave(member);
        self.go_on(&mut state);
        if let Some(line) = state.line.as_ref().filter(|_| !state.channels.concern(outbox)) {
            line.link.release(outbox);
        }
    }

    /// The I/O thread has read what this environment got: its loop reads from here on where it can,
    /// and nobody else is here. Returns what it has to poll then, and who hears what it reads.
    pub fn take_over(self: &Arc<Self>, outbox: &Arc<Outbox>) -> Option<(Arc<Wire>, Ear)> {
        let state = self.lock();
        let line = state.line.as_ref().filter(|line| line.link.thread_listens())?;
        if !state.channels.belong_to(outbox) {
            return None;
        }
        let wire = line.link.take_over(outbox, &line.inbox)?;
        Some((wire, Ear { subscriber: self.clone(), line: line.clone() }))
    }

    /// The link of its connection, if there is one.
    pub fn link(&self) -> Option<Arc<Link>> {
        self.lock().line.as_ref().map(|line| line.link.clone())
    }

    pub fn forget(self: &Arc<Self>, member: Member) -> Vec<(u32, bool)> {
        let mut state = self.lock();
        let killed = state.channels.forget(member);
        self.go_on(&mut state);
        killed
    }

    /// Takes calls of a session back; see [`Channels::cancel`].
    pub fn cancel(self: &Arc<Self>, member: Member, wanted: &HashSet<u32>) -> HashMap<u32, bool> {
        let mut state = self.lock();
        let found = state.channels.cancel(member, wanted);
        self.go_on(&mut state);
        found
    }

    /// Takes the subscription commands of a session. Those that need a connection fail at once
    /// where there is none, for the reason of `outage`; returns how many.
    pub fn submit(self: &Arc<Self>, member: Member, batch: &Batch, outage: Option<Failure>) -> u64 {
        let mut state = self.lock();
        if let (Some(line), Some((outbox, _))) = (&state.line, &batch.owner) {
            line.link.share_with(outbox);
        }
        for (entry, bytes) in batch.commands() {
            let mut parts = arguments(bytes);
            let Some(verb) = parts.next().and_then(Verb::parse) else { continue };
            let names: Vec<Name> = parts.map(Arc::from).collect();
            state.channels.call(member, entry.seq, entry.deadline, verb, names);
        }
        let outage = outage.filter(|_| !state.channels.is_ready());
        let refused = outage.map_or(0, |failure| state.channels.refuse(&failure));
        self.go_on(&mut state);
        refused
    }

    /// Sends what is to be sent, over a connection that is opened if there is none.
    fn go_on(self: &Arc<Self>, state: &mut State) {
        if state.line.is_none() && !state.channels.is_idle() {
            match self.open() {
                Ok(line) => state.line = Some(line),
                Err(failure) => {
                    state.channels.refuse(&failure);
                }
            }
        }
        let State { channels, line, idle_since } = state;
        if let Some(line) = line {
            channels.asks().for_each(|ask| line.send(ask));
            if channels.is_idle() {
                idle_since.get_or_insert_with(now);
            } else {
                *idle_since = None;
            }
            line.call.notify_one();
        }
    }

    fn open(self: &Arc<Self>) -> Result<Line, Failure> {
        let call = Arc::new(Notify::new());
        let wake = call.clone();
        let inbox = Arc::new(Outbox::new(Box::new(move || wake.notify_one())));
        let link = Arc::new(Link::new(self.config.clone()));
        link.attach(&inbox, SELF);
        link.connect();
        let line = Line { link, inbox, call };
        let ear = Ear { subscriber: self.clone(), line: line.clone() };
        // What ends the line when its task ends locks the subscriber: it is made on the thread, where
        // nobody has it locked, and not at all if there is no thread.
        let tend = move || Tending(ear).tend();
        reactor::attend(line.link.clone()).and_then(|()| reactor::run(tend)).map_err(|error| {
            line.link.abandon();
            Failure::new(Kind::Internal, format!("redis-native can not start its thread: {error}"))
        })?;
        Ok(line)
    }

    fn hear(state: &mut State, line: &Line, delivery: Delivery) {
        let channels = &mut state.channels;
        match delivery {
            Delivery::Replies { runs, tape, .. } => {
                let numbers =
                    runs.iter().flat_map(|&(first, count)| (0..count).map(move |i| first.wrapping_add(i)));
                for (seq, value) in numbers.zip(tape.values()) {
                    channels.answered(seq, &value);
                }
            }
            Delivery::Push { tape, .. } => channels.pushed(tape),
            Delivery::Event { event, .. } => {
                let news = serde_json::from_str::<News>(&event.text)
                    .ok()
                    .filter(|news| news.breaker.is_none() && news.search.is_none());
                match news.as_ref().map(|news| news.status.as_str()) {
                    Some("ready") => channels.ready(),
                    Some("close") => {
                        line.link.forget(&line.inbox, SELF);
                        channels.lost();
                        channels.tell_all(&event.text);
                        let failure = line.link.snapshot().last_error;
                        if let Some(failure) = failure.filter(|failure| failure.retry() == Retry::Slow) {
                            channels.refuse(&failure);
                        }
                    }
                    _ => {}
                }
            }
            // What was not answered is asked again when there is a connection; nothing that is asked is
            // answered by a large string.
            Delivery::Failed { .. } | Delivery::Large { .. } => {}
        }
    }
}

impl Line {
    fn send(&self, ask: &Ask) {
        let mut command = redis::cmd(ask.verb.name());
        ask.names.iter().for_each(|name| {
            command.arg(&name[..]);
        });
        let bytes = command.get_packed_command();
        let pushes = ask.names.len() as u32;
        let entry = Entry {
            seq: ask.seq,
            end: bytes.len() as u32,
            flags: flag::SUBSCRIPTION,
            pushes,
            unanswered: pushes,
            deadline: 0,
            attempts: 0,
            refused: 0,
            live: true,
            sent: false,
        };
        self.link.submit(Batch::new(Some((self.inbox.clone(), SELF)), bytes, vec![entry]));
    }
}

/// Who hears a connection, on whatever thread it is read.
#[derive(Clone)]
pub struct Ear {
    subscriber: Arc<Subscriber>,
    line: Line,
}

impl Ear {
    pub fn link(&self) -> &Arc<Link> {
        &self.line.link
    }

    /// A loop is about to read the connection, and to hear what comes: nobody else is called for that.
    pub fn hush(&self) {
        self.line.inbox.hush();
    }

    /// Handles what a loop has read.
    pub fn hear(&self) {
        let mut state = self.subscriber.lock();
        self.take(&mut state);
        // The task knows when the connection ends, and when waiting does.
        if state.channels.is_idle() || state.channels.earliest().is_some() {
            self.line.call.notify_one();
        }
    }

    fn take(&self, state: &mut State) {
        for delivery in self.line.inbox.take() {
            Subscriber::hear(state, &self.line, delivery);
        }
        let stands = state.line.as_ref().is_some_and(|line| Arc::ptr_eq(&line.link, &self.line.link));
        if stands {
            state.channels.asks().for_each(|ask| self.line.send(ask));
        }
    }
}

/// The task of a connection. However it ends, the connection ends with it.
struct Tending(Ear);

impl Tending {
    async fn tend(self) {
        while let Some(pause) = self.turn() {
            let _ = timeout(Duration::from_millis(pause), self.0.line.call.notified()).await;
        }
    }

    /// Handles what came, and says how long to wait for more; nothing when the connection ends.
    fn turn(&self) -> Option<u64> {
        const LONG: u64 = 60_000;
        let Ear { subscriber, line } = &self.0;
        let mut state = subscriber.lock();
        self.0.take(&mut state);
        let at = now();
        if state.channels.earliest().is_some_and(|deadline| deadline <= at) {
            let cause = line.link.snapshot().last_error;
            state.channels.expire(at, cause);
        }
        let State { channels, idle_since, .. } = &mut *state;
        channels.asks().for_each(|ask| line.send(ask));
        if !channels.is_idle() {
            *idle_since = None;
            return Some(channels.earliest().map_or(LONG, |deadline| deadline.saturating_sub(at).max(1)));
        }
        let end = *idle_since.get_or_insert(at) + LINGER;
        (end > at && !channels.is_deserted()).then(|| end - at)
    }
}

impl Drop for Tending {
    fn drop(&mut self) {
        let Ear { subscriber, line } = &self.0;
        line.inbox.close();
        line.link.abandon();
        let mut state = subscriber.lock();
        state.line = None;
        state.idle_since = None;
        state.channels.lost();
        // Somebody may have come while it ended.
        subscriber.go_on(&mut state);
    }
}

/// The parts of a command as this package writes it: `*2\r\n$3\r\nGET\r\n$1\r\nk\r\n`.
fn arguments(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes.iter().position(|&byte| byte == b'\n').map_or(&[][..], |end| &bytes[end + 1..]);
    std::iter::from_fn(move || {
        let end = rest.iter().position(|&byte| byte == b'\n')?;
        let length: usize = std::str::from_utf8(rest.get(1..end.checked_sub(1)?)?).ok()?.parse().ok()?;
        let part = rest.get(end + 1..)?.get(..length)?;
        rest = rest.get(end + 1 + length + 2..).unwrap_or(&[]);
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_command_are_read_as_they_were_written() {
        let parts: [&[u8]; 4] = [b"subscribe", b"a\r\nb", b"", b"\xff$1"];
        let mut command = redis::cmd("subscribe");
        parts[1..].iter().for_each(|part| {
            command.arg(*part);
        });
        assert_eq!(arguments(&command.get_packed_command()).collect::<Vec<_>>(), parts);
        assert_eq!(arguments(b"").count(), 0);
    }
}
