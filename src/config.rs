//! A complete, checked description of the server to talk to.
//!
//! JavaScript reads URLs, variables and options by ioredis's rules and sends the result as JSON;
//! this module turns it into the parts that redis-rs and the link need. It owns the key by which
//! the registry knows a client, and it never shows a password.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use redis::{ConnectionAddr, ProtocolVersion, RedisConnectionInfo};
use serde::Deserialize;

use crate::breaker;
use crate::error::{Exceeded, Failure, Kind};
use crate::group::{Address, Group, Search};
use crate::resp::{self, Limit, ProtocolError};
use crate::tls::{self, Fault, Tls};

/// What may be sent again when a connection is lost after the command was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Resend {
    All,
    Readonly,
    None,
}

/// The JSON that JavaScript sends.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Facts {
    host: Option<String>,
    port: Option<u16>,
    path: Option<String>,
    #[serde(default)]
    family: u8,
    username: Option<String>,
    password: Option<String>,
    db: i64,
    protocol: u8,
    connection_name: Option<String>,
    lib_name: Option<String>,
    lib_version: Option<String>,
    #[serde(default)]
    read_only: bool,
    ready_check: bool,
    max_loading_retry: u64,
    connect_timeout: u64,
    keep_alive: Option<u64>,
    no_delay: bool,
    shared: bool,
    #[serde(default)]
    routed: bool,
    resend: Resend,
    max_retries: Option<u32>,
    /// Milliseconds; zero is off.
    heartbeat: u64,
    /// Milliseconds; zero is off.
    #[serde(default)]
    socket_timeout: u64,
    #[serde(default)]
    breaker: Option<breaker::Limits>,
    #[serde(default)]
    reply_limits: resp::Limits,
    #[serde(default)]
    tls: Option<tls::Facts>,
    sentinel: Option<Search>,
}

/// Everything the link needs to know.
#[derive(Clone)]
pub struct Config {
    pub address: ConnectionAddr,
    /// 0 for any, 4 or 6.
    pub family: u8,
    pub redis: RedisConnectionInfo,
    pub connection_name: Option<String>,
    pub read_only: bool,
    pub ready_check: bool,
    pub max_loading_retry: Duration,
    /// For resolving, TCP, TLS and the handshake together; `None` waits for ever.
    pub connect_timeout: Option<Duration>,
    pub keep_alive: Option<Duration>,
    pub no_delay: bool,
    /// One connection for the process, reconnecting by itself. Otherwise JavaScript decides
    /// when to connect again.
    pub shared: bool,
    /// Whether what the server refuses to execute waits here; the router of a cluster knows better.
    pub patient: bool,
    pub resend: Resend,
    /// How many failed connections a waiting command of the shared client may see.
    pub max_retries: Option<u32>,
    pub heartbeat: Option<Duration>,
    /// How long an awaited reply may keep the connection silent.
    pub socket_timeout: Option<Duration>,
    /// When the circuit breaker opens; `None` never.
    pub breaker: Option<breaker::Limits>,
    pub reply_limits: resp::Limits,
    /// Where sentinels are asked for the address: then `address` is what they said last.
    pub group: Option<Group>,
    pub tls: Option<Tls>,
    pub key: Key,
}

