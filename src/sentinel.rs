//! Asking sentinels where the server of a group is.
//!
//! Each connection of a client behind sentinels begins here. They are asked in turn, each for a
//! share of the connect timeout, so that one that is silent does not take it all. What they say is
//! only believed when the server says the same of itself: see [`crate::dial`]. Their commands and
//! answers are those of redis-rs.

use std::sync::Arc;
use std::time::Duration;

use redis::{Cmd, FromRedisValue, RedisConnectionInfo, Value, cmd};
use tokio::time::{sleep, timeout};

use crate::config::Config;
use crate::dial;
use crate::error::{Failure, Kind, Phase};
use crate::group::{Address, Group, Role, Sight};
use crate::link::{Entry, Link, SearchNews, random};
use crate::tls::Tls;

pub mod watch;

/// A sentinel of a shared client that is silent for so long gives way to the next one.
const SILENCE: Duration = Duration::from_millis(1_000);

/// The server that was found, and how.
pub struct Found {
    /// The configuration that leads to it.
    pub config: Arc<Config>,
    pub group: Group,
    /// Who named it.
    pub informant: Address,
    /// What was known before sentinels were asked.
    pub sight: Sight,
}

/// What one sentinel says.
enum Answer {
    Server(Address),
    /// What there is, for JavaScript to choose from.
    Choice {
        master: Option<Address>,
        replicas: Vec<Entry>,
        sentinels: Vec<Entry>,
    },
    /// It knows the group, and no server of it that would do.
    Nothing,
}

/// Finds the server. A client with functions of its own is asked between the rounds; a shared one
/// fails after one of them.
pub async fn find(link: &Link) -> Result<Option<Found>, Failure> {
    let mut config = link.config();
    let mut round = Round::default();
    loop {
        let Some(group) = config.group.clone() else { return Ok(None) };
        let sight = group.sight().borrow().clone();
        let (informant, answer) = match round.ask(link, &config, &group).await {
            Ok(found) => found,
            Err(last) if link.shared => return Err(unreachable(last)),
            Err(last) => {
                config = link.consult(&SearchNews::Unreachable { error: last.as_ref() }).await;
                round = Round::default();
                continue;
            }
        };
        let config = match answer {
            Answer::Server(server) => link.found(&server),
            Answer::Choice { master, replicas, sentinels } => {
                let (replicas, sentinels) = (&replicas[..], &sentinels[..]);
                let news = SearchNews::Found { master: master.as_ref(), replicas, sentinels };
                config = link.consult(&news).await;
                if let Some(refusal) = refusal_of(&config) {
                    round.fail(link, informant, refusal);
                    continue;
                }
                config
            }
            Answer::Nothing => continue,
        };
        group.trust(&informant);
        return Ok(Some(Found { config, group, informant, sight }));
    }
}

/// Why JavaScript could not choose among what a sentinel told of.
fn refusal_of(config: &Config) -> Option<Failure> {
    let message = config.group.as_ref()?.refusal.clone()?;
    Some(Failure::new(Kind::Sentinel, message))
}

/// Why a shared client finds no server: in ioredis's words, and as grave as the last reason.
fn unreachable(last: Option<Failure>) -> Failure {
    const ALL: &str = "All sentinels are unreachable.";
    match last {
        Some(last) => {
            let message = format!("{ALL} Last error: {}", last.message);
            Failure { message, cause: None, ..last }
        }
        None => Failure::new(Kind::Sentinel, format!("{ALL} Those that answered know no such server.")),
    }
}

/// While a server that was found does not answer: resolves when a sentinel names another one. The first that
/// was asked may have been the last to hear of a failover, and the server may have been replaced since.
pub async fn renamed(link: &Link, found: &Found) {
    let server = found.config.server();
    let group = found.group.keeping(server.clone());
    loop {
        sleep(SILENCE).await;
        group.doubt(&found.informant);
        if let Ok((informant, Answer::Server(named))) =
            Round::default().ask(link, &found.config, &group).await
            && !named.leads_to(&server)
        {
            group.trust(&informant);
            return;
        }
    }
}

/// The sentinels are asked one after the other, each once.
#[derive(Default)]
struct Round {
    asked: Vec<Address>,
    /// What hindered the last one.
    last: Option<Failure>,
    /// One that names a master that was replaced, and that master.
    late: Option<(Address, Answer)>,
}

