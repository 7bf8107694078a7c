//! One connected socket, TCP or Unix, with TLS or without: bytes in, bytes out, never blocking.
//!
//! Both the thread of the caller and the listener use it, each in its direction. It owns the file
//! descriptor and knows nothing of RESP.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, RawFd};
use std::time::Duration;

use socket2::{MaybeUninitSlice, SockRef, Socket as Raw, TcpKeepalive};

use crate::tls::{Session, Stream};

pub struct Socket {
    raw: Raw,
    tls: Option<Session>,
    /// Where it leads, as a person would write it.
    pub peer: String,
}

/// What a TCP socket is told about a peer that goes silent.
pub struct TcpOptions {
    pub no_delay: bool,
    pub keep_alive: Option<Duration>,
    /// How long written bytes may stay unacknowledged.
    pub user_timeout: Option<Duration>,
    /// Whether the peer is on the same machine.
    pub near: bool,
}

/// What decides how much is under way to a peer on the same machine. BBR, the default of some systems,
/// sends by a timer, which costs more there than to copy does. This one has none, and every Linux has it.
#[cfg(target_os = "linux")]
const UNPACED: &[u8] = b"reno";

impl Socket {
    /// Takes over a connected socket.
    pub fn new(raw: impl Into<Raw>, peer: String) -> io::Result<Socket> {
        let raw = raw.into();
        raw.set_nonblocking(true)?;
        Ok(Socket { raw, tls: None, peer })
    }

    /// The same socket, whose bytes go through TLS from here on.
    pub fn secured(self, session: Session) -> Socket {
        Socket { tls: Some(session), ..self }
    }

    /// The TLS connection, if there is one, and what carries it.
    pub fn tls(&self) -> Option<(&Session, &impl Stream)> {
        self.tls.as_ref().map(|session| (session, &self.raw))
    }

    pub fn tune(&self, options: &TcpOptions) -> io::Result<()> {
        let socket = SockRef::from(&self.raw);
        socket.set_tcp_nodelay(options.no_delay)?;
        if let Some(time) = options.keep_alive {
            // Zero leaves the system's own delay, as in Node.
            let keepalive = TcpKeepalive::new().with_interval(Duration::from_secs(5)).with_retries(3);
            let keepalive = if time.is_zero() {
                keepalive
            } else {
                keepalive.with_time(time.max(Duration::from_secs(1)))
            };
            socket.set_tcp_keepalive(&keepalive)?;
        }
        #[cfg(target_os = "linux")]
        {
            socket.set_tcp_user_timeout(options.user_timeout)?;
            if options.near {
                // Where a system does not let one choose, its own does as well.
                let _ = socket.set_tcp_congestion(UNPACED);
            }
        }
        Ok(())
    }

    /// Takes what it can of `bytes`; how many it took. What it took is never to be sent again.
    pub fn send(&self, bytes: &[u8]) -> io::Result<usize> {
        match &self.tls {
            None => Stream::send(&self.raw, bytes),
            Some(session) => session.send(&self.raw, bytes),
        }
    }

    /// Gives the system what was taken and is still here; only TLS keeps any. Fails with
    /// [`io::ErrorKind::WouldBlock`] while it does not take all of it.
    pub fn flush(&self) -> io::Result<()> {
        self.tls.as_ref().map_or(Ok(()), |session| session.flush(&self.raw))
    }

    /// Whether there is something to flush.
    pub fn owes(&self) -> bool {
        self.tls.as_ref().is_some_and(Session::owes)
    }

    pub fn receive(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.raw.receive(buffer)
    }

    /// Reads into `room`, and what follows into `rest`. Returns how many bytes came.
    pub fn receive_into(&self, room: &mut [MaybeUninit<u8>], rest: &mut [u8]) -> io::Result<usize> {
        // SAFETY: `u8` and `MaybeUninit<u8>` have the same layout, and the system only writes
        // initialised bytes into the slice.
        let rest = unsafe { &mut *(std::ptr::from_mut(rest) as *mut [MaybeUninit<u8>]) };
        loop {
            let received = if rest.is_empty() {
                self.raw.recv(room)
            } else {
                let mut parts = [MaybeUninitSlice::new(room), MaybeUninitSlice::new(rest)];
                self.raw.recv_vectored(&mut parts).map(|(count, _)| count)
            };
            match received {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }

    /// Ends our direction: the peer reads to the end of what was written, answers, and closes.
    /// Fails with [`io::ErrorKind::WouldBlock`] while the system does not take the last of it.
    pub fn end(&self) -> io::Result<()> {
        if let Some(session) = &self.tls {
            match session.end(&self.raw) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Err(error),
                _ => {}
            }
        }
        // A socket that is already gone needs no shutdown.
        let _ = self.raw.shutdown(std::net::Shutdown::Write);
        Ok(())
    }

    /// Ends both directions; whoever listens sees the end.
    pub fn shutdown(&self) {
        if let Some(session) = &self.tls {
            // The peer hears of it if the system takes it at once.
            let _ = session.end(&self.raw);
        }
        // A socket that is already gone needs no shutdown.
        let _ = self.raw.shutdown(std::net::Shutdown::Both);
    }
}

impl Stream for Raw {
    fn send(&self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            #[cfg(any(target_os = "linux", target_os = "android"))]
            let sent = self.send_with_flags(bytes, libc::MSG_NOSIGNAL);
            #[cfg(not(any(target_os = "linux", target_os = "android")))]
            let sent = Raw::send(self, bytes);
            match sent {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }

    fn receive(&self, buffer: &mut [u8]) -> io::Result<usize> {
        // SAFETY: `u8` and `MaybeUninit<u8>` have the same layout, and `recv` only writes
        // initialised bytes into the slice.
        let room = unsafe { &mut *(std::ptr::from_mut(buffer) as *mut [MaybeUninit<u8>]) };
        loop {
            match self.recv(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }
}

impl AsRawFd for Socket {
    fn as_raw_fd(&self) -> RawFd {
        self.raw.as_raw_fd()
    }
}
