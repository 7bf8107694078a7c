//! Where the commands of a session go: to a link, to a connection that is lent for each, or to the
//! one that is subscribed.

use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Arc;

use crate::channels::Member;
use crate::client::{self, Client};
use crate::config::Config;
use crate::error::{Failure, Kind};
use crate::lease::Lease;
use crate::link::{Link, Submitted};
use crate::metrics;
use crate::outbox::{Delivery, Outbox, Run};
use crate::queue::Batch;
use crate::subscriber::Ear;
use crate::wire::Wire;

/// The numbers of the roads are those of `lib/native.ts`.
const LEASED: u32 = 1;
const SUBSCRIBED: u32 = 2;

/// What a loop polls.
pub struct Source {
    pub link: Arc<Link>,
    pub wire: Arc<Wire>,
    /// Who hears what is read, where that is not the environment itself.
    pub ear: Option<Ear>,
}

pub enum Road {
    /// One link, that of a shared client or one of its own.
    Link(Arc<Link>),
    /// A connection for each command.
    Leased(Leased),
    /// The subscriptions of a shared client.
    Subscribed(Arc<Client>, Member),
}

/// What a session has borrowed. It goes back, or ends, with the session.
pub struct Leased {
    client: Arc<Client>,
    /// By the number of the command that has it.
    lent: HashMap<u32, Lease>,
    /// Places for connections that the session makes by itself.
    reserved: Vec<Lease>,
}

impl Road {
    pub fn open(config: Config, road: u32, outbox: &Arc<Outbox>, session: u32) -> io::Result<Road> {
        if road == LEASED {
            let client = client::shared(config)?;
            client.leases.enter();
            return Ok(Road::Leased(Leased { client, lent: HashMap::new(), reserved: Vec::new() }));
        }
        if road == SUBSCRIBED {
            let client = client::shared(config)?;
            let member = client.subscriber.join(outbox, session);
            return Ok(Road::Subscribed(client, member));
        }
        let link =
            if config.shared { client::shared(config)?.link.clone() } else { client::independent(config)? };
        link.attach(outbox, session);
        Ok(Road::Link(link))
    }

    /// The link of the client.
    pub fn link(&self) -> &Arc<Link> {
        match self {
            Road::Link(link) => link,
            Road::Leased(Leased { client, .. }) | Road::Subscribed(client, _) => &client.link,
        }
    }

    /// The link that the session hears, whose socket its loop may poll.
    pub fn heard(&self) -> Option<Arc<Link>> {
        match self {
            Road::Link(link) => Some(link.clone()),
            Road::Leased(_) => None,
            Road::Subscribed(client, _) => client.subscriber.link(),
        }
    }

    pub fn hears(&self, link: &Arc<Link>) -> bool {
        match self {
            Road::Link(own) => Arc::ptr_eq(own, link),
            _ => self.heard().is_some_and(|heard| Arc::ptr_eq(&heard, link)),
        }
    }

    /// What nobody asked for came, and may have been read by the I/O thread: the loop reads from here on
    /// where it can.
    pub fn take_over(&self, outbox: &Arc<Outbox>) -> Option<Source> {
        match self {
            Road::Link(link) => {
                let wire = link.take_over(outbox, outbox)?;
                Some(Source { link: link.clone(), wire, ear: None })
            }
            Road::Leased(_) => None,
            Road::Subscribed(client, _) => {
                let (wire, ear) = client.subscriber.take_over(outbox)?;
                Some(Source { link: ear.link().clone(), wire, ear: Some(ear) })
            }
        }
    }

    /// Sends a batch. What blocks is listened to by the I/O thread.
    pub fn submit(&mut self, batch: Batch) -> Submitted {
        match self {
            Road::Link(link) => link.submit_on_loop(batch),
            Road::Leased(leased) => {
                batch.singles().for_each(|single| leased.submit(single));
                Submitted::default()
            }
            Road::Subscribed(client, member) => {
                let refused = client.subscriber.submit(*member, &batch, client.outage());
                metrics::add(&client.link.metrics.circuit_refusals, refused);
                Submitted::default()
            }
        }
    }