impl Round {
    /// Asks those that are left until one names a server. Fails when none does, with what hindered the last.
    /// One that names a master that was replaced is believed when no other one says otherwise.
    async fn ask(
        &mut self,
        link: &Link,
        config: &Config,
        group: &Group,
    ) -> Result<(Address, Answer), Option<Failure>> {
        // What one of them tells of others is asked in the same round.
        while let Some(sentinel) = group.sentinels().into_iter().find(|one| !self.asked.contains(one)) {
            let count = group.sentinels().len() as u32;
            match ask(config, group, &sentinel, count).await {
                Ok(Answer::Nothing) => {
                    let place = sentinel.text();
                    let message =
                        format!("connected to sentinel {place} successfully, but got an invalid reply: null");
                    link.tell_search(&SearchNews::Failed { message: &message });
                    self.asked.push(sentinel);
                }
                Ok(Answer::Server(server)) if group.was_replaced(&server) => {
                    self.asked.push(sentinel.clone());
                    self.late.get_or_insert((sentinel, Answer::Server(server)));
                }
                Ok(answer) => return Ok((sentinel, answer)),
                Err(failure) => self.fail(link, sentinel, failure),
            }
        }
        self.late.take().ok_or_else(|| self.last.take())
    }

    /// A sentinel was of no help.
    fn fail(&mut self, link: &Link, sentinel: Address, failure: Failure) {
        let place = sentinel.text();
        let message = format!("failed to connect to sentinel {place} because {}", failure.message);
        link.tell_search(&SearchNews::Failed { message: &message });
        self.last = Some(failure);
        self.asked.push(sentinel);
    }
}

/// The way to a sentinel.
fn toward(config: &Config, group: &Group, sentinel: &Address) -> Config {
    let mut redis = RedisConnectionInfo::default();
    if let Some(username) = &group.username {
        redis = redis.set_username(username);
    }
    if let Some(password) = &group.password {
        redis = redis.set_password(password);
    }
    redis = match (config.redis.lib_name(), config.redis.lib_ver()) {
        (Some(name), Some(version)) => redis.set_lib_name(name, version),
        _ => redis.set_skip_set_lib_name(),
    };
    let (connection_name, reply_limits) = (None, crate::resp::Limits::default());
    let tls = group.tls.clone().map(Tls::new);
    Config {
        redis,
        connection_name,
        reply_limits,
        tls,
        read_only: false,
        group: None,
        // A sentinel that is listened to is silent until something happens.
        socket_timeout: None,
        ..config.at(sentinel)
    }
}

async fn ask(config: &Config, group: &Group, sentinel: &Address, count: u32) -> Result<Answer, Failure> {
    let share = config.connect_timeout.map(|limit| limit / (count + 1));
    let share = if config.shared { Some(share.unwrap_or(SILENCE).min(SILENCE)) } else { share };
    let config = Config { connect_timeout: share, ..toward(config, group, sentinel) };
    dial::within(&config, async {
        let mut connection = dial::connect(&config).await?;
        let talk = async {
            dial::shake_hands(&mut connection, &config, 0).await?;
            question(&mut connection, &config, group).await
        };
        match group.command_timeout {
            0 => talk.await,
            limit => timeout(Duration::from_millis(limit), talk)
                .await
                .unwrap_or_else(|_| Err(Failure::timeout(Phase::Sent))),
        }
    })
    .await
}

async fn question(
    connection: &mut dial::Connection,
    config: &Config,
    group: &Group,
) -> Result<Answer, Failure> {
    if group.role == Role::Slave {
        let replicas = entries(&demand(connection, config, &about("slaves", group)).await?);
        return Ok(choose(group, replicas));
    }
    let master = demand(connection, config, &about("get-master-addr-by-name", group)).await?;
    let master = Vec::<String>::from_redis_value(master).ok().and_then(|parts| match parts.as_slice() {
        [host, port, ..] => Some(Address { host: host.clone(), port: port.parse().ok()?, family: 0 }),
        _ => None,
    });
    let mut sentinels = Vec::new();
    if group.update {
        match demand(connection, config, &about("sentinels", group)).await {
            Ok(list) => sentinels = entries(&list),
            // A user who may not ask this still knows the master.
            Err(failure) if master.is_some() && failure.kind == Kind::Refused => {}
            Err(failure) => return Err(failure),
        }
    }
    sentinels.retain(|one| !has_flag(one, &["disconnected"]) && address_of(one).is_some());
    let Some(master) = master else { return Ok(Answer::Nothing) };
    if group.asks {
        return Ok(Answer::Choice { master: Some(master), replicas: Vec::new(), sentinels });
    }
    for sentinel in sentinels.iter().filter_map(address_of) {
        group.add(group.reached(sentinel));
    }
    Ok(Answer::Server(group.reached(master)))
}

