//! Everything that can go wrong, as data.
//!
//! A [`Failure`] is made where the fault is seen and crosses the border as it is; JavaScript
//! builds the `Error` of the caller's realm from it. It never holds a credential or an argument
//! of a command. What to do about a failed connection is decided here, in one exhaustive match.

use std::io;
use std::sync::Arc;

use serde::Serialize;

/// What happened. Each kind is a class or a code on the JavaScript side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// No connection could be made: refused, unreachable, no such socket.
    Connect,
    /// The host name has no address.
    Resolve,
    /// No sentinel named a server.
    Sentinel,
    /// The server that sentinels named is in another role than was looked for.
    Role,
    /// No connection and no finished handshake within the connect timeout.
    ConnectTimeout,
    /// The server refused the handshake with an error reply: wrong password, database, name.
    Refused,
    /// What answers is not Redis, or broke the protocol.
    Protocol,
    /// A reply is larger than the client takes.
    ReplyLimit,
    /// No TLS could be agreed upon: a certificate, a version, or a port that speaks none.
    Tls,
    /// A connection that stood was lost.
    Closed,
    /// The command's deadline passed.
    Timeout,
    /// The command saw too many failed connections.
    MaxRetries,
    /// Part of a pipeline or transaction was lost with the connection.
    Aborted,
    /// Too many commands or bytes wait.
    Overloaded,
    /// The circuit breaker is open: nothing is sent for now.
    CircuitOpen,
    /// The client was closed by its user.
    Ended,
    /// A fault of this package itself.
    Internal,
}

/// Where a command was when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    Queued,
    Connecting,
    Sent,
}

/// What a command that timed out waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TimeoutCause {
    Queue,
    Connection,
    Server,
}

/// How to go on after a connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// A passing fault of the network or the server.
    Soon,
    /// Only a change of configuration helps; waiting commands are told at once.
    Slow,
}

/// Which limit a reply exceeded, and what it is set to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exceeded {
    pub limit: &'static str,
    pub most: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    pub kind: Kind,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub syscall: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Of a command that timed out: what it waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_cause: Option<TimeoutCause>,
    #[serde(flatten)]
    pub exceeded: Option<Box<Exceeded>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub maybe_executed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Arc<Failure>>,
}

impl Failure {
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Failure {
            kind,
            message: message.into(),
            code: None,
            syscall: None,
            address: None,
            port: None,
            phase: None,
            timeout_cause: None,
            exceeded: None,
            maybe_executed: false,
            cause: None,
        }
    }

    /// A failed system call, worded as Node words it: `connect ECONNREFUSED 127.0.0.1:6379`.
    pub fn io(
        kind: Kind,
        syscall: &'static str,
        error: &io::Error,
        address: &str,
        port: Option<u16>,
    ) -> Self {
        let code = code_of(error);
        let place = match port {
            Some(port) => format!("{address}:{port}"),
            None => address.to_string(),
        };
        let message = match syscall {
            "read" | "write" => format!("{syscall} {code}"),
            _ => format!("{syscall} {code} {place}"),
        };
        Failure {
            code: Some(code),
            syscall: Some(syscall),
            address: Some(address.to_string()),
            port,
            ..Failure::new(kind, message)
        }
    }

    pub fn closed() -> Self {
        Failure::new(Kind::Closed, "Connection is closed.")
    }

    pub fn internal() -> Self {
        Failure::new(Kind::Internal, "internal error of redis-native; please report it")
    }

    /// A command that was in this phase at its deadline.
    pub fn timeout(phase: Phase) -> Self {
        let timeout_cause = Some(match phase {
            Phase::Queued => TimeoutCause::Queue,
            Phase::Connecting => TimeoutCause::Connection,
            Phase::Sent => TimeoutCause::Server,
        });
        Failure {
            timeout_cause,
            code: Some("ETIMEDOUT".into()),
            ..Failure::new(Kind::Timeout, "Command timed out")
        }
    }

    pub fn max_retries(limit: u32) -> Self {
        Failure::new(
            Kind::MaxRetries,
            format!(
                "Reached the max retries per request limit (which is {limit}). Refer to \"maxRetriesPerRequest\" option for details."
            ),
        )
    }

    /// Nothing came within this many milliseconds.
    pub fn silence(limit: u64) -> Self {
        Failure::new(
            Kind::Closed,
            format!("Socket timeout. Expecting data, but didn't receive any in {limit}ms."),
        )
    }

    pub fn aborted() -> Self {
        Failure::new(Kind::Aborted, "Command aborted due to connection close")
    }

    pub fn circuit_open() -> Self {
        Failure {
            code: Some("ERR_REDIS_CIRCUIT_OPEN".into()),
            ..Failure::new(
                Kind::CircuitOpen,
                "Redis can not be reached: the circuit breaker is open, and the command was not sent",
            )
        }
    }

    pub fn at(mut self, phase: Phase) -> Self {
        self.phase = Some(phase);
        self.maybe_executed = phase == Phase::Sent;
        self
    }

    /// Names what went before; a failure without a code of its own takes over the cause's code
    /// and address, so that a command against an absent server says ECONNREFUSED.
    pub fn because(mut self, cause: Option<Arc<Failure>>) -> Self {
        if let Some(cause) = &cause {
            if self.code.is_none() || self.kind == Kind::Timeout {
                self.code = cause.code.clone().or(self.code);
                self.syscall = cause.syscall.or(self.syscall);
            }
            if self.address.is_none() {
                self.address = cause.address.clone();
                self.port = cause.port;
            }
        }
        self.cause = cause;
        self
    }

    /// What a failed connection means for the next attempt.
    pub fn retry(&self) -> Retry {
        match self.kind {
            Kind::Refused => match self.code.as_deref() {
                // The server is there and says "not now".
                Some("LOADING" | "MASTERDOWN" | "BUSY" | "TRYAGAIN") => Retry::Soon,
                _ if self.message.contains("max number of clients") => Retry::Soon,
                _ => Retry::Slow,
            },
            Kind::Protocol | Kind::Tls => Retry::Slow,
            Kind::Connect
            | Kind::Resolve
            | Kind::Sentinel
            | Kind::Role
            | Kind::ConnectTimeout
            | Kind::ReplyLimit
            | Kind::Closed
            | Kind::Timeout
            | Kind::MaxRetries
            | Kind::Aborted
            | Kind::Overloaded
            | Kind::CircuitOpen
            | Kind::Ended
            | Kind::Internal => Retry::Soon,
        }
    }
}

