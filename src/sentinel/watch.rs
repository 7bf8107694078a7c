//! While a connection stands: hearing that another server took its place.
//!
//! The link of a client listens to a few sentinels for `+switch-master`; those beside it hear of it
//! from that one. The server that was replaced may be silent and still hold its connections, or take
//! writes that nobody will keep, so the link leaves it without waiting for its end. All of this ends
//! with the connection, and holds nobody.

use std::sync::Arc;
use std::time::Duration;

use redis::{FromRedisValue, Value, cmd};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::{Answer, Found, ask, toward};
use crate::config::Config;
use crate::dial;
use crate::error::Failure;
use crate::group::Address;
use crate::link::{Link, SearchNews, now};

const CHANNEL: &str = "+switch-master";
/// How long, in milliseconds, a shared client waits before it calls a sentinel again.
const FIRST: u64 = 1_000;
const LONGEST: u64 = 60_000;

/// Watches for as long as it is polled.
pub async fn accompany(link: Arc<Link>, found: Found) {
    let found = Arc::new(found);
    let mut watchers = JoinSet::new();
    if found.group.watchers > 0 {
        watchers.spawn_local(watch(link.clone(), found.clone()));
    }
    follow(&link, &found).await;
}

/// Leaves the server as soon as another one is known to be in its place.
async fn follow(link: &Link, found: &Found) {
    let Found { group, sight, config, .. } = found;
    let server = config.server();
    let mut current = group.sight();
    loop {
        if current.borrow_and_update().outdates(sight, &server, group.role) {
            link.leave(now() + group.patience);
            return;
        }
        if current.changed().await.is_err() {
            return;
        }
    }
}

/// Listens to the sentinels that would be asked first.
async fn watch(link: Arc<Link>, found: Arc<Found>) {
    let (heard, mut begun) = unbounded_channel();
    let mut watchers = JoinSet::new();
    for sentinel in found.group.sentinels().into_iter().take(found.group.watchers) {
        watchers.spawn_local(keep_listening(link.clone(), found.clone(), sentinel, heard.clone()));
    }
    for _ in 0..watchers.len() {
        begun.recv().await;
    }
    link.tell_search(&SearchNews::Watching);
    while watchers.join_next().await.is_some() {}
}

/// Listens to one sentinel, again and again. Says once that it has begun to, or could not.
async fn keep_listening(link: Arc<Link>, found: Arc<Found>, sentinel: Address, begun: UnboundedSender<()>) {
    let mut pause = FIRST;
    loop {
        let mut began = false;
        let ended = listen(&found, &sentinel, || {
            began = true;
            let _ = begun.send(());
        });
        let _: Failure = ended.await;
        if !began {
            let _ = begun.send(());
        }
        if found.group.forsake {
            return;
        }
        pause = if began { FIRST } else { (pause * 2).min(LONGEST) };
        link.tell_search(&SearchNews::Rewatching);
        sleep(Duration::from_millis(found.group.reconnect.unwrap_or(pause))).await;
    }
}

/// Listens to one sentinel until its connection ends, and says why it did.
async fn listen(found: &Found, sentinel: &Address, begun: impl FnMut()) -> Failure {
    let config = toward(&found.config, &found.group, sentinel);
    listen_at(found, sentinel, &config, begun).await.err().unwrap_or_else(Failure::closed)
}

async fn listen_at(
    found: &Found,
    sentinel: &Address,
    config: &Config,
    mut begun: impl FnMut(),
) -> Result<(), Failure> {
    let mut connection = dial::within(config, async {
        let mut connection = dial::connect(config).await?;
        dial::shake_hands(&mut connection, config, 0).await?;
        let answer = dial::ask(&mut connection, config, cmd("SUBSCRIBE").arg(CHANNEL)).await?;
        answer.map_err(|error| dial::refused(config, &error))?;
        Ok(connection)
    })
    .await?;
    begun();
    if *sentinel == found.informant {
        look_again(found, sentinel).await;
    }
    loop {
        if let Ok(message) = dial::receive(&mut connection, config).await? {
            hear(found, message);
        }
    }
}

/// The server may have been replaced after the sentinel named it and before it was listened to.
async fn look_again(found: &Found, sentinel: &Address) {
    let Found { group, config, .. } = found;
    let count = group.sentinels().len() as u32;
    match ask(config, group, sentinel, count).await {
        Ok(Answer::Server(server)) if group.role == crate::group::Role::Master => {
            group.switched(Some(server));
        }
        _ => {}
    }
}

/// A message: the group's name, its old address and its new one. What does not say so much may
/// concern the group.
fn hear(found: &Found, message: Value) {
    let Ok((kind, _, text)) = <(String, String, String)>::from_redis_value(message) else { return };
    if kind != "message" {
        return;
    }
    let group = &found.group;
    let parts: Vec<&str> = text.split(' ').collect();
    let told = match parts[..] {
        [name, _, _, _, _] if name != group.name => return,
        [_, _, _, host, port] => {
            port.parse().ok().map(|port| Address { host: host.to_string(), port, family: 0 })
        }
        _ => None,
    };
    // Only JavaScript knows where it is reached.
    group.switched(told.filter(|_| !group.asks).map(|server| group.reached(server)));
}
