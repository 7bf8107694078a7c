//! Commands waiting and in flight: their order, their bytes, their deadlines, and what may be
//! sent again when a connection is lost.
//!
//! Commands come and stay in batches, one for each `submit`: the bytes of a batch are kept until
//! its last reply. A command that failed early keeps its place in flight, dead, so that its reply
//! is dropped and never goes to another. This module knows no socket, no lock and no clock.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::block::Bytes;
use crate::error::Phase;
use crate::outbox::{Outbox, Run, add_to_runs};
use crate::tape::Tape;

mod cancel;
mod fallen;
mod refused;

pub use fallen::Fallen;
use refused::Withheld;
pub use refused::{Outcome, Sense};

/// What the command table says of a command, as JavaScript sends it.
pub mod flag {
    /// Changes nothing: may be sent again.
    pub const READONLY: u16 = 1;
    /// May keep the server silent for long.
    pub const BLOCKING: u16 = 1 << 1;
    /// Part of an explicit pipeline, not its first command.
    pub const PIPELINE: u16 = 1 << 2;
    /// Within MULTI ... EXEC, both included.
    pub const TRANSACTION: u16 = 1 << 3;
    /// Opens a transaction.
    pub const MULTI: u16 = 1 << 4;
    /// Answered by pushes, one for each channel.
    pub const SUBSCRIPTION: u16 = 1 << 5;
    /// Turns the connection into a stream of what the server sees.
    pub const MONITOR: u16 = 1 << 6;
    /// With [`SUBSCRIPTION`]: an unsubscription from all there is, answered when nothing is left.
    pub const BARE: u16 = 1 << 7;
    /// Strings of its reply are Buffers.
    pub const BUFFERS: u16 = 1 << 8;
    /// All of them.
    pub const ALL: u16 = (1 << 9) - 1;
}

#[derive(Debug, Clone)]
pub struct Entry {
    /// The session's number for the command.
    pub seq: u32,
    /// Where its bytes end in the batch.
    pub end: u32,
    pub flags: u16,
    /// How many pushes answer it, with [`flag::SUBSCRIPTION`].
    pub pushes: u32,
    /// How many of them are still to come.
    pub unanswered: u32,
    /// Milliseconds of the link's clock; zero is none.
    pub deadline: u64,
    /// Connections that failed while it waited.
    pub attempts: u32,
    /// How often the server has refused it without executing it.
    pub refused: u32,
    /// Whether somebody still waits for the reply.
    pub live: bool,
    /// Whether it was written to a connection that is lost, and may have been executed.
    pub sent: bool,
}

impl Entry {
    /// It goes to a connection that has no subscription yet.
    fn begin_anew(&mut self) {
        self.unanswered = self.pushes;
    }

    /// Where it was if it fails while it waits.
    fn waiting_phase(&self, phase: Phase) -> Phase {
        if self.sent { Phase::Sent } else { phase }
    }
}

/// A session: the outbox of its environment, and its number there.
pub type Owned = (Arc<Outbox>, u32);

/// Whom a batch belongs to; `None` is the link itself.
pub type Owner = Option<Owned>;

pub struct Batch {
    pub owner: Owner,
    pub bytes: Bytes,
    pub entries: Vec<Entry>,
    /// The first entry whose reply has not come.
    next: usize,
    earliest: u64,
    /// When it was submitted, by the link's fine clock; zero where nobody measures.
    pub born: u64,
    /// Where the pipeline ends of which something was executed: it is not held together any more.
    executed: usize,
    /// The refusals of the pipeline that is being answered.
    withheld: Option<Box<Withheld>>,
    /// Of a batch that was refused: what the server said to each command.
    refusals: Vec<Option<Arc<Tape>>>,
}

impl Batch {
    pub fn new(owner: Owner, bytes: impl Into<Bytes>, entries: Vec<Entry>) -> Batch {
        let bytes = bytes.into();
        let earliest = entries.iter().map(|entry| due(entry.deadline)).min().unwrap_or(u64::MAX);
        Batch {
            owner,
            bytes,
            entries,
            next: 0,
            earliest,
            born: 0,
            executed: 0,
            withheld: None,
            refusals: Vec::new(),
        }
    }

