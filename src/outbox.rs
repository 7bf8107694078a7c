//! What one environment (a Node thread) has coming: replies, failures, pushes and events, in order.
//!
//! The listener puts in, the environment's own thread takes out. The outbox never touches N-API;
//! it calls the `wake` that the environment handed over, at most once until the next `take`.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Failure;
use crate::large::{Ground, Large};
use crate::tape::{Tape, Value, Values};

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
    /// A reply that is one large string.
    Large {
        session: u32,
        seq: u32,
        large: Large,
    },
    Failed {
        session: u32,
        runs: Vec<Run>,
        failure: Arc<Failure>,
    },
    /// Values that answer no command.
    Push {
        session: u32,
        tape: Tape,
    },
    Event {
        session: u32,
        event: Arc<Event>,
    },
}

/// What sessions hear, as JSON: a status and its facts.
#[derive(Debug)]
pub struct Event {
    pub text: Arc<str>,
    unheard: AtomicBool,
}

impl Event {
    pub fn new(text: Arc<str>) -> Arc<Event> {
        Arc::new(Event { text, unheard: AtomicBool::new(true) })
    }

    /// Whether nobody has asked before: the first session that hears an event tells its environment.
    pub fn is_news(&self) -> bool {
        self.unheard.swap(false, Ordering::Relaxed)
    }
}

/// An event on its way to many sessions: those of one environment share it.
pub struct Announcement {
    text: Arc<str>,
    copies: Vec<(Arc<Outbox>, Arc<Event>)>,
}

impl Announcement {
    pub fn new(text: Arc<str>) -> Announcement {
        Announcement { text, copies: Vec::new() }
    }

    pub fn put(&mut self, outbox: &Arc<Outbox>, session: u32) {
        let known = self.copies.iter().find(|(other, _)| Arc::ptr_eq(other, outbox));
        let event = known.map_or_else(|| Event::new(self.text.clone()), |(_, event)| event.clone());
        if known.is_none() {
            self.copies.push((outbox.clone(), event.clone()));
        }
        outbox.put(Delivery::Event { session, event });
    }

    pub fn put_all(&mut self, sessions: &[(Arc<Outbox>, u32)]) {
        sessions.iter().for_each(|(outbox, session)| self.put(outbox, *session));
    }
}

/// How many messages of subscriptions wait for an environment, and how many bytes of them. What
/// comes while there are as many is dropped: one environment that is slow holds up no other.
const MOST_MESSAGES: usize = 250_000;
const MOST_MESSAGE_BYTES: usize = 32 << 20;

/// Bytes of replies after which an environment that takes nothing is sent no more, as far as it is
/// the only one that waits: its links are not read, and TCP slows the server down.
const MOST_REPLY_BYTES: usize = 64 << 20;

type Wake = Box<dyn Fn() + Send>;

struct Inner {
    deliveries: Vec<Delivery>,
    /// Messages that wait, and their bytes.
    messages: usize,
    message_bytes: usize,
    /// How many were dropped, by session.
    dropped: Vec<(u32, u64)>,
    woken: bool,
    /// How often all was taken.
    takes: u64,
    /// `None` once the environment is gone.
    wake: Option<Wake>,
}

impl Inner {
    /// Wakes the environment unless that was done since it took. Returns false when it is gone.
    fn call(&mut self) -> bool {
        let Some(wake) = &self.wake else { return false };
        if !self.woken {
            wake();
            self.woken = true;
        }
        true
    }

    fn put(&mut self, delivery: Delivery) {
        if !self.call() {
            return;
        }
        if let Some(last) = self.deliveries.last_mut()
            && last.join(&delivery)
        {
            return;
        }
        self.deliveries.push(delivery);
    }

    /// Whether so many messages do not have to be dropped.
    fn has_room(&self, session: u32, count: usize, bytes: usize) -> bool {
        self.messages + count <= MOST_MESSAGES
            && self.message_bytes + bytes <= MOST_MESSAGE_BYTES
            && !self.dropped.iter().any(|(late, _)| *late == session)
    }

    fn offer(&mut self, session: u32, message: &Value) {
        let size = message.bytes();
        if !self.has_room(session, 1, size) {
            match self.dropped.iter_mut().find(|(late, _)| *late == session) {
                Some((_, count)) => *count += 1,
                None => self.dropped.push((session, 1)),
            }
        } else {
            self.messages += 1;
            self.message_bytes += size;
            match self.deliveries.last_mut() {
                Some(Delivery::Push { session: same, tape })
                    if *same == session && tape.bytes() + size <= JOINED =>
                {
                    tape.push(message);
                }
                _ => self.deliveries.push(Delivery::Push { session, tape: message.to_tape() }),
            }
        }
    }
}

impl Delivery {
    /// Bytes of replies and pushes.
    fn size(&self) -> usize {
        match self {
            Delivery::Replies { tape, .. } | Delivery::Push { tape, .. } => tape.bytes(),
            Delivery::Large { large, .. } => large.size(),
            Delivery::Failed { .. } | Delivery::Event { .. } => 0,
        }
    }

