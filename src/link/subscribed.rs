//! What a connection is subscribed to, by the counts that its server tells.
//!
//! They say when a bare UNSUBSCRIBE is answered: it has a confirmation for each channel that there
//! is, however many those are when the server comes to it.

use crate::tape::{Tape, kind};

#[derive(Default)]
pub(super) struct Subscribed {
    channels: usize,
    patterns: usize,
    /// What the server said last of both together: what a transaction subscribed to is in it.
    total: usize,
    shards: usize,
}

/// What a server says of one channel that a connection is subscribed to from here on, or no longer.
pub(super) struct Confirmation<'a> {
    pub name: &'a [u8],
    /// There was no channel.
    none: bool,
    /// How many channels and patterns, or shard channels, are left.
    left: usize,
}

impl<'a> Confirmation<'a> {
    pub(super) fn of(tape: &'a Tape) -> Option<Confirmation<'a>> {
        let (what, items, at) = tape.word(0);
        let (text, length, at) = tape.words.get(at).map(|_| tape.word(at))?;
        let (channel, _, at) = tape.words.get(at).map(|_| tape.word(at))?;
        let (count, left, _) = tape.words.get(at).map(|_| tape.word(at))?;
        let fits = matches!(what, kind::ARRAY | kind::PUSH)
            && items == 3
            && matches!(text, kind::ASCII | kind::SIMPLE)
            && count == kind::SMALL;
        let name = tape.payload.get(..length).filter(|_| fits)?;
        Some(Confirmation { name, none: channel == kind::NIL, left })
    }

    /// Whether a channel was left.
    pub(super) fn leaves(&self) -> bool {
        self.name.ends_with(b"unsubscribe")
    }
}

impl Subscribed {
    pub(super) fn is_empty(&self) -> bool {
        self.total + self.shards == 0
    }

    /// Takes a confirmation in. Returns whether no channel of its kind is left.
    pub(super) fn hear(&mut self, confirmation: &Confirmation) -> bool {
        let Confirmation { name, none, left } = *confirmation;
        let before = std::mem::replace(&mut self.total, left);
        let kind = match name {
            b"subscribe" | b"unsubscribe" => &mut self.channels,
            b"psubscribe" | b"punsubscribe" => &mut self.patterns,
            b"ssubscribe" | b"sunsubscribe" => {
                (self.total, self.shards) = (before, left);
                return none || left == 0;
            }
            _ => {
                self.total = before;
                return false;
            }
        };
        if confirmation.leaves() {
            *kind = if none { 0 } else { kind.saturating_sub(usize::from(left < before)) };
        } else if left > before {
            *kind += 1;
        } else if left < before {
            // The server has forgotten all that was before, as it does by RESET.
            (self.channels, self.patterns) = (0, 0);
            let kind = if name == b"subscribe" { &mut self.channels } else { &mut self.patterns };
            *kind = 1;
        }
        let count = if name.starts_with(b"p") { self.patterns } else { self.channels };
        none || left == 0 || count == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hear(subscribed: &mut Subscribed, name: &str, channel: Option<&str>, left: usize) -> bool {
        let mut tape = Tape::default();
        tape.put(kind::PUSH, 3);
        tape.put_text(kind::ASCII, name.as_bytes());
        match channel {
            Some(channel) => tape.put_text(kind::ASCII, channel.as_bytes()),
            None => tape.put(kind::NIL, 0),
        }
        tape.put(kind::SMALL, left);
        subscribed.hear(&Confirmation::of(&tape).unwrap())
    }

    #[test]
    fn each_kind_is_counted_apart() {
        let mut subscribed = Subscribed::default();
        assert!(!hear(&mut subscribed, "subscribe", Some("a"), 1));
        assert!(!hear(&mut subscribed, "psubscribe", Some("p*"), 2));
        assert!(!hear(&mut subscribed, "subscribe", Some("b"), 3));
        assert!(!hear(&mut subscribed, "ssubscribe", Some("s"), 1));
        assert!(!hear(&mut subscribed, "unsubscribe", Some("a"), 2));
        assert!(hear(&mut subscribed, "unsubscribe", Some("b"), 1));
        assert!(hear(&mut subscribed, "unsubscribe", None, 1));
        assert!(hear(&mut subscribed, "punsubscribe", Some("p*"), 0));
        assert!(!subscribed.is_empty());
        assert!(hear(&mut subscribed, "sunsubscribe", Some("s"), 0));
        assert!(subscribed.is_empty());
    }

    #[test]
    fn what_the_server_has_forgotten_or_a_transaction_has_added_counts_for_nothing() {
        let mut subscribed = Subscribed::default();
        assert!(!hear(&mut subscribed, "psubscribe", Some("p*"), 1));
        assert!(!hear(&mut subscribed, "subscribe", Some("a"), 2));
        // RESET
        assert!(!hear(&mut subscribed, "subscribe", Some("a"), 1));
        assert!(!hear(&mut subscribed, "subscribe", Some("b"), 2));
        assert!(!hear(&mut subscribed, "unsubscribe", Some("a"), 1));
        assert!(hear(&mut subscribed, "unsubscribe", Some("b"), 0));
        // A pattern within MULTI.
        assert!(!hear(&mut subscribed, "subscribe", Some("a"), 2));
        assert!(!hear(&mut subscribed, "subscribe", Some("a"), 2));
        assert!(hear(&mut subscribed, "unsubscribe", Some("a"), 1));
        assert!(!subscribed.is_empty());
    }

    #[test]
    fn what_is_no_confirmation_is_none() {
        let mut tape = Tape::default();
        tape.put(kind::PUSH, 3);
        tape.put_text(kind::ASCII, b"message");
        assert!(Confirmation::of(&tape).is_none());
        tape.put_text(kind::ASCII, b"channel");
        tape.put_text(kind::ASCII, b"text");
        assert!(Confirmation::of(&tape).is_none());
        tape.clear();
        tape.put(kind::NIL, 0);
        assert!(Confirmation::of(&tape).is_none());
    }
}
