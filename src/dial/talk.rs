//! Commands of the control plane: plain redis-rs, packed by redis-rs, their replies redis-rs values.

use std::io;
use std::sync::Arc;

use redis::{Cmd, RedisError, Value};
use tokio::io::unix::{AsyncFd, AsyncFdReadyGuard};
use tokio::time::timeout;

use super::Connection;
use super::failure::{hung_up, unread};
use crate::config::Config;
use crate::error::Failure;
use crate::resp::{MarkKind, Scanner};
use crate::socket::Socket;
use crate::value;
use crate::wire::ReadError;

/// Sends a command of the control plane and waits for its answer.
pub async fn ask(
    connection: &mut Connection,
    config: &Config,
    command: &Cmd,
) -> Result<Result<Value, RedisError>, Failure> {
    send(connection, config, &command.get_packed_command()).await?;
    receive(connection, config).await
}

/// A reply that nobody asked for would become the reply of the first command.
pub fn expect_silence(connection: &Connection, config: &Config) -> Result<(), Failure> {
    let stray = connection.reader.scanner.marks.iter().any(|mark| mark.kind != MarkKind::Push);
    if stray { Err(config.broken_protocol()) } else { Ok(()) }
}

pub(super) async fn send(connection: &Connection, config: &Config, mut bytes: &[u8]) -> Result<(), Failure> {
    while !bytes.is_empty() {
        let mut ready = connection.fd.writable().await.map_err(|error| config.lost("write", &error))?;
        match ready.try_io(|fd| fd.get_ref().send(bytes)) {
            Ok(Ok(count)) => bytes = &bytes[count..],
            Ok(Err(error)) => return Err(config.lost("write", &error)),
            Err(_) => {}
        }
    }
    Ok(())
}

/// Waits for one reply. Pushes that come in between are dropped: nobody can have asked for them.
pub async fn receive(
    connection: &mut Connection,
    config: &Config,
) -> Result<Result<Value, RedisError>, Failure> {
    let Connection { fd, reader } = connection;
    loop {
        let scanner = &mut reader.scanner;
        // What the server said comes before how the connection ended: one that is full says so.
        while let Some(mark) = scanner.marks.first() {
            let pushed = mark.kind == MarkKind::Push;
            let reply = next_reply(scanner);
            if !pushed {
                return Ok(reply);
            }
        }
        let mut ready = readable(fd, config).await?.map_err(|error| config.lost("read", &error))?;
        match reader.read(fd.get_ref()) {
            Ok((0, _)) => return Err(hung_up(config)),
            Ok(_) => {}
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => ready.clear_ready(),
            Err(error) => return Err(unread(config, error)),
        }
    }
}

/// Waits for bytes, as long as the server may be silent.
async fn readable<'a>(
    fd: &'a AsyncFd<Arc<Socket>>,
    config: &Config,
) -> Result<io::Result<AsyncFdReadyGuard<'a, Arc<Socket>>>, Failure> {
    match config.socket_timeout {
        Some(limit) => {
            timeout(limit, fd.readable()).await.map_err(|_| Failure::silence(limit.as_millis() as u64))
        }
        None => Ok(fd.readable().await),
    }
}

/// Takes the first reply off the scanner and leaves the others.
fn next_reply(scanner: &mut Scanner) -> Result<Value, RedisError> {
    let mark = scanner.marks.remove(0);
    let value = value::reply(&scanner.done);
    scanner.done.words.drain(..mark.words);
    scanner.done.payload.drain(..mark.payload);
    for later in &mut scanner.marks {
        later.words -= mark.words;
        later.payload -= mark.payload;
    }
    value
}
