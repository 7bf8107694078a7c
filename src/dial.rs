//! From a description of a server to a connection that is ready: resolve, connect, agree on TLS,
//! shake hands.
//!
//! The handshake is plain redis-rs: its commands packed by redis-rs, its replies redis-rs values.
//! It goes out in one write. HELLO is looked at first: a server without RESP3 is spoken to in
//! RESP2 on the same socket.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use redis::{Cmd, ConnectionAddr, FromRedisValue, RedisError, Value, cmd};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::net::{TcpSocket, UnixStream, lookup_host};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::config::Config;
use crate::error::{Failure, Kind};
use crate::resp::{MarkKind, ProtocolError, Scanner};
use crate::socket::{Socket, TcpOptions};
use crate::tls::Waits;
use crate::value;
use crate::wire::{ReadError, Reader, Wire};

/// A socket that shakes hands, watched by the I/O thread.
pub struct Connection {
    fd: AsyncFd<Arc<Socket>>,
    reader: Reader,
}

/// What the handshake found out.
pub struct Greeting {
    pub resp3: bool,
    /// What the server said that is no error, and should be shown.
    pub warnings: Vec<String>,
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
    let addresses: Vec<SocketAddr> = found
        .filter(|address| match config.family {
            4 => address.is_ipv4(),
            6 => address.is_ipv6(),
            _ => true,
        })
        .collect();
    if addresses.is_empty() { Err(not_found(host)) } else { Ok(addresses) }
}

fn not_found(host: &str) -> Failure {
    Failure {
        code: Some("ENOTFOUND".into()),
        syscall: Some("getaddrinfo"),
        address: Some(host.to_string()),
        ..Failure::new(Kind::Resolve, format!("getaddrinfo ENOTFOUND {host}"))
    }
}

async fn open_tcp(config: &Config, address: SocketAddr) -> io::Result<Socket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    let stream = socket.connect(address).await?.into_std()?;
    let socket = Socket::new(stream, address.to_string())?;
    socket.tune(&TcpOptions {
        no_delay: config.no_delay,
        keep_alive: config.keep_alive,
        user_timeout: config.keep_alive.map(|_| Duration::from_secs(20)),
    })?;
    Ok(socket)
}

/// Introduces the client.
pub async fn shake_hands(connection: &mut Connection, config: &Config, db: i64) -> Result<Greeting, Failure> {
    let mut warnings = Vec::new();
    let mut resp3 = config.resp3();
    if !introduce(connection, config, resp3, db, &mut warnings).await? {
        resp3 = false;
        introduce(connection, config, resp3, db, &mut warnings).await?;
    }
    Ok(Greeting { resp3, warnings })
}

/// A server that sentinels named must say itself that it is what was looked for. One that does not
/// say is believed.
pub async fn check_role(connection: &mut Connection, config: &Config) -> Result<(), Failure> {
    let Some(group) = &config.group else { return Ok(()) };
    let Ok(Value::Array(facts)) = ask(connection, config, &cmd("ROLE")).await? else { return Ok(()) };
    match facts.into_iter().next().map(String::from_redis_value) {
        Some(Ok(role)) if role != group.role.name() => Err(other_role(config, &role)),
        _ => Ok(()),
    }
}

/// Sends a command of the control plane and waits for its answer.
pub async fn ask(
    connection: &mut Connection,
    config: &Config,
    command: &Cmd,
) -> Result<Result<Value, RedisError>, Failure> {
    send(connection, config, &command.get_packed_command()).await?;
    receive(connection, config).await
}

/// Waits as long as the server loads its data, which may be long; each answer has its limit.
pub async fn wait_until_loaded(
    connection: &mut Connection,
    config: &Config,
    warnings: &mut Vec<String>,
) -> Result<(), Failure> {
    while let Some(pause) = within(config, ask_for_loading(connection, config, warnings)).await? {
        sleep(pause).await;
    }
    Ok(())
}

