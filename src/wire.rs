//! One connected socket together with what is being read from it: bytes in, finished replies out.
//!
//! A wire has two sides that never meet. Anybody who submits writes the socket; reading belongs to
//! whoever holds the [`Reader`], so that replies are taken and delivered in the order in which
//! they came, whichever thread listens. A wire knows nothing of commands.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use crate::large::write;
use crate::outbox::Begun;
use crate::resp::{Limits, ProtocolError, Scanner};
use crate::socket::Socket;
use crate::tls::{Fault, Session, Stream, Unread, Waits};

/// Bytes asked of the socket at once.
pub const READ: usize = 128 << 10;
/// The same within a large string: a reader that copies for longer holds up a sender that is near.
const PIECE: usize = 96 << 10;

pub struct Wire {
    pub socket: Arc<Socket>,
    /// Guards the reading half. It is held while replies are parsed and put into outboxes, so the
    /// thread of JavaScript only tries it, and nobody waits for anything else while holding it.
    reader: Mutex<Reader>,
}

impl Wire {
    pub fn new(socket: Arc<Socket>, reader: Reader) -> Wire {
        Wire { socket, reader: Mutex::new(reader) }
    }

    /// The reading half, when nobody else has it any more.
    pub fn reader(&self) -> MutexGuard<'_, Reader> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The reading half, unless somebody else reads just now.
    pub fn try_reader(&self) -> Option<MutexGuard<'_, Reader>> {
        match self.reader.try_lock() {
            Ok(reader) => Some(reader),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

/// The state of the reading half.
pub struct Reader {
    pub scanner: Scanner,
    /// Where plain bytes are read to.
    buffer: Vec<u8>,
    /// What TLS has decrypted; the scanner has seen `seen` bytes of it.
    decrypted: Vec<u8>,
    seen: usize,
    /// Nothing more is read: what comes could not be matched.
    ended: bool,
    /// What was counted of the reply that is being read.
    pub begun: Option<Begun>,
    /// When bytes came last, by the link's clock.
    pub read_at: u64,
}

impl Reader {
    pub fn new(limits: Limits) -> Reader {
        Reader {
            scanner: Scanner::new(limits),
            buffer: Vec::new(),
            decrypted: Vec::new(),
            seen: 0,
            ended: false,
            begun: None,
            read_at: 0,
        }
    }

    /// What was read can not be gone on with: the stream ends here.
    pub fn end(&mut self) {
        self.ended = true;
        self.begun = None;
    }

    /// Goes on with the handshake of TLS; `None` when it is done.
    pub fn negotiate(&mut self, socket: &Socket) -> Result<Option<Waits>, ReadError> {
        let Some((session, stream)) = socket.tls() else { return Ok(None) };
        Ok(session.negotiate(stream, &mut self.decrypted)?)
    }

    /// Whether there are bytes here that the scanner has not seen. The socket does not tell of
    /// those: who reads goes on while there are any.
    pub fn holds_some(&self) -> bool {
        self.seen < self.decrypted.len()
    }

    /// Reads once without waiting. Returns how many bytes came, zero at the end of the stream, and
    /// whether there may be more.
    pub fn read(&mut self, socket: &Socket) -> Result<(usize, bool), ReadError> {
        if self.ended {
            return Ok((0, false));
        }
        if let Some((session, stream)) = socket.tls() {
            return self.read_decrypted(session, stream);
        }
        let Reader { scanner, buffer, .. } = self;
        if buffer.is_empty() {
            buffer.resize(READ, 0);
        }
        if let Some((room, all)) = scanner.bulk_room(READ) {
            let rest = if all && room.len() <= PIECE { &mut buffer[..] } else { &mut [] };
            let piece = room.len().min(PIECE);
            let room = &mut room[..piece];
            let (here, asked) = (room.len(), room.len() + rest.len());
            let count = socket.receive_into(room, rest)?;
            let here = here.min(count);
            // SAFETY: the socket has filled the room from its start.
            unsafe { scanner.bulk_filled(here) };
            scanner.feed(&buffer[..count - here])?;
            return Ok((count, count == asked));
        }
        let most = scanner.ends_large().unwrap_or(buffer.len());
        let count = socket.receive(&mut buffer[..most])?;
        scanner.feed(&buffer[..count])?;
        Ok((count, count == most))
    }

    /// As [`Reader::read`]. What belongs to a large string is decrypted to where it goes; the rest
    /// is shown to the scanner in the steps in which it would be read.
    fn read_decrypted(
        &mut self,
        session: &Session,
        stream: &impl Stream,
    ) -> Result<(usize, bool), ReadError> {
        if self.holds_some() {
            return Ok((self.show()?, true));
        }
        let Reader { scanner, decrypted, seen, .. } = self;
        decrypted.clear();
        *seen = 0;
        let mut filled = 0;
        let mut room = scanner.bulk_room(READ).map(|(room, _)| room);
        let (count, more) = session.receive(stream, |mut bytes| {
            if let Some(room) = &mut room {
                let count = write(&mut room[filled..], bytes);
                filled += count;
                bytes = &bytes[count..];
            }
            decrypted.extend_from_slice(bytes);
        })?;
        if filled > 0 {
            // SAFETY: written above, from the start of the room.
            unsafe { scanner.bulk_filled(filled) };
            scanner.feed(&[])?;
            return Ok((filled, more || self.holds_some()));
        }
        let shown = if count == 0 { 0 } else { self.show()? };
        Ok((shown, more || self.holds_some()))
    }

    /// Shows the scanner what it has not seen; see [`Scanner::ends_large`]. Returns how many bytes.
    fn show(&mut self) -> Result<usize, ReadError> {
        let rest = &self.decrypted[self.seen..];
        let count = self.scanner.ends_large().map_or(rest.len(), |most| most.min(rest.len()));
        self.seen += count;
        self.scanner.feed(&rest[..count])?;
        Ok(count)
    }
}

/// Why a read failed.
pub enum ReadError {
    Io(io::Error),
    Protocol(ProtocolError),
    Tls(Fault),
}

impl From<Unread> for ReadError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Io(error) => ReadError::Io(error),
            Unread::Fault(fault) => ReadError::Tls(fault),
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        ReadError::Io(error)
    }
}

impl From<ProtocolError> for ReadError {
    fn from(error: ProtocolError) -> Self {
        ReadError::Protocol(error)
    }
}
