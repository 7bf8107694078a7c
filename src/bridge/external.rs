//! Strings of V8 whose memory is not its own, and how its collector is told of them.
//!
//! The function that makes one is found at run time: without it there are none.

use std::ffi::{c_char, c_void};
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use napi::sys;

pub type Finalize = unsafe extern "C" fn(sys::napi_env, *mut c_void, *mut c_void);
type Create = unsafe extern "C" fn(
    sys::napi_env,
    *mut c_char,
    usize,
    Option<Finalize>,
    *mut c_void,
    *mut sys::napi_value,
    *mut bool,
) -> sys::napi_status;

/// The runtime copies what it is given: nothing is gained.
static COPIES: AtomicBool = AtomicBool::new(false);

/// `node_api_create_external_string_latin1`
fn create() -> Option<Create> {
    static FOUND: OnceLock<Option<Create>> = OnceLock::new();
    let found = *FOUND.get_or_init(|| {
        let name = c"node_api_create_external_string_latin1";
        // SAFETY: the name is a C string; the default search order is asked for.
        let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
        // SAFETY: Node-API has had this function with this signature since its version 10, and in
        // trials before.
        (!found.is_null()).then(|| unsafe { std::mem::transmute::<*mut c_void, Create>(found) })
    });
    found.filter(|_| !COPIES.load(Ordering::Relaxed))
}

/// A string of these Latin-1 bytes; `None` where the runtime makes none, and takes nothing.
///
/// # Safety
/// The bytes stay in place, and are not written, until `finalize` was called with `hint`. That is
/// within a collection, or after the environment's end, without it.
pub unsafe fn string(
    env: sys::napi_env,
    data: *const u8,
    length: usize,
    finalize: Finalize,
    hint: *mut c_void,
) -> Option<sys::napi_value> {
    let create = create().filter(|_| length > 0)?;
    let (mut string, mut copied) = (ptr::null_mut(), false);
    // SAFETY: as the caller says; the other pointers are to locals.
    let status = unsafe {
        create(env, data.cast_mut().cast(), length, Some(finalize), hint, &mut string, &mut copied)
    };
    if copied {
        COPIES.store(true, Ordering::Relaxed);
    }
    (status == sys::Status::napi_ok).then_some(string)
}

/// Adds to the memory that V8 takes into account for full collections.
pub fn count(env: sys::napi_env, change: i64) {
    let mut all = 0;
    // SAFETY: plain call with a pointer to a local; it is allowed within a finalizer.
    unsafe { sys::napi_adjust_external_memory(env, change, &mut all) };
}
