//! What becomes of a link when its connection, or the attempt to make one, is over.
//!
//! Commands that may be sent again wait in front, the others are told; then the next attempt is
//! set, or left to JavaScript where a client decides for itself.

use std::sync::Arc;

use super::{Event, Link, Status, now};
use crate::config::Resend;
use crate::error::{Failure, Phase, Retry};

impl Link {
    /// The connection, or the attempt to make one, is over.
    pub fn lost(&self, failure: Failure) {
        let failure = Arc::new(failure);
        let config = self.config();
        let mut state = self.lock();
        let was_ready = state.status == Status::Ready;
        if let Some(socket) = state.socket.take() {
            socket.shutdown();
        }
        state.stalled = false;
        state.renew = false;
        state.monitoring = false;
        state.subscriber = false;
        state.shard_subscriber = false;
        state.status = Status::Close;
        let ended = state.close.take().is_some() || state.unused;
        let policy = if ended { Resend::None } else { config.resend };
        let in_flight = state.queue.lost(policy);
        let mut told = Vec::new();
        let mut limited = Vec::new();
        if ended {
            state.wanted = false;
            told = state.queue.fail_waiting(Phase::Queued);
        } else {
            state.last_failure = Some(failure.clone());
            if was_ready && now() - state.ready_at >= STEADY {
                state.failures = 0;
            }
            state.failures += 1;
            if failure.retry() == Retry::Slow {
                told = state.queue.fail_waiting(Phase::Connecting);
            } else if self.shared {
                limited = state.queue.count_attempt(config.max_retries);
            }
        }
        let delay = (self.shared && !ended).then(|| backoff(state.failures, failure.retry()));
        if let Some(delay) = delay {
            state.retry_at = now() + delay;
        } else {
            state.wanted = false;
        }
        drop(state);

        let shown = (!ended).then(|| failure.clone());
        let closed = Failure::closed();
        // What can not be sent again is told before the client hears of the end, and may end itself.
        for one in in_flight {
            let cut = if one.aborted { Failure::aborted() } else { closed.clone() };
            self.deliver(vec![one], &cut.because(shown.clone()));
        }
        self.deliver(told, if ended { &closed } else { &failure });
        self.announce(&Event { error: shown.as_deref(), ..Event::of(Status::Close) });
        if let Some(limit) = config.max_retries {
            self.deliver(limited, &Failure::max_retries(limit).because(Some(failure.clone())));
        }
        match delay {
            Some(delay) => {
                self.set_status(Status::Reconnecting);
                self.announce(&Event { delay: Some(delay), ..Event::of(Status::Reconnecting) });
            }
            None if ended => {
                self.set_status(Status::End);
                self.announce(&Event::of(Status::End));
            }
            None => {}
        }
    }
}

/// A connection that stood this long, in milliseconds, was a good one: its loss is no repetition
/// of an earlier failure, and the next attempt is made at once.
const STEADY: u64 = 2_000;

/// Milliseconds until the next attempt: the first at once, then full jitter.
fn backoff(failures: u32, retry: Retry) -> u64 {
    const BASE: u64 = 50;
    let cap = match retry {
        Retry::Soon if failures <= 1 => return 0,
        Retry::Soon => 5_000,
        Retry::Slow => 30_000,
    };
    let most = cap.min(BASE << failures.min(16));
    random() % (most + 1)
}

/// A number that differs from call to call and from process to process.
fn random() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(now())
}
