//! Where the link's server is, as the search for it finds out.
//!
//! A client with functions of its own is asked between the rounds: the search waits until its next
//! configuration comes.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use super::Link;
use super::news::{Event, SearchNews};
use crate::config::Config;
use crate::group::Address;

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
