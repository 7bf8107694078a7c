//! From a description of a server to a connection that is ready: resolve, connect, agree on TLS,
//! shake hands.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use redis::ConnectionAddr;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::net::{TcpSocket, UnixStream, lookup_host};
use tokio::time::{Instant, timeout, timeout_at};

use crate::config::Config;
use crate::error::{Failure, Kind};
use crate::socket::{Socket, TcpOptions};
use crate::tls::Waits;
use crate::wire::{ReadError, Reader, Wire};

mod failure;
mod handshake;
mod talk;

pub use failure::{refused, renamed};
pub use handshake::{Greeting, check_role, shake_hands, wait_until_loaded};
pub use talk::{ask, expect_silence, receive};

use failure::{hung_up, no_tls, not_found, too_slow, unread};

/// A socket that shakes hands, watched by the I/O thread.
pub struct Connection {
    fd: AsyncFd<Arc<Socket>>,
    reader: Reader,
}

impl Connection {
    fn new(socket: Socket, config: &Config) -> io::Result<Connection> {
        Ok(Connection {
            fd: watch(Arc::new(socket), Interest::READABLE | Interest::WRITABLE)?,
            reader: Reader::new(config.reply_limits),
        })
    }

    pub fn socket(&self) -> &Arc<Socket> {
        self.fd.get_ref()
    }

    /// The connection as its link uses it from here on.
    pub fn into_wire(self) -> Wire {
        Wire::new(self.fd.into_inner(), self.reader)
    }
}

/// Makes the I/O thread watch a socket.
pub fn watch(socket: Arc<Socket>, interest: Interest) -> io::Result<AsyncFd<Arc<Socket>>> {
    // SAFETY: the socket owns its descriptor and keeps it open and unchanged until it is dropped,
    // and the `AsyncFd` holds it.
    unsafe { AsyncFd::register_with_interest(socket, interest) }.map_err(|error| error.into_parts().1)
}

/// Connects the socket, and agrees on TLS where it is wanted; the handshake is another step.
pub async fn connect(config: &Config) -> Result<Connection, Failure> {
    let begun = Instant::now();
    let (place, port) = config.place();
    let socket = match &config.address {
        ConnectionAddr::Unix(path) => {
            let refused = |error: io::Error| Failure::io(Kind::Connect, "connect", &error, &place, None);
            let stream = UnixStream::connect(path).await.map_err(refused)?;
            let stream = stream.into_std().map_err(refused)?;
            Socket::new(stream, place.clone()).map_err(refused)?
        }
        _ => connect_tcp(config, &place, port.unwrap_or(6379)).await?,
    };
    let session = match &config.tls {
        Some(tls) => {
            // A socket of the machine itself is known as Node knows it.
            let host = if port.is_some() { &place } else { "localhost" };
            Some(tls.begin(host, port).map_err(|fault| config.insecure(&fault))?)
        }
        None => None,
    };
    let secured = session.is_some();
    let socket = match session {
        Some(session) => socket.secured(session),
        None => socket,
    };
    let mut connection = Connection::new(socket, config)
        .map_err(|error| Failure::io(Kind::Connect, "connect", &error, &place, port))?;
    if secured {
        match config.connect_timeout {
            // A little before the end of all, to say what it is that takes so long.
            Some(limit) => {
                timeout_at(begun + limit.saturating_sub(MARGIN), negotiate(&mut connection, config))
                    .await
                    .unwrap_or_else(|_| Err(no_tls(config)))?
            }
            None => negotiate(&mut connection, config).await?,
        }
    }
    Ok(connection)
}

const MARGIN: Duration = Duration::from_millis(5);

/// Agrees with the server on TLS.
async fn negotiate(connection: &mut Connection, config: &Config) -> Result<(), Failure> {
    let Connection { fd, reader } = connection;
    let mut step = || match reader.negotiate(fd.get_ref()) {
        Ok(waits) => Ok(waits),
        Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::UnexpectedEof => Err(hung_up(config)),
        Err(error) => Err(unread(config, error)),
    };
    let mut waits = step()?;
    while let Some(before) = waits {
        let ready = match before {
            Waits::ForBytes => fd.readable().await,
            Waits::ForRoom => fd.writable().await,
        };
        let mut ready = ready.map_err(|error| config.lost("read", &error))?;
        waits = step()?;
        if waits == Some(before) {
            ready.clear_ready();
        }
    }
    Ok(())
}

async fn connect_tcp(config: &Config, host: &str, port: u16) -> Result<Socket, Failure> {
    let addresses = resolve(config, host, port).await?;
    connect_any(config, &addresses).await.map_err(|last| last.unwrap_or_else(|| not_found(host)))
}

/// Connects to the first address that lets it. Fails with what the last one said.
async fn connect_any(config: &Config, addresses: &[SocketAddr]) -> Result<Socket, Option<Failure>> {
    let mut last = None;
    for (index, address) in addresses.iter().enumerate() {
        let attempt = open_tcp(config, *address);
        // All but the last give way to the next one after a while.
        let opened = if index + 1 < addresses.len() {
            timeout(Duration::from_millis(500), attempt).await
        } else {
            Ok(attempt.await)
        };
        let error = match opened {
            Ok(Ok(socket)) => return Ok(socket),
            Ok(Err(error)) => error,
            Err(_) => io::Error::from_raw_os_error(libc::ETIMEDOUT),
        };
        last = Some(Failure::io(
            Kind::Connect,
            "connect",
            &error,
            &address.ip().to_string(),
            Some(address.port()),
        ));
    }
    Err(last)
}

async fn resolve(config: &Config, host: &str, port: u16) -> Result<Vec<SocketAddr>, Failure> {
    let found = lookup_host((host, port)).await.map_err(|_| not_found(host))?;
    // The family chooses among the addresses of a name, and says nothing of an address.
    let family = if host.parse::<IpAddr>().is_ok() { 0 } else { config.family };
    let addresses: Vec<SocketAddr> = found
        .filter(|address| match family {
            4 => address.is_ipv4(),
            6 => address.is_ipv6(),
            _ => true,
        })
        .collect();
    if addresses.is_empty() { Err(not_found(host)) } else { Ok(addresses) }
}

async fn open_tcp(config: &Config, address: SocketAddr) -> io::Result<Socket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    let stream = socket.connect(address).await?.into_std()?;
    let near = stream.local_addr().is_ok_and(|own| own.ip() == address.ip());
    let socket = Socket::new(stream, address.to_string())?;
    socket.tune(&TcpOptions {
        no_delay: config.no_delay,
        keep_alive: config.keep_alive,
        user_timeout: config.keep_alive.map(|_| Duration::from_secs(20)),
        near,
    })?;
    Ok(socket)
}

/// Applies the connect timeout to a step.
pub async fn within<T>(
    config: &Config,
    step: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    match config.connect_timeout {
        Some(limit) => timeout(limit, step).await.unwrap_or_else(|_| Err(too_slow(config))),
        None => step.await,
    }
}

#[cfg(test)]
mod tests;
