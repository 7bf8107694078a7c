//! Memory of replies that is used again: faulting in fresh pages costs more than filling them.
//!
//! What JavaScript has read, or its collector has let go of, comes back here, and the next reply is
//! read into it. Little is kept, and nothing that was not needed for a second.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Less is not worth keeping.
const LEAST: usize = 32 << 10;
/// Bytes of all that is kept.
const MOST_KEPT: usize = 96 << 20;
/// How many may be kept: all are looked through.
const MANY: usize = 128;
/// Bytes that are made room for before they come; beyond that, room grows with them.
const ROOM: usize = 16 << 20;

/// Memory that is kept, and whether it came since the last look.
type Kept = (Vec<u8>, bool);

struct Spare {
    kept: Vec<Kept>,
    bytes: usize,
    /// Whether somebody calls `look` from time to time.
    watched: bool,
}

/// Guards what is kept. It is held for a look at a handful of vectors.
static SPARE: Mutex<Spare> = Mutex::new(Spare { kept: Vec::new(), bytes: 0, watched: false });

fn lock() -> MutexGuard<'static, Spare> {
    SPARE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Spare {
    fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        // The last to come is the warmest.
        let fits = |(memory, _): &Kept| memory.capacity() >= length && memory.capacity() / 2 <= length;
        let (memory, _) = self.kept.remove(self.kept.iter().rposition(fits)?);
        self.bytes -= memory.capacity();
        Some(memory)
    }

    fn give(&mut self, mut memory: Vec<u8>) -> bool {
        let is_much = self.bytes + memory.capacity() > MOST_KEPT || self.kept.len() == MANY;
        if memory.capacity() < LEAST || is_much {
            return false;
        }
        memory.clear();
        self.bytes += memory.capacity();
        self.kept.push((memory, true));
        !std::mem::replace(&mut self.watched, true)
    }

    /// What lies here since the look before.
    fn look(&mut self) -> Vec<Kept> {
        let unused = self.kept.extract_if(.., |(_, is_new)| !std::mem::take(is_new)).collect::<Vec<_>>();
        self.bytes -= unused.iter().map(|(memory, _)| memory.capacity()).sum::<usize>();
        self.watched = !self.kept.is_empty();
        unused
    }
}

/// Memory for a string of this length, empty; for a very long one, memory that has to grow.
pub fn take(length: usize) -> Vec<u8> {
    let found = (length >= LEAST / 2).then(|| lock().take(length)).flatten();
    found.unwrap_or_else(|| Vec::with_capacity(length.min(ROOM)))
}

/// Takes back what nobody uses any more. Returns true when [`look`] has to be called from here on,
/// every second, until it says otherwise.
pub fn give(memory: Vec<u8>) -> bool {
    lock().give(memory)
}

/// Lets go what was not needed since the last look. Returns whether to look again.
pub fn look() -> bool {
    let mut spare = lock();
    let unused = spare.look();
    let again = spare.watched;
    drop(spare);
    // Freed without the lock.
    drop(unused);
    again
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn empty() -> Spare {
        Spare { kept: Vec::new(), bytes: 0, watched: false }
    }

    #[test]
    fn memory_is_used_again_for_what_it_fits() {
        let mut spare = empty();
        assert!(spare.give(vec![1; 1 << 20]));
        assert!(!spare.give(vec![1; LEAST - 1]));
        assert!(spare.take((1 << 20) + 1).is_none() && spare.take((1 << 19) - 1).is_none());
        let memory = spare.take(1 << 19).unwrap();
        assert_eq!((memory.len(), memory.capacity(), spare.bytes), (0, 1 << 20, 0));
        assert!(spare.take(1 << 19).is_none());
    }

    #[test]
    fn no_more_is_kept_than_may_be() {
        let mut spare = empty();
        assert!(spare.give(Vec::with_capacity(MOST_KEPT - LEAST)));
        assert!(!spare.give(Vec::with_capacity(2 * LEAST)));
        assert!(!spare.give(Vec::with_capacity(LEAST)));
        assert_eq!((spare.kept.len(), spare.bytes), (2, MOST_KEPT));
    }

    #[test]
    fn no_more_than_many_are_kept() {
        let mut spare = empty();
        assert!((0..MANY).all(|at| spare.give(Vec::with_capacity(LEAST)) == (at == 0)));
        assert!(!spare.give(Vec::with_capacity(LEAST)) && spare.kept.len() == MANY);
    }

    #[test]
    fn what_was_not_needed_between_two_looks_is_let_go() {
        let mut spare = empty();
        spare.give(Vec::with_capacity(LEAST));
        spare.give(Vec::with_capacity(4 * LEAST));
        assert!(spare.look().is_empty() && spare.watched);
        let used = spare.take(LEAST).unwrap();
        assert!(!spare.give(used), "somebody looks already");
        let unused: Vec<_> = spare.look().iter().map(|(memory, _)| memory.capacity()).collect();
        assert_eq!((unused, spare.bytes, spare.watched), (vec![4 * LEAST], LEAST, true));
        assert_eq!((spare.look().len(), spare.bytes, spare.watched), (1, 0, false));
        assert!(spare.give(vec![0; LEAST]), "somebody has to look again");
    }
}
