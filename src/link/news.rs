//! What sessions hear of their link, and what it looks like from outside.
//!
//! Events go the way of replies, by the outboxes, and keep their order among them. Nothing here is
//! called while the link's state is locked.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::Link;
use crate::breaker::Mode;
use crate::error::{Failure, Kind, Phase, TimeoutCause};
use crate::group::Address;
use crate::metrics;
use crate::outbox::{Announcement, Delivery, Outbox, Run};
use crate::queue::Fallen;
use crate::tape::Tape;

/// ioredis's statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Wait,
    Connecting,
    Connect,
    Ready,
    Close,
    Reconnecting,
    End,
}

/// An entry of a list that a sentinel gives, as names and values.
pub type Entry = BTreeMap<String, String>;

/// What the search for a server has to tell.
#[derive(Serialize)]
#[serde(tag = "what", rename_all = "camelCase")]
pub enum SearchNews<'a> {
    /// A sentinel was of no help.
    Failed { message: &'a str },
    /// All were of none: JavaScript says when they are asked again.
    Unreachable { error: Option<&'a Failure> },
    /// JavaScript says which it is, and where.
    Found { master: Option<&'a Address>, replicas: &'a [Entry], sentinels: &'a [Entry] },
    /// Failovers are heard of from here on.
    Watching,
    /// A sentinel that was listened to is called again.
    Rewatching,
}

/// What a session hears of its link.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<&'a Failure>,
    /// Milliseconds until the next attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) delay: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) protocol: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) peer: Option<&'a str>,
    /// What the server said that is no error, and should be shown.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub(super) warnings: &'a [String],
    /// The circuit breaker's new mode; the status is what it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) breaker: Option<Mode>,
    /// What the search for the server has to tell; the status is what it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) search: Option<&'a SearchNews<'a>>,
}

impl<'a> Event<'a> {
    pub(super) fn of(status: Status) -> Event<'a> {
        Event {
            status,
            error: None,
            delay: None,
            protocol: None,
            peer: None,
            warnings: &[],
            breaker: None,
            search: None,
        }
    }

    pub(super) fn text(&self) -> Arc<str> {
        serde_json::to_string(self).unwrap_or_else(|_| String::from("{}")).into()
    }
}

/// What a link looks like from outside.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    pub status: Status,
    pub peer: Option<String>,
    pub protocol: u8,
    pub connects: u64,
    pub queued_bytes: usize,
    pub breaker: Mode,
    pub last_error: Option<Arc<Failure>>,
}

impl Link {
    pub fn snapshot(&self) -> Snapshot {
        let state = self.lock();
        Snapshot {
            status: if state.parting.is_some() { Status::Close } else { state.status },
            peer: state.socket.as_ref().map(|socket| socket.peer.clone()),
            protocol: if state.resp3 { 3 } else { 2 },
            connects: state.connects,
            queued_bytes: state.queue.bytes(),
            breaker: state.breaker.mode(),
            last_error: state.last_failure.clone(),
        }
    }

    pub(super) fn deliver(&self, fallen: Vec<Fallen>, failure: &Failure) {
        for Fallen { owner: (outbox, session), runs, phase, refusal, .. } in fallen {
            self.count_fallen(&runs, failure, phase);
            if let Some(tape) = refusal {
                let tape = Tape::clone(&tape);
                outbox.put(Delivery::Replies { session, runs, tape });
                continue;
            }
            let failure = Arc::new(failure.clone().at(phase));
            outbox.put(Delivery::Failed { session, runs, failure });
        }
    }

    fn count_fallen(&self, runs: &[Run], failure: &Failure, phase: Phase) {
        let counter = match (failure.kind, failure.timeout_cause) {
            (Kind::Timeout, Some(TimeoutCause::Queue)) => &self.metrics.timeouts_queue,
            (Kind::Timeout, Some(TimeoutCause::Connection)) => &self.metrics.timeouts_connection,
            (Kind::Timeout, _) => &self.metrics.timeouts_server,
            (Kind::CircuitOpen, _) => &self.metrics.circuit_refusals,
            (Kind::MaxRetries, _) => &self.metrics.retries_exhausted,
            _ if phase == Phase::Sent => &self.metrics.lost,
            // It was never sent, and the user or the server's refusal ended it.
            _ => return,
        };
        metrics::add(counter, runs.iter().map(|(_, count)| u64::from(*count)).sum());
    }

    pub(super) fn announce(&self, event: &Event) {
        let event = event.text();
        let attached = self.lock().attached.clone();
        put_event(&attached, event);
    }
}

pub(super) fn put_event(sessions: &[(Arc<Outbox>, u32)], event: Arc<str>) {
    Announcement::new(event).put_all(sessions);
}
