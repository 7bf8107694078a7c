//! One TLS connection between plaintext and a socket's ciphertext, without waiting.
//!
//! Both sides of a wire use it, so it has a lock of its own. It is held while a socket is read or
//! written once and what came or goes is decrypted or encrypted, 64 KiB at most; nobody parses,
//! delivers or takes another lock under it. Every whole record that has come is processed before it
//! is given back: the writing side finds only the rest of one.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::ClientConfig;
use rustls::client::UnbufferedClientConnection;
use rustls::pki_types::ServerName;
use rustls::unbuffered::{ConnectionState, EncodeError, EncryptError, UnbufferedStatus};

use super::Fault;

/// Bytes asked of the socket at once, and plaintext encrypted at once.
const PIECE: usize = 64 << 10;
/// Room for what is read behind the beginning of a message that is not whole yet.
const INCOMING: usize = PIECE + (32 << 10);
/// What records add to a piece.
const OVERHEAD: usize = 1 << 10;

/// A socket's two calls.
pub trait Stream {
    fn receive(&self, buffer: &mut [u8]) -> io::Result<usize>;
    fn send(&self, bytes: &[u8]) -> io::Result<usize>;
}

pub struct Session {
    /// Guards the connection and what is between it and the socket.
    state: Mutex<State>,
    /// Whether ciphertext waits for the socket.
    owes: AtomicBool,
}

struct State {
    connection: UnbufferedClientConnection,
    /// Ciphertext that came and is not used up: `begin..filled`.
    incoming: Vec<u8>,
    begin: usize,
    filled: usize,
    /// Ciphertext that the socket has not taken: `sent..written`.
    outgoing: Vec<u8>,
    sent: usize,
    written: usize,
    /// What is wrong, told when the plaintext before it is.
    fault: Option<Fault>,
    /// The peer has said that nothing follows.
    ended: bool,
    /// So have we.
    ending: bool,
}

/// What a handshake waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    ForBytes,
    ForRoom,
}

/// Why nothing was read.
pub enum Unread {
    Io(io::Error),
    Fault(Fault),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Unread::Io(error)
    }
}

