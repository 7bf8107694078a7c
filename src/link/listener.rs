//! Who listens to a link's socket: exactly one at a time.
//!
//! The loop of the environment that waits reads its own replies, and messages that it alone hears,
//! without a hop to another thread. The I/O thread listens for everybody else: when two environments
//! wait, when nothing was awaited and nothing came for a while, and where the loop can not poll. It also keeps the clock, and looks after the socket at each tick
//! while a loop listens, so that a blocked loop costs nobody a deadline.
//!
//! Handing over needs no handshake. Whoever takes the reading half of the wire reads and delivers
//! in order; the listener is only the one who is woken. A loop takes over when it submits, or gets
//! what nobody asked for, and nobody else waits; it loses the socket to the I/O thread when another
//! environment does, when nothing came for a while, when it ends, and with the connection.

use std::sync::Arc;

use super::{Link, State, Status, now};
use crate::outbox::Outbox;
use crate::queue::Owner;
use crate::wire::Wire;

/// Who is woken when bytes come.
#[derive(Default)]
pub(super) enum Listener {
    #[default]
    Thread,
    /// The loop of the environment with this outbox.
    Loop(Arc<Outbox>),
}

impl Listener {
    pub(super) fn is(&self, outbox: &Arc<Outbox>) -> bool {
        matches!(self, Listener::Loop(other) if Arc::ptr_eq(other, outbox))
    }
}

/// How long, in milliseconds, the I/O thread keeps a socket that two environments used.
const APART: u64 = 100;

impl State {
    /// Decides who listens for the reply of a command that is about to be sent. Returns the wire
    /// that the caller's loop has to poll from here on, if it took over.
    pub(super) fn choose_listener(&mut self, owner: &Owner, call: &mut bool) -> Option<Arc<Wire>> {
        let (outbox, _) = owner.as_ref()?;
        if self.listener.is(outbox) {
            return None;
        }
        if matches!(self.listener, Listener::Loop(_)) {
            self.listener = Listener::Thread;
            self.loops_after = now() + APART;
            *call = true;
            return None;
        }
        let wire = self.hand_over(outbox, outbox);
        *call |= wire.is_some();
        wire
    }

    /// Makes a loop the listener where it can be, and nobody waits but this receiver.
    fn hand_over(&mut self, outbox: &Arc<Outbox>, receiver: &Arc<Outbox>) -> Option<Arc<Wire>> {
        if !outbox.can_listen() || self.loops_after > 0 && self.loops_after > now() {
            return None;
        }
        if !self.is_alone(receiver) {
            self.loops_after = now() + APART;
            return None;
        }
        let wire = self.wire.clone()?;
        self.listener = Listener::Loop(outbox.clone());
        Some(wire)
    }

    /// Those who get what comes. Who borrows a connection is not attached, and has a command on it.
    fn receivers(&self) -> impl Iterator<Item = &Arc<Outbox>> {
        let next = self.queue.next_owner().as_ref();
        next.into_iter().chain(&self.attached).map(|(outbox, _)| outbox)
    }

    /// Whether only this environment waits for anything on the link.
    fn is_alone(&self, outbox: &Arc<Outbox>) -> bool {
        let pushes = self.monitoring || !self.subscribed.is_empty();
        self.queue.belongs_to(outbox)
            && (!pushes || self.attached.iter().all(|(other, _)| Arc::ptr_eq(other, outbox)))
    }
}

impl Link {
    /// Whether nothing should be read for now: the only environment that waits has more than it
    /// takes. That one may be late; another never is because of it.
    pub fn is_paused(&self) -> bool {
        let state = self.lock();
        state.receivers().any(|outbox| outbox.is_full() && state.is_alone(outbox))
    }

    /// The I/O thread has read what nobody asked for: the loop of this environment listens from here on
    /// where it can, and nobody waits but this receiver. Returns the wire that it has to poll then.
    pub fn take_over(&self, outbox: &Arc<Outbox>, receiver: &Arc<Outbox>) -> Option<Arc<Wire>> {
        let mut state = self.lock();
        let stands = state.status == Status::Ready && state.seen_end.is_none() && !state.is_ending();
        if !stands || !matches!(state.listener, Listener::Thread) {
            return None;
        }
        let wire = state.hand_over(outbox, receiver);
        drop(state);
        if wire.is_some() {
            self.attention.notify_one();
        }
        wire
    }

    /// The environment that gets what comes next, as far as that can be known before it is here.
    pub(super) fn receiver(&self) -> Option<Arc<Outbox>> {
        self.lock().receivers().next().cloned()
    }

    /// Whether a wire is that of the connection that stands.
    pub fn stands(&self, wire: &Arc<Wire>) -> bool {
        let state = self.lock();
        state.seen_end.is_none() && state.wire.as_ref().is_some_and(|current| Arc::ptr_eq(current, wire))
    }

    /// Whether the loop of this environment is the listener.
    pub fn listens(&self, outbox: &Arc<Outbox>) -> bool {
        self.lock().listener.is(outbox)
    }

    /// Whether the loop of this environment listens, and fewer bytes than `most` are on their way.
    pub fn listens_for_few(&self, outbox: &Arc<Outbox>, most: usize) -> bool {
        let state = self.lock();
        state.listener.is(outbox) && state.queue.bytes() < most
    }

    /// Whether the I/O thread has to watch the socket for bytes that come.
    pub fn thread_listens(&self) -> bool {
        matches!(self.lock().listener, Listener::Thread)
    }

    /// The loop of this environment listens no longer.
    pub fn release(&self, outbox: &Arc<Outbox>) {
        let mut state = self.lock();
        if !state.listener.is(outbox) {
            return;
        }
        state.listener = Listener::Thread;
        drop(state);
        self.attention.notify_one();
    }

    /// This environment gets what comes, too: the loop of another listens no longer.
    pub fn share_with(&self, outbox: &Arc<Outbox>) {
        let mut state = self.lock();
        if matches!(state.listener, Listener::Thread) || state.listener.is(outbox) {
            return;
        }
        state.listener = Listener::Thread;
        drop(state);
        self.attention.notify_one();
    }

    /// Nothing is awaited: the I/O thread watches the socket until somebody submits.
    pub fn take_back(&self) {
        self.lock().listener = Listener::Thread;
    }

    /// A loop that listened saw the end of a connection: the I/O thread does what is to be done.
    pub(super) fn hand_in_end(&self, wire: &Arc<Wire>, failure: crate::error::Failure) {
        let mut state = self.lock();
        let current = state.status == Status::Ready
            && state.wire.as_ref().is_some_and(|current| Arc::ptr_eq(current, wire));
        if !current {
            return;
        }
        state.seen_end.get_or_insert(failure);
        state.listener = Listener::Thread;
        drop(state);
        self.attention.notify_one();
    }

    /// What somebody has seen of the end of the connection.
    pub fn seen_end(&self) -> Option<crate::error::Failure> {
        self.lock().seen_end.clone()
    }
}
