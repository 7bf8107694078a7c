//! The functions of libuv that the border uses, found at run time in the program itself: a second
//! libuv would be another loop. Only Node has one; other runtimes answer to its names with
//! functions that abort, so the runtime is asked first.

use std::cell::Cell;
use std::ffi::{CStr, c_int, c_void};
use std::ptr;
use std::rc::Rc;

use napi::sys;

/// `UV_ASYNC` of `uv_handle_type`.
pub const ASYNC: c_int = 1;
/// `UV_POLL` of `uv_handle_type`.
pub const POLL: c_int = 8;
/// `UV_PREPARE` of `uv_handle_type`.
pub const PREPARE: c_int = 9;
/// `UV_READABLE` of `uv_poll_event`.
pub const READABLE: c_int = 1;

pub type OnAsync = unsafe extern "C" fn(*mut c_void);
pub type OnClosed = unsafe extern "C" fn(*mut c_void);
pub type OnPrepare = unsafe extern "C" fn(*mut c_void);
pub type OnPoll = unsafe extern "C" fn(*mut c_void, c_int, c_int);

#[derive(Clone, Copy)]
pub struct Libuv {
    pub handle_size: unsafe extern "C" fn(c_int) -> usize,
    pub async_init: unsafe extern "C" fn(*mut c_void, *mut c_void, OnAsync) -> c_int,
    pub async_send: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub poll_init: unsafe extern "C" fn(*mut c_void, *mut c_void, c_int) -> c_int,
    pub poll_start: unsafe extern "C" fn(*mut c_void, c_int, OnPoll) -> c_int,
    pub poll_stop: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub prepare_init: unsafe extern "C" fn(*mut c_void, *mut c_void) -> c_int,
    pub prepare_start: unsafe extern "C" fn(*mut c_void, OnPrepare) -> c_int,
    pub backend_fd: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub backend_timeout: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub reference: unsafe extern "C" fn(*mut c_void),
    pub unreference: unsafe extern "C" fn(*mut c_void),
    pub set_data: unsafe extern "C" fn(*mut c_void, *mut c_void),
    pub close: unsafe extern "C" fn(*mut c_void, OnClosed),
}

/// A function of the program by its name.
macro_rules! symbol {
    ($name:literal as $signature:ty) => {{
        let name: &CStr = $name;
        // SAFETY: the name is a C string; the default search order is asked for.
        let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
        if found.is_null() {
            return None;
        }
        // SAFETY: libuv 1.x has had this signature since 1.19, and keeps it.
        unsafe { std::mem::transmute::<*mut c_void, $signature>(found) }
    }};
}

impl Libuv {
    /// The libuv that runs this environment's loop, where there is one.
    pub fn of(env: sys::napi_env) -> Option<Libuv> {
        if !is_node(env) {
            return None;
        }
        Some(Libuv {
            handle_size: symbol!(c"uv_handle_size" as unsafe extern "C" fn(c_int) -> usize),
            async_init: symbol!(
                c"uv_async_init" as unsafe extern "C" fn(*mut c_void, *mut c_void, OnAsync) -> c_int
            ),
            async_send: symbol!(c"uv_async_send" as unsafe extern "C" fn(*mut c_void) -> c_int),
            poll_init: symbol!(
                c"uv_poll_init" as unsafe extern "C" fn(*mut c_void, *mut c_void, c_int) -> c_int
            ),
            poll_start: symbol!(
                c"uv_poll_start" as unsafe extern "C" fn(*mut c_void, c_int, OnPoll) -> c_int
            ),
            poll_stop: symbol!(c"uv_poll_stop" as unsafe extern "C" fn(*mut c_void) -> c_int),
            prepare_init: symbol!(
                c"uv_prepare_init" as unsafe extern "C" fn(*mut c_void, *mut c_void) -> c_int
            ),
            prepare_start: symbol!(
                c"uv_prepare_start" as unsafe extern "C" fn(*mut c_void, OnPrepare) -> c_int
            ),
            backend_fd: symbol!(c"uv_backend_fd" as unsafe extern "C" fn(*mut c_void) -> c_int),
            backend_timeout: symbol!(c"uv_backend_timeout" as unsafe extern "C" fn(*mut c_void) -> c_int),
            reference: symbol!(c"uv_ref" as unsafe extern "C" fn(*mut c_void)),
            unreference: symbol!(c"uv_unref" as unsafe extern "C" fn(*mut c_void)),
            set_data: symbol!(c"uv_handle_set_data" as unsafe extern "C" fn(*mut c_void, *mut c_void)),
            close: symbol!(c"uv_close" as unsafe extern "C" fn(*mut c_void, OnClosed)),
        })
    }
}

/// The loop of an environment.
pub fn loop_of(env: sys::napi_env) -> Option<*mut c_void> {
    let mut looped = ptr::null_mut();
    // SAFETY: plain call with a pointer to a local.
    let status = unsafe { sys::napi_get_uv_event_loop(env, &mut looped) };
    (status == sys::Status::napi_ok).then_some(looped.cast())
}

/// Handles that are being closed, which takes libuv a turn of the loop, and what Node waits for
/// meanwhile when the environment ends. It lives on the environment's own thread.
#[derive(Clone, Default)]
pub struct Closing(Rc<Pending>);

#[derive(Default)]
struct Pending {
    handles: Cell<usize>,
    hook: Cell<Option<sys::napi_async_cleanup_hook_handle>>,
}

impl Closing {
    /// A handle begins to close.
    pub fn begin(&self) {
        self.0.handles.set(self.0.handles.get() + 1);
    }

    /// A handle is closed.
    pub fn done(&self) {
        self.0.handles.set(self.0.handles.get() - 1);
        self.release();
    }

    /// Lets Node go on when all handles are closed.
    pub fn then_remove(&self, hook: sys::napi_async_cleanup_hook_handle) {
        self.0.hook.set(Some(hook));
        self.release();
    }

    fn release(&self) {
        if self.0.handles.get() > 0 {
            return;
        }
        if let Some(hook) = self.0.hook.take() {
            // SAFETY: the hook that Node gave to the environment's clean-up, given back once.
            unsafe { sys::napi_remove_async_cleanup_hook(hook) };
        }
    }
}

/// Whether the runtime is Node itself.
fn is_node(env: sys::napi_env) -> bool {
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
