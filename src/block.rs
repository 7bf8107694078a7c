//! Memory that both shores see: JavaScript encodes large batches into it, and a link reads them
//! where they lie.
//!
//! A block is on loan while a batch needs its bytes. Its first byte says so, and JavaScript, which
//! alone writes the room behind, leaves it alone for that time. Nothing here knows of commands.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// Bytes before the room: the first of them is one while the block is on loan, zero otherwise.
pub const HEAD: usize = 64;

pub struct Block {
    memory: NonNull<u8>,
    layout: Layout,
}

// SAFETY: the memory belongs to the block, its first byte is only used as an atomic, and the room
// is only read here, by who has it on loan.
unsafe impl Send for Block {}
// SAFETY: as above.
unsafe impl Sync for Block {}

impl Block {
    /// A block of `size` bytes, its head included; `None` when there is no such memory.
    pub fn new(size: usize) -> Option<Arc<Block>> {
        // No stricter alignment: the allocator would touch all pages to clear them.
        let layout = Layout::from_size_align(size, 16).ok().filter(|layout| layout.size() > HEAD)?;
        // SAFETY: the layout is not empty.
        let memory = NonNull::new(unsafe { alloc_zeroed(layout) })?;
        Some(Arc::new(Block { memory, layout }))
    }

    pub fn memory(&self) -> *mut u8 {
        self.memory.as_ptr()
    }

    pub fn size(&self) -> usize {
        self.layout.size()
    }

    fn lent(&self) -> &AtomicU8 {
        // SAFETY: the first byte is within the memory, and nobody uses it otherwise.
        unsafe { AtomicU8::from_ptr(self.memory.as_ptr()) }
    }

    /// Lends the first `length` bytes of the room, unless they are lent already.
    pub fn lend(self: &Arc<Self>, length: usize) -> Option<Loan> {
        let free = length <= self.layout.size() - HEAD && self.lent().swap(1, Ordering::Acquire) == 0;
        free.then(|| Loan { block: self.clone(), length })
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        // SAFETY: allocated by `new` with this layout.
        unsafe { dealloc(self.memory.as_ptr(), self.layout) };
    }
}

/// The bytes of a block, for as long as somebody needs them.
pub struct Loan {
    block: Arc<Block>,
    length: usize,
}

impl Deref for Loan {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: `lend` checked the length; JavaScript writes nothing while the block is lent.
        unsafe { std::slice::from_raw_parts(self.block.memory.as_ptr().add(HEAD), self.length) }
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        self.block.lent().store(0, Ordering::Release);
    }
}

/// The bytes of a batch.
pub enum Bytes {
    Own(Vec<u8>),
    Lent(Loan),
}

impl Bytes {
    /// Adds bytes at the end; what was lent is copied then.
    pub fn extend_from_slice(&mut self, more: &[u8]) {
        match self {
            Bytes::Own(bytes) => bytes.extend_from_slice(more),
            Bytes::Lent(loan) => *self = Bytes::Own([loan, more].concat()),
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Own(bytes) => bytes,
            Bytes::Lent(loan) => loan,
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes::Own(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &[u8]) -> Arc<Block> {
        let block = Block::new(HEAD + 100).unwrap();
        // SAFETY: the room is long enough, and nobody has it on loan.
        unsafe { block.memory().add(HEAD).copy_from(text.as_ptr(), text.len()) };
        block
    }

    #[test]
    fn a_block_is_lent_once_at_a_time() {
        let block = filled(b"abc");
        let loan = block.lend(3).unwrap();
        assert_eq!(&*loan, b"abc");
        assert!(block.lend(1).is_none());
        drop(loan);
        assert_eq!(&*block.lend(2).unwrap(), b"ab");
    }

    #[test]
    fn no_more_is_lent_than_there_is() {
        let block = filled(b"");
        assert!(block.lend(101).is_none());
        assert_eq!(block.lend(100).unwrap().len(), 100);
        assert!(Block::new(HEAD).is_none() && Block::new(usize::MAX).is_none());
    }

    #[test]
    fn a_loan_outlives_the_block_that_was_let_go() {
        let loan = filled(b"abc").lend(3).unwrap();
        assert_eq!(&*loan, b"abc");
    }

    #[test]
    fn bytes_that_grow_give_the_loan_back() {
        let block = filled(b"abc");
        let mut bytes = Bytes::Lent(block.lend(3).unwrap());
        bytes.extend_from_slice(b"de");
        assert_eq!(&*bytes, b"abcde");
        assert!(block.lend(1).is_some());
    }
}
