//! Batches into a link, and their bytes into its socket.
//!
//! Whoever submits writes the socket on the spot, under the link's lock, for as long as it takes
//! bytes without waiting. What it does not take is written by the I/O thread when there is room.

use std::io;
use std::sync::Arc;

use super::{Link, State, Status, end_writing, micros};
use crate::metrics;
use crate::queue::Batch;
use crate::wire::Wire;

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
                call |= !write_some(&mut state);
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
        let call = !state.stalled && !write_some(&mut state);
        drop(state);
        if call {
            self.attention.notify_one();
        }
    }

    /// The socket takes bytes again.
    pub fn write_more(&self) {
        let mut state = self.lock();
        state.stalled = false;
        write_some(&mut state);
        end_writing(&mut state);
    }
}

/// Writes until nothing is left or the socket takes no more. Returns false when the listener must
/// take over.
pub(super) fn write_some(state: &mut State) -> bool {
    let State { socket: Some(socket), queue, stalled, .. } = state else { return true };
    while let Some(bytes) = queue.to_write() {
        match socket.send(bytes) {
            Ok(count) => queue.wrote(count),
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