    /// Whether no command of it changes anything.
    pub fn is_readonly(&self) -> bool {
        self.entries.iter().all(|entry| entry.flags & flag::READONLY != 0)
    }

    fn start_of(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.entries[index - 1].end as usize }
    }

    fn bytes_of(&self, index: usize) -> &[u8] {
        &self.bytes[self.start_of(index)..self.entries[index].end as usize]
    }

    /// Each command with its bytes.
    pub fn commands(&self) -> impl Iterator<Item = (&Entry, &[u8])> {
        self.entries.iter().enumerate().map(|(index, entry)| (entry, self.bytes_of(index)))
    }

    /// Each command as a batch of its own.
    pub fn singles(&self) -> impl Iterator<Item = Batch> + '_ {
        self.commands().map(|(entry, bytes)| {
            let bytes = bytes.to_vec();
            let entry = Entry { end: bytes.len() as u32, ..entry.clone() };
            Batch::new(self.owner.clone(), bytes, vec![entry])
        })
    }

    /// The batch with only those entries that `keep` wants.
    fn filtered(self, keep: &[bool]) -> Option<Batch> {
        let (born, mut refusals) = (self.born, Vec::new());
        if keep.iter().all(|&kept| kept) {
            // A large batch is not copied for nothing.
            let Batch { owner, bytes, entries, refusals, .. } = self;
            return Some(Batch { born, refusals, ..Batch::new(owner, bytes, entries) });
        }
        let mut bytes = Vec::new();
        let mut entries = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if keep[index] {
                bytes.extend_from_slice(self.bytes_of(index));
                entries.push(Entry { end: bytes.len() as u32, ..entry.clone() });
                refusals.extend(self.refusals.get(index).cloned());
            }
        }
        (!entries.is_empty()).then(|| Batch { born, refusals, ..Batch::new(self.owner, bytes, entries) })
    }
}

fn due(deadline: u64) -> u64 {
    if deadline == 0 { u64::MAX } else { deadline }
}

/// Which command a reply answers.
pub struct Answered {
    pub owner: Owner,
    pub seq: u32,
    pub live: bool,
    pub flags: u16,
}

#[derive(Default)]
pub struct Queue {
    /// What the server refused without executing it; it goes before all that waits.
    refused: VecDeque<Batch>,
    waiting: VecDeque<Batch>,
    in_flight: VecDeque<Batch>,
    /// The first batch in flight that is not written to its end, and how much of it is.
    unsent: usize,
    written: usize,
    bytes: usize,
    blocking: usize,
    /// How many commands of the link's own are in flight.
    fences: usize,
    /// Batches that were answered: when they were submitted, and how many commands they held.
    pub finished: Vec<(u64, u64)>,
    /// How many commands were answered, and how many of them by earlier connections.
    answered: u64,
    answered_before: u64,
}

impl Queue {
    pub fn is_empty(&self) -> bool {
        self.refused.is_empty() && self.waiting.is_empty() && self.in_flight.is_empty()
    }

    pub fn has_in_flight(&self) -> bool {
        !self.in_flight.is_empty()
    }

    /// Whose command is answered next.
    pub fn next_owner(&self) -> &Owner {
        self.in_flight.front().map_or(&None, |batch| &batch.owner)
    }

    /// Whether all that waits for a reply belongs to this environment, or to the link itself.
    pub fn belongs_to(&self, outbox: &Arc<Outbox>) -> bool {
        let mine = |batch: &Batch| match &batch.owner {
            Some((other, _)) => Arc::ptr_eq(other, outbox),
            None => true,
        };
        self.in_flight.iter().all(mine) && self.waiting.iter().all(mine)
    }

    /// Whether the server may be silent because a command in flight waits.
    pub fn is_blocking(&self) -> bool {
        self.blocking > 0
    }

    /// Whether all that is here are commands in flight that may wait for ever.
    pub fn is_patient(&self) -> bool {
        let patient = |batch: &Batch| {
            let rest = &batch.entries[batch.next..];
            batch.earliest == u64::MAX && rest.iter().all(|entry| entry.flags & flag::BLOCKING != 0)
        };
        self.blocking > 0
            && self.refused.is_empty()
            && self.waiting.is_empty()
            && self.in_flight.iter().all(patient)
    }

