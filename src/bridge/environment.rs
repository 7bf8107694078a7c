//! One Node environment (the main thread, or a worker): its outbox, its wake, its sessions.
//!
//! Everything here lives on the environment's own thread and dies by its cleanup hook. The only
//! thing that another thread holds of it is the outbox, which is closed first.

use std::collections::{BTreeMap, HashMap};
use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use napi::bindgen_prelude::retain_current_module_for_unload_safety;
use napi::{Error, Result, sys};

use super::blocks::Blocks;
use super::libuv::{Closing, Libuv};
use super::poll::{Polls, Read};
use super::road::{Road, Source};
use super::rooms::Rooms;
use super::spin::Expects;
use super::status::check;
use super::text::Texts;
use super::wake::{Deliver, Wake};
use crate::config::Config;
use crate::outbox::{Outbox, Run};
use crate::wire::Wire;

/// The arrays that both shores know. They are fixed properties of the settle function and live as
/// long as it.
#[derive(Clone, Copy)]
pub struct Arrays {
    /// Where deliveries are laid for JavaScript.
    pub words: (*mut u32, usize),
    pub payload: (*mut u8, usize),
    /// Where JavaScript lays batches that fit there: their bytes, and a row for each command.
    pub bytes: (*const u8, usize),
    pub meta: (*const u32, usize),
}

/// One JavaScript face on one link.
pub struct Session {
    pub road: Road,
    /// The function that takes deliveries. Strong while something is pending or held, weak
    /// otherwise, so that a realm that is gone can be collected.
    settle: sys::napi_ref,
    pub arrays: Arrays,
    pending: u64,
    held: bool,
}

impl Session {
    fn strong(&self) -> bool {
        self.pending > 0 || self.held
    }

    /// Its commands that go to its link.
    fn awaited(&self) -> u64 {
        if matches!(self.road, Road::Link(_)) { self.pending } else { 0 }
    }
}

pub struct Environment {
    env: sys::napi_env,
    pub outbox: Arc<Outbox>,
    wake: Wake,
    pub polls: Polls,
    closing: Closing,
    /// What this environment encodes large batches into.
    pub blocks: Blocks,
    /// What large strings for this environment are read into.
    pub rooms: Rooms,
    /// The large strings that it was given last.
    pub texts: Texts,
    /// Few as a rule, and looked up several times for each batch.
    pub sessions: BTreeMap<u32, Session>,
    last_session: u32,
    /// Sessions that hold the process.
    holding: usize,
    /// Commands that are pending on links.
    awaited: u64,
    /// An object that all realms of the environment share.
    shared: sys::napi_ref,
}

/// What libuv has an environment do.
pub struct Calls {
    pub deliver: Deliver,
    pub read: Read,
    pub expects: Expects,
}

impl Environment {
    /// The environment's data.
    ///
    /// The reference must not be kept over a call into JavaScript.
    pub fn of<'a>(env: sys::napi_env) -> Result<&'a mut Environment> {
        let data = Self::data(env)?;
        if data.is_null() {
            return Err(Error::from_reason("the environment has no session"));
        }
        // SAFETY: a box that lives until the environment is torn down; environments are
        // single-threaded.
        Ok(unsafe { &mut *data })
    }

    /// The same, made at its first use.
    pub fn open_of<'a>(env: sys::napi_env, calls: &Calls) -> Result<&'a mut Environment> {
        if Self::data(env)?.is_null() {
            Self::create(env, calls)?;
        }
        Self::of(env)
    }

    /// The instance data, which only `create` sets, to a box.
    fn data(env: sys::napi_env) -> Result<*mut Environment> {
        let mut data: *mut c_void = ptr::null_mut();
        // SAFETY: `env` is the environment of the running call.
        check(unsafe { sys::napi_get_instance_data(env, &mut data) }, "napi_get_instance_data")?;
        Ok(data.cast())
    }

