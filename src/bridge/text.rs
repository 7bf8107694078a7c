//! Large texts as strings of JavaScript whose bytes stay where they were read.
//!
//! V8 keeps the memory of such a string until its collector finalizes it; then it is spare for the
//! next reply. Only collections of all of its heap do that, which cost more the more there is: in a
//! large heap, strings are copied into it, as those that are short-lived go with the young objects.

use std::collections::VecDeque;
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use napi::sys;
use tokio::time::sleep;

use super::external;
use crate::{reactor, spare};

/// How many bytes of strings are made before V8 is told of one that is still there: only a full
/// collection frees these strings, and counted at once they would bring on many.
const RECENT: usize = 96 << 20;

/// The bytes of a string.
struct Owner {
    text: Vec<u8>,
    /// Whether V8 was told of them, which does not count them by itself.
    counted: AtomicBool,
}

/// The strings of an environment that were made last.
#[derive(Default)]
pub struct Texts {
    /// Whether strings are copied into V8's heap.
    pub inside: bool,
    recent: VecDeque<(usize, Weak<Owner>)>,
    bytes: usize,
}

impl Texts {
    /// A string of these bytes, which are ASCII; or the bytes, where the runtime makes none.
    pub fn make(&mut self, env: sys::napi_env, text: Vec<u8>) -> Result<sys::napi_value, Vec<u8>> {
        if self.inside {
            return copy(env, text);
        }
        let length = text.len();
        let owner = Arc::new(Owner { text, counted: AtomicBool::new(false) });
        let (data, known) = (owner.text.as_ptr(), Arc::downgrade(&owner));
        let owner = Arc::into_raw(owner);
        // SAFETY: the owner keeps the bytes alive and in place until `release`.
        let made = unsafe { external::string(env, data, length, release, owner.cast_mut().cast()) };
        let Some(string) = made else {
            // SAFETY: the runtime did not take the owner.
            let owner = unsafe { Arc::from_raw(owner) };
            return Err(Arc::into_inner(owner).map(|owner| owner.text).unwrap_or_default());
        };
        self.remember(env, (length, known));
        Ok(string)
    }

    fn remember(&mut self, env: sys::napi_env, newest: (usize, Weak<Owner>)) {
        self.bytes += newest.0;
        self.recent.push_back(newest);
        while self.bytes > RECENT
            && let Some((length, known)) = self.recent.pop_front()
        {
            self.bytes -= length;
            if let Some(owner) = known.upgrade() {
                owner.counted.store(true, Ordering::Relaxed);
                external::count(env, length as i64);
            }
        }
    }
}

fn copy(env: sys::napi_env, text: Vec<u8>) -> Result<sys::napi_value, Vec<u8>> {
    let mut string = ptr::null_mut();
    // SAFETY: the pointer and the length are those of live bytes.
    let status = unsafe {
        sys::napi_create_string_latin1(env, text.as_ptr().cast(), text.len() as isize, &mut string)
    };
    if status != sys::Status::napi_ok {
        return Err(text);
    }
    keep(text);
    Ok(string)
}

unsafe extern "C" fn release(env: sys::napi_env, _data: *mut c_void, owner: *mut c_void) {
    // SAFETY: `make` gave the owner away; this runs once.
    let owner = unsafe { Arc::from_raw(owner.cast_const().cast::<Owner>()) };
    // The environment may be gone before its strings are.
    if owner.counted.load(Ordering::Relaxed) && !env.is_null() {
        external::count(env, -(owner.text.len() as i64));
    }
    if let Some(owner) = Arc::into_inner(owner) {
        keep(owner.text);
    }
}

/// Keeps memory for the next large reply.
pub fn keep(memory: Vec<u8>) {
    if spare::give(memory) {
        // Where the thread can not be started, nothing of this would have been read.
        let _ = reactor::run(|| async {
            loop {
                sleep(Duration::from_secs(1)).await;
                if !spare::look() {
                    return;
                }
            }
        });
    }
}
