//! A group of servers that sentinels watch: how it is looked for, and what is known of it.
//!
//! The links of one client share what is known: the order in which sentinels are asked, and which
//! server is in charge. A link that hears that another one took over leaves the one that it has.
//! Nothing here connects.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::tls;

/// Where a server or a sentinel is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    pub host: String,
    pub port: u16,
    /// 0 for any, 4 or 6.
    #[serde(default, skip_serializing)]
    pub family: u8,
}

impl Address {
    /// `host:port`, as a NAT table and messages name it.
    pub fn text(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    pub fn leads_to(&self, other: &Address) -> bool {
        self.host == other.host && self.port == other.port
    }
}

/// Which server of the group is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    Master,
    Slave,
}

impl Role {
    /// The name that a server gives itself by ROLE and INFO.
    pub fn name(self) -> &'static str {
        match self {
            Role::Master => "master",
            Role::Slave => "slave",
        }
    }
}

/// The JSON that JavaScript sends. Times are in milliseconds.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Search {
    sentinels: Vec<Address>,
    pub name: String,
    pub role: Role,
    /// The replicas that are taken first, the best in front.
    pub preferred: Vec<Address>,
    pub username: Option<String>,
    pub password: Option<String>,
    /// How the sentinels themselves are spoken to.
    pub tls: Option<tls::Facts>,
    /// How long a sentinel may take to answer; zero is no limit.
    pub command_timeout: u64,
    /// What sentinels say, and where it is reached.
    pub nat_map: HashMap<String, Address>,
    /// Sentinels that sentinels tell of are asked, too.
    pub update: bool,
    /// How many sentinels are listened to while the connection stands.
    watchers: usize,
    /// When a sentinel that was listened to is called again; without it the link decides.
    pub reconnect: Option<u64>,
    /// It is not called again at all.
    pub forsake: bool,
    /// How long a server that was replaced may still answer.
    pub patience: u64,
    /// JavaScript chooses among what was found.
    pub asks: bool,
    /// Why it could not, of the sentinel that it was asked about last.
    pub refusal: Option<String>,
}

/// What the links of a client know together.
struct Memory {
    /// Guards the order in which sentinels are asked, the best first.
    order: Mutex<Vec<Address>>,
    sight: watch::Sender<Sight>,
}

/// Which server is in charge.
#[derive(Debug, Clone, Default)]
pub struct Sight {
    /// None before the first look, and where only the change is known.
    master: Option<Address>,
    /// Whose place that one took.
    replaced: Option<Address>,
    /// How often another one was announced.
    switches: u64,
}

#[derive(Clone)]
pub struct Group {
    search: Arc<Search>,
    memory: Arc<Memory>,
    /// How many sentinels this client's link listens to.
    pub watchers: usize,
    /// The replica that is taken before all others.
    pub kept: Option<Address>,
}

impl std::ops::Deref for Group {
    type Target = Search;

    fn deref(&self) -> &Search {
        &self.search
    }
}

impl Group {
    pub fn new(search: Search) -> Group {
        let order = Mutex::new(search.sentinels.clone());
        let memory = Arc::new(Memory { order, sight: watch::Sender::new(Sight::default()) });
        Group { watchers: search.watchers, search: Arc::new(search), memory, kept: None }
    }

    /// The same group for a link beside another one, which listens for both.
    pub fn beside(self) -> Group {
        Group { watchers: 0, ..self }
    }

    /// The same group for a search that ends at this server as long as sentinels name it.
    pub fn keeping(&self, server: Address) -> Group {
        Group { kept: Some(server), ..self.clone() }
    }

    /// Takes over what is known of the group from the configuration before.
    pub fn remember(&mut self, before: &Group) {
        self.search.sentinels.iter().for_each(|sentinel| before.add(sentinel.clone()));
        self.memory = before.memory.clone();
    }

    fn order(&self) -> MutexGuard<'_, Vec<Address>> {
        self.memory.order.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sentinels, in the order in which they are asked.
    pub fn sentinels(&self) -> Vec<Address> {
        self.order().clone()
    }

    /// Adds a sentinel unless it is known.
    pub fn add(&self, sentinel: Address) {
        let mut order = self.order();
        if !order.iter().any(|known| known.leads_to(&sentinel)) {
            order.push(sentinel);
        }
    }

    /// A sentinel that answered is asked first from here on.
    pub fn trust(&self, sentinel: &Address) {
        self.move_to(sentinel, |order, one| order.insert(0, one));
    }

    /// One that told of a server that is none is asked last.
    pub fn doubt(&self, sentinel: &Address) {
        self.move_to(sentinel, Vec::push);
    }

    fn move_to(&self, sentinel: &Address, put: impl FnOnce(&mut Vec<Address>, Address)) {
        let mut order = self.order();
        if let Some(index) = order.iter().position(|known| known.leads_to(sentinel)) {
            let one = order.remove(index);
            put(&mut order, one);
        }
    }