    fn create(env: sys::napi_env, calls: &Calls) -> Result<()> {
        // The I/O thread runs code of this image for as long as the process lives.
        retain_current_module_for_unload_safety();
        let uv = Libuv::of(env);
        let wake = Wake::new(env, uv, calls.deliver)?;
        let (mut object, mut shared) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: plain calls with pointers to locals.
        unsafe {
            check(sys::napi_create_object(env, &mut object), "napi_create_object")?;
            check(sys::napi_create_reference(env, object, 1, &mut shared), "napi_create_reference")?;
        }
        let outbox = Arc::new(Outbox::new(Box::new(move || wake.call())));
        outbox.set_can_listen(uv.is_some());
        let closing = Closing::default();
        let environment = Box::into_raw(Box::new(Environment {
            env,
            outbox,
            wake,
            polls: Polls::new(env, uv, calls.read, calls.expects, closing.clone()),
            closing,
            blocks: Blocks::default(),
            rooms: Rooms::default(),
            texts: Texts::default(),
            sessions: BTreeMap::new(),
            last_session: 0,
            holding: 0,
            awaited: 0,
            shared,
        }));
        // SAFETY: the box is freed by `free` alone, after the hook. Hooks run in reverse order of
        // their registration, so this one runs before Node closes what `Wake::new` made.
        unsafe {
            check(
                sys::napi_set_instance_data(env, environment.cast(), Some(free), ptr::null_mut()),
                "napi_set_instance_data",
            )?;
            check(
                sys::napi_add_async_cleanup_hook(env, Some(clean_up), environment.cast(), ptr::null_mut()),
                "napi_add_async_cleanup_hook",
            )?;
        }
        Ok(())
    }

    pub fn shared(&self) -> Result<sys::napi_value> {
        let mut value = ptr::null_mut();
        // SAFETY: the reference is strong and lives as long as the environment.
        let status = unsafe { sys::napi_get_reference_value(self.env, self.shared, &mut value) };
        check(status, "napi_get_reference_value")?;
        Ok(value)
    }

    pub fn open(
        &mut self,
        config: Config,
        road: u32,
        settle: sys::napi_value,
        arrays: Arrays,
    ) -> Result<u32> {
        let mut reference = ptr::null_mut();
        // SAFETY: `settle` is a live value of the running call.
        let status = unsafe { sys::napi_create_reference(self.env, settle, 0, &mut reference) };
        check(status, "napi_create_reference")?;
        let session = self.last_session.wrapping_add(1);
        let road = Road::open(config, road, &self.outbox, session).map_err(|error| {
            // SAFETY: the reference was made above, and nobody else knows it.
            unsafe { sys::napi_delete_reference(self.env, reference) };
            Error::from_reason(format!("redis-native can not start its thread: {error}"))
        })?;
        self.last_session = session;
        self.sessions.insert(session, Session { road, settle: reference, arrays, pending: 0, held: false });
        Ok(session)
    }

    pub fn session(&self, number: u32) -> Result<&Session> {
        self.sessions.get(&number).ok_or_else(|| Error::from_reason("the session is closed"))
    }

    pub fn session_mut(&mut self, number: u32) -> Result<&mut Session> {
        self.sessions.get_mut(&number).ok_or_else(|| Error::from_reason("the session is closed"))
    }

    /// The session's function, unless its realm is gone.
    pub fn settle_function(&self, number: u32) -> Option<sys::napi_value> {
        let session = self.sessions.get(&number)?;
        let mut value = ptr::null_mut();
        // SAFETY: the reference is valid until `close` deletes it along with the session.
        let status = unsafe { sys::napi_get_reference_value(self.env, session.settle, &mut value) };
        (status == sys::Status::napi_ok && !value.is_null()).then_some(value)
    }

    /// Polls the socket of a session's link: this environment has become its listener.
    pub fn listen(&mut self, number: u32, wire: Arc<Wire>) {
        if let Some(session) = self.sessions.get(&number) {
            let link = session.road.link().clone();
            self.polls.start(Source { link, wire, ear: None }, &self.outbox);
        }
    }

    /// Polls what the I/O thread has read for a session until now, where this environment may.
    pub fn take_over(&mut self, number: u32) {
        let session = self.sessions.get(&number);
        if let Some(source) = session.and_then(|session| session.road.take_over(&self.outbox)) {
            self.polls.start(source, &self.outbox);
        }
    }

    /// How many commands of links are not settled.
    pub fn awaited(&self) -> u64 {
        self.awaited
    }