impl Session {
    pub fn new(settings: Arc<ClientConfig>, name: ServerName<'static>) -> Result<Session, Fault> {
        let connection =
            UnbufferedClientConnection::new(settings, name).map_err(|error| Fault::of(&error))?;
        Ok(Session {
            state: Mutex::new(State {
                connection,
                incoming: vec![0; INCOMING],
                begin: 0,
                filled: 0,
                outgoing: vec![0; PIECE + OVERHEAD],
                sent: 0,
                written: 0,
                fault: None,
                ended: false,
                ending: false,
            }),
            owes: AtomicBool::new(false),
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Goes on with the handshake as far as the socket lets it. `None` when it is done. What the
    /// server says early is added to `plain`.
    pub fn negotiate(&self, stream: &impl Stream, plain: &mut Vec<u8>) -> Result<Option<Waits>, Unread> {
        let mut state = self.lock();
        loop {
            let done = state.process(|bytes| plain.extend_from_slice(bytes));
            match state.flush(stream) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock && done.is_ok() => {
                    return Ok(Some(Waits::ForRoom));
                }
                // What the server has said comes before how it ended.
                Err(error) if done.is_ok() && error.kind() != io::ErrorKind::BrokenPipe => {
                    return Err(error.into());
                }
                _ => {}
            }
            if done.map_err(Unread::Fault)? {
                return Ok(None);
            }
            match state.fill(stream) {
                Ok((0, _)) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Some(Waits::ForBytes)),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Reads once, and gives the plaintext to `plain` in pieces. Returns how many bytes of it came,
    /// zero at the end, and whether there may be more.
    pub fn receive(
        &self,
        stream: &impl Stream,
        mut plain: impl FnMut(&[u8]),
    ) -> Result<(usize, bool), Unread> {
        let mut state = self.lock();
        loop {
            if let Some(fault) = &state.fault {
                return Err(Unread::Fault(fault.clone()));
            }
            if state.ended {
                return Ok((0, false));
            }
            let (count, full) = state.fill(stream)?;
            if count == 0 {
                return Ok((0, false));
            }
            let mut taken = 0;
            // What was wrong is told when all that came before it is taken.
            let _ = state.process(|bytes| {
                taken += bytes.len();
                plain(bytes);
            });
            if state.owes() {
                // If the socket does not take it now, it does with what is written next.
                let _ = state.flush(stream);
                self.owes.store(state.owes(), Ordering::Relaxed);
            }
            if taken > 0 {
                return Ok((taken, full || state.ended || state.fault.is_some()));
            }
        }
    }

    /// Takes plaintext, and gives the socket as much of it as it takes. What is taken is on its way
    /// whatever the socket does: it is never asked for again. It takes nothing while something that
    /// it took before waits.
    pub fn send(&self, stream: &impl Stream, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.lock();
        state.flush(stream)?;
        let piece = &bytes[..bytes.len().min(PIECE)];
        state.encrypt(piece)?;
        // A socket that is broken says so again.
        let _ = state.flush(stream);
        self.owes.store(state.owes(), Ordering::Relaxed);
        Ok(piece.len())
    }

    /// Gives the socket what it has not taken.
    pub fn flush(&self, stream: &impl Stream) -> io::Result<()> {
        if !self.owes.load(Ordering::Relaxed) {
            return Ok(());
        }
        let mut state = self.lock();
        let flushed = state.flush(stream);
        self.owes.store(state.owes(), Ordering::Relaxed);
        flushed
    }

    /// Whether something waits for the socket.
    pub fn owes(&self) -> bool {
        self.owes.load(Ordering::Relaxed)
    }

    /// Tells the peer that nothing follows. Fails while the socket does not take it.
    pub fn end(&self, stream: &impl Stream) -> io::Result<()> {
        let mut state = self.lock();
        if !state.ending {
            state.close()?;
        }
        let flushed = state.flush(stream);
        self.owes.store(state.owes(), Ordering::Relaxed);
        flushed
    }
}

impl State {
    fn owes(&self) -> bool {
        self.sent < self.written
    }

    /// Reads once behind what is there. Returns how many bytes came, and whether there may be more.
    fn fill(&mut self, stream: &impl Stream) -> io::Result<(usize, bool)> {
        if self.begin > 0 {
            self.incoming.copy_within(self.begin..self.filled, 0);
            self.filled -= self.begin;
            self.begin = 0;
        }
        let end = self.incoming.len().min(self.filled + PIECE);
        if end == self.filled {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        let count = stream.receive(&mut self.incoming[self.filled..end])?;
        let full = self.filled + count == end;
        self.filled += count;
        Ok((count, full))
    }

    /// Gives the socket what it takes.
    fn flush(&mut self, stream: &impl Stream) -> io::Result<()> {
        while self.sent < self.written {
            self.sent += stream.send(&self.outgoing[self.sent..self.written])?;
        }
        self.sent = 0;
        self.written = 0;
        Ok(())
    }

    /// Processes all whole records that have come. Returns whether the handshake is over.
    fn process(&mut self, plain: impl FnMut(&[u8])) -> Result<bool, Fault> {
        self.advance(plain, Job::Read)
    }

    fn encrypt(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(Job::Write(bytes))
    }

    fn close(&mut self) -> io::Result<()> {
        self.ending = true;
        self.write(Job::Close)
    }

    fn write(&mut self, job: Job<'_>) -> io::Result<()> {
        let mut early = false;
        let written = self.advance(|_| early = true, job);
        match written {
            Ok(true) if !early => Ok(()),
            // The reading side processes all that has come, and says what was wrong with it.
            _ => Err(io::Error::from(io::ErrorKind::BrokenPipe)),
        }
    }

    /// Goes on with the connection until there is nothing more to do: then does the job. Returns
    /// whether the handshake is over and the job done.
    fn advance(&mut self, plain: impl FnMut(&[u8]), job: Job<'_>) -> Result<bool, Fault> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let advanced = self.go_on(plain, job);
        self.fault = advanced.as_ref().err().cloned();
        advanced
    }

    fn go_on(&mut self, mut plain: impl FnMut(&[u8]), job: Job<'_>) -> Result<bool, Fault> {
        let mut fault = None;
        loop {
            let State { connection, incoming, begin, filled, outgoing, written, ended, .. } = self;
            // After a fault nothing is processed any more: only what tells the server of it goes out.
            if let Some(fault) = fault.take_if(|_| !connection.wants_write()) {
                return Err(fault);
            }
            let UnbufferedStatus { discard, state } =
                connection.process_tls_records(&mut incoming[*begin..*filled]);
            *begin += discard;
            return match state {
                Ok(ConnectionState::ReadTraffic(mut traffic)) => {
                    while let Some(record) = traffic.next_record() {
                        let record = record.map_err(|error| Fault::of(&error))?;
                        *begin += record.discard;
                        plain(record.payload);
                    }
                    continue;
                }
                Ok(ConnectionState::EncodeTlsData(mut data)) => {
                    put(outgoing, written, |room| match data.encode(room) {
                        Err(EncodeError::InsufficientSize(size)) => Err(size.required_size),
                        other => Ok(other.unwrap_or(0)),
                    });
                    continue;
                }
                Ok(ConnectionState::TransmitTlsData(data)) => {
                    // It stands before all that is written later.
                    data.done();
                    continue;
                }
                Ok(ConnectionState::PeerClosed) => {
                    *ended = true;
                    continue;
                }
                Ok(ConnectionState::WriteTraffic(mut traffic)) => {
                    let mut exhausted = false;
                    put(outgoing, written, |room| {
                        let formed = match job {
                            Job::Read => Ok(0),
                            Job::Write(bytes) => traffic.encrypt(bytes, room),
                            Job::Close => traffic.queue_close_notify(room),
                        };
                        match formed {
                            Err(EncryptError::InsufficientSize(size)) => Err(size.required_size),
                            other => Ok(other.unwrap_or_else(|_| {
                                exhausted = true;
                                0
                            })),
                        }
                    });
                    Ok(!exhausted)
                }
                Ok(ConnectionState::Closed) => Ok(matches!(job, Job::Read | Job::Close)),
                Ok(ConnectionState::BlockedHandshake) => Ok(false),
                Ok(_) => Err(Fault::of(&rustls::Error::HandshakeNotComplete)),
                Err(error) => {
                    fault = Some(Fault::of(&error));
                    continue;
                }
            };
        }
    }
}

/// What is to be done once all that has come is processed.
#[derive(Clone, Copy)]
enum Job<'a> {
    Read,
    Write(&'a [u8]),
    Close,
}

/// Puts bytes behind those of a buffer, which grows to what they need.
fn put(buffer: &mut Vec<u8>, end: &mut usize, mut form: impl FnMut(&mut [u8]) -> Result<usize, usize>) {
    loop {
        match form(&mut buffer[*end..]) {
            Ok(count) => {
                *end += count;
                return;
            }
            Err(needed) => buffer.resize(*end + needed, 0),
        }
    }
}

#[cfg(test)]
mod tests;