    /// Commands were settled, by their replies or without.
    pub fn settled(&mut self, runs: &[Run], answered: bool) {
        let Road::Leased(leased) = self else { return };
        let numbers = runs.iter().flat_map(|&(first, count)| (0..count).map(move |i| first.wrapping_add(i)));
        for lease in numbers.filter_map(|seq| leased.lent.remove(&seq)) {
            if answered {
                lease.give_back();
            }
        }
    }

    /// Nobody waits any more; see [`Queue::forget`](crate::queue::Queue::forget).
    pub fn forget(&mut self, outbox: &Arc<Outbox>, session: u32) -> Vec<(u32, bool)> {
        match self {
            Road::Link(link) => link.forget(outbox, session),
            Road::Leased(leased) => {
                let lent = leased.lent.drain();
                lent.filter_map(|(_, lease)| lease.link().map(|link| link.forget(outbox, session)))
                    .flatten()
                    .collect()
            }
            Road::Subscribed(client, member) => client.subscriber.forget(*member),
        }
    }

    /// Takes commands back; see [`Queue::cancel`](crate::queue::Queue::cancel). A connection that was
    /// lent for one of them ends.
    pub fn cancel(
        &mut self,
        outbox: &Arc<Outbox>,
        session: u32,
        wanted: &HashSet<u32>,
    ) -> HashMap<u32, bool> {
        match self {
            Road::Link(link) => link.cancel(outbox, session, wanted),
            Road::Leased(leased) => {
                let leases = wanted.iter().filter_map(|seq| leased.lent.remove(seq));
                leases
                    .filter_map(|lease| lease.link().map(|link| link.cancel(outbox, session, wanted)))
                    .flatten()
                    .collect()
            }
            Road::Subscribed(client, member) => client.subscriber.cancel(*member, wanted),
        }
    }

    /// The session ends, and an independent connection with it.
    pub fn leave(self, outbox: &Arc<Outbox>, session: u32) {
        match self {
            Road::Link(link) => {
                link.detach(outbox, session);
                if !link.shared {
                    link.abandon();
                }
            }
            Road::Leased(mut leased) => {
                leased.reserved.clear();
                leased.lent.clear();
                leased.client.leases.leave();
            }
            Road::Subscribed(client, member) => client.subscriber.leave(member, outbox),
        }
    }

    /// Takes a place in the pool, for a connection that the session makes.
    pub fn reserve(&mut self) -> Result<(), Failure> {
        let Road::Leased(leased) = self else {
            return Err(Failure::new(Kind::Internal, "the session does not borrow"));
        };
        let place = leased.client.leases.reserve();
        leased.reserved.push(place.inspect_err(|failure| count_refusal(&leased.client, failure))?);
        Ok(())
    }

    pub fn release(&mut self) {
        if let Road::Leased(leased) = self {
            leased.reserved.pop();
        }
    }
}

/// The client's own link counts what it refuses; this is what never reached a link.
fn count_refusal(client: &Client, failure: &Failure) {
    let counters = &client.link.metrics;
    match failure.kind {
        Kind::CircuitOpen => metrics::add(&counters.circuit_refusals, 1),
        Kind::Overloaded => metrics::add(&counters.overloads, 1),
        _ => {}
    }
}

impl Leased {
    fn submit(&mut self, single: Batch) {
        let (Some((outbox, session)), [entry]) = (single.owner.clone(), single.entries.as_slice()) else {
            return;
        };
        let seq = entry.seq;
        match self.client.outage().map_or_else(|| self.client.leases.lend(), Err) {
            Ok(lease) => {
                lease.submit(single);
                self.lent.insert(seq, lease);
            }
            Err(failure) => {
                count_refusal(&self.client, &failure);
                let failure = Arc::new(failure);
                outbox.put(Delivery::Failed { session, runs: vec![(seq, 1)], failure });
            }
        }
    }
}
