//! Commands waiting and in flight: their order, their bytes, their deadlines, and what may be
//! sent again when a connection is lost.
//!
//! Commands come and stay in batches, one for each `submit`: the bytes of a batch are kept until
//! its last reply. A command that failed early keeps its place in flight, dead, so that its reply
//! is dropped and never goes to another. This module knows no socket, no lock and no clock.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::config::Resend;
use crate::error::Phase;
use crate::outbox::{Outbox, Run, add_to_runs};

/// What the command table says of a command, as JavaScript sends it.
pub mod flag {
    /// Changes nothing: may be sent again.
    pub const READONLY: u8 = 1;
    /// May keep the server silent for long.
    pub const BLOCKING: u8 = 1 << 1;
    /// Part of an explicit pipeline, not its first command.
    pub const PIPELINE: u8 = 1 << 2;
    /// Within MULTI ... EXEC, both included.
    pub const TRANSACTION: u8 = 1 << 3;
    /// Opens a transaction.
    pub const MULTI: u8 = 1 << 4;
    /// Answered by pushes, one for each channel.
    pub const SUBSCRIPTION: u8 = 1 << 5;
    /// Turns the connection into a stream of what the server sees.
    pub const MONITOR: u8 = 1 << 6;
    /// With [`SUBSCRIPTION`]: an unsubscription from all there is, whatever that is.
    pub const BARE: u8 = 1 << 7;
}

#[derive(Debug, Clone)]
pub struct Entry {
    /// The session's number for the command.
    pub seq: u32,
    /// Where its bytes end in the batch.
    pub end: u32,
    pub flags: u8,
    /// How many pushes answer it, with [`flag::SUBSCRIPTION`].
    pub pushes: u32,
    /// How many of them are still to come.
    pub unanswered: u32,
    /// Milliseconds of the link's clock; zero is none.
    pub deadline: u64,
    /// Connections that failed while it waited.
    pub attempts: u32,
    /// Whether somebody still waits for the reply.
    pub live: bool,
    /// Whether it was written to a connection that is lost, and may have been executed.
    pub sent: bool,
}

impl Entry {
    /// It goes to a connection that has no subscription yet.
    fn begin_anew(&mut self) {
        self.unanswered = if self.flags & flag::BARE != 0 { 1 } else { self.pushes };
    }

    /// Where it was if it fails while it waits.
    fn waiting_phase(&self, phase: Phase) -> Phase {
        if self.sent { Phase::Sent } else { phase }
    }
}

/// Whom a batch belongs to; `None` is the link itself.
pub type Owner = Option<(Arc<Outbox>, u32)>;

pub struct Batch {
    pub owner: Owner,
    pub bytes: Vec<u8>,
    pub entries: Vec<Entry>,
    /// The first entry whose reply has not come.
    next: usize,
    earliest: u64,
}

impl Batch {
    pub fn new(owner: Owner, bytes: Vec<u8>, entries: Vec<Entry>) -> Batch {
        let earliest = entries.iter().map(|entry| due(entry.deadline)).min().unwrap_or(u64::MAX);
        Batch { owner, bytes, entries, next: 0, earliest }
    }

    fn start_of(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.entries[index - 1].end as usize }
    }

    fn bytes_of(&self, index: usize) -> &[u8] {
        &self.bytes[self.start_of(index)..self.entries[index].end as usize]
    }

    /// The batch with only those entries that `keep` wants.
    fn filtered(self, mut keep: impl FnMut(usize, &Entry) -> bool) -> Option<Batch> {
        let mut bytes = Vec::new();
        let mut entries = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if keep(index, entry) {
                bytes.extend_from_slice(self.bytes_of(index));
                entries.push(Entry { end: bytes.len() as u32, ..entry.clone() });
            }
        }
        (!entries.is_empty()).then(|| Batch::new(self.owner, bytes, entries))
    }
}

fn due(deadline: u64) -> u64 {
    if deadline == 0 { u64::MAX } else { deadline }
}

/// Commands of one session that fail together.
pub struct Fallen {
    pub owner: (Arc<Outbox>, u32),
    pub runs: Vec<Run>,
    pub phase: Phase,
    /// Part of a pipeline or transaction of which a part was already answered.
    pub aborted: bool,
}

fn fell(fallen: &mut Vec<Fallen>, owner: &Owner, seq: u32, phase: Phase, aborted: bool) {
    let Some(owner) = owner else { return };
    match fallen.last_mut() {
        Some(last)
            if last.phase == phase
                && last.aborted == aborted
                && last.owner.1 == owner.1
                && Arc::ptr_eq(&last.owner.0, &owner.0) =>
        {
            add_to_runs(&mut last.runs, seq);
        }
        _ => fallen.push(Fallen { owner: owner.clone(), runs: vec![(seq, 1)], phase, aborted }),
    }
}

/// Which command a reply answers.
pub struct Answered {
    pub owner: Owner,
    pub seq: u32,
    pub live: bool,
    pub flags: u8,
}

#[derive(Default)]
pub struct Queue {
    waiting: VecDeque<Batch>,
    in_flight: VecDeque<Batch>,
    /// The first batch in flight that is not written to its end, and how much of it is.
    unsent: usize,
    written: usize,
    bytes: usize,
    blocking: usize,
}

