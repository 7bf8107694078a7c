//! The words of subscriptions: those of the server, and what sessions are told.

use std::sync::Arc;

use serde::Serialize;

use super::{Group, Name};
use crate::error::Failure;
use crate::tape::{Tape, kind};

/// One of the six commands that subscribe and unsubscribe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    pub enter: bool,
    pub group: Group,
}

impl Verb {
    /// By a command's name, in any case.
    pub fn parse(name: &[u8]) -> Option<Verb> {
        let all = [Group::Channel, Group::Pattern, Group::Shard];
        let verbs = all.into_iter().flat_map(|group| [true, false].map(|enter| Verb { enter, group }));
        verbs.into_iter().find(|verb| verb.name().as_bytes().eq_ignore_ascii_case(name))
    }

    pub fn name(self) -> &'static str {
        match (self.group, self.enter) {
            (Group::Channel, true) => "subscribe",
            (Group::Channel, false) => "unsubscribe",
            (Group::Pattern, true) => "psubscribe",
            (Group::Pattern, false) => "punsubscribe",
            (Group::Shard, true) => "ssubscribe",
            (Group::Shard, false) => "sunsubscribe",
        }
    }
}

/// `["subscribe", channel, count]`, as the server words it.
pub fn confirmation(verb: Verb, name: Option<&Name>, count: usize) -> Tape {
    let mut tape = Tape::default();
    tape.put(kind::PUSH, 3);
    tape.put_text(kind::ASCII, verb.name().as_bytes());
    match name {
        Some(name) => tape.put_text(if name.is_ascii() { kind::ASCII } else { kind::BYTES }, name),
        None => tape.put(kind::NIL, 0),
    }
    tape.put(kind::SMALL, count);
    tape
}

/// As the server refuses a subscription to nothing.
pub fn names_missing(verb: Verb) -> Tape {
    let mut tape = Tape::default();
    let text = format!("ERR wrong number of arguments for '{}' command", verb.name());
    tape.put_text(kind::ERROR, text.as_bytes());
    tape
}

#[derive(Serialize)]
struct Told<'a> {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Failure>,
}

fn json(told: &Told) -> Arc<str> {
    serde_json::to_string(told).unwrap_or_else(|_| String::from("{}")).into()
}

/// The connection was another for a while, or none: messages may have passed by.
pub fn gap() -> Arc<str> {
    json(&Told { status: "gap", error: None })
}

/// The server does not give back what a lost connection had.
pub fn refusal(failure: &Failure) -> Arc<str> {
    json(&Told { status: "refused", error: Some(failure) })
}
