//! Large strings that come alone, each in memory of its own: what the socket is read into is what
//! JavaScript gets.
//!
//! A text lies in memory of ours, and becomes a string without a copy. Bytes lie in a *room*: memory
//! of the environment that waits for them, as its collector frees its own memory sooner, and at a
//! fraction of the cost, than what was handed over to it. Nothing here knows of N-API: a room is an
//! address and a number, and the environment keeps what the number stands for.

use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::spare;
use crate::tape::{Tape, kind};

/// What rooms and their environment, which may end before them, know of each other.
#[derive(Debug, Default)]
pub struct Ground {
    /// Guards the end of the environment, and the numbers of rooms that were given up. It is held
    /// while another thread copies a room, so that the memory stays for that long.
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    gone: bool,
    given_up: Vec<u32>,
}

impl Ground {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The environment ends, and its rooms with it.
    pub fn close(&self) {
        self.lock().gone = true;
    }

    /// The numbers of rooms that nobody needs any more.
    pub fn given_up(&self) -> Vec<u32> {
        std::mem::take(&mut self.lock().given_up)
    }
}

/// Memory of an environment. Its own thread writes and reads it; any other may only copy it or let
/// it go.
#[derive(Debug)]
pub struct Room {
    ground: Arc<Ground>,
    number: u32,
    memory: NonNull<u8>,
    size: usize,
    filled: usize,
}

// SAFETY: on other threads than the environment's the memory is only copied, under the lock of the
// ground and while the environment is there; see `copy`.
unsafe impl Send for Room {}

impl Room {
    /// # Safety
    /// The memory is of `size` bytes, nobody else uses it, and it stays until the ground is closed or
    /// the number is given up.
    pub unsafe fn new(ground: Arc<Ground>, number: u32, memory: NonNull<u8>, size: usize) -> Room {
        Room { ground, number, memory, size, filled: 0 }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    /// What was filled, for any thread; zeros where the environment, which alone wanted it, is gone.
    fn copy(&self) -> Vec<u8> {
        let inner = self.ground.lock();
        if inner.gone {
            return vec![0; self.filled];
        }
        // SAFETY: the environment does not end while the lock is held, and so many bytes are filled.
        unsafe { std::slice::from_raw_parts(self.memory.as_ptr(), self.filled) }.to_vec()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.ground.lock().given_up.push(self.number);
    }
}

/// A large string that is coming, or has come.
#[derive(Debug)]
pub enum Large {
    /// For whom wants a string; whether all of it is ASCII.
    Text(Vec<u8>, bool),
    /// For whom wants a Buffer.
    Bytes(Room),
}

impl Large {
    /// Room for a text that is said to have this length.
    pub fn text(length: usize) -> Large {
        Large::Text(spare::take(length), true)
    }

    pub fn size(&self) -> usize {
        match self {
            Large::Text(text, _) => text.len(),
            Large::Bytes(room) => room.filled,
        }
    }

    /// Whether only this environment may go on filling it, or any.
    pub fn is_open_to(&self, ground: Option<&Arc<Ground>>) -> bool {
        match self {
            Large::Text(..) => true,
            Large::Bytes(room) => ground.is_some_and(|ground| Arc::ptr_eq(ground, &room.ground)),
        }
    }

    /// Room for what comes next, `most` bytes or fewer, but some.
    ///
    /// To be called where [`Large::is_open_to`] holds.
    pub fn room(&mut self, most: usize) -> &mut [MaybeUninit<u8>] {
        match self {
            Large::Text(text, _) => {
                if text.len() == text.capacity() {
                    text.reserve(most.min(1 << 20));
                }
                let spare = text.spare_capacity_mut();
                let most = most.min(spare.len());
                &mut spare[..most]
            }
            Large::Bytes(room) => {
                let most = most.min(room.size - room.filled);
                // SAFETY: within the memory, which nobody else uses.
                unsafe { std::slice::from_raw_parts_mut(room.memory.as_ptr().add(room.filled).cast(), most) }
            }
        }
    }

    /// # Safety
    /// The first `count` bytes of [`Large::room`] were written.
    pub unsafe fn filled(&mut self, count: usize) {
        match self {
            Large::Text(text, ascii) => {
                let before = text.len();
                // SAFETY: the caller says so.
                unsafe { text.set_len(before + count) };
                *ascii = *ascii && text[before..].is_ascii();
            }
            Large::Bytes(room) => room.filled += count,
        }
    }

    pub fn append(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let count = write(self.room(bytes.len()), bytes);
            // SAFETY: written just now.
            unsafe { self.filled(count) };
            bytes = &bytes[count..];
        }
    }

    /// The bytes in memory of ours.
    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Large::Text(text, _) => text,
            Large::Bytes(room) => room.copy(),
        }
    }

    /// The string as any other lies on a tape.
    pub fn into_tape(self) -> Tape {
        let payload = self.into_bytes();
        let mut tape = Tape::default();
        tape.put(if payload.is_ascii() { kind::ASCII } else { kind::BYTES }, payload.len());
        Tape { payload, ..tape }
    }
}

/// Writes what fits into the room. Returns how many bytes.
pub fn write(room: &mut [MaybeUninit<u8>], bytes: &[u8]) -> usize {
    for (place, byte) in room.iter_mut().zip(bytes) {
        place.write(*byte);
    }
    room.len().min(bytes.len())
}

#[cfg(test)]
mod tests;
