//! Collections that came together, delivered in parts.
//!
//! What a read brings is settled by one call, and what its callers send then goes out when that call
//! ends. Many collections take JavaScript so long that the server would have nothing to do meanwhile:
//! they are settled in parts, and the server is at work on what follows from the first while the next
//! become values. Lone values are made too quickly to be parted.

use crate::outbox::{Delivery, Outbox, Run};
use crate::resp::Mark;
use crate::tape::{Tape, kind};

/// Bytes of collections that are delivered together. What is left is a part of its own from half of
/// it on: an outbox joins nothing that large.
const PART: usize = 12 << 10;
/// A string costs no more than so many bytes do, however long it is.
const STRING: usize = 64;

/// Delivers replies: `runs` has the command of each mark, and the last mark ends the tape.
pub fn put(outbox: &Outbox, session: u32, mut runs: Vec<Run>, tape: Tape, marks: &[Mark]) {
    let mut rest = if tape.payload.len() < PART { 0 } else { weight_of(&tape, None, marks) };
    if rest < PART + PART / 2 {
        return outbox.put(Delivery::Replies { session, runs, tape });
    }
    let (mut begin, mut weight, mut count) = (None, 0, 0);
    for (index, mark) in marks.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| &marks[index]);
        weight += weight_of(&tape, before, &marks[index..=index]);
        count += 1;
        if weight >= PART && rest - weight >= PART / 2 {
            let these = take(&mut runs, count);
            outbox.put(Delivery::Replies { session, runs: these, tape: super::piece(&tape, begin, mark) });
            rest -= weight;
            (begin, weight, count) = (Some(mark), 0, 0);
        }
    }
    let tape = match (begin, marks.last()) {
        (Some(_), Some(last)) => super::piece(&tape, begin, last),
        _ => tape,
    };
    outbox.put(Delivery::Replies { session, runs, tape });
}

/// How much work the collections among these replies are, in bytes.
fn weight_of<'a>(tape: &Tape, mut before: Option<&'a Mark>, marks: &'a [Mark]) -> usize {
    let weights = marks.iter().map(|mark| {
        let (words, payload) = before.replace(mark).map_or((0, 0), |mark| (mark.words, mark.payload));
        let (words, bytes) = (&tape.words[words..mark.words], mark.payload - payload);
        match words.first().map(|word| word & 15) {
            Some(kind::TEXTS) => bytes,
            Some(kind::ARRAY | kind::MAP | kind::SET) => bytes.min(words.len() * STRING),
            _ => 0,
        }
    });
    weights.sum()
}

/// Takes the first `count` commands out of `runs`.
fn take(runs: &mut Vec<Run>, mut count: usize) -> Vec<Run> {
    let mut taken = Vec::new();
    let whole = runs.iter().take_while(|(_, length)| {
        let fits = *length as usize <= count;
        count -= if fits { *length as usize } else { 0 };
        fits
    });
    let whole = whole.count();
    taken.extend(runs.drain(..whole));
    if let (Some((first, length)), 1..) = (runs.first_mut(), count) {
        taken.push((*first, count as u32));
        *first = first.wrapping_add(count as u32);
        *length -= count as u32;
    }
    taken
}

#[cfg(test)]
mod tests;