    /// Whether the connection has answered anything.
    pub fn has_answered(&self) -> bool {
        self.answered > self.answered_before
    }

    /// How many commands were answered in all.
    pub fn answered(&self) -> u64 {
        self.answered
    }

    /// How many commands of the link's own are in flight.
    pub fn fences(&self) -> usize {
        self.fences
    }

    /// Whether the next reply answers the link itself.
    pub fn is_own_turn(&self) -> bool {
        self.in_flight.front().is_some_and(|batch| batch.owner.is_none())
    }

    /// Bytes kept for commands waiting and in flight.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn wait(&mut self, batch: Batch) {
        self.bytes += batch.bytes.len();
        self.waiting.push_back(batch);
    }

    /// What waits last becomes what waits first.
    pub fn lead(&mut self) {
        self.waiting.rotate_right(usize::from(!self.waiting.is_empty()));
    }

    /// Puts a batch behind those in flight; its bytes are to be written.
    pub fn fly(&mut self, batch: Batch) {
        self.bytes += batch.bytes.len();
        self.take_off(batch);
    }

    fn take_off(&mut self, batch: Batch) {
        self.blocking += batch.entries.iter().filter(|entry| entry.flags & flag::BLOCKING != 0).count();
        self.fences += if batch.owner.is_none() { batch.entries.len() } else { 0 };
        self.in_flight.push_back(batch);
    }

    /// All that waits goes into flight, without the commands that nobody waits for any more.
    pub fn fly_waiting(&mut self) {
        let refused = std::mem::take(&mut self.refused);
        for batch in refused.into_iter().chain(std::mem::take(&mut self.waiting)) {
            let before = batch.bytes.len();
            let batch = if batch.entries.iter().all(|entry| entry.live) {
                Some(batch)
            } else {
                batch.without_dead_wholes()
            };
            self.bytes -= before - batch.as_ref().map_or(0, |batch| batch.bytes.len());
            if let Some(mut batch) = batch {
                batch.refusals = Vec::new();
                batch.entries.iter_mut().for_each(Entry::begin_anew);
                self.take_off(batch);
            }
        }
    }

    /// The next bytes to write.
    pub fn to_write(&self) -> Option<&[u8]> {
        self.in_flight.get(self.unsent).map(|batch| &batch.bytes[self.written..])
    }

    pub fn wrote(&mut self, count: usize) {
        self.written += count;
        if self.in_flight.get(self.unsent).is_some_and(|batch| self.written >= batch.bytes.len()) {
            self.unsent += 1;
            self.written = 0;
            if self.in_flight.front().is_some_and(|batch| batch.next == batch.entries.len()) {
                self.drop_front();
            }
        }
    }

    /// The command that waits for the next reply, if its bytes are written.
    pub fn front(&self) -> Option<&Entry> {
        let batch = self.in_flight.front()?;
        let entry = batch.entries.get(batch.next)?;
        (self.unsent > 0 || batch.start_of(batch.next) < self.written).then_some(entry)
    }

    /// The name of the front command, as it was sent.
    pub fn front_name(&self) -> Option<&[u8]> {
        self.front()?;
        let batch = self.in_flight.front()?;
        // `*2\r\n$9\r\nsubscribe\r\n...`
        batch.bytes_of(batch.next).split(|&byte| byte == b'\n').nth(2)?.strip_suffix(b"\r")
    }

    /// One of the pushes that answer the front command has come; true when it was the last.
    pub fn count_push(&mut self) -> bool {
        let Some(batch) = self.in_flight.front_mut() else { return false };
        let Some(entry) = batch.entries.get_mut(batch.next) else { return false };
        entry.unanswered = entry.unanswered.saturating_sub(1);
        entry.unanswered == 0
    }

    /// The reply of the front command has come.
    pub fn answer(&mut self) -> Option<Answered> {
        self.front()?;
        let batch = self.in_flight.front()?;
        let entry = &batch.entries[batch.next];
        let answered =
            Answered { owner: batch.owner.clone(), seq: entry.seq, live: entry.live, flags: entry.flags };
        self.step();
        Some(answered)
    }

    /// Goes on to the next command in flight.
    fn step(&mut self) {
        let Some(batch) = self.in_flight.front_mut() else { return };
        self.answered += 1;
        if batch.entries[batch.next].flags & flag::BLOCKING != 0 {
            self.blocking -= 1;
        }
        batch.next += 1;
        self.fences -= usize::from(batch.owner.is_none());
        // A server may refuse a command by its first bytes; the others must still follow them.
        if batch.next == batch.entries.len() && self.unsent > 0 {
            self.drop_front();
        }
    }

    /// Answers as many plain commands as it can, up to `most`, when the whole run belongs to one
    /// session and everybody waits: the fast road. Returns the owner and the runs.
    pub fn answer_run(&mut self, most: usize, runs: &mut Vec<Run>) -> Option<(Owner, usize)> {
        const SLOW: u16 = flag::BLOCKING | flag::SUBSCRIPTION | flag::MONITOR;
        let owner = self.in_flight.front()?.owner.clone();
        // What the link itself has asked is looked at one by one.
        owner.as_ref()?;
        let mut count = 0;
        while count < most && (self.unsent > 0) {
            let Some(batch) = self.in_flight.front_mut() else { break };
            if !same_owner(&batch.owner, &owner) {
                break;
            }
            let from = batch.next;
            let until = batch.entries.len().min(from + most - count);
            let mut index = from;
            while index < until {
                let entry = &batch.entries[index];
                if !entry.live || entry.flags & SLOW != 0 {
                    break;
                }
                add_to_runs(runs, entry.seq);
                index += 1;
            }
            count += index - from;
            batch.next = index;
            if index == batch.entries.len() {
                self.drop_front();
            } else {
                break;
            }
        }
        self.answered += count as u64;
        (count > 0).then_some((owner, count))
    }

    /// Drops the first batch in flight, which is written to its end and answered.
    fn drop_front(&mut self) {
        if let Some(batch) = self.in_flight.pop_front() {
            self.bytes -= batch.bytes.len();
            self.unsent -= 1;
            if batch.born > 0 {
                self.finished.push((batch.born, batch.entries.len() as u64));
            }
        }
    }

    /// Nobody waits any more for the commands of a session. Returns the numbers of those that did,
    /// and whether the server may have executed them. What is on its way to the session is none.
    pub fn forget(&mut self, outbox: &Arc<Outbox>, session: u32) -> Vec<(u32, bool)> {
        let mut killed = Vec::new();
        let (unsent, written) = (self.unsent, self.written);
        let in_flight = self.in_flight.iter_mut().enumerate().map(|(index, batch)| {
            let bytes = match index.cmp(&unsent) {
                std::cmp::Ordering::Less => usize::MAX,
                std::cmp::Ordering::Equal => written,
                std::cmp::Ordering::Greater => 0,
            };
            (batch, bytes)
        });
        let idle = self.refused.iter_mut().chain(&mut self.waiting).map(|batch| (batch, 0));
        for (batch, bytes) in in_flight.chain(idle) {
            let mine = batch
                .owner
                .as_ref()
                .is_some_and(|(other, number)| *number == session && Arc::ptr_eq(other, outbox));
            if !mine {
                continue;
            }
            killed.extend(batch.forget_withheld());
            for index in batch.next..batch.entries.len() {
                let written = batch.start_of(index) < bytes;
                let entry = &mut batch.entries[index];
                if std::mem::take(&mut entry.live) {
                    killed.push((entry.seq, written || entry.sent));
                }
            }
        }
        self.drop_dead();
        killed
    }

    fn drop_dead(&mut self) {
        let bytes = &mut self.bytes;
        for batches in [&mut self.refused, &mut self.waiting] {
            batches.retain(|batch| {
                let keep = batch.entries.iter().any(|entry| entry.live);
                if !keep {
                    *bytes -= batch.bytes.len();
                }
                keep
            });
        }
    }
}

fn same_owner(one: &Owner, other: &Owner) -> bool {
    match (one, other) {
        (Some((a, x)), Some((b, y))) => x == y && Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
