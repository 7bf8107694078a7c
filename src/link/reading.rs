//! Bytes from a link's socket into the outboxes of those who wait.
//!
//! Both listeners come here, and both read under the wire's reading half: what they find goes out
//! in the order in which it came.

use std::cell::Cell;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Link, now};
use crate::error::{Failure, Kind};
use crate::large::{Large, Room};
use crate::metrics;
use crate::outbox::{Begun, Outbox};
use crate::queue::flag;
use crate::resp::{ALONE, ProtocolError};
use crate::wire::{ReadError, Reader, Wire};

/// How much a listener reads, in bytes, before it lets others have their turn.
const SLICE: usize = 1 << 20;

/// A text of this size becomes a string without a copy. V8 has no room among small objects for one.
const TEXT: usize = 128 << 10;
/// Larger rooms are not made: their memory may have to be there before the bytes come.
const LARGEST_ROOM: usize = 16 << 20;
/// Milliseconds for which a loop that has begun to read a string into a room is left alone.
const ITS_TURN: u64 = 100;

/// The loop that reads, where one does.
pub struct Reading<'a> {
    pub outbox: &'a Arc<Outbox>,
    /// Makes a room of that size in its environment.
    pub room: &'a dyn Fn(usize) -> Option<Room>,
    /// How many bytes came.
    pub taken: Cell<usize>,
}

impl<'a> Reading<'a> {
    pub fn new(outbox: &'a Arc<Outbox>, room: &'a dyn Fn(usize) -> Option<Room>) -> Reading<'a> {
        Reading { outbox, room, taken: Cell::new(0) }
    }
}

/// What a slice of reading found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// The socket holds no more.
    Empty,
    /// Somebody else reads it just now.
    Busy,
    /// A loop reads a string that nobody else can go on with, and had read all there was at this time of
    /// [`now`].
    Tended(u64),
    /// It may hold more.
    More,
}

impl Link {
    /// Reads on the I/O thread, until the socket says that it is empty or a slice is full.
    pub fn read(&self, wire: &Wire) -> Result<Read, Failure> {
        self.read_slice(wire, wire.reader(), None)
    }

    /// Reads on the I/O thread unless somebody else reads just now.
    pub fn look_after(&self, wire: &Wire) -> Result<Read, Failure> {
        match wire.try_reader() {
            Some(reader) if reader.scanner.is_reserved() && now() < reader.read_at + ITS_TURN => {
                let kept_up = self.kept_up.load(Ordering::Relaxed);
                Ok(if kept_up { Read::Tended(reader.read_at) } else { Read::Busy })
            }
            Some(reader) => self.read_slice(wire, reader, None),
            None => Ok(Read::Busy),
        }
    }

    /// Reads on the loop of an environment, when its poll says that bytes have come. Returns false
    /// when it is not the listener and should not poll any longer.
    pub fn read_on_loop(&self, wire: &Arc<Wire>, reading: &Reading) -> bool {
        if !self.listens(reading.outbox) {
            return false;
        }
        // Its poll is called again as long as bytes are there.
        let Some(reader) = wire.try_reader() else { return true };
        match self.read_slice(wire, reader, Some(reading)) {
            Ok(read) => {
                self.kept_up.store(read == Read::Empty, Ordering::Relaxed);
                true
            }
            Err(failure) => {
                self.hand_in_end(wire, failure);
                false
            }
        }
    }

    /// A loop met a fault of this package itself.
    pub fn broke_on_loop(&self, wire: &Arc<Wire>) {
        self.hand_in_end(wire, Failure::internal());
    }

    /// Hands out what the handshake has read beyond its own replies.
    pub fn hand_out_rest(&self, wire: &Wire) -> Result<(), Failure> {
        let mut reader = wire.reader();
        self.hand_out(wire, &mut reader).inspect_err(|_| reader.end())
    }

    /// Reads, and nothing more once that has failed: whoever becomes the listener before the
    /// connection is ended must not match what follows.
    fn read_slice(
        &self,
        wire: &Wire,
        mut reader: impl std::ops::DerefMut<Target = Reader>,
        reading: Option<&Reading>,
    ) -> Result<Read, Failure> {
        let read = self.read_some(wire, &mut reader, reading);
        read.inspect_err(|_| reader.end())
    }

