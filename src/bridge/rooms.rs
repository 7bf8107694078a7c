//! Memory of this environment that large strings are read into: each room is the memory of a Buffer
//! that nobody has yet.
//!
//! The Buffer belongs to V8 like any other, so a quick collection of young objects frees it. Memory
//! that is handed over to V8 waits for a full collection, and brings one on after every 64 MB.

use std::collections::HashMap;
use std::hint::black_box;
use std::ptr::{self, NonNull};
use std::sync::{Arc, Once};

use napi::sys;

use crate::large::{Ground, Room};

/// The Buffers of rooms, by their numbers.
#[derive(Default)]
pub struct Rooms {
    buffers: HashMap<u32, sys::napi_ref>,
    last: u32,
}

impl Rooms {
    /// Makes a Buffer of `size` bytes; `None` where the runtime does not.
    pub fn make(&mut self, env: sys::napi_env, ground: &Arc<Ground>, size: usize) -> Option<Room> {
        for number in ground.given_up() {
            self.forget(env, number);
        }
        keep_freed_pages();
        let (mut scope, mut data) = (ptr::null_mut(), ptr::null_mut());
        let (mut buffer, mut reference) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: plain calls with pointers to locals, on the environment's thread; the scope is
        // closed, and the reference keeps the buffer.
        let made = unsafe {
            sys::napi_open_handle_scope(env, &mut scope);
            let made = sys::napi_create_buffer(env, size, &mut data, &mut buffer) == sys::Status::napi_ok
                && sys::napi_create_reference(env, buffer, 1, &mut reference) == sys::Status::napi_ok;
            sys::napi_close_handle_scope(env, scope);
            made
        };
        let memory = NonNull::new(data.cast()).filter(|_| made)?;
        self.last = self.last.wrapping_add(1);
        self.buffers.insert(self.last, reference);
        // SAFETY: nobody has the Buffer, and it is kept until its number is given up, or to the end of
        // the environment, which closes the ground before.
        Some(unsafe { Room::new(ground.clone(), self.last, memory, size) })
    }

    /// The Buffer of a room that is full.
    pub fn open(&mut self, env: sys::napi_env, room: &Room) -> Option<sys::napi_value> {
        let reference = self.buffers.get(&room.number())?;
        let mut buffer = ptr::null_mut();
        // SAFETY: a reference of this environment that is not deleted.
        let status = unsafe { sys::napi_get_reference_value(env, *reference, &mut buffer) };
        self.forget(env, room.number());
        (status == sys::Status::napi_ok && !buffer.is_null()).then_some(buffer)
    }

    fn forget(&mut self, env: sys::napi_env, number: u32) {
        if let Some(reference) = self.buffers.remove(&number) {
            // SAFETY: made by `make`, and nobody else knows it.
            unsafe { sys::napi_delete_reference(env, reference) };
        }
    }
}

/// What glibc keeps of freed memory before it gives pages back, twice the size of the largest block
/// that was ever mapped apart and freed, is too little for a quick collection of large Buffers: each
/// would be read into fresh pages. So such a block is freed, once, which was never touched.
fn keep_freed_pages() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| drop(black_box(Vec::<u8>::with_capacity(17 << 20))));
}
