//! How a connection ends when somebody wants it to: at once, when all replies are in, or to give
//! its place to another.

use super::{Attached, Link, State, Status, now};

/// How an existing connection should end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Close {
    /// When all replies are in, or at this time of [`now`].
    Graceful(u64),
    /// Nothing more is written, and what the server still says is read until it closes, or until
    /// this time of [`now`].
    Ending(u64),
    Now,
}

/// What there was when a connection was given up: who attaches later has nothing to do with its end.
pub(super) struct Parting {
    pub(super) witnesses: Vec<Attached>,
    /// Nothing waited and nothing was in flight: what waits by now came later.
    pub(super) idle: bool,
}

impl Link {
    /// Ends the connection and lets another take its place; what it has in flight at `until` is
    /// treated as after any loss.
    pub fn renew(&self, until: u64) {
        let mut state = self.lock();
        state.renew = Some(state.renew.map_or(until, |earlier| earlier.min(until)));
        end_writing(&mut state);
        drop(state);
        self.attention.notify_one();
    }

    pub fn close(&self, close: Close) {
        let mut state = self.lock();
        // The end is told already, or on its way: a late wish must not end what comes after it.
        if self.shared && state.status == Status::End && !state.wanted {
            return;
        }
        state.close = Some(match (state.close, close) {
            // Who has less patience is heard.
            (Some(Close::Graceful(one)), Close::Graceful(other)) => Close::Graceful(one.min(other)),
            (Some(Close::Ending(one)), Close::Ending(other)) => Close::Ending(one.min(other)),
            (Some(earlier), close) if earlier >= close => earlier,
            _ => close,
        });
        end_writing(&mut state);
        drop(state);
        self.attention.notify_one();
    }

    /// The only user of an independent connection is gone.
    pub fn abandon(&self) {
        self.lock().abandoned = true;
        self.close(Close::Now);
    }

    /// Whether the connection should end now. From then on it takes no command: what comes later
    /// waits for the next one.
    pub fn should_close(&self) -> bool {
        let mut state = self.lock();
        if state.parting.is_none() && state.should_close() {
            let idle = state.queue.is_empty();
            state.parting = Some(Parting { witnesses: state.attached.clone(), idle });
            // A wish for a connection is one for the next from here on.
            if state.close.is_some() {
                state.wanted = false;
            }
        }
        state.parting.is_some()
    }
}

impl State {
    /// Whether somebody has asked for the end, and its time has come.
    fn should_close(&self) -> bool {
        let due = |until: u64| self.status != Status::Ready || now() >= until;
        if self.unused || self.leaves_now() || self.renew.is_some_and(due) {
            return true;
        }
        match self.close {
            None => false,
            Some(Close::Now) => true,
            Some(Close::Ending(until)) => due(until),
            Some(Close::Graceful(until)) => self.queue.is_empty() || now() >= until,
        }
    }

    /// Whether nothing more is to be written to the connection.
    pub(super) fn is_ending(&self) -> bool {
        self.renew.is_some()
            || self.parting.is_some()
            || self.seen_end.is_some()
            || matches!(self.close, Some(Close::Ending(_) | Close::Now))
    }
}

/// Tells the peer that nothing follows, once all that was taken is written.
pub(super) fn end_writing(state: &mut State) {
    let unwritten = state.stalled || state.queue.to_write().is_some();
    if state.status != Status::Ready || !state.is_ending() || unwritten {
        return;
    }
    // Who calls this wakes the listener, which goes on when the socket takes more.
    state.stalled = state.socket.as_ref().is_some_and(|socket| socket.end().is_err());
}
