//! Long strings that are still coming: where the socket is read to.
//!
//! A lone string, which is a whole reply, may have memory of its own. It is on no tape then, and goes
//! out by itself.

use std::mem::MaybeUninit;
use std::sync::Arc;

use super::{LARGE, ROOM, Scanner, State};
use crate::large::{Ground, Large};
use crate::tape::kind;

impl Scanner {
    /// Takes the lone large string that is complete. It goes before the replies of [`Scanner::take`].
    pub fn take_large(&mut self) -> Option<Large> {
        self.whole.take()
    }

    /// Whether a reply is complete.
    pub fn has_some(&self) -> bool {
        self.whole.is_some() || !self.marks.is_empty()
    }

    /// The length of a reply that is one string, of which `least` bytes or more are missing, unless
    /// its memory is settled.
    pub fn lone_string(&self, least: usize) -> Option<usize> {
        match self.state {
            State::Bulk { word: kind::ASCII, left, length, .. } => {
                (left >= least && self.is_lone() && self.coming.is_none()).then_some(length)
            }
            _ => None,
        }
    }

    /// The string of [`Scanner::lone_string`] comes here.
    pub fn divert(&mut self, mut large: Large) {
        large.append(&self.partial.payload);
        self.partial.payload = Vec::new();
        self.coming = Some(large);
    }

    /// Takes a string that is coming to memory of ours, where who reads must not write what it has.
    pub fn divert_for(&mut self, ground: Option<&Arc<Ground>>) {
        if let Some(large) = self.coming.take_if(|large| !large.is_open_to(ground)) {
            match self.state {
                State::BulkEnd { .. } => self.partial = large.into_tape(),
                _ => self.partial.payload = large.into_bytes(),
            }
        }
    }

    /// Whether the string that is coming is one that only an environment's own thread reads.
    pub fn is_reserved(&self) -> bool {
        self.coming.as_ref().is_some_and(|large| !large.is_open_to(None))
    }

    fn is_lone(&self) -> bool {
        self.in_partial && self.stack.is_empty()
    }

    /// Room at the end of a long string that is still coming, so that the socket can be read
    /// straight into it, and whether what follows the string may be read along; `None` when fewer than
    /// `least` bytes of it are missing.
    pub fn bulk_room(&mut self, least: usize) -> Option<(&mut [MaybeUninit<u8>], bool)> {
        let State::Bulk { left, .. } = self.state else { return None };
        if let Some(large) = &mut self.coming {
            let room = large.room(left);
            let all = room.len() == left;
            return Some((room, all));
        }
        if left < least || !self.in_partial {
            return None;
        }
        let payload = &mut self.partial.payload;
        if payload.capacity() - payload.len() < least {
            if payload.len() < ROOM {
                payload.reserve_exact(left.min(ROOM));
            } else {
                payload.reserve(left.min(1 << 20));
            }
        }
        let room = payload.spare_capacity_mut();
        let most = left.min(room.len());
        Some((&mut room[..most], false))
    }

    /// # Safety
    /// `count` bytes were written to [`Scanner::bulk_room`].
    pub unsafe fn bulk_filled(&mut self, count: usize) {
        if let State::Bulk { left, .. } = &mut self.state {
            *left -= count;
        }
        // SAFETY: the caller says so.
        unsafe {
            match &mut self.coming {
                Some(large) => large.filled(count),
                None => self.partial.payload.set_len(self.partial.payload.len() + count),
            }
        }
    }

    /// How many bytes are missing behind a reply that is one large string: who reads no more than
    /// those gets it alone on its tape, and nothing grows behind it.
    pub fn ends_large(&self) -> Option<usize> {
        match self.state {
            State::BulkEnd { left } if self.in_partial && self.stack.is_empty() => {
                (self.partial.payload.len() >= LARGE).then_some(left)
            }
            _ => None,
        }
    }
}
