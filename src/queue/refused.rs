//! What a server refused without executing it: READONLY, LOADING and their like.
//!
//! The unit is what was sent as a whole: a pipeline, a transaction, or a single command. Refusals
//! are withheld while nothing of the whole was executed; when that is so to its end, the whole
//! waits to be sent again. As soon as one command of it was executed, what was withheld is told,
//! and the whole is answered as it comes.

use std::ops::Range;
use std::sync::Arc;

use super::fallen::fell_refused;
use super::{Batch, Entry, Fallen, Owned, Queue, due, flag, same_owner};
use crate::error::Phase;
use crate::tape::Tape;

/// How often a command without a deadline may be refused: about ten seconds.
const MOST_REFUSALS: u32 = 14;

/// What a reply says of its command.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sense {
    /// It was not executed, and may be sent again.
    Refused,
    /// A transaction was told to wait for its end.
    Neutral,
    Executed,
}

/// What becomes of a reply.
pub enum Outcome {
    /// Its command gets it.
    Deliver,
    /// It is withheld until the rest of the whole is answered.
    Kept,
    /// All of the whole was refused, for this many times, and waits to be sent again.
    Again(u32),
}

/// The refusals of a whole that is being answered.
pub struct Withheld {
    whole: Range<usize>,
    replies: Vec<(usize, Arc<Tape>)>,
}

impl Batch {
    /// What was sent together with the command at `index`.
    fn whole(&self, index: usize) -> Range<usize> {
        let joined = |at: usize| self.entries[at].flags & flag::PIPELINE != 0;
        let mut start = index;
        while start > 0 && joined(start) {
            start -= 1;
        }
        let mut end = index + 1;
        while end < self.entries.len() && joined(end) {
            end += 1;
        }
        start..end
    }

    /// Whether the command at `index` only waits for the end of its transaction.
    fn is_queued(&self, index: usize) -> bool {
        let within = |at: usize| self.entries.get(at).is_some_and(|next| next.flags & flag::TRANSACTION != 0);
        let opens = |at: usize| self.entries[at].flags & flag::MULTI != 0;
        within(index) && within(index + 1) && !opens(index + 1)
    }

    /// Whether the reply of the command at `index` is withheld.
    pub(super) fn withholds(&self, index: usize) -> bool {
        self.withheld.as_ref().is_some_and(|withheld| withheld.replies.iter().any(|(at, _)| *at == index))
    }

    /// Nobody waits any more for what is withheld. Returns those who did: none was executed.
    pub(super) fn forget_withheld(&mut self) -> Vec<(u32, bool)> {
        let Some(withheld) = self.withheld.take() else { return Vec::new() };
        self.executed = self.entries.len();
        let entries = &mut self.entries;
        let mut killed = Vec::new();
        for (index, _) in withheld.replies {
            if std::mem::take(&mut entries[index].live) {
                killed.push((entries[index].seq, false));
            }
        }
        killed
    }

    /// The batch without those wholes that nobody waits for.
    pub(super) fn without_dead_wholes(self) -> Option<Batch> {
        let mut keep = vec![false; self.entries.len()];
        let mut index = 0;
        while index < self.entries.len() {
            let whole = self.whole(index);
            let alive = self.entries[whole.clone()].iter().any(|entry| entry.live);
            keep[index..whole.end].fill(alive);
            index = whole.end;
        }
        self.filtered(&keep)
    }

    /// Takes the refused whole out of the batch, as a batch of its own.
    fn refused_again(&self, withheld: Withheld) -> Batch {
        let mut bytes = Vec::new();
        let mut entries = Vec::new();
        let mut refusals = Vec::new();
        let mut replies = withheld.replies.into_iter().peekable();
        for index in withheld.whole {
            bytes.extend_from_slice(self.bytes_of(index));
            let reply = replies.next_if(|(at, _)| *at == index).map(|(_, reply)| reply);
            let entry = &self.entries[index];
            entries.push(Entry {
                end: bytes.len() as u32,
                // What was answered already is sent along, and its next answer dropped.
                live: entry.live && reply.is_some(),
                refused: entry.refused + 1,
                ..entry.clone()
            });
            refusals.push(reply);
        }
        let mut batch = Batch::new(self.owner.clone(), bytes, entries);
        batch.refusals = refusals;
        batch
    }

    /// Adds the commands of another refused batch behind its own.
    fn append(&mut self, other: Batch) {
        let before = self.bytes.len() as u32;
        self.bytes.extend_from_slice(&other.bytes);
        self.entries
            .extend(other.entries.into_iter().map(|entry| Entry { end: entry.end + before, ..entry }));
        self.refusals.extend(other.refusals);
        self.earliest = self.earliest.min(other.earliest);
    }
}

impl Queue {
    /// Whether the next reply has to be looked at together with those before it.
    pub fn is_withholding(&self) -> bool {
        self.in_flight.front().is_some_and(|batch| batch.withheld.is_some())
    }

