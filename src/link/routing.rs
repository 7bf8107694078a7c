//! Which reply goes to whom.
//!
//! Replies come in the order of their commands, pushes between them. The common run, plain replies
//! for one session, is delivered as it is; everything else is cut into single replies. A reply that
//! answers no command ends the connection: from there on nothing could be matched.

use std::sync::MutexGuard;

use super::{Link, State};
use crate::error::{Failure, Kind};
use crate::outbox::Delivery;
use crate::queue::flag;
use crate::resp::{Mark, MarkKind};
use crate::tape::{Tape, kind};

impl Link {
    /// Hands out the replies that a read completed. An error ends the connection.
    pub fn replies(&self, tape: Tape, marks: &[Mark]) -> Result<(), Failure> {
        let plain = marks.iter().all(|mark| mark.kind != MarkKind::Push) && !self.looks_closely();
        if plain {
            let mut runs = Vec::new();
            let answered = self.lock().queue.answer_run(marks.len(), &mut runs);
            match answered {
                Some((owner, count)) if count == marks.len() => {
                    if let Some((outbox, session)) = owner {
                        outbox.put(Delivery::Replies { session, runs, tape });
                    }
                    return Ok(());
                }
                Some((owner, count)) => {
                    let cut = &marks[count - 1];
                    if let Some((outbox, session)) = owner {
                        let tape = piece(&tape, None, cut);
                        outbox.put(Delivery::Replies { session, runs, tape });
                    }
                    return self.one_by_one(&tape, Some(cut), &marks[count..]);
                }
                None => {}
            }
        }
        self.one_by_one(&tape, None, marks)
    }

    /// Whether not all that comes outside of pushes is a reply: a monitor gets lines, and in RESP2
    /// subscribers get plain arrays.
    fn looks_closely(&self) -> bool {
        let state = self.lock();
        state.monitoring || !state.resp3 && (state.subscriber || state.shard_subscriber)
    }

    fn one_by_one<'a>(
        &self,
        tape: &Tape,
        mut before: Option<&'a Mark>,
        marks: &'a [Mark],
    ) -> Result<(), Failure> {
        for mark in marks {
            let piece = piece(tape, before, mark);
            before = Some(mark);
            self.one(piece, mark.kind)?;
        }
        Ok(())
    }

    /// Routes one reply or push.
    fn one(&self, piece: Tape, what: MarkKind) -> Result<(), Failure> {
        let mut state = self.lock();
        let subscription = state.queue.front().is_some_and(|entry| entry.flags & flag::SUBSCRIPTION != 0);
        let listening = state.subscriber || state.shard_subscriber;
        let pushed = what == MarkKind::Push
            || what == MarkKind::Array && !state.resp3 && (subscription || listening) && is_pubsub(&piece);
        if pushed {
            let name = first_text(&piece);
            let confirms = subscription
                && state.queue.front_name().is_some_and(|front| front.eq_ignore_ascii_case(name));
            if confirms {
                let left = !is_last_goodbye(&piece);
                if name.starts_with(b"s") && name != b"subscribe" {
                    state.shard_subscriber = left;
                } else {
                    state.subscriber = left;
                }
            }
            if !(confirms && state.queue.count_push()) {
                return self.push(state, piece);
            }
        } else if state.monitoring && is_monitor_line(&piece) {
            return self.push(state, piece);
        } else if subscription && what != MarkKind::Error {
            // Confirmations were counted wrongly: whose reply this is can not be known.
            drop(state);
            return Err(self.out_of_step());
        }
        let Some(answered) = state.queue.answer() else {
            drop(state);
            return Err(self.out_of_step());
        };
        if answered.flags & flag::MONITOR != 0 && what != MarkKind::Error {
            state.monitoring = true;
        }
        drop(state);
        if let (Some((outbox, session)), true) = (answered.owner, answered.live) {
            outbox.put(Delivery::Replies { session, runs: vec![(answered.seq, 1)], tape: piece });
        }
        Ok(())
    }

    /// A reply came that no command can be given.
    fn out_of_step(&self) -> Failure {
        let (address, port) = self.config().place();
        Failure {
            address: Some(address),
            port,
            ..Failure::new(Kind::Protocol, "the server sent a reply that answers no command")
        }
    }

    fn push(&self, state: MutexGuard<'_, State>, tape: Tape) -> Result<(), Failure> {
        let attached = state.attached.clone();
        drop(state);
        for (outbox, session) in attached {
            outbox.put(Delivery::Push { session, tape: tape.clone() });
        }
        Ok(())
    }
}

/// The part of a tape between two marks.
fn piece(tape: &Tape, before: Option<&Mark>, mark: &Mark) -> Tape {
    let (words, payload) = before.map_or((0, 0), |mark| (mark.words, mark.payload));
    Tape {
        words: tape.words[words..mark.words].to_vec(),
        payload: tape.payload[payload..mark.payload].to_vec(),
    }
}

/// The first item of an array or push, where it is a short string.
fn first_text(tape: &Tape) -> &[u8] {
    if tape.words.len() < 2 {
        return &[];
    }
    let (_, _, next) = tape.word(0);
    match tape.word(next) {
        (kind::ASCII | kind::SIMPLE, size, _) => tape.payload.get(..size).unwrap_or(&[]),
        _ => &[],
    }
}

/// `1339518083.107412 [0 127.0.0.1:60866] "keys" "*"`
fn is_monitor_line(tape: &Tape) -> bool {
    let (what, _, _) = tape.word(0);
    let digits = tape.payload.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    what == kind::SIMPLE && digits > 0 && tape.payload[digits..].starts_with(b" [")
}

/// Whether a confirmation says that no channel is left.
fn is_last_goodbye(tape: &Tape) -> bool {
    first_text(tape).ends_with(b"unsubscribe") && tape.words.last() == Some(&kind::SMALL)
}

fn is_confirmation(tape: &Tape) -> bool {
    matches!(
        first_text(tape),
        b"subscribe" | b"unsubscribe" | b"psubscribe" | b"punsubscribe" | b"ssubscribe" | b"sunsubscribe"
    )
}

fn is_pubsub(tape: &Tape) -> bool {
    is_confirmation(tape) || matches!(first_text(tape), b"message" | b"pmessage" | b"smessage")
}
