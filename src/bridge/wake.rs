//! How deliveries wake their environment.
//!
//! In Node it is an async handle of libuv, which costs nothing while it sleeps and which no
//! inspection tool takes for work under way. Other runtimes have no libuv behind those names; there
//! it is a threadsafe function. Either calls [`super::settle::deliver`] on the environment's thread.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use napi::{Result, sys};

use super::environment::check;
use super::settle::deliver;

/// The functions of libuv that are used here, found at run time in the program itself.
#[derive(Clone, Copy)]
struct Libuv {
    handle_size: unsafe extern "C" fn(c_int) -> usize,
    async_init: unsafe extern "C" fn(*mut c_void, *mut c_void, unsafe extern "C" fn(*mut c_void)) -> c_int,
    async_send: unsafe extern "C" fn(*mut c_void) -> c_int,
    reference: unsafe extern "C" fn(*mut c_void),
    unreference: unsafe extern "C" fn(*mut c_void),
    set_data: unsafe extern "C" fn(*mut c_void, *mut c_void),
    close: unsafe extern "C" fn(*mut c_void, unsafe extern "C" fn(*mut c_void)),
}

/// `UV_ASYNC` of `uv_handle_type`.
const ASYNC: c_int = 1;

impl Libuv {
    fn find() -> Option<Libuv> {
        fn symbol(name: &CStr) -> Option<*mut c_void> {
            // SAFETY: the name is a C string; the default search order is asked for.
            let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
            (!found.is_null()).then_some(found)
        }
        // SAFETY: these are the signatures of libuv 1.x, which has kept them since 1.19.
        unsafe {
            Some(Libuv {
                handle_size: std::mem::transmute::<*mut c_void, unsafe extern "C" fn(c_int) -> usize>(
                    symbol(c"uv_handle_size")?,
                ),
                async_init: std::mem::transmute::<
                    *mut c_void,
                    unsafe extern "C" fn(
                        *mut c_void,
                        *mut c_void,
                        unsafe extern "C" fn(*mut c_void),
                    ) -> c_int,
                >(symbol(c"uv_async_init")?),
                async_send: std::mem::transmute::<*mut c_void, unsafe extern "C" fn(*mut c_void) -> c_int>(
                    symbol(c"uv_async_send")?,
                ),
                reference: std::mem::transmute::<*mut c_void, unsafe extern "C" fn(*mut c_void)>(symbol(
                    c"uv_ref",
                )?),
                unreference: std::mem::transmute::<*mut c_void, unsafe extern "C" fn(*mut c_void)>(symbol(
                    c"uv_unref",
                )?),
                set_data: std::mem::transmute::<*mut c_void, unsafe extern "C" fn(*mut c_void, *mut c_void)>(
                    symbol(c"uv_handle_set_data")?,
                ),
                close: std::mem::transmute::<
                    *mut c_void,
                    unsafe extern "C" fn(*mut c_void, unsafe extern "C" fn(*mut c_void)),
                >(symbol(c"uv_close")?),
            })
        }
    }
}

/// What a libuv handle carries.
struct Carried {
    env: sys::napi_env,
    uv: Libuv,
    layout: Layout,
    /// What to tell Node once the handle is closed.
    hook: sys::napi_async_cleanup_hook_handle,
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
    pub fn new(env: sys::napi_env) -> Result<Wake> {
        if has_libuv(env)
            && let Some(uv) = Libuv::find()
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

    /// Gives the wake back; `hook` is released when that is done, in a later turn of the loop.
    pub fn close(&self, hook: sys::napi_async_cleanup_hook_handle) {
        // SAFETY: on the environment's thread, once; nobody calls the wake any more.
        unsafe {
            match self {
                Wake::Loop { handle, .. } => {
                    let carried = carried(*handle);
                    carried.hook = hook;
                    (carried.uv.close)(*handle, on_closed);
                }
                // Node itself closes its function with the environment.
                Wake::Function(_) => {
                    sys::napi_remove_async_cleanup_hook(hook);
                }
            }
        }
    }
}

/// Whether the runtime is Node: others answer to libuv's names with functions that abort.
fn has_libuv(env: sys::napi_env) -> bool {
    let mut object = ptr::null_mut();
    // SAFETY: plain calls with pointers to locals.
    unsafe {
        if sys::napi_get_global(env, &mut object) != sys::Status::napi_ok {
            return false;
        }
        for name in [c"process", c"versions"] {
            if sys::napi_get_named_property(env, object, name.as_ptr(), &mut object) != sys::Status::napi_ok {
                return false;
            }
        }
        [c"bun", c"deno"].iter().all(|name| {
            let mut has = true;
            let status = sys::napi_has_named_property(env, object, name.as_ptr(), &mut has);
            status == sys::Status::napi_ok && !has
        })
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
        let layout = Layout::from_size_align((uv.handle_size)(ASYNC), 16).ok()?;
        let handle: *mut c_void = alloc_zeroed(layout).cast();
        if handle.is_null() {
            return None;
        }
        if (uv.async_init)(looped.cast(), handle, on_async) != 0 {
            dealloc(handle.cast(), layout);
            return None;
        }
        let carried = Box::new(Carried { env, uv, layout, hook: ptr::null_mut() });
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
        sys::napi_remove_async_cleanup_hook(carried.hook);
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