    /// On a loop, a read that came back short is enough: the poll speaks again while there is
    /// more. Elsewhere, only the socket's own word ends it, for the next edge must not be missed.
    fn read_some(
        &self,
        wire: &Wire,
        reader: &mut Reader,
        reading: Option<&Reading>,
    ) -> Result<Read, Failure> {
        let level = reading.is_some();
        let mut taken = 0;
        let mut heard = false;
        reader.scanner.divert_for(reading.map(|reading| &reading.outbox.ground));
        loop {
            if let Some(length) = reader.scanner.lone_string(ALONE)
                && let Some(large) = self.memory_for(length, reading)
            {
                reader.scanner.divert(large);
            }
            let read = reader.read(&wire.socket);
            self.write_owed(wire);
            match read {
                Ok((0, _)) => return Err(Failure::closed()),
                Ok((count, more)) => {
                    if !heard {
                        reader.read_at = now();
                        self.heard.store(reader.read_at, Ordering::Relaxed);
                        heard = true;
                    }
                    metrics::add(&self.metrics.bytes_received, count as u64);
                    if !level && !reader.scanner.has_some() {
                        self.count_begun(reader, count);
                    }
                    let is_busy = more && level && reader.scanner.holds_array();
                    self.hand_out(wire, reader)?;
                    taken += count;
                    if let Some(reading) = reading {
                        reading.taken.set(taken);
                    }
                    if level && !more {
                        return Ok(Read::Empty);
                    }
                    // What is there takes long to settle: it is under way before more is read.
                    if is_busy && !reader.holds_some() {
                        return Ok(Read::More);
                    }
                    if taken >= SLICE && !reader.holds_some() {
                        return Ok(Read::More);
                    }
                }
                Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                    return Ok(Read::Empty);
                }
                Err(ReadError::Io(error)) => return Err(self.config().lost("read", &error)),
                Err(ReadError::Tls(fault)) => return Err(self.config().insecure(&fault)),
                Err(ReadError::Protocol(error)) => {
                    // What came before the fault is answered.
                    self.hand_out(wire, reader)?;
                    return Err(match error {
                        ProtocolError::Broken(_) => self.config().broken_protocol(),
                        ProtocolError::Exceeded(limit, most) => {
                            let failure = self.config().reply_limit(limit, most);
                            self.too_large(wire, reader.scanner.reads_push(), &failure);
                            failure
                        }
                    });
                }
            }
        }
    }

    fn hand_out(&self, wire: &Wire, reader: &mut Reader) -> Result<(), Failure> {
        if let Some(large) = reader.scanner.take_large() {
            let replied = self.large_reply(wire, large);
            reader.begun = None;
            replied?;
        }
        if !reader.scanner.has_some() {
            return Ok(());
        }
        let (tape, marks) = reader.scanner.take();
        let replied = self.replies(wire, tape, &marks);
        reader.scanner.give_back(marks);
        reader.begun = None;
        replied
    }

    /// Memory of its own for a string of this length, as whoever waits for it wants it.
    fn memory_for(&self, length: usize, reading: Option<&Reading>) -> Option<Large> {
        let state = self.lock();
        let ((outbox, _), entry) = (state.queue.next_owner().as_ref()?, state.queue.front()?);
        if entry.flags & flag::BUFFERS == 0 {
            drop(state);
            return (length >= TEXT).then(|| Large::text(length));
        }
        let here = reading.filter(|reading| Arc::ptr_eq(reading.outbox, outbox));
        drop(state);
        let room = (here.filter(|_| length <= LARGEST_ROOM)?.room)(length)?;
        Some(Large::Bytes(room))
    }

    /// Counts what came of a reply that is not whole for the environment that will get it. Its own
    /// loop, where that reads, does not stand still.
    fn count_begun(&self, reader: &mut Reader, bytes: usize) {
        if reader.begun.is_none() {
            reader.begun = self.receiver().map(Begun::new);
        }
        if let Some(begun) = &mut reader.begun {
            begun.add(bytes);
        }
    }

    /// A reply came that no command can be given.
    pub(super) fn out_of_step(&self) -> Failure {
        self.config().failure(Kind::Protocol, "the server sent a reply that answers no command")
    }
}