    /// Whether the next reply ends a transaction.
    pub fn ends_transaction(&self) -> bool {
        let Some(batch) = self.in_flight.front() else { return false };
        let entry = batch.entries.get(batch.next);
        entry.is_some_and(|entry| entry.flags & flag::TRANSACTION != 0) && !batch.is_queued(batch.next)
    }

    /// Whether the next reply answers a command that only waits for the end of its transaction.
    pub fn is_within_transaction(&self) -> bool {
        self.in_flight.front().is_some_and(|batch| batch.is_queued(batch.next))
    }

    /// Looks at the reply of the front command. What was withheld before and is now told comes
    /// in `told`, to be delivered before it.
    pub fn weigh(&mut self, reply: &Tape, sense: Sense, told: &mut Vec<Fallen>) -> Outcome {
        if self.front().is_none() {
            return Outcome::Deliver;
        }
        match sense {
            Sense::Neutral => Outcome::Deliver,
            Sense::Executed => {
                told.append(&mut self.release());
                Outcome::Deliver
            }
            Sense::Refused if self.withhold(reply) => self.finish_whole(),
            Sense::Refused => {
                told.append(&mut self.release());
                Outcome::Deliver
            }
        }
    }

    /// Keeps a refusal. Returns false when something of its whole was executed, or it was
    /// refused too often.
    fn withhold(&mut self, reply: &Tape) -> bool {
        let Some(batch) = self.in_flight.front_mut() else { return false };
        let index = batch.next;
        let entry = &batch.entries[index];
        if batch.owner.is_none()
            || index < batch.executed
            || entry.deadline == 0 && entry.refused >= MOST_REFUSALS
        {
            return false;
        }
        if batch.withheld.is_none() {
            let whole = batch.whole(index);
            let live = batch.entries[index..whole.end].iter().any(|entry| entry.live);
            if !live || !(whole.start..index).all(|at| batch.is_queued(at)) {
                batch.executed = whole.end;
                return false;
            }
            batch.withheld = Some(Box::new(Withheld { whole, replies: Vec::new() }));
        }
        let Some(withheld) = &mut batch.withheld else { return false };
        // Most often the server says the same to all.
        let reply = match withheld.replies.last() {
            Some((_, last)) if **last == *reply => last.clone(),
            _ => Arc::new(reply.clone()),
        };
        withheld.replies.push((index, reply));
        true
    }

    /// Goes on behind a refused command; at the end of its whole, that waits to be sent again.
    fn finish_whole(&mut self) -> Outcome {
        let Some(batch) = self.in_flight.front_mut() else { return Outcome::Kept };
        let times = batch.entries[batch.next].refused + 1;
        let last = batch.next + 1;
        let withheld = batch.withheld.take_if(|withheld| withheld.whole.end == last);
        let Some(withheld) = withheld else {
            self.step();
            return Outcome::Kept;
        };
        let again = batch.refused_again(*withheld);
        self.step();
        self.bytes += again.bytes.len();
        match self.refused.back_mut() {
            Some(last) if same_owner(&last.owner, &again.owner) => last.append(again),
            _ => self.refused.push_back(again),
        }
        Outcome::Again(times)
    }

    /// Gives up withholding: the refusals are the answers.
    pub fn release(&mut self) -> Vec<Fallen> {
        let mut told = Vec::new();
        let Some(batch) = self.in_flight.front_mut() else { return told };
        let Some(withheld) = batch.withheld.take() else { return told };
        batch.executed = withheld.whole.end;
        for (index, reply) in withheld.replies {
            let entry = &batch.entries[index];
            if let (Some(owner), true) = (&batch.owner, entry.live) {
                told.push(refused(owner, entry.seq, reply));
            }
        }
        told
    }

    /// Ends the wait of refused commands whose deadline has passed: they get what the server said.
    pub(super) fn expire_refused(&mut self, now: u64) -> Vec<Fallen> {
        let mut fallen = Vec::new();
        let late = self.in_flight.front().is_some_and(|batch| {
            let Some(withheld) = &batch.withheld else { return false };
            withheld.replies.iter().any(|(index, _)| due(batch.entries[*index].deadline) <= now)
        });
        if late {
            fallen = self.release();
        }
        for batch in self.refused.iter_mut().filter(|batch| batch.earliest <= now) {
            for index in 0..batch.entries.len() {
                let entry = &mut batch.entries[index];
                if entry.live && due(entry.deadline) <= now {
                    entry.live = false;
                    fell_refused(&mut fallen, batch, index, Phase::Queued);
                }
            }
            let alive = batch.entries.iter().filter(|entry| entry.live);
            batch.earliest = alive.map(|entry| due(entry.deadline)).min().unwrap_or(u64::MAX);
        }
        fallen
    }
}

fn refused((outbox, session): &Owned, seq: u32, reply: Arc<Tape>) -> Fallen {
    Fallen {
        owner: (outbox.clone(), *session),
        runs: vec![(seq, 1)],
        phase: Phase::Queued,
        aborted: false,
        refusal: Some(reply),
    }
}

#[cfg(test)]
pub(super) mod tests;
