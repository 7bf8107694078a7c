//! What one environment (a Node thread) has coming: replies, failures, pushes and events, in order.
//!
//! The listener puts in, the environment's own thread takes out. The outbox never touches N-API;
//! it calls the `wake` that the environment handed over, at most once until the next `take`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Failure;
use crate::tape::Tape;

/// Commands that settle together: the first number and how many follow it, each one higher.
pub type Run = (u32, u32);

/// Adds `seq` to `runs`.
pub fn add_to_runs(runs: &mut Vec<Run>, seq: u32) {
    match runs.last_mut() {
        Some((first, count)) if first.wrapping_add(*count) == seq => *count += 1,
        _ => runs.push((seq, 1)),
    }
}

/// Tapes that are not larger together, in bytes, are joined when they wait for the same session.
const JOINED: usize = 16 << 10;

#[derive(Debug)]
pub enum Delivery {
    /// One value on the tape for each command of the runs.
    Replies {
        session: u32,
        runs: Vec<Run>,
        tape: Tape,
    },
    Failed {
        session: u32,
        runs: Vec<Run>,
        failure: Arc<Failure>,
    },
    /// A value that answers no command.
    Push {
        session: u32,
        tape: Tape,
    },
    /// JSON: a status and its facts.
    Event {
        session: u32,
        event: Arc<str>,
    },
}

type Wake = Box<dyn Fn() + Send>;

struct Inner {
    deliveries: Vec<Delivery>,
    woken: bool,
    /// `None` once the environment is gone.
    wake: Option<Wake>,
}

pub struct Outbox {
    /// Guards what is to be delivered and the wake. It is held while `wake` runs, so that the
    /// environment can not die under it; `wake` must not block and must not take this lock.
    inner: Mutex<Inner>,
}

impl Outbox {
    pub fn new(wake: Wake) -> Outbox {
        Outbox { inner: Mutex::new(Inner { deliveries: Vec::new(), woken: false, wake: Some(wake) }) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn put(&self, delivery: Delivery) {
        let mut inner = self.lock();
        let Some(wake) = &inner.wake else { return };
        if !inner.woken {
            wake();
            inner.woken = true;
        }
        if let (
            Some(Delivery::Replies { session: last, runs, tape }),
            Delivery::Replies { session, runs: more_runs, tape: more },
        ) = (inner.deliveries.last_mut(), &delivery)
            && last == session
            && tape.payload.len() + more.payload.len() + 4 * (tape.words.len() + more.words.len()) <= JOINED
        {
            tape.words.extend_from_slice(&more.words);
            tape.payload.extend_from_slice(&more.payload);
            runs.extend_from_slice(more_runs);
            return;
        }
        inner.deliveries.push(delivery);
    }

    /// Takes all there is; the next `put` wakes again.
    pub fn take(&self) -> Vec<Delivery> {
        let mut inner = self.lock();
        inner.woken = false;
        std::mem::take(&mut inner.deliveries)
    }

    /// The environment is gone: nothing is delivered any more, and `wake` is not called again.
    pub fn close(&self) {
        let mut inner = self.lock();
        inner.wake = None;
        inner.deliveries = Vec::new();
    }

    pub fn is_closed(&self) -> bool {
        self.lock().wake.is_none()
    }
}

#[cfg(test)]
mod tests;