    /// Takes in what follows, where both are small and for the same session.
    fn join(&mut self, next: &Delivery) -> bool {
        let (tape, more) = match (&mut *self, next) {
            (
                Delivery::Replies { session, tape, .. },
                Delivery::Replies { session: same, tape: more, .. },
            )
            | (Delivery::Push { session, tape }, Delivery::Push { session: same, tape: more })
                if session == same =>
            {
                (tape, more)
            }
            _ => return false,
        };
        if tape.bytes() + more.bytes() > JOINED {
            return false;
        }
        tape.words.extend_from_slice(&more.words);
        tape.payload.extend_from_slice(&more.payload);
        if let (Delivery::Replies { runs, .. }, Delivery::Replies { runs: more, .. }) = (self, next) {
            runs.extend_from_slice(more);
        }
        true
    }
}

pub struct Outbox {
    /// Guards what is to be delivered and the wake. It is held while `wake` runs, so that the
    /// environment can not die under it; `wake` must not block and must not take this lock.
    inner: Mutex<Inner>,
    /// Whether the environment's loop can poll a socket.
    can_listen: AtomicBool,
    /// Bytes of replies and pushes that wait, and of those that were begun since the last `take`.
    held: AtomicUsize,
    /// What the environment's rooms and their environment know of each other.
    pub ground: Arc<Ground>,
}

impl Outbox {
    pub fn new(wake: Wake) -> Outbox {
        Outbox {
            inner: Mutex::new(Inner {
                deliveries: Vec::new(),
                messages: 0,
                message_bytes: 0,
                dropped: Vec::new(),
                woken: false,
                takes: 0,
                wake: Some(wake),
            }),
            can_listen: AtomicBool::new(false),
            held: AtomicUsize::new(0),
            ground: Arc::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn put(&self, delivery: Delivery) {
        let mut inner = self.lock();
        if inner.wake.is_some() {
            self.held.fetch_add(delivery.size(), Ordering::Relaxed);
        }
        inner.put(delivery);
    }

    /// Puts in messages of a subscription, or counts as dropped those that come when too many wait. The
    /// session gets none from there on until it has heard of it.
    pub fn offer(&self, session: u32, messages: Values) {
        let mut inner = self.lock();
        if inner.call() {
            messages.for_each(|message| inner.offer(session, &message));
        }
    }

    /// Puts in all messages of a tape, of which there are `count`, as [`Outbox::offer`] does.
    pub fn offer_all(&self, session: u32, tape: Tape, count: usize) {
        let mut inner = self.lock();
        if inner.has_room(session, count, tape.bytes()) {
            inner.messages += count;
            inner.message_bytes += tape.bytes();
            inner.put(Delivery::Push { session, tape });
        } else if inner.call() {
            tape.values().for_each(|message| inner.offer(session, &message));
        }
    }

    /// The environment's thread is about to put in and to take: until it takes, nothing wakes it.
    pub fn hush(&self) {
        self.lock().woken = true;
    }

    pub fn can_listen(&self) -> bool {
        self.can_listen.load(Ordering::Relaxed)
    }

    /// Says whether the environment's loop can poll a socket.
    pub fn set_can_listen(&self, can: bool) {
        self.can_listen.store(can, Ordering::Relaxed);
    }

    /// Whether so much waits that no more should be read for it.
    pub fn is_full(&self) -> bool {
        self.held.load(Ordering::Relaxed) >= MOST_REPLY_BYTES
    }

    /// Takes all there is; the next `put` wakes again.
    pub fn take(&self) -> Vec<Delivery> {
        let mut inner = self.lock();
        inner.woken = false;
        inner.takes += 1;
        self.held.store(0, Ordering::Relaxed);
        (inner.messages, inner.message_bytes) = (0, 0);
        for (session, missed) in std::mem::take(&mut inner.dropped) {
            let event = Event::new(format!(r#"{{"status":"gap","missed":{missed}}}"#).into());
            inner.deliveries.push(Delivery::Event { session, event });
        }
        std::mem::take(&mut inner.deliveries)
    }

    /// The environment is gone: nothing is delivered any more, and `wake` is not called again.
    pub fn close(&self) {
        let mut inner = self.lock();
        inner.wake = None;
        self.ground.close();
        self.held.store(0, Ordering::Relaxed);
        inner.deliveries = Vec::new();
        inner.dropped = Vec::new();
    }

    pub fn is_closed(&self) -> bool {
        self.lock().wake.is_none()
    }
}

/// What has come of a reply that is not whole yet, as far as nothing was taken since: many large ones
/// may be on their way to an environment at once, and one that stands still is to hold no more of
/// them than of whole ones. One that takes is sent all, whatever their size.
pub struct Begun {
    outbox: Arc<Outbox>,
    bytes: usize,
    takes: u64,
}

impl Begun {
    pub fn new(outbox: Arc<Outbox>) -> Begun {
        Begun { outbox, bytes: 0, takes: 0 }
    }

    /// Counts bytes that came. The environment is called long before there are too many, so that
    /// what holds them up is never that there is nothing to take.
    pub fn add(&mut self, bytes: usize) {
        let mut inner = self.outbox.lock();
        if inner.wake.is_none() {
            return;
        }
        if inner.takes != self.takes {
            (self.takes, self.bytes) = (inner.takes, 0);
        }
        self.bytes += bytes;
        let held = self.outbox.held.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if held >= MOST_REPLY_BYTES / 2 {
            inner.call();
        }
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let inner = self.outbox.lock();
        if inner.wake.is_some() && inner.takes == self.takes {
            self.outbox.held.fetch_sub(self.bytes, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests;
