//! Batches into a link, and their bytes into its socket.
//!
//! Whoever submits writes the socket on the spot, under the link's lock, for as long as it takes
//! bytes without waiting, and no more than a share. The rest is written by the I/O thread.

use std::io;
use std::sync::{Arc, MutexGuard};

use super::{Link, State, Status, end_writing, micros};
use crate::metrics;
use crate::queue::Batch;
use crate::wire::Wire;

/// Bytes that are written at once. More would keep the caller, and the lock, longer than it takes
/// to call the I/O thread.
const SHARE: usize = 2560 << 10;

/// What became of a batch.
#[derive(Default)]
pub struct Submitted {
    /// The bytes that the link keeps in all.
    pub bytes: usize,
    /// What the caller's loop has to poll from here on, when it became the listener.
    pub poll: Option<Arc<Wire>>,
}

impl Link {
    /// Takes a batch, and writes it if the connection stands. The I/O thread listens for replies.
    pub fn submit(&self, batch: Batch) {
        self.take(batch, false);
    }

    /// As [`Link::submit`], for a caller whose loop listens where it can.
    pub fn submit_on_loop(&self, batch: Batch) -> Submitted {
        self.take(batch, true)
    }

    fn take(&self, mut batch: Batch, on_loop: bool) -> Submitted {
        batch.born = micros();
        metrics::add(&self.metrics.batches, 1);
        metrics::add(&self.metrics.commands, batch.entries.len() as u64);
        metrics::add(&self.metrics.bytes_sent, batch.bytes.len() as u64);
        let mut state = self.lock();
        let mut call = std::mem::take(&mut state.dozing);
        let mut poll = None;
        if state.status == Status::Ready && !state.is_ending() && !state.hold.keeps(&batch) {
            if on_loop {
                poll = state.choose_listener(&batch.owner, &mut call);
            }
            state.queue.fly(batch);
            if !state.stalled {
                call |= !write_some(&mut state, SHARE);
            }
        } else {
            state.queue.wait(batch);
            if self.shared && !state.wanted {
                state.wanted = true;
                call = true;
            }
            // The listener tells that nothing is sent for now.
            call |= state.breaker.is_open();
        }
        let bytes = state.queue.bytes();
        drop(state);
        if call {
            self.attention.notify_one();
        }
        Submitted { bytes, poll }
    }

    /// The batch that was submitted last goes before all others that wait for a connection.
    pub fn lead(&self) {
        self.lock().queue.lead();
    }

    pub fn is_stalled(&self) -> bool {
        self.lock().stalled
    }

    /// Reading made something to write: TLS answers its peer by itself.
    pub(super) fn write_owed(&self, wire: &Wire) {
        if !wire.socket.owes() {
            return;
        }
        let mut state = self.lock();
        // Whoever writes the last of what a caller has left has to see to what follows it.
        let is_left = state.queue.to_write().is_some();
        let call = !state.stalled && (is_left || !write_some(&mut state, SHARE));
        drop(state);
        if call {
            self.attention.notify_one();
        }
    }

    /// The socket takes bytes again.
    pub fn write_more(&self) {
        let mut state = self.lock();
        state.stalled = false;
        self.write_shares(state);
    }

    /// Writes what a caller has left.
    pub fn write_rest(&self) {
        let state = self.lock();
        if !state.stalled && state.queue.to_write().is_some() {
            self.write_shares(state);
        }
    }

    /// Others have the lock in between.
    fn write_shares<'a>(&'a self, mut state: MutexGuard<'a, State>) {
        while !write_some(&mut state, SHARE) && !state.stalled {
            drop(state);
            state = self.lock();
        }
        end_writing(&mut state);
    }
}

/// Writes until nothing is left, the socket takes no more, or `most` bytes are written. Returns false
/// when the I/O thread has to go on.
pub(super) fn write_some(state: &mut State, most: usize) -> bool {
    let State { socket: Some(socket), queue, stalled, .. } = state else { return true };
    let mut left = most;
    while let Some(bytes) = queue.to_write() {
        if left == 0 {
            return false;
        }
        match socket.send(&bytes[..bytes.len().min(left)]) {
            Ok(count) => {
                queue.wrote(count);
                left -= count;
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                *stalled = true;
                return false;
            }
            // The reading side sees the same fault, and says what it was.
            Err(_) => {
                socket.shutdown();
                return true;
            }
        }
    }
    match socket.flush() {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            *stalled = true;
            false
        }
        Err(_) => {
            socket.shutdown();
            true
        }
        Ok(()) => true,
    }
}
