//! One session's calls and names, and what it is told of them: in the order of its calls, with the
//! counts that it would have alone.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::told::{Verb, confirmation};
use super::{Group, Member, Name, Topic};
use crate::error::Failure;
use crate::outbox::{Delivery, Outbox};
use crate::tape::Tape;

/// What has become of a call.
pub enum Course {
    Waiting,
    /// Nobody waits any more. A subscription is void, an unsubscription still counts.
    Dead,
    Refused(Tape),
}

pub struct Call {
    pub seq: u32,
    pub deadline: u64,
    pub verb: Verb,
    /// The names that are still to be confirmed, each with its place among what the server is
    /// asked. No name is that of an unsubscription from nothing.
    pub items: VecDeque<(Option<Name>, u64)>,
    /// Of a subscription: the names that are confirmed, and that the session did not have before.
    pub brought: Vec<Name>,
    pub course: Course,
}

pub struct Session {
    pub outbox: Arc<Outbox>,
    pub number: u32,
    pub calls: VecDeque<Call>,
    pub wanted: [HashSet<Name>; 3],
    pub heard: [HashSet<Name>; 3],
    /// Whether messages may have passed it by.
    pub missed: bool,
}

impl Session {
    pub fn new(outbox: Arc<Outbox>, number: u32) -> Session {
        let (wanted, heard) = (Default::default(), Default::default());
        Session { outbox, number, calls: VecDeque::new(), wanted, heard, missed: false }
    }

    /// Whether it has nothing, and wants nothing.
    pub fn is_idle(&self) -> bool {
        let mut names = self.wanted.iter().chain(&self.heard);
        self.calls.is_empty() && names.all(HashSet::is_empty)
    }

    /// What a confirmation says: shard channels are counted apart.
    pub fn count(&self, group: Group) -> usize {
        match group {
            Group::Shard => self.heard[2].len(),
            _ => self.heard[0].len() + self.heard[1].len(),
        }
    }

    /// Whether the session has `name` when all its calls are done.
    pub fn will_have(&self, group: Group, name: &Name) -> bool {
        let mut has = self.heard[group as usize].contains(name);
        for call in self.calls.iter().filter(|call| call.verb.group == group) {
            let counts = match call.course {
                Course::Waiting => true,
                Course::Dead => !call.verb.enter,
                Course::Refused(_) => false,
            };
            if counts && call.items.iter().any(|(item, _)| item.as_ref() == Some(name)) {
                has = call.verb.enter;
            }
        }
        has
    }

    pub fn put(&self, delivery: Delivery) {
        self.outbox.put(delivery);
    }

    pub fn fail(&self, seq: u32, failure: Failure) {
        self.put(Delivery::Failed { session: self.number, runs: vec![(seq, 1)], failure: Arc::new(failure) });
    }

    /// Confirms what is settled of a session's calls, in their order.
    pub fn advance(&mut self, member: Member, settled: u64, topics: &mut [HashMap<Name, Topic>; 3]) {
        while let Some(call) = self.calls.front_mut() {
            let (seq, verb) = (call.seq, call.verb);
            let dead = match &call.course {
                Course::Refused(error) => {
                    let tape = error.clone();
                    self.calls.pop_front();
                    self.put(Delivery::Replies { session: self.number, runs: vec![(seq, 1)], tape });
                    continue;
                }
                Course::Dead if verb.enter => {
                    self.calls.pop_front();
                    continue;
                }
                Course::Dead => true,
                Course::Waiting => false,
            };
            if !dead && call.items.front().is_none_or(|(_, place)| *place > settled) {
                return;
            }
            let Some((name, _)) = call.items.pop_front() else { return };
            let done = call.items.is_empty();
            if done {
                self.calls.pop_front();
            }
            if let Some(name) = &name {
                let fresh = self.hear(member, verb, name, &mut topics[verb.group as usize]);
                if let Some(call) = self.calls.front_mut().filter(|_| fresh && !done) {
                    call.brought.push(name.clone());
                }
            }
            let tape = confirmation(verb, name.as_ref(), self.count(verb.group));
            self.put(if done && !dead {
                Delivery::Replies { session: self.number, runs: vec![(seq, 1)], tape }
            } else {
                Delivery::Push { session: self.number, tape }
            });
        }
    }

    /// A name that was confirmed is taken away again.
    pub fn lose(
        &mut self,
        member: Member,
        group: Group,
        name: &Name,
        topics: &mut [HashMap<Name, Topic>; 3],
    ) {
        let verb = Verb { enter: false, group };
        self.hear(member, verb, name, &mut topics[group as usize]);
        let tape = confirmation(verb, Some(name), self.count(group));
        self.put(Delivery::Push { session: self.number, tape });
    }

    /// A name is confirmed to the session, or its end. Returns whether it is a new one.
    fn hear(&mut self, member: Member, verb: Verb, name: &Name, topics: &mut HashMap<Name, Topic>) -> bool {
        let heard = &mut self.heard[verb.group as usize];
        if verb.enter {
            let fresh = heard.insert(name.clone());
            if fresh {
                topics.entry(name.clone()).or_default().heard.push(member);
            }
            return fresh;
        }
        heard.remove(name);
        let Some(topic) = topics.get_mut(name) else { return false };
        topic.heard.retain(|other| *other != member);
        if topic.wanted.is_empty() && topic.heard.is_empty() {
            topics.remove(name);
        }
        false
    }
}