/// A reply that nobody asked for would become the reply of the first command.
pub fn expect_silence(connection: &Connection, config: &Config) -> Result<(), Failure> {
    let stray = connection.reader.scanner.marks.iter().any(|mark| mark.kind != MarkKind::Push);
    if stray { Err(config.broken_protocol()) } else { Ok(()) }
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

/// What an error reply to a step of the handshake means.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// Says who we are; without it nothing works.
    Hello,
    Auth,
    Select,
    ReadOnly,
    /// Nice to have.
    Optional,
}

/// Sends all steps in one write. Returns false when the server does not speak RESP3.
async fn introduce(
    connection: &mut Connection,
    config: &Config,
    resp3: bool,
    db: i64,
    warnings: &mut Vec<String>,
) -> Result<bool, Failure> {
    let steps = steps(config, resp3, db);
    let packed: Vec<u8> = steps.iter().flat_map(|(_, cmd)| cmd.get_packed_command()).collect();
    if let Err(failure) = send(connection, config, &packed).await {
        // A server that hangs up before it has heard us may have said why.
        return match receive(connection, config).await {
            Ok(Err(error)) => Err(refused(config, &error)),
            Err(said) if said.kind == Kind::Tls => Err(said),
            _ => Err(failure),
        };
    }
    let mut answers: Vec<Result<Value, RedisError>> = Vec::with_capacity(steps.len());
    for _ in &steps {
        match receive(connection, config).await {
            Ok(answer) => answers.push(answer),
            Err(failure) => {
                // The first refusal says more than how the connection ended after it.
                let first = answers.into_iter().find_map(Result::err);
                return Err(first.map_or(failure, |error| refused(config, &error)));
            }
        }
    }
    for ((step, _), answer) in steps.iter().zip(answers) {
        let Err(error) = answer else { continue };
        let text = text_of(&error);
        match step {
            Step::Hello if speaks_no_resp3(&text) => return Ok(false),
            Step::Hello | Step::Auth => match mere_warning(&text) {
                Some(warning) => warnings.push(warning.to_string()),
                None => return Err(refused(config, &error)),
            },
            // ioredis reports it and goes on in database 0; the shared client must not.
            Step::Select if config.shared => return Err(refused(config, &error)),
            Step::Select => warnings.push(format!("error:{text}")),
            Step::ReadOnly | Step::Optional => {}
        }
    }
    Ok(true)
}

fn steps(config: &Config, resp3: bool, db: i64) -> Vec<(Step, Cmd)> {
    let redis = &config.redis;
    let mut steps = Vec::new();
    let mut add = |step, cmd: &Cmd| steps.push((step, cmd.clone()));
    if resp3 {
        let mut hello = cmd("HELLO");
        hello.arg(3);
        if let Some(password) = redis.password() {
            hello.arg("AUTH").arg(redis.username().unwrap_or("default")).arg(password);
        }
        add(Step::Hello, &hello);
    } else if let Some(password) = redis.password() {
        let mut auth = cmd("AUTH");
        if let Some(username) = redis.username() {
            auth.arg(username);
        }
        add(Step::Auth, auth.arg(password));
    }
    if db != 0 {
        add(Step::Select, cmd("SELECT").arg(db));
    }
    if let Some(name) = &config.connection_name {
        add(Step::Optional, cmd("CLIENT").arg("SETNAME").arg(name));
    }
    if config.read_only {
        add(Step::ReadOnly, &cmd("READONLY"));
    }
    if let (Some(name), Some(version)) = (redis.lib_name(), redis.lib_ver()) {
        add(Step::Optional, cmd("CLIENT").arg("SETINFO").arg("LIB-VER").arg(version));
        add(Step::Optional, cmd("CLIENT").arg("SETINFO").arg("LIB-NAME").arg(name));
    }
    steps
}

