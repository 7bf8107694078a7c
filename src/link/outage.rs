//! The link and its circuit breaker: what the breaker hears, and who hears of it.

use super::{Event, Link, State};
use crate::breaker::Mode;
use crate::error::Failure;
use crate::metrics;

impl State {
    /// Tells the breaker of the answers since the last time, and asks it.
    pub fn ask_breaker(&mut self, now: u64) -> Option<Mode> {
        let answered = self.queue.answered();
        let count = answered - self.heard_answers;
        self.heard_answers = answered;
        self.breaker.answered(count, now).or_else(|| self.breaker.check(now))
    }
}

impl Link {
    /// Tells all sessions of a change; `cause` is what opened the breaker.
    pub(super) fn tell_breaker(&self, changed: Option<Mode>, cause: Option<&Failure>) {
        let Some(mode) = changed else { return };
        metrics::add(&self.metrics.circuit_opens, u64::from(mode == Mode::Open));
        let status = self.lock().status;
        let error = cause.filter(|_| mode == Mode::Open);
        self.announce(&Event { breaker: Some(mode), error, ..Event::of(status) });
    }
}