/// Which clients are the same: endpoint, credentials, TLS, database, protocol, name and policy.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Config {
    pub fn parse(json: &str) -> Result<Config, String> {
        let facts: Facts = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let group = facts.sentinel.map(Group::new);
        let sentinel = group.as_ref().and_then(|group| group.sentinels().into_iter().next());
        let address = match (&facts.path, &facts.host, sentinel) {
            (Some(path), _, _) => ConnectionAddr::Unix(PathBuf::from(path)),
            (None, Some(host), _) => ConnectionAddr::Tcp(host.clone(), facts.port.unwrap_or(6379)),
            // Until one of them has named a server.
            (None, None, Some(sentinel)) => ConnectionAddr::Tcp(sentinel.host, sentinel.port),
            (None, None, None) => return Err("expected a host, a path or sentinels".into()),
        };
        let mut redis = RedisConnectionInfo::default()
            .set_db(facts.db)
            .set_protocol(if facts.protocol == 3 { ProtocolVersion::RESP3 } else { ProtocolVersion::RESP2 });
        if let Some(username) = &facts.username {
            redis = redis.set_username(username);
        }
        if let Some(password) = &facts.password {
            redis = redis.set_password(password);
        }
        redis = match (&facts.lib_name, &facts.lib_version) {
            (Some(name), Some(version)) => redis.set_lib_name(name, version),
            _ => redis.set_skip_set_lib_name(),
        };
        let millis = |value: u64| (value > 0).then(|| Duration::from_millis(value));
        Ok(Config {
            key: Key(json.to_string()),
            address,
            family: facts.family,
            redis,
            connection_name: facts.connection_name,
            read_only: facts.read_only,
            ready_check: facts.ready_check,
            max_loading_retry: Duration::from_millis(facts.max_loading_retry),
            connect_timeout: millis(facts.connect_timeout),
            keep_alive: facts.keep_alive.map(Duration::from_millis),
            no_delay: facts.no_delay,
            shared: facts.shared,
            patient: facts.shared && !facts.routed,
            resend: facts.resend,
            max_retries: facts.max_retries,
            heartbeat: millis(facts.heartbeat),
            socket_timeout: millis(facts.socket_timeout),
            breaker: facts.breaker,
            reply_limits: facts.reply_limits,
            group,
            tls: facts.tls.map(Tls::new),
        })
    }

    /// The same for connections beside one with this configuration, which speaks for the server.
    pub fn beside(&self) -> Config {
        Config { breaker: None, group: self.group.clone().map(Group::beside), ..self.clone() }
    }

    /// The same with the server that was found.
    pub fn at(&self, server: &Address) -> Config {
        let family = if server.family == 0 { self.family } else { server.family };
        Config { address: ConnectionAddr::Tcp(server.host.clone(), server.port), family, ..self.clone() }
    }

    /// The server as sentinels name it.
    pub fn server(&self) -> Address {
        let (host, port) = self.place();
        Address { host, port: port.unwrap_or(0), family: 0 }
    }

    /// Host and port, or the path of a Unix socket.
    pub fn place(&self) -> (String, Option<u16>) {
        match &self.address {
            ConnectionAddr::Tcp(host, port) => (host.clone(), Some(*port)),
            ConnectionAddr::Unix(path) => (path.display().to_string(), None),
            // `parse` makes no other.
            other => (other.to_string(), None),
        }
    }

    /// A failure at this place.
    pub fn failure(&self, kind: Kind, message: impl Into<String>) -> Failure {
        let (address, port) = self.place();
        Failure { address: Some(address), port, ..Failure::new(kind, message) }
    }

    /// A system call on the socket failed.
    pub fn lost(&self, syscall: &'static str, error: &io::Error) -> Failure {
        let (address, port) = self.place();
        Failure::io(Kind::Closed, syscall, error, &address, port)
    }

    /// A fault of TLS with this server.
    pub fn insecure(&self, fault: &Fault) -> Failure {
        let (address, port) = self.place();
        fault.at(&address, port)
    }

    /// A server that spoke RESP and then did not. What it sent is not shown: it may be anybody's
    /// data.
    pub fn broken_protocol(&self) -> Failure {
        Failure {
            code: Some("ERR_REDIS_PROTOCOL".into()),
            ..self.failure(
                Kind::Protocol,
                "the server broke the protocol in mid-stream; the connection was closed",
            )
        }
    }

    /// A reply exceeded a limit of this side; the server is well.
    pub fn reply_limit(&self, limit: Limit, most: usize) -> Failure {
        let what = ProtocolError::Exceeded(limit, most);
        let name = limit.name();
        Failure {
            code: Some("ERR_REDIS_REPLY_LIMIT".into()),
            exceeded: Some(Box::new(Exceeded { limit: name, most })),
            ..self.failure(
                Kind::ReplyLimit,
                format!("{what} (`replyLimits.{name}`); the connection was closed"),
            )
        }
    }

    pub fn resp3(&self) -> bool {
        matches!(self.redis.protocol(), ProtocolVersion::RESP3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(extra: &str) -> String {
        format!(
            r#"{{"host":"localhost","port":6379,"db":2,"protocol":3,"readyCheck":true,"maxLoadingRetry":10000,
            "connectTimeout":0,"noDelay":true,"shared":true,"resend":"readonly","maxRetries":3,"heartbeat":0{extra}}}"#
        )
    }

    #[test]
    fn the_facts_of_javascript_become_the_parts_of_redis_rs() {
        let config = Config::parse(&facts(r#","password":"secret""#)).unwrap();
        assert_eq!(config.place(), ("localhost".into(), Some(6379)));
        assert_eq!(config.redis.db(), 2);
        assert_eq!(config.redis.password(), Some("secret"));
        assert_eq!(config.connect_timeout, None);
        assert!(config.resp3());
    }

    #[test]
    fn an_unknown_fact_is_refused() {
        assert!(Config::parse(&facts(r#","pasword":"x""#)).is_err());
    }

    #[test]
    fn the_same_facts_are_the_same_client() {
        let one = Config::parse(&facts("")).unwrap();
        let two = Config::parse(&facts("")).unwrap();
        assert!(one.key == two.key);
        let other = Config::parse(&facts(r#","connectionName":"x""#)).unwrap();
        assert!(one.key != other.key);
    }
}
