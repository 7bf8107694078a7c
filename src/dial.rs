//! From a description of a server to a connection that is ready: resolve, connect, shake hands.
//!
//! The handshake is plain redis-rs: its commands packed by redis-rs, its replies redis-rs values.
//! It goes out in one write. HELLO is looked at first: a server without RESP3 is spoken to in
//! RESP2 on the same socket.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use redis::{Cmd, ConnectionAddr, FromRedisValue, RedisError, Value, cmd};
use tokio::io::unix::AsyncFd;
use tokio::net::{TcpSocket, UnixStream, lookup_host};
use tokio::time::{sleep, timeout};

use crate::config::Config;
use crate::error::{Failure, Kind};
use crate::resp::{Limits, MarkKind, Scanner};
use crate::socket::{Socket, TcpOptions};
use crate::value;

/// A socket with the reading half's state.
pub struct Connection {
    pub fd: AsyncFd<Arc<Socket>>,
    pub scanner: Scanner,
    buffer: Vec<u8>,
}

/// What the handshake found out.
pub struct Greeting {
    pub resp3: bool,
    /// What the server said that is no error, and should be shown.
    pub warnings: Vec<String>,
}

/// Bytes asked of the socket at once.
pub const READ: usize = 64 << 10;

impl Connection {
    fn new(socket: Socket) -> io::Result<Connection> {
        // SAFETY: the socket owns its descriptor and keeps it open and unchanged until it is
        // dropped, and the `AsyncFd` holds it.
        let fd = unsafe { AsyncFd::register(Arc::new(socket)) }.map_err(|error| error.into_parts().1)?;
        Ok(Connection { fd, scanner: Scanner::new(Limits::default()), buffer: vec![0; READ] })
    }

    pub fn socket(&self) -> &Arc<Socket> {
        self.fd.get_ref()
    }

    /// Reads once without waiting. Returns how many bytes came, zero at the end of the stream.
    pub fn read(&mut self) -> Result<usize, ReadError> {
        read_once(self.fd.get_ref(), &mut self.scanner, &mut self.buffer)
    }
}

fn read_once(socket: &Socket, scanner: &mut Scanner, buffer: &mut [u8]) -> Result<usize, ReadError> {
    if let Some((room, left)) = scanner.bulk_room(READ) {
        let count = socket.receive_into(room, left)?;
        scanner.bulk_filled(count);
        scanner.feed(&[])?;
        return Ok(count);
    }
    let count = socket.receive(buffer)?;
    scanner.feed(&buffer[..count])?;
    Ok(count)
}

/// Why a read failed.
pub enum ReadError {
    Io(io::Error),
    Protocol(String),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        ReadError::Io(error)
    }
}

impl From<crate::resp::ProtocolError> for ReadError {
    fn from(error: crate::resp::ProtocolError) -> Self {
        ReadError::Protocol(error.0)
    }
}

/// Connects the socket; the handshake is another step.
pub async fn connect(config: &Config) -> Result<Connection, Failure> {
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
    Connection::new(socket).map_err(|error| Failure::io(Kind::Connect, "connect", &error, &place, port))
}

async fn connect_tcp(config: &Config, host: &str, port: u16) -> Result<Socket, Failure> {
    let addresses = resolve(config, host, port).await?;
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
        last = Some(Failure::io(Kind::Connect, "connect", &error, &address.ip().to_string(), Some(port)));
    }
    Err(last.unwrap_or_else(|| not_found(host)))
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
    let stray = connection.scanner.marks.iter().any(|mark| mark.kind != MarkKind::Push);
    if stray { Err(broken_protocol(config)) } else { Ok(()) }
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
    if fact("loading").is_none_or(|loading| loading == "0") {
        return Ok(None);
    }
    let seconds = fact("loading_eta_seconds").and_then(|eta| eta.parse().ok()).unwrap_or(1u64).max(1);
    Ok(Some(Duration::from_secs(seconds).min(config.max_loading_retry)))
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
fn text_of(error: &RedisError) -> String {
    let code = error.code().unwrap_or("ERR");
    match error.detail() {
        Some(detail) => format!("{code} {detail}"),
        None => code.to_string(),
    }
}

fn refused(config: &Config, error: &RedisError) -> Failure {
    let (address, port) = config.place();
    Failure {
        code: error.code().map(str::to_string),
        address: Some(address),
        port,
        ..Failure::new(Kind::Refused, text_of(error))
    }
}

async fn send(connection: &Connection, config: &Config, mut bytes: &[u8]) -> Result<(), Failure> {
    while !bytes.is_empty() {
        let mut ready = connection.fd.writable().await.map_err(|error| lost("write", config, &error))?;
        match ready.try_io(|fd| fd.get_ref().send(bytes)) {
            Ok(Ok(count)) => bytes = &bytes[count..],
            Ok(Err(error)) => return Err(lost("write", config, &error)),
            Err(_) => {}
        }
    }
    Ok(())
}

/// Waits for one reply. Pushes that come in between are dropped: nobody can have asked for them.
async fn receive(connection: &mut Connection, config: &Config) -> Result<Result<Value, RedisError>, Failure> {
    let Connection { fd, scanner, buffer } = connection;
    loop {
        // What the server said comes before how the connection ended: one that is full says so.
        while let Some(mark) = scanner.marks.first() {
            let pushed = mark.kind == MarkKind::Push;
            let reply = next_reply(scanner);
            if !pushed {
                return Ok(reply);
            }
        }
        let mut ready = fd.readable().await.map_err(|error| lost("read", config, &error))?;
        match read_once(fd.get_ref(), scanner, buffer) {
            Ok(0) => return Err(hung_up(config)),
            Ok(_) => {}
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => ready.clear_ready(),
            Err(ReadError::Io(error)) => return Err(lost("read", config, &error)),
            Err(ReadError::Protocol(text)) => return Err(no_redis(config, &text)),
        }
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

pub fn lost(syscall: &'static str, config: &Config, error: &io::Error) -> Failure {
    let (address, port) = config.place();
    Failure::io(Kind::Closed, syscall, error, &address, port)
}

fn hung_up(config: &Config) -> Failure {
    let (address, port) = config.place();
    Failure {
        code: Some("ECONNRESET".into()),
        address: Some(address),
        port,
        ..Failure::new(Kind::Closed, "the server closed the connection during the handshake")
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

/// A server that spoke RESP and then did not. What it sent is not shown: it may be anybody's data.
pub fn broken_protocol(config: &Config) -> Failure {
    let (address, port) = config.place();
    Failure {
        code: Some("ERR_REDIS_PROTOCOL".into()),
        address: Some(address),
        port,
        ..Failure::new(
            Kind::Protocol,
            "the server broke the protocol in mid-stream; the connection was closed",
        )
    }
}

fn too_slow(config: &Config) -> Failure {
    let (address, port) = config.place();
    Failure {
        code: Some("ETIMEDOUT".into()),
        syscall: Some("connect"),
        address: Some(address),
        port,
        ..Failure::new(Kind::ConnectTimeout, "connect ETIMEDOUT")
    }
}
