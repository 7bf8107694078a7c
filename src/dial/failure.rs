//! What is said of a server that can not be reached, or that does not answer as it should.

use redis::RedisError;

use crate::config::Config;
use crate::error::{Failure, Kind};
use crate::resp::ProtocolError;
use crate::wire::ReadError;

pub(super) fn not_found(host: &str) -> Failure {
    Failure {
        code: Some("ENOTFOUND".into()),
        syscall: Some("getaddrinfo"),
        address: Some(host.to_string()),
        ..Failure::new(Kind::Resolve, format!("getaddrinfo ENOTFOUND {host}"))
    }
}

/// A server that sentinels named is in another role than was looked for. A client that decides for
/// itself when to connect again hears of it as of a connection that was closed, as with ioredis.
pub(super) fn other_role(config: &Config, role: &str) -> Failure {
    let kind = if config.shared { Kind::Role } else { Kind::Ended };
    let place = config.server().text();
    let looked_for = config.group.as_ref().map_or("server", |group| group.role.name());
    config.failure(kind, format!("the sentinels named {place} as {looked_for}, and it is a {role}"))
}

/// A server that sentinels named, and that did not answer until they named another one.
pub fn renamed(config: &Config) -> Failure {
    let place = config.server().text();
    config.failure(
        Kind::Role,
        format!("the sentinels named {place}, which did not answer, and then another one"),
    )
}

/// The server's own line.
pub(super) fn text_of(error: &RedisError) -> String {
    let code = error.code().unwrap_or("ERR");
    match error.detail() {
        Some(detail) => format!("{code} {detail}"),
        None => code.to_string(),
    }
}

/// A refusal in the server's words, which may repeat the password.
pub fn refused(config: &Config, error: &RedisError) -> Failure {
    const USUAL: &str = "WRONGPASS invalid username-password pair or user is disabled.";
    let text = match config.redis.password() {
        Some(password) if password.len() > 2 && !USUAL.contains(password) => {
            text_of(error).replace(password, "***")
        }
        _ => text_of(error),
    };
    Failure { code: error.code().map(str::to_string), ..config.failure(Kind::Refused, text) }
}

/// Why nothing could be read.
pub(super) fn unread(config: &Config, error: ReadError) -> Failure {
    match error {
        ReadError::Io(error) => config.lost("read", &error),
        ReadError::Protocol(ProtocolError::Exceeded(limit, most)) => config.reply_limit(limit, most),
        ReadError::Protocol(error) => no_redis(config, &error.to_string()),
        ReadError::Tls(fault) => config.insecure(&fault),
    }
}

pub(super) fn hung_up(config: &Config) -> Failure {
    let hint = match &config.tls {
        Some(_) => "",
        None => "; one that expects TLS does so (`rediss://`, `tls: true`)",
    };
    Failure {
        code: Some("ECONNRESET".into()),
        ..config.failure(Kind::Closed, format!("the server closed the connection during the handshake{hint}"))
    }
}

pub(super) fn no_redis(config: &Config, text: &str) -> Failure {
    let (address, port) = config.place();
    let place = port.map_or_else(|| address.clone(), |port| format!("{address}:{port}"));
    Failure {
        code: Some("ERR_REDIS_PROTOCOL".into()),
        address: Some(address),
        port,
        ..Failure::new(Kind::Protocol, format!("what answers at {place} is no Redis server: {text}"))
    }
}

pub(super) fn no_tls(config: &Config) -> Failure {
    let text = "connect ETIMEDOUT: the server takes part in no TLS; perhaps the port is one without it";
    Failure {
        code: Some("ETIMEDOUT".into()),
        syscall: Some("connect"),
        ..config.failure(Kind::ConnectTimeout, text)
    }
}

pub fn too_slow(config: &Config) -> Failure {
    Failure {
        code: Some("ETIMEDOUT".into()),
        syscall: Some("connect"),
        ..config.failure(Kind::ConnectTimeout, "connect ETIMEDOUT")
    }
}
