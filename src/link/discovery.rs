//! What a link hears of the search for its server, and what it tells its sessions of it.
//!
//! A client with functions of its own is asked between the rounds: the search waits until its next
//! configuration comes.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use serde::Serialize;

use super::Link;
use super::news::Event;
use crate::config::Config;
use crate::error::Failure;
use crate::group::Address;

/// An entry of a list that a sentinel gives, as names and values.
pub type Entry = BTreeMap<String, String>;

/// What the search for a server has to tell.
#[derive(Serialize)]
#[serde(tag = "what", rename_all = "camelCase")]
pub enum SearchNews<'a> {
    /// A sentinel was of no help.
    Failed { message: &'a str },
    /// All were of none: JavaScript says when they are asked again.
    Unreachable { error: Option<&'a Failure> },
    /// JavaScript says which it is, and where.
    Found { master: Option<&'a Address>, replicas: &'a [Entry], sentinels: &'a [Entry] },
    /// Failovers are heard of from here on.
    Watching,
    /// A sentinel that was listened to is called again.
    Rewatching,
}

impl Link {
    /// The next connection leads to this server.
    pub fn found(&self, server: &Address) -> Arc<Config> {
        let mut config = self.config.lock().unwrap_or_else(PoisonError::into_inner);
        *config = Arc::new(config.at(server));
        config.clone()
    }

    pub fn tell_search(&self, news: &SearchNews<'_>) {
        let status = self.lock().status;
        self.announce(&Event { search: Some(news), ..Event::of(status) });
    }

    /// Tells who waits for its own answer, and waits for it.
    pub async fn consult(&self, news: &SearchNews<'_>) -> Arc<Config> {
        let before = self.configured.load(Ordering::Acquire);
        self.tell_search(news);
        while self.configured.load(Ordering::Acquire) == before {
            self.answered.notified().await;
        }
        self.config()
    }

    /// Later connections are made by other facts: a password that was changed, for example.
    pub fn configure(&self, mut config: Config) {
        let mut current = self.config.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(next), Some(before)) = (&mut config.group, &current.group) {
            next.remember(before);
        }
        *current = Arc::new(config);
        drop(current);
        self.configured.fetch_add(1, Ordering::AcqRel);
        self.answered.notify_one();
    }
}