impl Queue {
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.in_flight.is_empty()
    }

    pub fn has_in_flight(&self) -> bool {
        !self.in_flight.is_empty()
    }

    /// Whether the server may be silent because a command in flight waits.
    pub fn is_blocking(&self) -> bool {
        self.blocking > 0
    }

    /// Bytes kept for commands waiting and in flight.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn wait(&mut self, batch: Batch) {
        self.bytes += batch.bytes.len();
        self.waiting.push_back(batch);
    }

    /// Puts a batch behind those in flight; its bytes are to be written.
    pub fn fly(&mut self, batch: Batch) {
        self.bytes += batch.bytes.len();
        self.take_off(batch);
    }

    fn take_off(&mut self, batch: Batch) {
        self.blocking += batch.entries.iter().filter(|entry| entry.flags & flag::BLOCKING != 0).count();
        self.in_flight.push_back(batch);
    }

    /// All that waits goes into flight, without the commands that nobody waits for any more.
    pub fn fly_waiting(&mut self) {
        for batch in std::mem::take(&mut self.waiting) {
            let before = batch.bytes.len();
            let batch = if batch.entries.iter().all(|entry| entry.live) {
                Some(batch)
            } else {
                batch.filtered(|_, entry| entry.live)
            };
            self.bytes -= before - batch.as_ref().map_or(0, |batch| batch.bytes.len());
            if let Some(mut batch) = batch {
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
        let batch = self.in_flight.front_mut()?;
        let entry = &batch.entries[batch.next];
        let answered =
            Answered { owner: batch.owner.clone(), seq: entry.seq, live: entry.live, flags: entry.flags };
        batch.next += 1;
        if entry.flags & flag::BLOCKING != 0 {
            self.blocking -= 1;
        }
        // A server may refuse a command by its first bytes; the others must still follow them.
        if batch.next == batch.entries.len() && self.unsent > 0 {
            self.drop_front();
        }
        Some(answered)
    }

    /// Answers as many plain commands as it can, up to `most`, when the whole run belongs to one
    /// session and everybody waits: the fast road. Returns the owner and the runs.
    pub fn answer_run(&mut self, most: usize, runs: &mut Vec<Run>) -> Option<(Owner, usize)> {
        const SLOW: u8 = flag::BLOCKING | flag::SUBSCRIPTION | flag::MONITOR;
        let owner = self.in_flight.front()?.owner.clone();
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
        (count > 0).then_some((owner, count))
    }

    /// Drops the first batch in flight, which is written to its end and answered.
    fn drop_front(&mut self) {
        if let Some(batch) = self.in_flight.pop_front() {
            self.bytes -= batch.bytes.len();
            self.unsent -= 1;
        }
    }

    /// Ends the wait of all commands whose deadline has passed.
    pub fn expire(&mut self, now: u64) -> Vec<Fallen> {
        let mut fallen = Vec::new();
        for (batches, phase) in [(&mut self.in_flight, Phase::Sent), (&mut self.waiting, Phase::Queued)] {
            for batch in batches.iter_mut().filter(|batch| batch.earliest <= now) {
                let next = batch.next;
                for entry in &mut batch.entries[next..] {
                    if entry.live && due(entry.deadline) <= now {
                        entry.live = false;
                        fell(&mut fallen, &batch.owner, entry.seq, entry.waiting_phase(phase), false);
                    }
                }
                batch.earliest = batch.entries[next..]
                    .iter()
                    .filter(|entry| entry.live)
                    .map(|entry| due(entry.deadline))
                    .min()
                    .unwrap_or(u64::MAX);
            }
        }
        if !fallen.is_empty() {
            self.drop_dead();
        }
        fallen
    }

    /// The connection is lost: what may be sent again waits in front, the rest falls.
    pub fn lost(&mut self, resend: Resend) -> Vec<Fallen> {
        let mut fallen = Vec::new();
        let mut again = VecDeque::new();
        let (unsent, written) = (self.unsent, self.written);
        for (index, batch) in std::mem::take(&mut self.in_flight).into_iter().enumerate() {
            let sent_bytes = match index.cmp(&unsent) {
                std::cmp::Ordering::Less => usize::MAX,
                std::cmp::Ordering::Equal => written,
                std::cmp::Ordering::Greater => 0,
            };
            self.bytes -= batch.bytes.len();
            again.extend(sort_out(batch, sent_bytes, resend, &mut fallen));
        }
        self.bytes += again.iter().map(|batch: &Batch| batch.bytes.len()).sum::<usize>();
        again.append(&mut self.waiting);
        self.waiting = again;
        (self.unsent, self.written, self.blocking) = (0, 0, 0);
        fallen
    }

    /// One more connection failed: commands that have now seen more than `limit` of them fall.
    pub fn count_attempt(&mut self, limit: Option<u32>) -> Vec<Fallen> {
        let mut fallen = Vec::new();
        for batch in &mut self.waiting {
            for entry in batch.entries.iter_mut().filter(|entry| entry.live) {
                entry.attempts += 1;
                if limit.is_some_and(|limit| entry.attempts > limit) {
                    entry.live = false;
                    fell(&mut fallen, &batch.owner, entry.seq, entry.waiting_phase(Phase::Connecting), false);
                }
            }
        }
        self.drop_dead();
        fallen
    }

    /// All that waits falls.
    pub fn fail_waiting(&mut self, phase: Phase) -> Vec<Fallen> {
        let mut fallen = Vec::new();
        for batch in std::mem::take(&mut self.waiting) {
            self.bytes -= batch.bytes.len();
            for entry in batch.entries.iter().filter(|entry| entry.live) {
                fell(&mut fallen, &batch.owner, entry.seq, entry.waiting_phase(phase), false);
            }
        }
        fallen
    }

    /// Nobody waits any more for the commands of a session. Returns the numbers of those that the
    /// server may have executed.
    pub fn forget(&mut self, outbox: &Arc<Outbox>, session: u32) -> Vec<u32> {
        let mut sent = Vec::new();
        let (unsent, written) = (self.unsent, self.written);
        let in_flight = self.in_flight.iter_mut().enumerate().map(|(index, batch)| {
            let bytes = match index.cmp(&unsent) {
                std::cmp::Ordering::Less => usize::MAX,
                std::cmp::Ordering::Equal => written,
                std::cmp::Ordering::Greater => 0,
            };
            (batch, bytes)
        });
        for (batch, bytes) in in_flight.chain(self.waiting.iter_mut().map(|batch| (batch, 0))) {
            let mine = batch
                .owner
                .as_ref()
                .is_some_and(|(other, number)| *number == session && Arc::ptr_eq(other, outbox));
            if !mine {
                continue;
            }
            for index in batch.next..batch.entries.len() {
                let written = batch.start_of(index) < bytes;
                let entry = &mut batch.entries[index];
                if entry.live && (written || entry.sent) {
                    sent.push(entry.seq);
                }
                entry.live = false;
            }
        }
        self.drop_dead();
        sent
    }

    fn drop_dead(&mut self) {
        let bytes = &mut self.bytes;
        self.waiting.retain(|batch| {
            let keep = batch.entries.iter().any(|entry| entry.live);
            if !keep {
                *bytes -= batch.bytes.len();
            }
            keep
        });
    }
}

fn same_owner(one: &Owner, other: &Owner) -> bool {
    match (one, other) {
        (Some((a, x)), Some((b, y))) => x == y && Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Decides for each command of a lost batch whether it is sent again.
fn sort_out(batch: Batch, sent_bytes: usize, resend: Resend, fallen: &mut Vec<Fallen>) -> Option<Batch> {
    let next = batch.next;
    let mut again = vec![false; batch.entries.len()];
    // Whether the pipeline at hand was answered in part.
    let mut cut = false;
    let mut index = next;
    while index < batch.entries.len() {
        let end = group_end(&batch, index);
        let flags = batch.entries[index].flags;
        cut = flags & flag::PIPELINE != 0 && (cut || index == next);
        let broken =
            cut && resend != Resend::Readonly || flags & flag::TRANSACTION != 0 && flags & flag::MULTI == 0;
        let last_sent = batch.start_of(end - 1) < sent_bytes;
        for (at, entry) in batch.entries.iter().enumerate().take(end).skip(index) {
            if !entry.live {
                continue;
            }
            let sent = batch.start_of(at) < sent_bytes;
            let may = match resend {
                _ if broken => false,
                Resend::All => true,
                // A transaction whose EXEC was never written was discarded by the server.
                _ if entry.flags & flag::TRANSACTION != 0 => !last_sent,
                _ if !sent => true,
                Resend::Readonly => entry.flags & flag::READONLY != 0,
                Resend::None => false,
            };
            if may {
                again[at] = true;
            } else {
                let in_doubt = if entry.flags & flag::TRANSACTION != 0 { last_sent } else { sent };
                let phase = if in_doubt || entry.sent { Phase::Sent } else { Phase::Queued };
                fell(fallen, &batch.owner, entry.seq, phase, broken);
            }
        }
        index = end;
    }
    // What the link itself sent belongs to the lost connection.
    batch.owner.as_ref()?;
    let mut batch = batch;
    for index in next..batch.entries.len() {
        batch.entries[index].sent |= batch.start_of(index) < sent_bytes;
    }
    batch.filtered(|index, _| again[index])
}

/// Where the commands end that live or fall with the one at `index`.
fn group_end(batch: &Batch, index: usize) -> usize {
    let flags = |at: usize| batch.entries[at].flags;
    let mut end = index + 1;
    if flags(index) & flag::TRANSACTION != 0 {
        while end < batch.entries.len()
            && flags(end) & flag::TRANSACTION != 0
            && flags(end) & flag::MULTI == 0
        {
            end += 1;
        }
    } else if flags(index) & flag::PIPELINE != 0 {
        while end < batch.entries.len()
            && flags(end) & flag::PIPELINE != 0
            && flags(end) & flag::TRANSACTION == 0
        {
            end += 1;
        }
    }
    end
}

#[cfg(test)]
mod tests;
