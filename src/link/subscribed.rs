//! What a connection is subscribed to, by the counts that its server tells.
//!
//! They say when a bare UNSUBSCRIBE is answered: it has a confirmation for each channel that there
//! is, however many those are when the server comes to it.

use crate::tape::{Tape, kind};

#[derive(Default)]
pub(super) struct Subscribed {
    channels: usize,
    patterns: usize,
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
        self.channels + self.patterns + self.shards == 0
    }

    /// Takes a confirmation in. Returns whether no channel of its kind is left.
    pub(super) fn hear(&mut self, confirmation: &Confirmation) -> bool {
        let Confirmation { name, none, left } = *confirmation;
        let count = match name {
            b"subscribe" | b"unsubscribe" => {
                self.channels = left.saturating_sub(self.patterns);
                self.channels
            }
            b"psubscribe" | b"punsubscribe" => {
                self.patterns = left.saturating_sub(self.channels);
                self.patterns
            }
            b"ssubscribe" | b"sunsubscribe" => {
                self.shards = left;
                self.shards
            }
            _ => return false,
        };
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
