//! The loop as a listener: an environment's loop polls the socket of a link and reads its replies
//! itself, without a hop from another thread.
//!
//! A poll belongs to one environment and one wire. It keeps the wire, and with it the descriptor,
//! until libuv has let go of it. Whether its environment is still the listener is asked at each
//! call; one that is not stops polling.

use std::collections::HashMap;
use std::ffi::{c_int, c_void};
use std::os::fd::AsRawFd;
use std::ptr;
use std::sync::Arc;

use napi::sys;

use super::handle::Handle;
use super::libuv::{self, Closing, Libuv};
use super::road::Source;
use super::spin::{Expects, Spin};
use crate::link::Link;
use crate::outbox::Outbox;

/// What is done when there is something to read. It may close the poll.
pub type Read = fn(Poll);

/// What a poll handle carries.
pub struct Polled {
    pub env: sys::napi_env,
    pub source: Source,
    pub outbox: Arc<Outbox>,
    read: Read,
}

/// A poll that is not closed.
#[derive(Clone, Copy)]
pub struct Poll(Handle<Polled>);

/// The polls of one environment, by the address of their link.
pub struct Polls {
    env: sys::napi_env,
    uv: Option<Libuv>,
    read: Read,
    expects: Expects,
    open: HashMap<*const Link, Poll>,
    /// Started with the first poll.
    spin: Option<Spin>,
    /// The link that was read last, and how many bytes came.
    last: (*const Link, usize),
    /// Hears of what is closed.
    closing: Closing,
}

impl Polls {
    pub fn new(
        env: sys::napi_env,
        uv: Option<Libuv>,
        read: Read,
        expects: Expects,
        closing: Closing,
    ) -> Polls {
        let (open, last) = (HashMap::new(), (ptr::null(), 0));
        Polls { env, uv, read, expects, open, spin: None, last, closing }
    }

    /// Polls a wire whose listener this environment became. Where the loop can not, the I/O thread
    /// goes on as the listener, for good.
    pub fn start(&mut self, source: Source, outbox: &Arc<Outbox>) {
        let link = source.link.clone();
        let key = Arc::as_ptr(&link);
        let polled = self.open.get(&key).map(Poll::polled);
        if !polled.is_some_and(|polled| Arc::ptr_eq(&polled.source.wire, &source.wire)) {
            self.stop(&link);
            match self.open(source, outbox) {
                Some(poll) => {
                    self.open.insert(key, poll);
                    self.look();
                }
                None => return give_up(&link, outbox),
            }
        }
        if !self.open.get(&key).is_some_and(Poll::start) {
            give_up(&link, outbox);
        }
    }

    /// From the first poll on, the loop looks for replies before it sleeps.
    fn look(&mut self) {
        if self.spin.is_none()
            && let Some(uv) = self.uv
        {
            self.spin = Spin::start(self.env, uv, self.expects);
        }
    }

    /// Whether the loop listens to the link that it has read last, and fewer bytes than `most` come
    /// and go there.
    pub fn listens_for_few(&self, most: usize) -> bool {
        let (link, taken) = self.last;
        let polled = self.open.get(&link).map(Poll::polled);
        taken < most && polled.is_some_and(|polled| polled.source.link.listens_for_few(&polled.outbox, most))
    }

    /// So many bytes came from a link.
    pub fn taken(&mut self, link: &Arc<Link>, bytes: usize) {
        self.last = (Arc::as_ptr(link), bytes);
    }

    /// Stops polling for a link, and closes the handle.
    pub fn stop(&mut self, link: &Arc<Link>) {
        if let Some(poll) = self.open.remove(&Arc::as_ptr(link)) {
            poll.0.close(&self.closing);
        }
    }

    /// Closes a poll whose connection is over.
    pub fn end(&mut self, poll: Poll) {
        let ended = self.open.extract_if(|_, other| other.0.raw == poll.0.raw);
        ended.for_each(|(_, poll)| poll.0.close(&self.closing));
    }

    /// Closes all handles.
    pub fn close(&mut self) {
        for (_, poll) in self.open.drain() {
            poll.0.close(&self.closing);
        }
        if let Some(spin) = self.spin.take() {
            spin.close(&self.closing);
        }
    }

    fn open(&self, source: Source, outbox: &Arc<Outbox>) -> Option<Poll> {
        let uv = self.uv?;
        let looped = libuv::loop_of(self.env)?;
        let descriptor = source.wire.socket.as_raw_fd();
        let polled = Polled { env: self.env, source, outbox: outbox.clone(), read: self.read };
        // What is pending holds the process by the wake.
        // SAFETY: on the loop's thread; libuv makes a poll handle of what it is given, and what it
        // carries keeps the descriptor open.
        unsafe {
            Handle::open(uv, libuv::POLL, polled, |raw| (uv.poll_init)(looped, raw, descriptor)).map(Poll)
        }
    }
}

/// The loop can not poll: the I/O thread listens.
fn give_up(link: &Arc<Link>, outbox: &Arc<Outbox>) {
    outbox.set_can_listen(false);
    link.release(outbox);
}

impl Poll {
    pub fn polled(&self) -> &Polled {
        self.0.value()
    }

    fn start(&self) -> bool {
        // SAFETY: on the environment's thread, with a handle that is not closed.
        unsafe { (self.0.uv().poll_start)(self.0.raw, libuv::READABLE, on_poll) == 0 }
    }

    pub fn stop(&self) {
        // SAFETY: as above.
        unsafe { (self.0.uv().poll_stop)(self.0.raw) };
    }
}

unsafe extern "C" fn on_poll(raw: *mut c_void, _status: c_int, _events: c_int) {
    // A failed poll is read like any other: the socket says what is wrong.
    // SAFETY: libuv calls this for our handle, on its own thread, until it is closed.
    let poll = Poll(unsafe { Handle::of(raw) });
    (poll.polled().read)(poll);
}