/// What an error reply of a server that is well says of a command: it was not executed, and may
/// be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// This server is not the one any more: the name may lead to another by now.
    pub moved: bool,
    /// It refuses reads, too.
    pub all: bool,
}

impl Refusal {
    /// Reads an error reply. `None` for one that is the command's own.
    pub fn of(text: &[u8]) -> Option<Refusal> {
        // EXEC tells why it did not begin.
        let text = text.strip_prefix(b"EXECABORT Transaction discarded because of: ").unwrap_or(text);
        let code = text.split(|&byte| byte == b' ').next()?;
        let (moved, all) = match code {
            b"READONLY" => (true, false),
            b"MASTERDOWN" => (true, true),
            b"LOADING" => (false, true),
            b"TRYAGAIN" | b"CLUSTERDOWN" | b"NOREPLICAS" => (false, false),
            _ => return None,
        };
        Some(Refusal { moved, all })
    }
}

/// The name that Node gives a system error.
fn code_of(error: &io::Error) -> String {
    let known = match error.raw_os_error() {
        Some(libc::ECONNREFUSED) => "ECONNREFUSED",
        Some(libc::ECONNRESET) => "ECONNRESET",
        Some(libc::ECONNABORTED) => "ECONNABORTED",
        Some(libc::ETIMEDOUT) => "ETIMEDOUT",
        Some(libc::EPIPE) => "EPIPE",
        Some(libc::ENOENT) => "ENOENT",
        Some(libc::EACCES) => "EACCES",
        Some(libc::EPERM) => "EPERM",
        Some(libc::EHOSTUNREACH) => "EHOSTUNREACH",
        Some(libc::ENETUNREACH) => "ENETUNREACH",
        Some(libc::EADDRNOTAVAIL) => "EADDRNOTAVAIL",
        Some(libc::EMFILE) => "EMFILE",
        Some(libc::ENFILE) => "ENFILE",
        Some(libc::ENOTSOCK) => "ENOTSOCK",
        Some(libc::EINVAL) => "EINVAL",
        Some(number) => return format!("E{number}"),
        None => match error.kind() {
            io::ErrorKind::TimedOut => "ETIMEDOUT",
            io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof => "ECONNRESET",
            io::ErrorKind::ConnectionRefused => "ECONNREFUSED",
            _ => "EIO",
        },
    };
    known.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_connection_is_worded_as_node_words_it() {
        let error = io::Error::from_raw_os_error(libc::ECONNREFUSED);
        let failure = Failure::io(Kind::Connect, "connect", &error, "127.0.0.1", Some(6379));
        assert_eq!(failure.message, "connect ECONNREFUSED 127.0.0.1:6379");
        assert_eq!(failure.retry(), Retry::Soon);
    }

    #[test]
    fn a_failure_takes_over_the_code_and_address_of_its_cause() {
        let error = io::Error::from_raw_os_error(libc::ECONNREFUSED);
        let cause = Arc::new(Failure::io(Kind::Connect, "connect", &error, "127.0.0.1", Some(1)));
        let failure = Failure::max_retries(3).because(Some(cause));
        assert_eq!(failure.code.as_deref(), Some("ECONNREFUSED"));
        assert_eq!(failure.address.as_deref(), Some("127.0.0.1"));
        assert!(failure.message.contains("(which is 3)"));
    }

    #[test]
    fn a_refusal_is_known_by_its_code() {
        let of = |text: &str| Refusal::of(text.as_bytes());
        assert_eq!(of("READONLY You can't write"), Some(Refusal { moved: true, all: false }));
        assert_eq!(of("LOADING Redis is loading"), Some(Refusal { moved: false, all: true }));
        assert_eq!(
            of("EXECABORT Transaction discarded because of: READONLY You can't write"),
            Some(Refusal { moved: true, all: false })
        );
        for other in ["BUSY Redis is busy", "EXECABORT Transaction discarded", "ERR READONLY", "LOADINGS", ""]
        {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn wrong_credentials_are_retried_slowly_and_a_full_server_soon() {
        let mut refused = Failure::new(Kind::Refused, "WRONGPASS invalid username-password pair");
        refused.code = Some("WRONGPASS".into());
        assert_eq!(refused.retry(), Retry::Slow);
        let full = Failure::new(Kind::Refused, "ERR max number of clients reached");
        assert_eq!(full.retry(), Retry::Soon);
    }
}