    /// Where what a sentinel named is reached.
    pub fn reached(&self, told: Address) -> Address {
        self.nat_map.get(&told.text()).cloned().unwrap_or(told)
    }

    pub fn sight(&self) -> watch::Receiver<Sight> {
        self.memory.sight.subscribe()
    }

    /// A server was found, and says itself that it is in charge.
    pub fn saw(&self, master: &Address) {
        self.memory.sight.send_if_modified(|sight| {
            let changed = sight.master.as_ref() != Some(master);
            sight.master = Some(master.clone());
            changed
        });
    }

    /// A sentinel announces that another server is in charge.
    pub fn switched(&self, master: Option<Address>) {
        self.memory.sight.send_if_modified(|sight| {
            let known = master.is_some() && sight.master == master;
            if !known {
                sight.switches += 1;
                sight.replaced = std::mem::replace(&mut sight.master, master);
            }
            !known
        });
    }

    /// Whether a sentinel that names this server as master has not heard what another one announced.
    pub fn was_replaced(&self, server: &Address) -> bool {
        let sight = self.memory.sight.borrow();
        self.role == Role::Master && sight.replaced.as_ref().is_some_and(|before| before.leads_to(server))
    }
}

impl Sight {
    /// Whether who connected at the time of `then` to `server` should look again.
    pub fn outdates(&self, then: &Sight, server: &Address, role: Role) -> bool {
        match (&self.master, role) {
            (Some(master), Role::Master) => !master.leads_to(server),
            _ => self.switches != then.switches,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(port: u16) -> Address {
        Address { host: "10.0.0.1".into(), port, family: 0 }
    }

    fn group(ports: &[u16]) -> Group {
        let sentinels: Vec<String> =
            ports.iter().map(|port| format!(r#"{{"host":"10.0.0.1","port":{port}}}"#)).collect();
        let text = format!(
            r#"{{"sentinels":[{}],"name":"main","role":"master","preferred":[],"commandTimeout":0,
            "natMap":{{"10.0.0.1:9":{{"host":"outside","port":99}}}},"update":true,"watchers":3,"forsake":false,
            "patience":500,"asks":false}}"#,
            sentinels.join(",")
        );
        Group::new(serde_json::from_str(&text).unwrap())
    }

    fn ports(group: &Group) -> Vec<u16> {
        group.sentinels().iter().map(|sentinel| sentinel.port).collect()
    }

    #[test]
    fn who_answered_is_asked_first_and_who_was_wrong_last() {
        let group = group(&[1, 2, 3]);
        group.trust(&at(3));
        assert_eq!(ports(&group), [3, 1, 2]);
        group.doubt(&at(3));
        assert_eq!(ports(&group), [1, 2, 3]);
        group.add(at(2));
        group.add(at(4));
        assert_eq!(ports(&group), [1, 2, 3, 4]);
    }

    #[test]
    fn the_next_configuration_knows_what_the_one_before_knew() {
        let before = group(&[1, 2]);
        before.trust(&at(2));
        let mut next = group(&[1, 5]);
        next.remember(&before);
        assert_eq!(ports(&next), [2, 1, 5]);
    }

    #[test]
    fn an_address_is_translated_where_the_table_knows_it() {
        let group = group(&[1]);
        assert_eq!(group.reached(at(9)).text(), "outside:99");
        assert_eq!(group.reached(at(8)).text(), "10.0.0.1:8");
    }

    #[test]
    fn a_switch_concerns_who_is_connected_elsewhere() {
        let group = group(&[1]);
        let sight = group.sight();
        let then = sight.borrow().clone();
        group.saw(&at(7));
        group.switched(Some(at(7)));
        assert!(!sight.borrow().outdates(&then, &at(7), Role::Master));
        group.switched(Some(at(8)));
        assert!(sight.borrow().outdates(&then, &at(7), Role::Master));
        assert!(!sight.borrow().outdates(&then, &at(8), Role::Master));
        assert!(sight.borrow().outdates(&then, &at(9), Role::Slave));
        let then = sight.borrow().clone();
        group.switched(None);
        assert!(sight.borrow().outdates(&then, &at(8), Role::Master));
    }

    #[test]
    fn a_server_was_replaced_when_another_one_was_announced_in_its_place() {
        let group = group(&[1]);
        group.switched(Some(at(7)));
        assert!(!group.was_replaced(&at(7)));
        group.switched(Some(at(8)));
        assert!(group.was_replaced(&at(7)));
        group.saw(&at(8));
        assert!(group.was_replaced(&at(7)) && !group.was_replaced(&at(8)));
        group.switched(Some(at(7)));
        assert!(group.was_replaced(&at(8)) && !group.was_replaced(&at(7)));
    }
}
