//! Connections for those that need one of their own: commands that block, and `isolate`.
//!
//! A shared client has one bounded pool, from which every environment borrows. A lease comes back
//! to be lent again only when the reply of its command has come; dropped in any other way it ends
//! its connection, because a late element would go to nobody. This module knows no session: whoever
//! borrows keeps the lease, and loses it with itself.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::config::Config;
use crate::error::{Failure, Kind};
use crate::link::{Link, Status, now};
use crate::queue::Batch;
use crate::reactor;

/// How many connections a shared client has out and waiting to be lent, in all environments.
pub const MOST: usize = 32;
/// How long, in milliseconds, a connection that came back waits for the next borrower.
const IDLE: u64 = 10_000;

struct Pool {
    /// How many sessions borrow here.
    users: usize,
    /// Those that came back, with the time when they are closed; the last came last.
    idle: Vec<(Arc<Link>, u64)>,
    /// How many are lent.
    out: usize,
    /// Whether the task runs that closes the idle ones.
    swept: bool,
}

pub struct Leases {
    config: Config,
    /// Guards the counts and what is idle. Links are made, asked and ended under it, none is read.
    pool: Mutex<Pool>,
}

impl Leases {
    pub fn new(config: Config) -> Arc<Leases> {
        let pool = Pool { users: 0, idle: Vec::new(), out: 0, swept: false };
        Arc::new(Leases { config, pool: Mutex::new(pool) })
    }

    fn lock(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn enter(&self) {
        self.lock().users += 1;
    }

    /// A session borrows here no more. What waits for the next borrower goes with the last one.
    pub fn leave(&self) {
        let mut pool = self.lock();
        pool.users -= 1;
        if pool.users == 0 {
            pool.idle.drain(..).for_each(|(link, _)| link.abandon());
        }
    }

    /// Lends a connection for one command. Fails when too many are out.
    pub fn lend(self: &Arc<Self>) -> Result<Lease, Failure> {
        let mut place = self.place()?;
        let mut pool = self.lock();
        while let Some((link, _)) = pool.idle.pop() {
            if link.snapshot().status == Status::Ready {
                place.link = Some(link);
                return Ok(place);
            }
            link.abandon();
        }
        drop(pool);
        let link = Arc::new(Link::new(self.config.clone()));
        reactor::attend(link.clone()).map_err(|error| no_thread(&error))?;
        place.link = Some(link);
        Ok(place)
    }

    /// A place in the pool for a connection that the borrower makes. Fails when too many are out.
    pub fn reserve(self: &Arc<Self>) -> Result<Lease, Failure> {
        let place = self.place()?;
        let mut pool = self.lock();
        if pool.idle.len() + pool.out > MOST {
            let (link, _) = pool.idle.remove(0);
            link.abandon();
        }
        drop(pool);
        Ok(place)
    }

    fn place(self: &Arc<Self>) -> Result<Lease, Failure> {
        let mut pool = self.lock();
        if pool.out >= MOST {
            return Err(Failure::new(
                Kind::Overloaded,
                format!(
                    "{MOST} commands of this client are blocking already, each on a connection of its own; \
                     use clients of your own (`redis.duplicate()`) for more"
                ),
            ));
        }
        pool.out += 1;
        Ok(Lease { leases: self.clone(), link: None })
    }

    fn take_back(self: &Arc<Self>, link: Arc<Link>) {
        let mut pool = self.lock();
        if pool.users == 0 {
            link.abandon();
            return;
        }
        pool.idle.push((link, now() + IDLE));
        if pool.swept {
            return;
        }
        let leases = self.clone();
        pool.swept = reactor::run(move || leases.sweep()).is_ok();
        if !pool.swept {
            pool.idle.drain(..).for_each(|(link, _)| link.abandon());
        }
    }

    /// Closes idle connections when their time has come, until there are none.
    async fn sweep(self: Arc<Self>) {
        loop {
            let pause = {
                let mut pool = self.lock();
                let at = now();
                while pool.idle.first().is_some_and(|(_, until)| *until <= at) {
                    pool.idle.remove(0).0.abandon();
                }
                let Some((_, until)) = pool.idle.first() else {
                    pool.swept = false;
                    return;
                };
                until - at
            };
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
    }
}

fn no_thread(error: &io::Error) -> Failure {
    Failure::new(Kind::Internal, format!("redis-native can not start its thread: {error}"))
}

/// A connection that is lent, or a place for one. Dropping it ends the connection.
pub struct Lease {
    leases: Arc<Leases>,
    link: Option<Arc<Link>>,
}

impl Lease {
    pub fn submit(&self, batch: Batch) {
        if let Some(link) = &self.link {
            link.submit(batch);
        }
    }

    pub fn link(&self) -> Option<&Arc<Link>> {
        self.link.as_ref()
    }

    /// The reply has come: the connection may be lent again.
    pub fn give_back(mut self) {
        if let Some(link) = self.link.take() {
            self.leases.take_back(link);
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(link) = &self.link {
            link.abandon();
        }
        self.leases.lock().out -= 1;
    }
}
