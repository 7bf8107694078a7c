//! Commands that fall: their deadline passed, their connection was lost, or there is none to be had.
//!
//! What may be sent again after a loss is decided here, command by command, and together for what
//! lives or falls as a whole. Nobody is told anything: what fell is handed to the link.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::sync::Arc;

use super::{Batch, Owned, Owner, Queue, due, flag};
use crate::config::Resend;
use crate::error::Phase;
use crate::outbox::{Run, add_to_runs};
use crate::tape::Tape;

/// Commands of one session that fail together.
pub struct Fallen {
    pub owner: Owned,
    pub runs: Vec<Run>,
    pub phase: Phase,
    /// Part of a pipeline or transaction of which a part was already answered.
    pub aborted: bool,
    /// What the server said to it, where it was refused before: that is its answer.
    pub refusal: Option<Arc<Tape>>,
}

/// A refused command falls with the words of the server.
pub(super) fn fell_refused(fallen: &mut Vec<Fallen>, batch: &Batch, index: usize, phase: Phase) {
    let refusal = batch.refusals.get(index).cloned().flatten();
    match (&batch.owner, refusal) {
        (Some(owner), Some(tape)) => fallen.push(Fallen {
            owner: owner.clone(),
            runs: vec![(batch.entries[index].seq, 1)],
            phase,
            aborted: false,
            refusal: Some(tape),
        }),
        _ => fell(fallen, &batch.owner, batch.entries[index].seq, phase, false),
    }
}

fn fell(fallen: &mut Vec<Fallen>, owner: &Owner, seq: u32, phase: Phase, aborted: bool) {
    let Some(owner) = owner else { return };
    match fallen.last_mut() {
        Some(last)
            if last.phase == phase
                && last.aborted == aborted
                && last.refusal.is_none()
                && last.owner.1 == owner.1
                && Arc::ptr_eq(&last.owner.0, &owner.0) =>
        {
            add_to_runs(&mut last.runs, seq);
        }
        _ => {
            fallen.push(Fallen { owner: owner.clone(), runs: vec![(seq, 1)], phase, aborted, refusal: None })
        }
    }
}

impl Queue {
    /// Whether the deadline of a command may have passed.
    pub fn is_overdue(&self, now: u64) -> bool {
        let batches = self.refused.iter().chain(&self.waiting).chain(&self.in_flight);
        batches.into_iter().any(|batch| batch.earliest <= now)
    }

    /// Ends the wait of all commands whose deadline has passed.
    pub fn expire(&mut self, now: u64) -> Vec<Fallen> {
        let mut fallen = self.expire_refused(now);
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
        let mut fallen = self.release();
        let mut again = VecDeque::new();
        let (unsent, written) = (self.unsent, self.written);
        for (index, batch) in std::mem::take(&mut self.in_flight).into_iter().enumerate() {
            let sent_bytes = match index.cmp(&unsent) {
                Ordering::Less => usize::MAX,
                Ordering::Equal => written,
                Ordering::Greater => 0,
            };
            self.bytes -= batch.bytes.len();
            again.extend(sort_out(batch, sent_bytes, resend, &mut fallen));
        }
        self.bytes += again.iter().map(|batch: &Batch| batch.bytes.len()).sum::<usize>();
        again.append(&mut self.waiting);
        self.waiting = again;
        (self.unsent, self.written, self.blocking, self.fences) = (0, 0, 0, 0);
        self.answered_before = self.answered;
        fallen
    }

    /// One more connection failed: commands that have now seen more than `limit` of them fall.
    pub fn count_attempt(&mut self, limit: Option<u32>) -> Vec<Fallen> {
        let mut fallen = Vec::new();
        for batch in self.refused.iter_mut().chain(&mut self.waiting) {
            for index in 0..batch.entries.len() {
                let entry = &mut batch.entries[index];
                entry.attempts += 1;
                if entry.live && limit.is_some_and(|limit| entry.attempts > limit) {
                    entry.live = false;
                    let phase = entry.waiting_phase(Phase::Connecting);
                    fell_refused(&mut fallen, batch, index, phase);
                }
            }
        }
        self.drop_dead();
        fallen
    }

    /// All that waits falls.
    pub fn fail_waiting(&mut self, phase: Phase) -> Vec<Fallen> {
        let mut fallen = Vec::new();
        let refused = std::mem::take(&mut self.refused);
        for batch in refused.into_iter().chain(std::mem::take(&mut self.waiting)) {
            self.bytes -= batch.bytes.len();
            for (index, entry) in batch.entries.iter().enumerate().filter(|(_, entry)| entry.live) {
                fell_refused(&mut fallen, &batch, index, entry.waiting_phase(phase));
            }
        }
        fallen
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
        // A transaction without one of its commands would be another one.
        if flags & flag::TRANSACTION != 0 && again[index..end].contains(&true) {
            again[index..end].fill(true);
        }
        index = end;
    }
    // What the link itself sent belongs to the lost connection.
    batch.owner.as_ref()?;
    let mut batch = batch;
    for index in next..batch.entries.len() {
        batch.entries[index].sent |= batch.start_of(index) < sent_bytes;
    }
    batch.filtered(&again)
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
