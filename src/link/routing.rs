//! Which reply goes to whom.
//!
//! Replies come in the order of their commands, pushes between them. The common run, plain replies
//! for one session, is delivered as it is; everything else is cut into single replies. A reply that
//! answers no command ends the connection: from there on nothing could be matched.

use std::sync::MutexGuard;

use super::subscribed::Confirmation;
use super::{Link, State};
use crate::error::{Failure, Phase, Refusal};
use crate::large::Large;
use crate::outbox::Delivery;
use crate::queue::{Answered, Fallen, Outcome, Sense, flag};
use crate::resp::{Mark, MarkKind};
use crate::tape::{Tape, kind};
use crate::wire::Wire;

mod parts;

impl State {
    /// Whether not all that comes outside of pushes is a reply: a monitor gets lines, and in RESP2
    /// subscribers get plain arrays; or whether replies are being withheld.
    fn looks_closely(&self) -> bool {
        self.monitoring
            || !self.resp3 && !self.subscribed.is_empty()
            || self.queue.is_withholding()
            || self.queue.fences() > 0
    }
}

impl State {
    /// Whether what came outside of replies is the last that answers the front command, which is a
    /// `subscription`; what the connection is subscribed to follows it.
    fn answers(&mut self, piece: &Tape, subscription: bool) -> bool {
        let Some(confirmation) = Confirmation::of(piece) else { return false };
        let is_bare = self.queue.front().is_some_and(|front| front.flags & flag::BARE != 0);
        let confirms = subscription
            && self.queue.front_name().is_some_and(|name| name.eq_ignore_ascii_case(confirmation.name));
        // Servers end subscriptions to shard channels by themselves.
        let none_left = (confirms || confirmation.leaves()) && self.subscribed.hear(&confirmation);
        confirms && if is_bare { none_left } else { self.queue.count_push() }
    }
}

