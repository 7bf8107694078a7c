//! The loop as a listener: an environment's loop polls the socket of a link and reads its replies
//! itself, without a hop from another thread.
//!
//! A poll belongs to one environment and one wire. It keeps the wire, and with it the descriptor,
//! until libuv has let go of it. Whether its environment is still the listener is asked at each
//! call; one that is not stops polling.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::collections::HashMap;
use std::ffi::{c_int, c_void};
use std::os::fd::AsRawFd;
use std::panic::AssertUnwindSafe;
use std::ptr;
use std::sync::Arc;

use napi::sys;

use super::environment::Environment;
use super::libuv::{self, Closing, Libuv};
use super::settle::deliver;
use super::spin::Spin;
use crate::link::{Link, Reading};
use crate::outbox::Outbox;
use crate::wire::Wire;

/// What a poll handle carries.
struct Carried {
    env: sys::napi_env,
    uv: Libuv,
    layout: Layout,
    link: Arc<Link>,
    wire: Arc<Wire>,
    outbox: Arc<Outbox>,
    closing: Closing,
}

/// A poll handle that is not closed.
struct Poll(*mut c_void);

/// The polls of one environment, by the address of their link.
pub struct Polls {
    env: sys::napi_env,
    uv: Option<Libuv>,
    closing: Closing,
    open: HashMap<*const Link, Poll>,
    /// Started with the first poll.
    spin: Option<Spin>,
    /// The link that was read last, and how many bytes came.
    last: (*const Link, usize),
}

impl Polls {
    pub fn new(env: sys::napi_env, uv: Option<Libuv>, closing: Closing) -> Polls {
        Polls { env, uv, closing, open: HashMap::new(), spin: None, last: (ptr::null(), 0) }
    }

    /// Polls a wire whose listener this environment became. Where the loop can not, the I/O thread
    /// goes on as the listener, for good.
    pub fn start(&mut self, link: &Arc<Link>, wire: Arc<Wire>, outbox: &Arc<Outbox>) {
        let key = Arc::as_ptr(link);
        let known = self.open.get(&key).is_some_and(|poll| Arc::ptr_eq(&poll.carried().wire, &wire));
        if !known {
            self.stop(link);
            match self.open(link, wire, outbox) {
                Some(poll) => {
                    self.open.insert(key, poll);
                    self.look();
                }
                None => return give_up(link, outbox),
            }
        }
        if !self.open.get(&key).is_some_and(Poll::start) {
            give_up(link, outbox);
        }
    }

    /// From the first poll on, the loop looks for replies before it sleeps.
    fn look(&mut self) {
        if self.spin.is_none()
            && let Some(uv) = self.uv
        {
            self.spin = Spin::start(self.env, uv, &self.closing);
        }
    }

    /// Whether the loop listens to the link that it has read last, and fewer bytes than `most` come
    /// and go there.
    pub fn listens_for_few(&self, most: usize) -> bool {
        let (link, taken) = self.last;
        let poll = self.open.get(&link).map(Poll::carried);
        taken < most && poll.is_some_and(|poll| poll.link.listens_for_few(&poll.outbox, most))
    }

    /// Stops polling for a link, and closes the handle.
    pub fn stop(&mut self, link: &Arc<Link>) {
        if let Some(poll) = self.open.remove(&Arc::as_ptr(link)) {
            poll.close();
        }
    }

    /// Closes a handle whose connection is over.
    fn end(&mut self, handle: *mut c_void) {
        let ended = self.open.extract_if(|_, poll| poll.0 == handle);
        ended.for_each(|(_, poll)| poll.close());
    }

    /// Closes all handles.
    pub fn close(&mut self) {
        for (_, poll) in self.open.drain() {
            poll.close();
        }
        if let Some(spin) = self.spin.take() {
            spin.close();
        }
    }

    fn open(&self, link: &Arc<Link>, wire: Arc<Wire>, outbox: &Arc<Outbox>) -> Option<Poll> {
        let uv = self.uv?;
        let looped = libuv::loop_of(self.env)?;
        let descriptor = wire.socket.as_raw_fd();
        // SAFETY: the handle's memory is of the size that libuv asks for, aligned for any type, and
        // stays until `on_closed`; what it carries is a box that lives as long, and keeps the
        // descriptor open.
        unsafe {
            let layout = Layout::from_size_align((uv.handle_size)(libuv::POLL), 16).ok()?;
            let handle: *mut c_void = alloc_zeroed(layout).cast();
            if handle.is_null() {
                return None;
            }
            if (uv.poll_init)(looped, handle, descriptor) != 0 {
                dealloc(handle.cast(), layout);
                return None;
            }
            let carried = Carried {
                env: self.env,
                uv,
                layout,
                link: link.clone(),
                wire,
                outbox: outbox.clone(),
                closing: self.closing.clone(),
            };
            (uv.set_data)(handle, Box::into_raw(Box::new(carried)).cast());
            // What is pending holds the process by the wake.
            (uv.unreference)(handle);
            Some(Poll(handle))
        }
    }
}

/// The loop can not poll: the I/O thread listens.
fn give_up(link: &Arc<Link>, outbox: &Arc<Outbox>) {
    outbox.set_can_listen(false);
    link.release(outbox);
}

impl Poll {
    fn carried(&self) -> &Carried {
        // SAFETY: the handle is not closed, so its data is the box that `open` set.
        unsafe { &**self.0.cast::<*mut Carried>() }
    }

    fn start(&self) -> bool {
        // SAFETY: on the environment's thread, with a handle that is not closed.
        unsafe { (self.carried().uv.poll_start)(self.0, libuv::READABLE, on_poll) == 0 }
    }

    fn stop(&self) {
        // SAFETY: as above.
        unsafe { (self.carried().uv.poll_stop)(self.0) };
    }

    fn close(self) {
        let carried = self.carried();
        carried.closing.begin();
        // SAFETY: as above; closing stops it, and nobody has it any more.
        unsafe { (carried.uv.close)(self.0, on_closed) };
    }
}

unsafe extern "C" fn on_poll(handle: *mut c_void, _status: c_int, _events: c_int) {
    let poll = Poll(handle);
    let carried = poll.carried();
    let env = carried.env;
    carried.outbox.hush();
    // A failed poll is read like any other: the socket says what is wrong.
    let room = |size| Environment::of(env).ok()?.rooms.make(env, &carried.outbox.ground, size);
    let reading = Reading::new(&carried.outbox, &room);
    let read = AssertUnwindSafe(|| carried.link.read_on_loop(&carried.wire, &reading));
    let listens = std::panic::catch_unwind(read).unwrap_or_else(|_| {
        carried.link.broke_on_loop(&carried.wire);
        false
    });
    if let Ok(environment) = Environment::of(env) {
        environment.polls.last = (Arc::as_ptr(&carried.link), reading.taken.get());
    }
    if !listens {
        poll.stop();
        // The descriptor must not stay until the next connection.
        if !carried.link.stands(&carried.wire)
            && let Ok(environment) = Environment::of(env)
        {
            environment.polls.end(handle);
        }
    }
    // JavaScript may close the handle: nothing of it is used from here on.
    deliver(env);
}

unsafe extern "C" fn on_closed(handle: *mut c_void) {
    // SAFETY: libuv is done with the handle; its memory and its box are given back once.
    unsafe {
        let carried = Box::from_raw(*handle.cast::<*mut Carried>());
        dealloc(handle.cast(), carried.layout);
        carried.closing.done();
    }
}
