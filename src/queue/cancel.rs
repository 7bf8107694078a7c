//! Commands that their callers take back.
//!
//! One of which nothing is written is never sent. One that was written keeps its place, dead, and
//! its late reply is dropped.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Batch, Queue, flag};
use crate::outbox::Outbox;

impl Batch {
    fn belongs(&self, outbox: &Arc<Outbox>, session: u32) -> bool {
        self.owner.as_ref().is_some_and(|(other, number)| *number == session && Arc::ptr_eq(other, outbox))
    }

    /// Nobody waits any more for those of its commands that are wanted and not answered.
    fn kill(&mut self, wanted: &HashSet<u32>, written: bool, found: &mut HashMap<u32, bool>) {
        for index in 0..self.entries.len() {
            let unanswered = index >= self.next;
            if !unanswered && !self.withholds(index) {
                continue;
            }
            let entry = &mut self.entries[index];
            if entry.live && wanted.contains(&entry.seq) {
                entry.live = false;
                // What is withheld was refused.
                found.insert(entry.seq, entry.sent || written && unanswered);
            }
        }
    }
}

impl Queue {
    /// Takes commands back. Returns those that were found, and whether the server may have
    /// executed them; the replies of the others are on their way.
    pub fn cancel(
        &mut self,
        outbox: &Arc<Outbox>,
        session: u32,
        wanted: &HashSet<u32>,
    ) -> HashMap<u32, bool> {
        let mut found = HashMap::new();
        for batch in self.refused.iter_mut().chain(&mut self.waiting) {
            if batch.belongs(outbox, session) {
                batch.kill(wanted, false, &mut found);
            }
        }
        self.drop_dead();
        let first_unwritten = self.unsent + usize::from(self.written > 0);
        for batch in self.in_flight.iter_mut().take(first_unwritten) {
            if batch.belongs(outbox, session) {
                batch.kill(wanted, true, &mut found);
            }
        }
        for batch in self.in_flight.split_off(first_unwritten.min(self.in_flight.len())) {
            if let Some(batch) = self.without(batch, outbox, session, wanted, &mut found) {
                self.in_flight.push_back(batch);
            }
        }
        found
    }

    /// A batch of which nothing is written, without what is wanted.
    fn without(
        &mut self,
        batch: Batch,
        outbox: &Arc<Outbox>,
        session: u32,
        wanted: &HashSet<u32>,
        found: &mut HashMap<u32, bool>,
    ) -> Option<Batch> {
        let hit = batch.belongs(outbox, session)
            && batch.entries.iter().any(|entry| entry.live && wanted.contains(&entry.seq));
        if !hit {
            return Some(batch);
        }
        let before = batch.bytes.len();
        let (blocking, sent) = (&mut self.blocking, found);
        let keep = batch.entries.iter().map(|entry| {
            let keep = !(entry.live && wanted.contains(&entry.seq));
            if !keep {
                sent.insert(entry.seq, entry.sent);
                *blocking -= usize::from(entry.flags & flag::BLOCKING != 0);
            }
            keep
        });
        let keep: Vec<bool> = keep.collect();
        let rest = batch.filtered(&keep);
        self.bytes -= before - rest.as_ref().map_or(0, |batch| batch.bytes.len());
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::super::refused::tests::{batch_of, owner, write};
    use super::*;
    use crate::error::Phase;
    use crate::queue::{Owned, Owner, Sense};
    use crate::tape::{Tape, kind};

    fn cancel(queue: &mut Queue, owner: &Owner, wanted: &[u32]) -> Vec<(u32, bool)> {
        let (outbox, session): &Owned = owner.as_ref().unwrap();
        let mut found: Vec<_> =
            queue.cancel(outbox, *session, &wanted.iter().copied().collect()).into_iter().collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn what_waits_is_never_written() {
        let (owner, mut queue) = (owner(), Queue::default());
        queue.wait(batch_of(&owner, &[0, 0, 0], 0));
        queue.wait(batch_of(&owner, &[0], 3));
        assert_eq!(cancel(&mut queue, &owner, &[1, 3, 9]), [(1, false), (3, false)]);
        queue.fly_waiting();
        assert_eq!(write(&mut queue), "0;2;");
    }

    #[test]
    fn what_flies_and_is_not_written_is_taken_out() {
        let (owner, mut queue) = (owner(), Queue::default());
        queue.fly(batch_of(&owner, &[0, 0], 0));
        queue.fly(batch_of(&owner, &[flag::BLOCKING, 0], 2));
        queue.fly(batch_of(&owner, &[0], 4));
        queue.wrote(1);
        assert_eq!(cancel(&mut queue, &owner, &[0, 1, 2, 4]), [(0, true), (1, true), (2, false), (4, false)]);
        assert!(!queue.is_blocking());
        assert_eq!(write(&mut queue), ";1;3;");
        let live: Vec<bool> = (0..3).map(|_| queue.answer().unwrap().live).collect();
        assert_eq!(live, [false, false, true]);
        assert!(queue.is_empty() && queue.bytes() == 0);
    }

    #[test]
    fn what_is_answered_is_not_found_and_other_sessions_are_left_alone() {
        let (one, other, mut queue) = (owner(), owner(), Queue::default());
        queue.fly(batch_of(&one, &[0, 0], 0));
        queue.fly(batch_of(&other, &[0, 0], 0));
        write(&mut queue);
        queue.answer();
        assert_eq!(cancel(&mut queue, &one, &[0, 1]), [(1, true)]);
        let live: Vec<bool> = (0..3).map(|_| queue.answer().unwrap().live).collect();
        assert_eq!(live, [false, true, true]);
    }
    #[test]
    fn what_is_left_of_a_refused_pipeline_keeps_the_words_of_the_server() {
        let (owner, mut queue) = (owner(), Queue::default());
        queue.fly(batch_of(&owner, &[0, flag::PIPELINE, flag::PIPELINE], 0));
        write(&mut queue);
        let mut refusal = Tape::default();
        refusal.put_text(kind::ERROR, b"LOADING");
        for _ in 0..3 {
            queue.weigh(&refusal, Sense::Refused, &mut Vec::new());
        }
        assert_eq!(cancel(&mut queue, &owner, &[1]), [(1, false)]);
        let fallen = queue.fail_waiting(Phase::Queued);
        let told: Vec<_> = fallen.iter().map(|one| (&one.runs[..], one.refusal.as_deref())).collect();
        assert_eq!(told, [(&[(0, 1)][..], Some(&refusal)), (&[(2, 1)], Some(&refusal))]);
    }
}
