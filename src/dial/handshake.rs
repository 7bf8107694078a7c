//! The handshake: who the client is, which database it wants, and whether the server is ready and in its role.
//!
//! It goes out in one write. HELLO is looked at first: a server without RESP3 is spoken to in
//! RESP2 on the same socket.

use std::time::Duration;

use redis::{Cmd, FromRedisValue, RedisError, Value, cmd};
use tokio::time::sleep;

use super::failure::{other_role, refused, text_of};
use super::talk::{ask, expect_silence, receive, send};
use super::{Connection, within};
use crate::config::Config;
use crate::error::{Failure, Kind};

/// What the handshake found out.
pub struct Greeting {
    pub resp3: bool,
    /// What the server said that is no error, and should be shown.
    pub warnings: Vec<String>,
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

/// What it means that a step is refused.
enum Weight {
    Fatal,
    NoResp3,
    Warning(String),
    Nothing,
}

impl Step {
    fn weigh(&self, config: &Config, text: &str) -> Weight {
        match self {
            Step::Hello if speaks_no_resp3(text) => Weight::NoResp3,
            Step::Hello | Step::Auth => {
                mere_warning(text).map_or(Weight::Fatal, |warning| Weight::Warning(warning.to_string()))
            }
            // ioredis reports it and goes on in database 0; the shared client must not.
            Step::Select if config.shared => Weight::Fatal,
            Step::Select => Weight::Warning(format!("error:{text}")),
            Step::ReadOnly | Step::Optional => Weight::Nothing,
        }
    }
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
                // A refusal says more than how the connection ended after it.
                let alone = answers.len() == 1;
                let mut refusals = steps.iter().zip(&answers).filter_map(|((step, _), answer)| {
                    let error = answer.as_ref().err()?;
                    let text = text_of(error);
                    let is_fatal = matches!(step.weigh(config, &text), Weight::Fatal);
                    (is_fatal || alone && refuses_all(&text)).then_some(error)
                });
                return Err(refusals.next().map_or(failure, |error| refused(config, error)));
            }
        }
    }
    for ((step, _), answer) in steps.iter().zip(answers) {
        let Err(error) = answer else { continue };
        match step.weigh(config, &text_of(&error)) {
            Weight::Fatal => return Err(refused(config, &error)),
            Weight::NoResp3 => return Ok(false),
            Weight::Warning(warning) => warnings.push(warning),
            Weight::Nothing => {}
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
    // A reply too many of what was asked before would be taken for that of INFO.
    expect_silence(connection, config)?;
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

/// Whether a refusal is none of a command: a server that is full, or protected, says so and hangs up.
fn refuses_all(text: &str) -> bool {
    let text = text.to_uppercase();
    let of_commands =
        ["UNKNOWN", "NOPERM", "WRONG NUMBER", "SYNTAX", "DB INDEX", "NOT ALLOWED", "CLUSTER SUPPORT"];
    !of_commands.iter().any(|part| text.contains(part))
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
