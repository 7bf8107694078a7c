//! The loop looks before it sleeps.
//!
//! A server on the same machine answers a command in less time than it takes to put a thread to
//! sleep and to wake it, and both cost more CPU time than to look whether the reply has come. So,
//! while replies are due, a loop that would sleep looks for a moment first. It looks at everything
//! that libuv waits for, so whatever comes ends it; a timer may be late by a look, or by what others
//! take that want the processor. Where looking is in vain, as with a server that is further away, the
//! loop soon sleeps as it would without it.

use std::cell::RefCell;
use std::ffi::{c_int, c_void};
use std::panic::AssertUnwindSafe;
use std::sync::OnceLock;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use napi::sys;

use super::handle::Handle;
use super::libuv::{self, Closing, Libuv};
use crate::habit::Habit;

/// How long a loop looks. Longer gains nothing at a server that is near.
const WINDOW: Duration = Duration::from_micros(60);
/// A look that is held up for so long has given the processor to somebody who wanted it. The system
/// itself takes it for less.
const INTERRUPTED: Duration = Duration::from_micros(15);

/// Whether little is to come soon that the environment's loop will read itself.
pub type Expects = fn(sys::napi_env) -> bool;

/// What a `uv_prepare_t` carries, which libuv calls before it polls.
struct Look {
    env: sys::napi_env,
    expects: Expects,
    looped: *mut c_void,
    /// What becomes readable when anything has come that libuv waits for.
    backend: c_int,
    /// Borrowed within `on_prepare` alone.
    habit: RefCell<Habit>,
}

/// The looks of one environment's loop.
pub struct Spin(Handle<Look>);

impl Spin {
    /// None where it would keep the server, or others, from the only processor.
    pub fn start(env: sys::napi_env, uv: Libuv, expects: Expects) -> Option<Spin> {
        static ONLY: OnceLock<bool> = OnceLock::new();
        if *ONLY.get_or_init(|| available_parallelism().map_or(1, usize::from) == 1) {
            return None;
        }
        let looped = libuv::loop_of(env)?;
        // SAFETY: the loop of the thread that is running.
        let backend = unsafe { (uv.backend_fd)(looped) };
        if backend < 0 {
            return None;
        }
        let look = Look { env, expects, looped, backend, habit: RefCell::default() };
        // SAFETY: on the loop's thread; libuv makes a prepare handle of what it is given.
        unsafe {
            let handle = Handle::open(uv, libuv::PREPARE, look, |raw| (uv.prepare_init)(looped, raw))?;
            (uv.prepare_start)(handle.raw, on_prepare);
            Some(Spin(handle))
        }
    }

    pub fn close(self, closing: &Closing) {
        self.0.close(closing);
    }
}

unsafe extern "C" fn on_prepare(raw: *mut c_void) {
    // SAFETY: libuv calls this for our handle, on its own thread, until it is closed.
    let handle = unsafe { Handle::<Look>::of(raw) };
    // A panic must not unwind into the loop.
    let _ = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let look = handle.value();
        // SAFETY: the loop that is running.
        let will_wait = || unsafe { (handle.uv().backend_timeout)(look.looped) } != 0;
        if !will_wait() || !(look.expects)(look.env) {
            return;
        }
        let mut habit = look.habit.borrow_mut();
        if habit.looks() {
            match find(look.backend) {
                Found::There => {}
                Found::Came => habit.found(),
                Found::Vain => habit.missed(),
            }
        }
    }));
}

/// What a look has found.
enum Found {
    /// There was no need to look.
    There,
    Came,
    Vain,
}

fn find(backend: c_int) -> Found {
    let mut polled = libc::pollfd { fd: backend, events: libc::POLLIN, revents: 0 };
    // SAFETY: one structure, as is said.
    let mut has_come = || unsafe { libc::poll(&mut polled, 1, 0) > 0 };
    if has_come() {
        return Found::There;
    }
    let began = Instant::now();
    let mut at = began;
    while at - began < WINDOW {
        // Whoever waits for this processor may be the server.
        std::thread::yield_now();
        let has_come = has_come();
        let now = Instant::now();
        if now - at > INTERRUPTED {
            return Found::Vain;
        }
        if has_come {
            return Found::Came;
        }
        at = now;
    }
    Found::Vain
}
