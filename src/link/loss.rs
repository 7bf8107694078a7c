//! What becomes of a link when its connection, or the attempt to make one, is over.
//!
//! Commands that may be sent again wait in front, the others are told; then the next attempt is
//! set, or left to JavaScript where a client decides for itself.

use std::sync::Arc;

use super::{Event, Link, Listener, Status, Subscribed, now, put_event};
use crate::config::Resend;
use crate::error::{Failure, Kind, Phase, Retry};
use crate::metrics;
use crate::queue::Fallen;

impl Link {
    /// The connection, or the attempt to make one, is over.
    pub fn lost(&self, failure: Failure) {
        let config = self.config();
        let mut state = self.lock();
        // Who saw the end first knows why.
        let failure = Arc::new(state.seen_end.take().unwrap_or(failure));
        // Who attaches from here on, or did so since it was given up, hears nothing of it.
        let parting = state.parting.take();
        let parted = parting.is_some();
        let idle = parting.as_ref().is_some_and(|parting| parting.idle);
        let witnesses = parting.map_or_else(|| state.attached.clone(), |parting| parting.witnesses);
        let was_ready = state.status == Status::Ready;
        if let Some(socket) = state.socket.take() {
            socket.shutdown();
        }
        state.wire = None;
        state.listener = Listener::Thread;
        state.stalled = false;
        state.monitoring = false;
        state.subscribed = Subscribed::default();
        state.status = Status::Close;
        let ended = state.close.take().is_some() || state.unused;
        // A connection that was left in order failed nobody.
        let left = state.leaves_now() || parted && !ended && state.renew.is_none();
        state.hold = state.hold.renewed();
        state.renew = None;
        let policy = if ended { Resend::None } else { config.resend };
        if was_ready {
            metrics::add(&self.metrics.closes, 1);
        } else if !ended && !left {
            metrics::add(&self.metrics.connect_failures, 1);
        }
        let was_useful = state.queue.has_answered();
        let mut changed = state.ask_breaker(now());
        let in_flight = state.queue.lost(policy);
        let mut told = Vec::new();
        let mut limited = Vec::new();
        let mut cut_off = Vec::new();
        // What came after a client was closed opens it again.
        let reopened = self.shared && ended && parted && state.wanted && !state.unused;
        if ended {
            state.wanted = reopened;
            // It can not be told apart from what waited before.
            if !(reopened && idle) {
                told = state.queue.fail_waiting(Phase::Queued);
            }
            changed = state.breaker.excused().or(changed);
        } else if left {
            state.failures = 0;
        } else {
            state.last_failure = Some(failure.clone());
            if was_ready && now() - state.ready_at >= STEADY {
                state.failures = 0;
            } else if was_useful {
                state.failures = state.failures.min(1);
            }
            state.failures += 1;
            if failure.retry() == Retry::Slow {
                told = state.queue.fail_waiting(Phase::Connecting);
                changed = state.breaker.excused().or(changed);
            } else if self.shared {
                limited = state.queue.count_attempt(config.max_retries);
                // A server that says too much is there.
                if failure.kind != Kind::ReplyLimit {
                    let commands = count(&in_flight) + count(&limited);
                    changed = state.breaker.failed(!was_ready, commands, now()).or(changed);
                }
                if state.breaker.is_open() {
                    cut_off = state.queue.fail_waiting(Phase::Queued);
                }
            }
        }
        let delay = (self.shared && !ended).then(|| match state.breaker.probe() {
            Some(probe) => probe - random() % (probe / 10 + 1),
            None => backoff(state.failures, failure.retry(), config.group.is_some()),
        });
        if let Some(delay) = delay {
            state.retry_at = now() + delay;
        } else if reopened {
            state.retry_at = 0;
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
        put_event(&witnesses, Event { error: shown.as_deref(), ..Event::of(Status::Close) }.text());
        if let Some(limit) = config.max_retries {
            self.deliver(limited, &Failure::max_retries(limit).because(Some(failure.clone())));
        }
        self.deliver(cut_off, &Failure::circuit_open().because(Some(failure.clone())));
        self.tell_breaker(changed, Some(&failure));
        match delay {
            Some(delay) => {
                self.set_status(Status::Reconnecting);
                put_event(&witnesses, Event { delay: Some(delay), ..Event::of(Status::Reconnecting) }.text());
            }
            None if ended => {
                let mut state = self.lock();
                state.status = Status::End;
                // Who asked meanwhile hears of this end, too.
                if !state.wanted {
                    state.close = None;
                }
                drop(state);
                put_event(&witnesses, Event::of(Status::End).text());
            }
            None => {}
        }
    }
}

/// A connection that stood this long, in milliseconds, was a good one: its loss is no repetition
/// of an earlier failure, and the next attempt is made at once. One that fell earlier and had
/// answered a command counts little: the next attempt is made soon.
const STEADY: u64 = 2_000;

fn count(fallen: &[Fallen]) -> u64 {
    fallen.iter().flat_map(|one| &one.runs).map(|(_, count)| u64::from(*count)).sum()
}

/// Milliseconds until the next attempt: the first at once, then full jitter. Behind sentinels
/// another server takes over within seconds.
fn backoff(failures: u32, retry: Retry, watched: bool) -> u64 {
    const BASE: u64 = 50;
    let cap = match retry {
        Retry::Soon if failures <= 1 => return 0,
        Retry::Soon if watched => 1_000,
        Retry::Soon => 5_000,
        Retry::Slow => 30_000,
    };
    let most = cap.min(BASE << failures.min(16));
    random() % (most + 1)
}

/// A number that differs from call to call and from process to process.
pub fn random() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(now())
}
