//! Blocks of memory that JavaScript encodes large batches into.
//!
//! JavaScript owns a block by its ArrayBuffer; an environment only remembers which memory is one,
//! so that `submit` can take a batch on loan in place of a copy.

use std::ffi::c_void;
use std::ptr;
use std::sync::{Arc, Weak};

use napi::sys;

use crate::block::{Block, HEAD, Loan};

#[derive(Default)]
pub struct Blocks(Vec<Weak<Block>>);

impl Blocks {
    /// A new block of `size` bytes as an ArrayBuffer; `None` where the runtime allows no memory but
    /// its own, or there is none.
    pub fn open(&mut self, env: sys::napi_env, size: usize) -> Option<sys::napi_value> {
        let block = Block::new(size)?;
        let (memory, known) = (block.memory(), Arc::downgrade(&block));
        let owner = Box::into_raw(Box::new(block));
        let mut buffer = ptr::null_mut();
        // SAFETY: the box keeps the memory alive and in place until `release` frees it.
        let status = unsafe {
            sys::napi_create_external_arraybuffer(
                env,
                memory.cast(),
                size,
                Some(release),
                owner.cast(),
                &mut buffer,
            )
        };
        if status != sys::Status::napi_ok {
            // SAFETY: the runtime did not take the box.
            drop(unsafe { Box::from_raw(owner) });
            return None;
        }
        self.0.retain(|block| block.strong_count() > 0);
        self.0.push(known);
        Some(buffer)
    }

    /// Takes the first `length` bytes at `data` on loan, if that is the room of a block.
    pub fn lend(&self, data: *const u8, length: usize) -> Option<Loan> {
        let found = self.0.iter().filter_map(Weak::upgrade);
        let block = found.into_iter().find(|block| ptr::eq(block.memory().wrapping_add(HEAD), data))?;
        block.lend(length)
    }
}

unsafe extern "C" fn release(_env: sys::napi_env, _data: *mut c_void, owner: *mut c_void) {
    // SAFETY: `open` made the box and gave it away; this runs once.
    drop(unsafe { Box::from_raw(owner.cast::<Arc<Block>>()) });
}
