//! How deliveries wake their environment.
//!
//! In Node it is an async handle of libuv, which costs nothing while it sleeps and which no
//! inspection tool takes for work under way. Other runtimes have no libuv behind those names; there
//! it is a threadsafe function. Either calls `deliver` on the environment's thread.

use std::ffi::{c_int, c_void};
use std::ptr;

use napi::{Result, sys};

use super::handle::Handle;
use super::libuv::{self, Closing, Libuv};
use super::status::check;

/// What is done when the environment wakes.
pub type Deliver = fn(sys::napi_env);

/// What a libuv handle carries.
pub struct Woken {
    env: sys::napi_env,
    deliver: Deliver,
}

/// An environment's wake. It is made, referenced and closed on the environment's thread.
#[derive(Clone, Copy)]
pub enum Wake {
    Loop { handle: Handle<Woken>, send: unsafe extern "C" fn(*mut c_void) -> c_int },
    Function(sys::napi_threadsafe_function),
}

// SAFETY: `uv_async_send` and `napi_call_threadsafe_function` may be called from any thread, and
// other threads do nothing else. The outbox, under whose lock they do it, is closed before the
// handle or the function is.
unsafe impl Send for Wake {}

impl Wake {
    pub fn new(env: sys::napi_env, uv: Option<Libuv>, deliver: Deliver) -> Result<Wake> {
        if let Some(uv) = uv
            && let Some(wake) = new_async(env, uv, deliver)
        {
            return Ok(wake);
        }
        new_function(env, deliver)
    }

    /// Calls the environment, from any thread.
    pub fn call(&self) {
        // SAFETY: see `Send`. Failing needs no answer: the deliveries stay in the outbox.
        unsafe {
            match self {
                Wake::Loop { handle, send } => {
                    send(handle.raw);
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
        match self {
            Wake::Loop { handle, .. } => handle.hold(held),
            // SAFETY: on the environment's thread, before `close`.
            Wake::Function(function) => unsafe {
                if held {
                    sys::napi_ref_threadsafe_function(env, *function);
                } else {
                    sys::napi_unref_threadsafe_function(env, *function);
                }
            },
        }
    }

    /// Gives the wake back; `closing` hears when that is done, in a later turn of the loop.
    pub fn close(&self, closing: &Closing) {
        match self {
            Wake::Loop { handle, .. } => handle.close(closing),
            // Node itself closes its function with the environment.
            Wake::Function(_) => {}
        }
    }
}

fn new_async(env: sys::napi_env, uv: Libuv, deliver: Deliver) -> Option<Wake> {
    let looped = libuv::loop_of(env)?;
    // SAFETY: on the loop's thread; libuv makes an async handle of what it is given.
    let handle = unsafe {
        Handle::open(uv, libuv::ASYNC, Woken { env, deliver }, |raw| (uv.async_init)(looped, raw, on_async))?
    };
    Some(Wake::Loop { handle, send: uv.async_send })
}

unsafe extern "C" fn on_async(raw: *mut c_void) {
    // SAFETY: libuv calls this for our handle, on its own thread, until it is closed.
    let handle = unsafe { Handle::<Woken>::of(raw) };
    let Woken { env, deliver } = *handle.value();
    deliver(env);
}

fn new_function(env: sys::napi_env, deliver: Deliver) -> Result<Wake> {
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
                deliver as *mut c_void,
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
    context: *mut c_void,
    _data: *mut c_void,
) {
    // Without an environment it is being torn down.
    if !env.is_null() {
        // SAFETY: the context is what `new_function` gave.
        let deliver = unsafe { std::mem::transmute::<*mut c_void, Deliver>(context) };
        deliver(env);
    }
}