/// A command about the group, in the letters of ioredis.
fn about(what: &str, group: &Group) -> Cmd {
    let mut command = cmd("sentinel");
    command.arg(what).arg(&group.name);
    command
}

async fn demand(connection: &mut dial::Connection, config: &Config, command: &Cmd) -> Result<Value, Failure> {
    dial::ask(connection, config, command).await?.map_err(|error| dial::refused(config, &error))
}

/// Takes the replica that is kept, one that the client prefers, or any.
fn choose(group: &Group, mut replicas: Vec<Entry>) -> Answer {
    let well =
        |one: &Entry| one.contains_key("flags") && !has_flag(one, &["disconnected", "s_down", "o_down"]);
    replicas.retain(|one| well(one) && address_of(one).is_some());
    if replicas.is_empty() {
        return Answer::Nothing;
    }
    if group.asks {
        return Answer::Choice { master: None, replicas, sentinels: Vec::new() };
    }
    let addresses: Vec<Address> = replicas.iter().filter_map(address_of).collect();
    let is_kept = |one: &&Address| {
        group.kept.as_ref().is_some_and(|kept| kept.leads_to(&group.reached((*one).clone())))
    };
    let preferred = group.preferred.iter().find(|one| addresses.contains(one));
    let preferred = addresses.iter().find(is_kept).or(preferred);
    let any = &addresses[random() as usize % addresses.len()];
    Answer::Server(group.reached(preferred.unwrap_or(any).clone()))
}

fn has_flag(entry: &Entry, names: &[&str]) -> bool {
    entry.get("flags").is_some_and(|flags| flags.split(',').any(|flag| names.contains(&flag)))
}

fn address_of(entry: &Entry) -> Option<Address> {
    let (host, port) = (entry.get("ip")?, entry.get("port")?.parse().ok()?);
    (!host.is_empty()).then(|| Address { host: host.clone(), port, family: 0 })
}

/// Lists of names and values, one for each server.
fn entries(list: &Value) -> Vec<Entry> {
    let Value::Array(list) = list else { return Vec::new() };
    list.iter().filter_map(|one| Entry::from_redis_value_ref(one).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::BulkString(text.as_bytes().to_vec())
    }

    #[test]
    fn an_entry_is_read_from_names_and_values() {
        let list = Value::Array(vec![
            Value::Array(["ip", "10.0.0.1", "port", "1", "flags", "slave,s_down"].map(text).to_vec()),
            Value::Array(["ip", "::1", "port", "2", "flags", "slave"].map(text).to_vec()),
        ]);
        let entries = entries(&list);
        assert!(has_flag(&entries[0], &["s_down"]));
        assert!(!has_flag(&entries[1], &["s_down", "slave_"]));
        assert_eq!(address_of(&entries[1]).map(|address| address.text()), Some("::1:2".into()));
    }

    #[test]
    fn the_replica_that_is_kept_is_chosen_as_long_as_it_is_well() {
        let search = r#"{"sentinels":[],"name":"main","role":"slave","preferred":[],"commandTimeout":0,
            "natMap":{"10.0.0.1:3":{"host":"outside","port":33}},"update":true,"watchers":3,"forsake":false,
            "patience":500,"asks":false}"#;
        let group = Group::new(serde_json::from_str(search).unwrap());
        let entry = |port: u16, flags: &str| {
            let facts = [("ip", "10.0.0.1".to_string()), ("port", port.to_string()), ("flags", flags.into())];
            facts.into_iter().map(|(name, value)| (name.to_string(), value)).collect::<Entry>()
        };
        let outside = Address { host: "outside".into(), port: 33, family: 0 };
        let kept = group.keeping(outside.clone());
        for _ in 0..50 {
            let replicas = vec![entry(1, "slave"), entry(2, "slave"), entry(3, "slave")];
            assert!(matches!(choose(&kept, replicas), Answer::Server(server) if server == outside));
        }
        let replicas = vec![entry(1, "slave"), entry(3, "slave,s_down")];
        assert!(matches!(choose(&kept, replicas), Answer::Server(server) if server.port == 1));
    }
}
