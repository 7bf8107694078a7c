//! When a server that is well refuses to execute: how long the link waits before it sends again,
//! and when it looks for another server behind the same name.
//!
//! What was refused and what came after it go out together, in their order. Reads go on where
//! only writes are refused.

use super::{Link, State, Status, now, random, write_some};
use crate::metrics;
use crate::queue::Batch;

/// How often, in milliseconds, a refusal may cost the connection.
const LEAVE_EVERY: u64 = 3_000;
/// The longest wait, in milliseconds, before what was refused is sent again.
const LONGEST: u64 = 1_000;

/// What keeps commands from a connection that stands.
#[derive(Default, Clone, Copy)]
pub struct Hold {
    /// When what waits is sent; zero for no hold.
    until: u64,
    /// Reads wait, too.
    all: bool,
    /// The connection ends when the replies are in that it owes.
    leaving: bool,
    /// It ends at this time at the latest; zero for none.
    leave_by: u64,
    left_at: u64,
}

impl Hold {
    /// Whether a batch has to wait.
    pub fn keeps(&self, batch: &Batch) -> bool {
        self.leaving || self.until > 0 && (self.all || !batch.is_readonly())
    }

    /// Nothing holds a new connection.
    pub fn renewed(self) -> Hold {
        Hold { left_at: self.left_at, ..Hold::default() }
    }
}

impl State {
    /// Whether the connection is to be left at a certain time.
    pub fn leaves(&self) -> bool {
        self.hold.leave_by > 0
    }

    /// Whether the connection is to be left, and owes nothing any more or takes too long.
    pub fn leaves_now(&self) -> bool {
        let late = self.hold.leave_by > 0 && now() >= self.hold.leave_by;
        self.hold.leaving && (late || !self.queue.has_in_flight())
    }

    /// Sends what was held when its time has come.
    pub fn resume(&mut self, now: u64) {
        let Hold { until, leaving, .. } = self.hold;
        if self.status != Status::Ready || self.is_ending() || leaving || until == 0 || now < until {
            return;
        }
        self.hold = self.hold.renewed();
        self.queue.fly_waiting();
        if !self.stalled {
            write_some(self, usize::MAX);
        }
    }
}

impl Link {
    /// The server says that another one is in charge: the next connection resolves the name anew.
    pub(super) fn leave_soon(&self, state: &mut State) {
        let at = now();
        if state.hold.left_at == 0 || at - state.hold.left_at >= LEAVE_EVERY {
            state.hold.left_at = at;
            state.hold.leaving = true;
        }
    }

    /// Another server took over: what comes from here on waits for the connection to that one, and
    /// what is in flight may still be answered until `until`.
    pub fn leave(&self, until: u64) {
        let mut state = self.lock();
        if state.status != Status::Ready {
            return;
        }
        state.hold.leaving = true;
        state.hold.leave_by = until;
        drop(state);
        self.attention.notify_one();
    }

    /// What was refused for this many times waits a while.
    pub(super) fn put_off(&self, state: &mut State, all: bool, times: u32) {
        if state.hold.until == 0 {
            let wait = (25u64 << times.min(10)).min(LONGEST);
            state.hold.until = now() + wait + random() % (wait / 4 + 1);
        }
        state.hold.all |= all;
        metrics::add(&self.metrics.retries, 1);
    }
}
