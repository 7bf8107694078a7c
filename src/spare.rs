//! Memory of large replies that is used again: faulting in fresh pages costs more than filling them.
//!
//! What JavaScript's collector has let go of comes back here, and the next large reply is read into
//! it. Little is kept, and nothing when none was needed for a second.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Less is not worth keeping.
const LEAST: usize = 256 << 10;
/// Bytes of all that is kept.
const MOST_KEPT: usize = 96 << 20;
/// Bytes that are made room for before they come; beyond that, room grows with them.
const ROOM: usize = 16 << 20;

struct Spare {
    kept: Vec<Vec<u8>>,
    bytes: usize,
    used: bool,
    /// Whether somebody calls `look` from time to time.
    watched: bool,
}

/// Guards what is kept. It is held for a look at a handful of vectors.
static SPARE: Mutex<Spare> = Mutex::new(Spare { kept: Vec::new(), bytes: 0, used: false, watched: false });

fn lock() -> MutexGuard<'static, Spare> {
    SPARE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Spare {
    fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        self.used = true;
        // The last to come is the warmest.
        let fits = |memory: &Vec<u8>| memory.capacity() >= length && memory.capacity() / 2 <= length;
        let memory = self.kept.remove(self.kept.iter().rposition(fits)?);
        self.bytes -= memory.capacity();
        Some(memory)
    }

    fn give(&mut self, mut memory: Vec<u8>) -> bool {
        if memory.capacity() < LEAST || self.bytes + memory.capacity() > MOST_KEPT {
            return false;
        }
        memory.clear();
        self.bytes += memory.capacity();
        self.kept.push(memory);
        !std::mem::replace(&mut self.watched, true)
    }

    fn look(&mut self) -> Option<Vec<Vec<u8>>> {
        if std::mem::take(&mut self.used) {
            return None;
        }
        self.watched = false;
        self.bytes = 0;
        Some(std::mem::take(&mut self.kept))
    }
}

/// Memory for a string of this length, empty; for a very long one, memory that has to grow.
pub fn take(length: usize) -> Vec<u8> {
    let found = lock().take(length);
    found.unwrap_or_else(|| Vec::with_capacity(length.min(ROOM)))
}

/// Takes back what nobody uses any more. Returns true when [`look`] has to be called from here on,
/// every second, until it says otherwise.
pub fn give(memory: Vec<u8>) -> bool {
    lock().give(memory)
}

/// Lets all go that is kept if none was needed since the last look. Returns whether to look again.
pub fn look() -> bool {
    // Freed without the lock.
    let unused = lock().look();
    unused.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn empty() -> Spare {
        Spare { kept: Vec::new(), bytes: 0, used: false, watched: false }
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
    fn what_was_not_needed_between_two_looks_is_let_go() {
        let mut spare = empty();
        spare.give(vec![0; LEAST]);
        spare.give(vec![0; LEAST]);
        spare.take(LEAST);
        assert!(spare.look().is_none());
        assert_eq!(spare.look().map(|kept| kept.len()), Some(1));
        assert!(spare.give(vec![0; LEAST]), "somebody has to look again");
    }
}
