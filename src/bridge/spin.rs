//! The loop looks before it sleeps.
//!
//! A server on the same machine answers a command in less time than it takes to put a thread to
//! sleep and to wake it, and both cost more CPU time than to look whether the reply has come. So,
//! while replies are due, a loop that would sleep looks for a moment first. It looks at everything
//! that libuv waits for, so whatever comes ends it; a timer may be late by a look, or by what others
//! take that want the processor. Where looking is in vain, as with a server that is further away, the
//! loop soon sleeps as it would without it.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ffi::{c_int, c_void};
use std::panic::AssertUnwindSafe;
use std::sync::OnceLock;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use napi::sys;

use super::environment::Environment;
use super::libuv::{self, Closing, Libuv};
use crate::habit::Habit;

/// How long a loop looks. Longer gains nothing at a server that is near.
const WINDOW: Duration = Duration::from_micros(30);
/// A look that is held up for so long has given the processor to somebody who wanted it.
const INTERRUPTED: Duration = Duration::from_micros(4);
/// With more commands in flight, or more bytes of them or in the last read, what comes is left to
/// gather: to have it sooner in smaller pieces costs more than it gives.
const MOST_IN_FLIGHT: u64 = 128;
/// So many bytes, divided by the commands in flight, but no fewer than [`LEAST`].
const MOST: usize = 1 << 20;
const LEAST: usize = 32 << 10;

/// What the handle carries: a `uv_prepare_t`, which libuv calls before it polls.
struct Carried {
    env: sys::napi_env,
    uv: Libuv,
    layout: Layout,
    looped: *mut c_void,
    /// What becomes readable when anything has come that libuv waits for.
    backend: c_int,
    habit: Habit,
    closing: Closing,
}

/// A handle that is not closed. It belongs to one environment.
pub struct Spin(*mut c_void);

impl Spin {
    /// None where it would keep the server, or others, from the only processor.
    pub fn start(env: sys::napi_env, uv: Libuv, closing: &Closing) -> Option<Spin> {
        static ONLY: OnceLock<bool> = OnceLock::new();
        if *ONLY.get_or_init(|| available_parallelism().map_or(1, usize::from) == 1) {
            return None;
        }
        let looped = libuv::loop_of(env)?;
        // SAFETY: the handle's memory is of the size that libuv asks for, aligned for any type, and
        // stays until `on_closed`; what it carries is a box that lives as long.
        unsafe {
            let backend = (uv.backend_fd)(looped);
            if backend < 0 {
                return None;
            }
            let layout = Layout::from_size_align((uv.handle_size)(libuv::PREPARE), 16).ok()?;
            let handle: *mut c_void = alloc_zeroed(layout).cast();
            if handle.is_null() {
                return None;
            }
            if (uv.prepare_init)(looped, handle) != 0 {
                dealloc(handle.cast(), layout);
                return None;
            }
            let closing = closing.clone();
            let carried = Carried { env, uv, layout, looped, backend, habit: Habit::default(), closing };
            (uv.set_data)(handle, Box::into_raw(Box::new(carried)).cast());
            (uv.prepare_start)(handle, on_prepare);
            (uv.unreference)(handle);
            Some(Spin(handle))
        }
    }

    pub fn close(self) {
        // SAFETY: on the environment's thread, with a handle that nobody has any more; closing
        // stops it.
        unsafe {
            let carried = carried(self.0);
            carried.closing.begin();
            (carried.uv.close)(self.0, on_closed);
        }
    }
}

/// # Safety
/// `handle` must be a handle that `start` made and that is not closed, on its own thread.
unsafe fn carried<'a>(handle: *mut c_void) -> &'a mut Carried {
    // SAFETY: the data is the first field of every libuv handle, and a box of this type.
    unsafe { &mut **handle.cast::<*mut Carried>() }
}

unsafe extern "C" fn on_prepare(handle: *mut c_void) {
    // SAFETY: libuv calls this for our handle, on its own thread, until it is closed.
    let carried = unsafe { carried(handle) };
    // A panic must not unwind into the loop.
    let _ = std::panic::catch_unwind(AssertUnwindSafe(|| {
        if carried.will_wait() && carried.habit.looks() {
            match look(carried.backend) {
                Look::There => {}
                Look::Came => carried.habit.found(),
                Look::Vain => carried.habit.missed(),
            }
        }
    }));
}

impl Carried {
    /// Whether the loop is about to sleep until little comes that it will read itself. Replies that
    /// the I/O thread reads are sooner here when that has the processor.
    fn will_wait(&self) -> bool {
        let Ok(environment) = Environment::of(self.env) else { return false };
        let awaited = environment.awaited();
        (1..=MOST_IN_FLIGHT).contains(&awaited)
            // SAFETY: the loop that is running.
            && unsafe { (self.uv.backend_timeout)(self.looped) } != 0
            && environment.polls.listens_for_few((MOST / awaited as usize).max(LEAST))
    }
}

/// What a look has found.
enum Look {
    /// There was no need to look.
    There,
    Came,
    Vain,
}

fn look(backend: c_int) -> Look {
    let mut polled = libc::pollfd { fd: backend, events: libc::POLLIN, revents: 0 };
    // SAFETY: one structure, as is said.
    let mut has_come = || unsafe { libc::poll(&mut polled, 1, 0) > 0 };
    if has_come() {
        return Look::There;
    }
    let began = Instant::now();
    let mut at = began;
    while at - began < WINDOW {
        // Whoever waits for this processor may be the server.
        std::thread::yield_now();
        let has_come = has_come();
        let now = Instant::now();
        if now - at > INTERRUPTED {
            return Look::Vain;
        }
        if has_come {
            return Look::Came;
        }
        at = now;
    }
    Look::Vain
}

unsafe extern "C" fn on_closed(handle: *mut c_void) {
    // SAFETY: libuv is done with the handle; its memory and its box are given back once.
    unsafe {
        let carried = Box::from_raw(*handle.cast::<*mut Carried>());
        dealloc(handle.cast(), carried.layout);
        carried.closing.done();
    }
}
