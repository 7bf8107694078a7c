//! Whether replies still stand in their places: PINGs of the link's own, each with a text that
//! nobody else knows.
//!
//! The server gives the text back. If something else comes in its place, or the text in the place
//! of another reply, a reply was lost or added on the way, and the connection ends: from there on
//! each reply could be another command's. A fence is put behind every command that timed out, and
//! the heartbeat is one.

use super::{Link, State, Status, random, write_some};
use crate::error::{Failure, Kind, Phase};
use crate::queue::{Batch, Entry, Fallen};
use crate::resp::MarkKind;
use crate::tape::{Tape, kind};

#[derive(Default)]
pub struct Fence {
    /// What all texts of this link begin with; made when first needed.
    secret: String,
    last: u32,
    /// The server gives the text back. A proxy may say PONG to any PING.
    echoes: bool,
    /// A command timed out while a fence was on its way.
    again: bool,
}

impl Fence {
    fn text(&self, number: u32) -> String {
        format!("{}{number}", self.secret)
    }

    /// The next text, and its number.
    fn next(&mut self) -> (u32, String) {
        if self.secret.is_empty() {
            self.secret = format!("redis-native:{:016x}{:016x}:", random(), random());
        }
        self.last = self.last.wrapping_add(1);
        (self.last, self.text(self.last))
    }
}

impl State {
    /// Whether a fence is due behind commands that are given up now, or were before.
    pub fn wants_fence(&mut self, fallen: &[Fallen]) -> bool {
        self.fence.again |= fallen.iter().any(|one| one.phase == Phase::Sent && one.refusal.is_none());
        if !self.fence.again || self.status != Status::Ready || self.queue.fences() > 0 {
            return false;
        }
        self.fence.again = false;
        self.queue.has_in_flight()
    }

    /// Looks at a reply while fences are on their way.
    pub fn keeps_step(&mut self, piece: &Tape, what: MarkKind) -> bool {
        let Some(front) = self.queue.front() else { return true };
        let number = front.seq;
        if !self.queue.is_own_turn() {
            return !is_text_of(piece, &self.fence.secret);
        }
        // A subscriber of RESP2 gets an array with the text at its end.
        if piece.payload.ends_with(self.fence.text(number).as_bytes()) {
            self.fence.echoes = true;
            return true;
        }
        what == MarkKind::Error || !self.fence.echoes && piece.payload == b"PONG"
    }
}

impl Link {
    /// Sends a PING of the link's own, where anything may still be written.
    pub fn ping(&self) {
        let mut state = self.lock();
        if state.status != Status::Ready || state.is_ending() {
            return;
        }
        let (seq, text) = state.fence.next();
        let bytes = redis::cmd("PING").arg(text).get_packed_command();
        let entry = Entry {
            seq,
            end: bytes.len() as u32,
            flags: 0,
            pushes: 0,
            unanswered: 0,
            deadline: 0,
            attempts: 0,
            refused: 0,
            live: true,
            sent: false,
        };
        state.queue.fly(Batch::new(None, bytes, vec![entry]));
        if !state.stalled {
            write_some(&mut state, usize::MAX);
        }
    }

    /// A reply was lost or added.
    pub(super) fn shifted(&self) -> Failure {
        let (address, port) = self.config().place();
        Failure {
            code: Some("ERR_REDIS_PROTOCOL".into()),
            address: Some(address),
            port,
            ..Failure::new(
                Kind::Closed,
                "a reply was lost or added on the way: the connection was closed, so that none goes astray",
            )
        }
    }
}

/// Whether a reply is one of the texts that begin with `secret`.
fn is_text_of(piece: &Tape, secret: &str) -> bool {
    let Some(_) = piece.words.first() else { return false };
    let payload = match piece.word(0) {
        (kind::ASCII, ..) => &piece.payload[..],
        (kind::ARRAY, 2, _) => piece.payload.strip_prefix(b"pong").unwrap_or(&[]),
        _ => &[],
    };
    !secret.is_empty() && payload.starts_with(secret.as_bytes())
}
