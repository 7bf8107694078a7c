//! How deliveries wake their environment.
//!
//! In Node it is an async handle of libuv, which costs nothing while it sleeps and which no
//! inspection tool takes for work under way. Other runtimes have no libuv behind those names; there
//! it is a threadsafe function. Either calls [`super::settle::deliver`] on the environment's thread.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ffi::{c_int, c_void};
use std::ptr;

use napi::{Result, sys};

use super::environment::check;
use super::libuv::{self, Closing, Libuv};
use super::settle::deliver;

/// What a libuv handle carries.
struct Carried {
    env: sys::napi_env,
    uv: Libuv,
    layout: Layout,
    /// Who is told once the handle is closed.
    closing: Option<Closing>,
}

/// An environment's wake. It is made, referenced and closed on the environment's thread.
#[derive(Clone, Copy)]
pub enum Wake {
    Loop { handle: *mut c_void, send: unsafe extern "C" fn(*mut c_void) -> c_int },
    Function(sys::napi_threadsafe_function),
}

// SAFETY: `uv_async_send` and `napi_call_threadsafe_function` may be called from any thread, and
// other threads do nothing else. The outbox, under whose lock they do it, is closed before the
// handle or the function is.
unsafe impl Send for Wake {}

impl Wake {
    pub fn new(env: sys::napi_env, uv: Option<Libuv>) -> Result<Wake> {
        if let Some(uv) = uv
            && let Some(wake) = new_async(env, uv)
        {
            return Ok(wake);
        }
        new_function(env)
    }

    /// Calls the environment, from any thread.
    pub fn call(&self) {
        // SAFETY: see `Send`. Failing needs no answer: the deliveries stay in the outbox.
        unsafe {
            match self {
                Wake::Loop { handle, send } => {
                    send(*handle);
                }
                Wake::Function(function) => {
                    sys::napi_call_threadsafe_function(
                        *function,
                        ptr::null_mut(),
                        sys::ThreadsafeFunctionCallMode::nonblocking,
                    );
                }
            }
        }
    }

    /// Holds the process, or lets it go.
    pub fn hold(&self, env: sys::napi_env, held: bool) {
        // SAFETY: on the environment's thread, before `close`.
        unsafe {
            match self {
                Wake::Loop { handle, .. } => {
                    let uv = carried(*handle).uv;
                    if held { (uv.reference)(*handle) } else { (uv.unreference)(*handle) }
                }
                Wake::Function(function) if held => {
                    sys::napi_ref_threadsafe_function(env, *function);
                }
                Wake::Function(function) => {
                    sys::napi_unref_threadsafe_function(env, *function);
                }
            }
        }
    }

    /// Gives the wake back; `closing` hears when that is done, in a later turn of the loop.
    pub fn close(&self, closing: &Closing) {
        // SAFETY: on the environment's thread, once; nobody calls the wake any more.
        unsafe {
            match self {
                Wake::Loop { handle, .. } => {
                    let carried = carried(*handle);
                    closing.begin();
                    carried.closing = Some(closing.clone());
                    (carried.uv.close)(*handle, on_closed);
                }
                // Node itself closes its function with the environment.
                Wake::Function(_) => {}
            }
        }
    }
}

fn new_async(env: sys::napi_env, uv: Libuv) -> Option<Wake> {
    let mut looped = ptr::null_mut();
    // SAFETY: the handle's memory is of the size that libuv asks for, aligned for any type, and
    // stays until `on_closed`; what it carries is a box that lives as long.
    unsafe {
        if sys::napi_get_uv_event_loop(env, &mut looped) != sys::Status::napi_ok {
            return None;
        }
        let layout = Layout::from_size_align((uv.handle_size)(libuv::ASYNC), 16).ok()?;
        let handle: *mut c_void = alloc_zeroed(layout).cast();
        if handle.is_null() {
            return None;
        }
        if (uv.async_init)(looped.cast(), handle, on_async) != 0 {
            dealloc(handle.cast(), layout);
            return None;
        }
        let carried = Box::new(Carried { env, uv, layout, closing: None });
        (uv.set_data)(handle, Box::into_raw(carried).cast());
        (uv.unreference)(handle);
        Some(Wake::Loop { handle, send: uv.async_send })
    }
}

/// # Safety
/// `handle` must be a handle that `new_async` made and that is not closed, on its own thread.
unsafe fn carried<'a>(handle: *mut c_void) -> &'a mut Carried {
    // The data is the first field of every libuv handle (`uv_handle_t.data`).
    // SAFETY: `new_async` set the data to a box of this type.
    unsafe { &mut **handle.cast::<*mut Carried>() }
}

unsafe extern "C" fn on_async(handle: *mut c_void) {
    // SAFETY: libuv calls this for our handle, on its own thread, until it is closed.
    let env = unsafe { carried(handle) }.env;
    deliver(env);
}

unsafe extern "C" fn on_closed(handle: *mut c_void) {
    // SAFETY: libuv is done with the handle; its memory and its box are given back once.
    unsafe {
        let data = *handle.cast::<*mut Carried>();
        let carried = Box::from_raw(data);
        dealloc(handle.cast(), carried.layout);
        if let Some(closing) = carried.closing {
            closing.done();
        }
    }
}

fn new_function(env: sys::napi_env) -> Result<Wake> {
    let (mut name, mut function) = (ptr::null_mut(), ptr::null_mut());
    let label = c"redis-native";
    // SAFETY: plain calls with pointers to locals; the function gets no JavaScript of its own.
    unsafe {
        check(
            sys::napi_create_string_utf8(env, label.as_ptr(), label.count_bytes() as isize, &mut name),
            "napi_create_string_utf8",
        )?;
        check(
            sys::napi_create_threadsafe_function(
                env,
                ptr::null_mut(),
                ptr::null_mut(),
                name,
                0,
                1,
                ptr::null_mut(),
                None,
                ptr::null_mut(),
                Some(on_function),
                &mut function,
            ),
            "napi_create_threadsafe_function",
        )?;
        check(sys::napi_unref_threadsafe_function(env, function), "napi_unref_threadsafe_function")?;
    }
    Ok(Wake::Function(function))
}

unsafe extern "C" fn on_function(
    env: sys::napi_env,
    _function: sys::napi_value,
    _context: *mut c_void,
    _data: *mut c_void,
) {
    // Without an environment it is being torn down.
    if !env.is_null() {
        deliver(env);
    }
}
