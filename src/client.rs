//! THE registry: which clients this process has. The only place where sessions of different
//! environments, realms and copies meet.
//!
//! A shared client is found by its key and lives on while nobody uses it: the next bundle, test
//! file or worker finds the same connection. An independent one belongs to the session that made
//! it. This module knows nothing of N-API.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use once_cell::sync::Lazy;

use crate::breaker::Mode;
use crate::config::{Config, Key};
use crate::error::Failure;
use crate::lease::Leases;
use crate::link::Link;
use crate::reactor;
use crate::subscriber::Subscriber;

/// A client that the process shares: its connection, and those beside it.
pub struct Client {
    pub link: Arc<Link>,
    pub leases: Arc<Leases>,
    pub subscriber: Arc<Subscriber>,
}

impl Client {
    /// Why nothing is to be tried for now, where the circuit breaker is open.
    pub fn outage(&self) -> Option<Failure> {
        let facts = self.link.snapshot();
        (facts.breaker == Mode::Open).then(|| Failure::circuit_open().because(facts.last_error))
    }
}

/// Guards the map only. Nothing is called while it is held but the making of a link.
static SHARED: Lazy<Mutex<HashMap<Key, Arc<Client>>>> = Lazy::new(Mutex::default);

/// The process's own client of a configuration. Fails where the system has no thread left to
/// attend it.
pub fn shared(config: Config) -> io::Result<Arc<Client>> {
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(client) = shared.get(&config.key) {
        return Ok(client.clone());
    }
    let key = config.key.clone();
    // One breaker speaks for the server, and one link listens to its sentinels.
    let beside = config.beside();
    let (leases, subscriber) = (Leases::new(beside.clone()), Subscriber::new(&beside));
    let client = Arc::new(Client { link: independent(config)?, leases, subscriber });
    shared.insert(key, client.clone());
    Ok(client)
}

/// A new link that belongs to who asked for it.
pub fn independent(config: Config) -> io::Result<Arc<Link>> {
    let link = Arc::new(Link::new(config));
    reactor::attend(link.clone())?;
    Ok(link)
}
