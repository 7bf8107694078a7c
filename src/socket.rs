//! One connected socket, TCP or Unix: bytes in, bytes out, never blocking.
//!
//! Both the thread of the caller and the listener use it, each in its direction. It owns the file
//! descriptor and knows nothing of RESP.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, RawFd};
use std::time::Duration;

use socket2::{SockRef, Socket as Raw, TcpKeepalive};

pub struct Socket {
    raw: Raw,
    /// Where it leads, as a person would write it.
    pub peer: String,
}

/// What a TCP socket is told about a peer that goes silent.
pub struct TcpOptions {
    pub no_delay: bool,
    pub keep_alive: Option<Duration>,
    /// How long written bytes may stay unacknowledged.
    pub user_timeout: Option<Duration>,
}

impl Socket {
    /// Takes over a connected socket.
    pub fn new(raw: impl Into<Raw>, peer: String) -> io::Result<Socket> {
        let raw = raw.into();
        raw.set_nonblocking(true)?;
        Ok(Socket { raw, peer })
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
        socket.set_tcp_user_timeout(options.user_timeout)?;
        Ok(())
    }

    pub fn send(&self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            #[cfg(any(target_os = "linux", target_os = "android"))]
            let sent = self.raw.send_with_flags(bytes, libc::MSG_NOSIGNAL);
            #[cfg(not(any(target_os = "linux", target_os = "android")))]
            let sent = self.raw.send(bytes);
            match sent {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }

    pub fn receive(&self, buffer: &mut [u8]) -> io::Result<usize> {
        // SAFETY: `u8` and `MaybeUninit<u8>` have the same layout, and `recv` only writes
        // initialised bytes into the slice.
        let room = unsafe { &mut *(std::ptr::from_mut(buffer) as *mut [MaybeUninit<u8>]) };
        loop {
            match self.raw.recv(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }

    /// Reads up to `most` bytes behind the end of `buffer`.
    pub fn receive_into(&self, buffer: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        buffer.reserve(most.min(1 << 20));
        let length = buffer.len();
        let room = buffer.spare_capacity_mut();
        let most = most.min(room.len());
        loop {
            match self.raw.recv(&mut room[..most]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(count) => {
                    // SAFETY: `recv` initialised `count` bytes behind `length`, within capacity.
                    unsafe { buffer.set_len(length + count) };
                    return Ok(count);
                }
            }
        }
    }

    /// Ends both directions; whoever listens sees the end.
    pub fn shutdown(&self) {
        // A socket that is already gone needs no shutdown.
        let _ = self.raw.shutdown(std::net::Shutdown::Both);
    }
}

impl AsRawFd for Socket {
    fn as_raw_fd(&self) -> RawFd {
        self.raw.as_raw_fd()
    }
}