    /// Counts commands that were submitted.
    pub fn submitted(&mut self, number: u32, count: u32) {
        self.change(number, |session| session.pending += u64::from(count));
    }

    /// Counts commands that are about to settle, by their replies or without.
    pub fn settled(&mut self, number: u32, runs: &[Run], answered: bool) {
        let count: u64 = runs.iter().map(|(_, count)| u64::from(*count)).sum();
        self.change(number, |session| {
            session.pending = session.pending.saturating_sub(count);
            session.road.settled(runs, answered);
        });
    }

    /// Says whether the session holds the process without a pending command.
    pub fn hold(&mut self, number: u32, held: bool) {
        self.change(number, |session| session.held = held);
    }

    /// Nobody waits any more for the session's commands. Returns the numbers of those that were
    /// never written. What is in the outbox already is none of them.
    pub fn forget(&mut self, number: u32) -> Vec<u32> {
        let outbox = self.outbox.clone();
        let mut killed = Vec::new();
        self.change(number, |session| {
            killed = session.road.forget(&outbox, number);
            // What is in the outbox already counts when it is handed in.
            session.pending = session.pending.saturating_sub(killed.len() as u64);
        });
        killed.into_iter().filter_map(|(seq, sent)| (!sent).then_some(seq)).collect()
    }

    /// Takes commands of a session back. Returns for each: 0 where its reply is on its way, 1 where
    /// it was never written, 2 where the server may have executed it.
    pub fn cancel(&mut self, number: u32, wanted: &[u32]) -> Vec<u32> {
        let outbox = self.outbox.clone();
        let mut found = HashMap::new();
        self.change(number, |session| {
            found = session.road.cancel(&outbox, number, &wanted.iter().copied().collect());
            session.pending = session.pending.saturating_sub(found.len() as u64);
        });
        wanted.iter().map(|seq| found.get(seq).map_or(0, |sent| 1 + u32::from(*sent))).collect()
    }

    /// Applies a change, and makes the function reference and the hold on the process follow it.
    fn change(&mut self, number: u32, change: impl FnOnce(&mut Session)) {
        let Some(session) = self.sessions.get_mut(&number) else { return };
        let (before, awaited) = (session.strong(), session.awaited());
        change(session);
        let after = session.strong();
        self.awaited = self.awaited - awaited + session.awaited();
        if before == after {
            return;
        }
        // SAFETY: on the environment's thread, with a reference that lives as long as the session.
        unsafe {
            if after {
                sys::napi_reference_ref(self.env, session.settle, ptr::null_mut());
            } else {
                sys::napi_reference_unref(self.env, session.settle, ptr::null_mut());
            }
        }
        let held = self.holding > 0;
        self.holding = if after { self.holding + 1 } else { self.holding - 1 };
        if held != (self.holding > 0) {
            self.wake.hold(self.env, !held);
        }
    }

    /// Ends a session. An independent connection ends with it.
    pub fn close(&mut self, number: u32) {
        self.change(number, |session| {
            session.pending = 0;
            session.held = false;
        });
        let Some(session) = self.sessions.remove(&number) else { return };
        let link = session.road.heard();
        session.road.leave(&self.outbox, number);
        if let Some(link) = link
            && !self.sessions.values().any(|other| other.road.hears(&link))
        {
            self.polls.stop(&link);
        }
        // SAFETY: the session, the only one to know the reference, is gone.
        unsafe { sys::napi_delete_reference(self.env, session.settle) };
    }
}

/// The environment ends: no thread reaches it from here on.
unsafe extern "C" fn clean_up(hook: sys::napi_async_cleanup_hook_handle, data: *mut c_void) {
    // SAFETY: registered by `create` with its box; runs on the environment's thread, before `free`.
    let environment = unsafe { &mut *data.cast::<Environment>() };
    environment.outbox.close();
    let sessions: Vec<u32> = environment.sessions.keys().copied().collect();
    for session in sessions {
        environment.close(session);
    }
    environment.polls.close();
    environment.wake.close(&environment.closing);
    environment.closing.then_remove(hook);
}

unsafe extern "C" fn free(_env: sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the instance data is the box that `create` made, and it is given back once.
    drop(unsafe { Box::from_raw(data.cast::<Environment>()) });
}