impl Link {
    /// The state, as long as `wire` is what the commands in flight were written to. A loop may have
    /// read replies whose connection is over by now: another one answers the commands then.
    fn lock_for(&self, wire: &Wire) -> Result<MutexGuard<'_, State>, Failure> {
        let state = self.lock();
        let current = state.wire.as_ref().is_some_and(|current| std::ptr::eq(&**current, wire));
        if current { Ok(state) } else { Err(Failure::closed()) }
    }

    /// Hands out the replies that a read of `wire` completed. An error ends the connection.
    pub fn replies(&self, wire: &Wire, tape: Tape, marks: &[Mark]) -> Result<(), Failure> {
        let plain = marks.iter().all(|mark| matches!(mark.kind, MarkKind::Reply | MarkKind::Array))
            || marks.iter().all(|mark| mark.kind != MarkKind::Push) && !self.holds_refusal(&tape, marks);
        let mut state = self.lock_for(wire)?;
        if plain && !state.looks_closely() {
            let mut runs = Vec::with_capacity(1);
            let answered = state.queue.answer_run(marks.len(), &mut runs);
            self.measure(state);
            match answered {
                Some((owner, count)) if count == marks.len() => {
                    if let Some((outbox, session)) = owner {
                        parts::put(&outbox, session, runs, tape, marks);
                    }
                    return Ok(());
                }
                Some((owner, count)) => {
                    let cut = &marks[count - 1];
                    if let Some((outbox, session)) = owner {
                        let tape = piece(&tape, None, cut);
                        outbox.put(Delivery::Replies { session, runs, tape });
                    }
                    return self.one_by_one(wire, &tape, Some(cut), &marks[count..]);
                }
                None => {}
            }
        } else if count_messages(&tape, None, marks) == marks.len() {
            return self.push(state, tape);
        } else {
            drop(state);
        }
        self.one_by_one(wire, &tape, None, marks)
    }

    /// Hands out a reply that is one large string.
    pub(super) fn large_reply(&self, wire: &Wire, large: Large) -> Result<(), Failure> {
        let mut state = self.lock_for(wire)?;
        let wants_buffers = state.queue.front().map(|entry| entry.flags & flag::BUFFERS != 0);
        let mut runs = Vec::with_capacity(1);
        if wants_buffers == Some(matches!(large, Large::Bytes(_)))
            && !state.looks_closely()
            && let Some((owner, _)) = state.queue.answer_run(1, &mut runs)
        {
            self.measure(state);
            if let (Some((outbox, session)), [(seq, _)]) = (owner, runs.as_slice()) {
                outbox.put(Delivery::Large { session, seq: *seq, large });
            }
            return Ok(());
        }
        drop(state);
        let tape = large.into_tape();
        let (words, payload) = tape.size();
        self.one_by_one(wire, &tape, None, &[Mark { words, payload, kind: MarkKind::Reply }])
    }

    /// Whether the server refuses to execute one of the commands.
    fn holds_refusal(&self, tape: &Tape, marks: &[Mark]) -> bool {
        let mut before = None;
        self.patient
            && marks.iter().any(|mark| {
                let start = before.replace(mark).map_or((0, 0), |mark: &Mark| (mark.words, mark.payload));
                mark.kind == MarkKind::Error && Refusal::of(error_text(tape, start)).is_some()
            })
    }

    fn one_by_one<'a>(
        &self,
        wire: &Wire,
        tape: &Tape,
        mut before: Option<&'a Mark>,
        marks: &'a [Mark],
    ) -> Result<(), Failure> {
        let mut rest = marks;
        while let Some(first) = rest.first() {
            let messages = count_messages(tape, before, rest);
            let (these, others) = rest.split_at(messages.max(1));
            let last = &these[these.len() - 1];
            let piece = piece(tape, before, last);
            (before, rest) = (Some(last), others);
            if messages > 0 {
                self.push(self.lock_for(wire)?, piece)?;
            } else {
                self.one(wire, piece, first.kind)?;
            }
        }
        Ok(())
    }

    /// Routes one reply or push.
    fn one(&self, wire: &Wire, piece: Tape, what: MarkKind) -> Result<(), Failure> {
        let mut state = self.lock_for(wire)?;
        let subscription = state.queue.front().is_some_and(|entry| entry.flags & flag::SUBSCRIPTION != 0);
        let listening = !state.subscribed.is_empty();
        let pushed = what == MarkKind::Push
            || what == MarkKind::Array && !state.resp3 && (subscription || listening) && is_pubsub(&piece);
        if pushed {
            if !state.answers(&piece, subscription) {
                return self.push(state, piece);
            }
        } else if state.monitoring && is_monitor_line(&piece) {
            return self.push(state, piece);
        } else if subscription && what != MarkKind::Error {
            // Confirmations were counted wrongly: whose reply this is can not be known.
            drop(state);
            return Err(self.out_of_step());
        }
        if self.patient && (what == MarkKind::Error || state.queue.is_withholding()) {
            let mut told = Vec::new();
            let withheld = self.weigh(&mut state, &piece, what, &mut told);
            if !told.is_empty() || withheld {
                drop(state);
                self.deliver(told, &Failure::closed());
                if withheld {
                    return Ok(());
                }
                state = self.lock_for(wire)?;
            }
        }
        if state.queue.fences() > 0 && !state.keeps_step(&piece, what) {
            drop(state);
            return Err(self.shifted());
        }
        let Some(answered) = state.queue.answer() else {
            drop(state);
            return Err(self.out_of_step());
        };
        if answered.flags & flag::MONITOR != 0 && what != MarkKind::Error {
            state.monitoring = true;
        }
        self.measure(state);
        let Some((outbox, session)) = answered.owner else { return Ok(()) };
        if answered.live {
            outbox.put(Delivery::Replies { session, runs: vec![(answered.seq, 1)], tape: piece });
        } else if pushed {
            // Its caller has given up, but what it did holds.
            outbox.put(Delivery::Push { session, tape: piece });
        }
        Ok(())
    }

    /// A reply is larger than it may be, and the connection ends: its command falls, and is never
    /// sent again, as it would be answered so each time.
    pub(super) fn too_large(&self, wire: &Wire, pushed: bool, failure: &Failure) {
        let Ok(mut state) = self.lock_for(wire) else { return };
        // Who hears of it may go on at once, on the next connection.
        state.seen_end.get_or_insert_with(|| failure.clone());
        let listening = state.monitoring || !state.resp3 && !state.subscribed.is_empty();
        if pushed || listening || state.queue.is_own_turn() {
            return;
        }
        let told = state.queue.release();
        let answered = state.queue.answer();
        self.measure(state);
        self.deliver(told, &Failure::closed());
        if let Some(Answered { owner: Some(owner), seq, live: true, .. }) = answered {
            let (runs, phase) = (vec![(seq, 1)], Phase::Sent);
            self.deliver(vec![Fallen { owner, runs, phase, aborted: false, refusal: None }], failure);
        }
    }

    /// Looks at a reply that may be a refusal. Returns whether it is withheld from its command.
    fn weigh(&self, state: &mut State, piece: &Tape, what: MarkKind, told: &mut Vec<Fallen>) -> bool {
        let text = if what == MarkKind::Error { error_text(piece, (0, 0)) } else { &[] };
        let refusal = Refusal::of(text);
        if let Some(Refusal { moved: true, .. }) = refusal {
            self.leave_soon(state);
        }
        let queue = &mut state.queue;
        let sense = match refusal {
            // What a script did before it was refused is not known.
            Some(_) if !queue.front_name().is_some_and(runs_script) => Sense::Refused,
            _ if text.starts_with(b"EXECABORT") && queue.ends_transaction() && queue.is_withholding() => {
                Sense::Refused
            }
            _ if queue.is_within_transaction() => Sense::Neutral,
            _ => Sense::Executed,
        };
        match queue.weigh(piece, sense, told) {
            Outcome::Deliver => false,
            Outcome::Kept => true,
            Outcome::Again(times) => {
                self.put_off(state, refusal.is_some_and(|refusal| refusal.all), times);
                true
            }
        }
    }

    fn push(&self, state: MutexGuard<'_, State>, tape: Tape) -> Result<(), Failure> {
        let mut attached = state.attached.clone();
        drop(state);
        let last = attached.pop();
        for (outbox, session) in attached {
            outbox.put(Delivery::Push { session, tape: tape.clone() });
        }
        if let Some((outbox, session)) = last {
            outbox.put(Delivery::Push { session, tape });
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

/// The text of the error reply that begins at `words` and `payload`.
fn error_text(tape: &Tape, (words, payload): (usize, usize)) -> &[u8] {
    match tape.words.get(words) {
        Some(_) => {
            let (what, size, _) = tape.word(words);
            let end = if what == kind::ERROR { payload + size } else { payload };
            tape.payload.get(payload..end).unwrap_or(&[])
        }
        None => &[],
    }
}

fn runs_script(name: &[u8]) -> bool {
    [&b"eval"[..], b"evalsha", b"eval_ro", b"evalsha_ro", b"fcall", b"fcall_ro"]
        .iter()
        .any(|script| name.eq_ignore_ascii_case(script))
}

/// How many pushes that are messages come first: they answer nothing, whatever is in flight.
fn count_messages(tape: &Tape, before: Option<&Mark>, marks: &[Mark]) -> usize {
    let mut start = before.map_or((0, 0), |mark| (mark.words, mark.payload));
    let messages = marks.iter().take_while(|mark| {
        let text = if mark.kind == MarkKind::Push { text_at(tape, start) } else { &[] };
        start = (mark.words, mark.payload);
        matches!(text, b"message" | b"pmessage" | b"smessage")
    });
    messages.count()
}

fn first_text(tape: &Tape) -> &[u8] {
    text_at(tape, (0, 0))
}

/// The first item of the array or push that begins there, where it is a short string.
fn text_at(tape: &Tape, (words, payload): (usize, usize)) -> &[u8] {
    if tape.words.len() < words + 2 {
        return &[];
    }
    let (what, _, next) = tape.word(words);
    if !matches!(what, kind::ARRAY | kind::PUSH) || next >= tape.words.len() {
        return &[];
    }
    match tape.word(next) {
        (kind::ASCII | kind::SIMPLE, size, _) => tape.payload.get(payload..payload + size).unwrap_or(&[]),
        _ => &[],
    }
}

/// `1339518083.107412 [0 127.0.0.1:60866] "keys" "*"`
fn is_monitor_line(tape: &Tape) -> bool {
    let (what, _, _) = tape.word(0);
    let digits = tape.payload.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    what == kind::SIMPLE && digits > 0 && tape.payload[digits..].starts_with(b" [")
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
