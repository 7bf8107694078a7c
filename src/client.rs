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

use crate::config::{Config, Key};
use crate::link::Link;
use crate::reactor;

/// Guards the map only. Nothing is called while it is held but the making of a link.
static SHARED: Lazy<Mutex<HashMap<Key, Arc<Link>>>> = Lazy::new(Mutex::default);

/// The client that `config` describes: the process's own for a shared one, a new one otherwise.
/// Fails where the system has no thread left to attend it.
pub fn open(config: Config) -> io::Result<Arc<Link>> {
    if !config.shared {
        return attended(config);
    }
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(link) = shared.get(&config.key) {
        return Ok(link.clone());
    }
    let key = config.key.clone();
    let link = attended(config)?;
    shared.insert(key, link.clone());
    Ok(link)
}

fn attended(config: Config) -> io::Result<Arc<Link>> {
    let link = Arc::new(Link::new(config));
    reactor::attend(link.clone())?;
    Ok(link)
}