/// Asks whether the server still loads. Returns how long to wait before asking again.
async fn ask_for_loading(
    connection: &mut Connection,
    config: &Config,
    warnings: &mut Vec<String>,
) -> Result<Option<Duration>, Failure> {
    send(connection, config, &cmd("INFO").get_packed_command()).await?;
    let info = match receive(connection, config).await? {
        Ok(value) => String::from_redis_value(value).unwrap_or_default(),
        Err(error) if text_of(&error).contains("NOPERM") => {
            warnings.push(format!(
                "Skipping the ready check because INFO command fails: \"{}\". You can disable ready check with \"enableReadyCheck\". More: https://github.com/luin/ioredis/wiki/Disable-ready-check.",
                text_of(&error)
            ));
            return Ok(None);
        }
        Err(error) => return Err(refused(config, &error)),
    };
    let fact =
        |name: &str| info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    if let (Some(group), Some(role)) = (&config.group, fact("role"))
        && role != group.role.name()
    {
        return Err(other_role(config, role));
    }
    if fact("loading").is_none_or(|loading| loading == "0") {
        return Ok(None);
    }
    let seconds = fact("loading_eta_seconds").and_then(|eta| eta.parse().ok()).unwrap_or(1u64).max(1);
    Ok(Some(Duration::from_secs(seconds).min(config.max_loading_retry)))
}

/// A server that sentinels named is in another role than was looked for. A client that decides for
/// itself when to connect again hears of it as of a connection that was closed, as with ioredis.
pub fn other_role(config: &Config, role: &str) -> Failure {
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

fn speaks_no_resp3(text: &str) -> bool {
    let text = text.to_uppercase();
    text.contains("NOPROTO") || text.contains("UNKNOWN COMMAND") && text.contains("HELLO")
}

/// Refusals of a password that the server does not need, in ioredis's words.
fn mere_warning(text: &str) -> Option<&'static str> {
    if text.contains("no password is set") {
        Some("[WARN] Redis server does not require a password, but a password was supplied.")
    } else if text.contains("without any password configured for the default user") {
        Some(
            "[WARN] This Redis server's `default` user does not require a password, but a password was supplied",
        )
    } else if text.contains("wrong number of arguments for 'auth' command") {
        Some(
            "[ERROR] The server returned \"wrong number of arguments for 'auth' command\". You are probably passing both username and password to Redis version 5 or below. You should only pass the 'password' option for Redis version 5 and under.",
        )
    } else {
        None
    }
}

/// The server's own line.
pub fn text_of(error: &RedisError) -> String {
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

async fn send(connection: &Connection, config: &Config, mut bytes: &[u8]) -> Result<(), Failure> {
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
        let mut ready = fd.readable().await.map_err(|error| config.lost("read", &error))?;
        match reader.read(fd.get_ref()) {
            Ok((0, _)) => return Err(hung_up(config)),
            Ok(_) => {}
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => ready.clear_ready(),
            Err(error) => return Err(unread(config, error)),
        }
    }
}

/// Why nothing could be read.
fn unread(config: &Config, error: ReadError) -> Failure {
    match error {
        ReadError::Io(error) => config.lost("read", &error),
        ReadError::Protocol(ProtocolError::Exceeded(limit, most)) => config.reply_limit(limit, most),
        ReadError::Protocol(error) => no_redis(config, &error.to_string()),
        ReadError::Tls(fault) => config.insecure(&fault),
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

fn hung_up(config: &Config) -> Failure {
    let hint = match &config.tls {
        Some(_) => "",
        None => "; one that expects TLS does so (`rediss://`, `tls: true`)",
    };
    Failure {
        code: Some("ECONNRESET".into()),
        ..config.failure(Kind::Closed, format!("the server closed the connection during the handshake{hint}"))
    }
}

fn no_redis(config: &Config, text: &str) -> Failure {
    let (address, port) = config.place();
    let place = port.map_or_else(|| address.clone(), |port| format!("{address}:{port}"));
    Failure {
        code: Some("ERR_REDIS_PROTOCOL".into()),
        address: Some(address),
        port,
        ..Failure::new(Kind::Protocol, format!("what answers at {place} is no Redis server: {text}"))
    }
}

fn no_tls(config: &Config) -> Failure {
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

#[cfg(test)]
mod tests;
