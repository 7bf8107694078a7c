//! Subscriptions of a shared client: who asked for what, what the server has been asked, and whom
//! a message concerns.
//!
//! All sessions of the process share one connection. The server is asked for a channel that nobody
//! had, and told of one that the last has left; each session hears confirmations and counts as if
//! it had the connection alone, in the order of its calls. This module knows no link and no clock:
//! what is to be sent collects in `asks`, what came is told to it, and what it tells goes into the
//! outboxes of the sessions.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::error::{Failure, Phase};
use crate::outbox::{Announcement, Outbox};
use crate::tape::{Tape, Value, kind};

mod refused;
mod session;
mod taken_back;
mod told;

use session::{Call, Course, Session};
pub use told::Verb;
use told::gap;

/// The number of a session here.
pub type Member = u64;

pub type Name = Arc<[u8]>;

/// The three kinds of names, which do not know of one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Channel,
    Pattern,
    Shard,
}

const GROUPS: [Group; 3] = [Group::Channel, Group::Pattern, Group::Shard];

/// The place in line of what the server has not been asked yet.
const UNASKED: u64 = u64::MAX;
/// How many names are restored by one command.
const RESTORED: usize = 500;

/// A command for the server.
#[derive(Debug, PartialEq)]
pub struct Ask {
    pub seq: u32,
    pub verb: Verb,
    pub names: Vec<Name>,
    /// The place of its first name among all that the server was asked.
    first: u64,
    /// How many of its names are confirmed.
    confirmed: usize,
    /// The call that it was made for.
    by: Option<(Member, u32)>,
}

impl Ask {
    fn covers(&self, place: u64) -> bool {
        place >= self.first && place < self.first + self.names.len() as u64
    }
}

#[derive(Default)]
struct Topic {
    /// Who is to have it when all calls are done.
    wanted: Vec<Member>,
    /// To whom it is confirmed: these get its messages.
    heard: Vec<Member>,
    /// Whether the last thing that the server was asked is to send it.
    asked: bool,
    /// The place of that.
    place: u64,
}

#[derive(Default)]
pub struct Channels {
    sessions: HashMap<Member, Session>,
    topics: [HashMap<Name, Topic>; 3],
    /// Commands that the server has not answered, in order.
    flight: VecDeque<Ask>,
    /// What is to be sent: the last so many of the flight.
    unsent: usize,
    ready: bool,
    last_member: Member,
    last_seq: u32,
    /// Names that the server was asked for or told of, and how many of them are settled.
    placed: u64,
    settled: u64,
    /// The place where all that a lost connection had is restored.
    restored: Option<u64>,
}

impl Channels {
    pub fn join(&mut self, outbox: &Arc<Outbox>, number: u32) -> Member {
        self.last_member += 1;
        self.sessions.insert(self.last_member, Session::new(outbox.clone(), number));
        self.last_member
    }

    /// Whether anybody is here.
    pub fn is_deserted(&self) -> bool {
        self.sessions.is_empty()
    }

    /// Whether all who have or want something are of this environment.
    pub fn belong_to(&self, outbox: &Arc<Outbox>) -> bool {
        let mut others = self.sessions.values().filter(|session| !Arc::ptr_eq(&session.outbox, outbox));
        others.all(Session::is_idle)
    }

    /// Whether somebody here is of this environment.
    pub fn concern(&self, outbox: &Arc<Outbox>) -> bool {
        self.sessions.values().any(|session| Arc::ptr_eq(&session.outbox, outbox))
    }

    pub fn is_ready(&self) -> bool {
        self.ready
    }

    /// Whether a connection is of no use now.
    pub fn is_idle(&self) -> bool {
        self.flight.is_empty()
            && self.topics.iter().all(HashMap::is_empty)
            && self.sessions.values().all(|session| session.calls.is_empty())
    }

    /// When the first deadline passes.
    pub fn earliest(&self) -> Option<u64> {
        let calls = self.sessions.values().flat_map(|session| &session.calls);
        calls
            .filter(|call| call.deadline > 0 && matches!(call.course, Course::Waiting))
            .map(|call| call.deadline)
            .min()
    }

    /// The commands that are to be sent now, in order.
    pub fn asks(&mut self) -> impl Iterator<Item = &Ask> {
        let from = self.flight.len() - std::mem::take(&mut self.unsent);
        self.flight.range(from..)
    }

    // ---- what sessions do ---------------------------------------------------------------

    /// A session subscribes, or unsubscribes: from all it has where it names nothing.
    pub fn call(&mut self, member: Member, seq: u32, deadline: u64, verb: Verb, names: Vec<Name>) {
        let course = if verb.enter && names.is_empty() {
            Course::Refused(told::names_missing(verb))
        } else {
            Course::Waiting
        };
        let items = if verb.enter {
            self.enter(member, seq, verb, names)
        } else {
            self.exit(member, seq, verb, names)
        };
        let Some(session) = self.sessions.get_mut(&member) else { return };
        session.calls.push_back(Call { seq, deadline, verb, items, brought: Vec::new(), course });
        self.advance(member);
    }

    fn enter(
        &mut self,
        member: Member,
        seq: u32,
        verb: Verb,
        names: Vec<Name>,
    ) -> VecDeque<(Option<Name>, u64)> {
        let mut fresh = Vec::new();
        for name in &names {
            let topic = self.topics[verb.group as usize].entry(name.clone()).or_default();
            if !topic.wanted.contains(&member) {
                topic.wanted.push(member);
            }
            if let Some(session) = self.sessions.get_mut(&member) {
                session.wanted[verb.group as usize].insert(name.clone());
            }
            if !topic.asked && self.ready {
                topic.asked = true;
                fresh.push(name.clone());
            }
        }
        self.ask(verb, fresh, Some((member, seq)));
        let topics = &self.topics[verb.group as usize];
        let place = |name: &Name| match topics.get(name) {
            Some(topic) if topic.asked => topic.place,
            _ => UNASKED,
        };
        names.into_iter().map(|name| (Some(name.clone()), place(&name))).collect()
    }

    fn exit(
        &mut self,
        member: Member,
        seq: u32,
        verb: Verb,
        mut names: Vec<Name>,
    ) -> VecDeque<(Option<Name>, u64)> {
        let group = verb.group as usize;
        if names.is_empty() {
            let Some(session) = self.sessions.get(&member) else { return VecDeque::new() };
            names = session.wanted[group].iter().cloned().collect();
            if names.is_empty() {
                return VecDeque::from([(None, 0)]);
            }
        }
        let gone: Vec<Name> =
            names.iter().filter(|name| self.unwant(member, verb.group, name)).cloned().collect();
        let before = self.placed;
        self.ask(verb, gone, Some((member, seq)));
        let topics = &self.topics[group];
        // What others still have, or what the session did not have, is settled at once.
        let place = |name: &Name| {
            topics.get(name).map_or(0, |topic| if topic.place > before { topic.place } else { 0 })
        };
        names.into_iter().map(|name| (Some(name.clone()), place(&name))).collect()
    }

    /// The session is to have a name no more. Returns whether the server must be told.
    fn unwant(&mut self, member: Member, group: Group, name: &Name) -> bool {
        if let Some(session) = self.sessions.get_mut(&member) {
            session.wanted[group as usize].remove(name);
        }
        let Some(topic) = self.topics[group as usize].get_mut(name) else { return false };
        let before = topic.wanted.len();
        topic.wanted.retain(|other| *other != member);
        before > 0 && topic.wanted.is_empty() && topic.asked
    }

    /// The session is gone, with all it had.
    pub fn leave(&mut self, member: Member) {
        let Some(session) = self.sessions.remove(&member) else { return };
        for group in GROUPS {
            let index = group as usize;
            for name in &session.heard[index] {
                if let Some(topic) = self.topics[index].get_mut(name) {
                    topic.heard.retain(|other| *other != member);
                }
            }
            let mut gone = Vec::new();
            for name in &session.wanted[index] {
                if self.unwant(member, group, name) {
                    gone.push(name.clone());
                }
            }
            self.tell_server(Verb { enter: false, group }, gone);
            self.sweep(group, session.wanted[index].iter().chain(&session.heard[index]));
        }
    }

    /// Nobody waits any more for the calls of a session. Returns the numbers of those that did, and
    /// whether the server may have executed them.
    pub fn forget(&mut self, member: Member) -> Vec<(u32, bool)> {
        let Some(session) = self.sessions.get_mut(&member) else { return Vec::new() };
        let mut killed = Vec::new();
        for call in session.calls.iter_mut().filter(|call| matches!(call.course, Course::Waiting)) {
            killed.push((call.seq, call.items.iter().any(|(_, place)| *place != UNASKED)));
            call.course = Course::Dead;
        }
        self.withdraw(member);
        self.advance(member);
        killed
    }

    // ---- what the connection does -------------------------------------------------------

    /// A connection is made: all subscriptions are restored before anything else.
    pub fn ready(&mut self) {
        self.ready = true;
        for group in GROUPS {
            let topics = self.topics[group as usize].iter();
            let names: Vec<Name> =
                topics.filter(|(_, topic)| !topic.wanted.is_empty()).map(|(name, _)| name.clone()).collect();
            self.tell_server(Verb { enter: true, group }, names);
        }
        self.restored = Some(self.placed);
        for session in self.sessions.values_mut() {
            for call in session.calls.iter_mut().filter(|call| call.verb.enter) {
                for (name, place) in &mut call.items {
                    let topic =
                        name.as_ref().and_then(|name| self.topics[call.verb.group as usize].get(name));
                    *place = topic.filter(|topic| topic.asked).map_or(0, |topic| topic.place);
                }
            }
        }
        self.advance_all();
    }

    /// The connection is lost, and with it all that the server knew.
    pub fn lost(&mut self) {
        self.ready = false;
        self.flight.clear();
        (self.unsent, self.settled, self.restored) = (0, self.placed, None);
        for topic in self.topics.iter_mut().flat_map(HashMap::values_mut) {
            topic.asked = false;
        }
        for session in self.sessions.values_mut() {
            session.missed |= session.heard.iter().any(|names| !names.is_empty());
            for call in &mut session.calls {
                let place = if call.verb.enter { UNASKED } else { 0 };
                call.items.iter_mut().for_each(|item| item.1 = place);
            }
        }
        self.advance_all();
    }

    /// No connection can be made, for a reason that waiting does not mend: those who wait are told.
    /// Returns how many commands that ends.
    pub fn refuse(&mut self, failure: &Failure) -> u64 {
        self.fail(|call| call.verb.enter.then(|| failure.clone().at(Phase::Connecting)))
    }

    /// Ends the wait of all calls whose deadline has passed.
    pub fn expire(&mut self, now: u64, cause: Option<Arc<Failure>>) {
        let ready = self.ready;
        self.fail(|call| {
            (call.deadline > 0 && call.deadline <= now).then(|| {
                let phase = if ready { Phase::Sent } else { Phase::Connecting };
                Failure::timeout(phase).because(cause.clone().filter(|_| !ready)).at(phase)
            })
        });
    }

    fn fail(&mut self, failure: impl Fn(&Call) -> Option<Failure>) -> u64 {
        let mut members = Vec::new();
        let mut count = 0;
        for (member, session) in &mut self.sessions {
            let mut told = Vec::new();
            for call in session.calls.iter_mut().filter(|call| matches!(call.course, Course::Waiting)) {
                if let Some(failure) = failure(call) {
                    call.course = Course::Dead;
                    told.push((call.seq, failure));
                }
            }
            if !told.is_empty() {
                members.push(*member);
            }
            count += told.len() as u64;
            told.into_iter().for_each(|(seq, failure)| session.fail(seq, failure));
        }
        for member in members {
            self.withdraw(member);
            self.advance(member);
        }
        count
    }

    /// What answers a whole command came: its last confirmation, or an error.
    pub fn answered(&mut self, seq: u32, value: &Value) {
        if !self.flight.iter().any(|ask| ask.seq == seq) {
            return;
        }
        while let Some(ask) = self.flight.pop_front() {
            self.settled = self.settled.max(ask.first + ask.names.len() as u64 - 1);
            let last = ask.seq == seq;
            if last && value.kind() == kind::ERROR {
                self.refused(&ask, &value.to_tape());
            }
            if last {
                break;
            }
        }
        self.unsent = self.unsent.min(self.flight.len());
        self.settle();
    }

    /// Messages, and confirmations that others follow. Messages of one channel that come together go
    /// on together.
    pub fn pushed(&mut self, tape: Tape) {
        let mut values = tape.values();
        loop {
            let from = values.clone();
            let Some(value) = values.next() else { return };
            let (Some(name), Some(subject)) = (value.text(0), value.text(1)) else { continue };
            let group = match name {
                b"message" => Group::Channel,
                b"pmessage" => Group::Pattern,
                b"smessage" => Group::Shard,
                _ => {
                    if let Some(verb) = Verb::parse(name) {
                        self.confirmed(verb, subject);
                    }
                    continue;
                }
            };
            let count = 1 + values.skip_alike(&value);
            let Some(topic) = self.topics[group as usize].get(subject) else { continue };
            let run = from.before(&values);
            let mut sessions = topic.heard.iter().filter_map(|member| self.sessions.get(member));
            if topic.heard.len() == 1 && run.bytes() == tape.bytes() {
                if let Some(session) = sessions.next() {
                    session.outbox.offer_all(session.number, tape, count);
                }
                return;
            }
            sessions.for_each(|session| session.outbox.offer(session.number, run.clone()));
        }
    }

    fn confirmed(&mut self, verb: Verb, name: &[u8]) {
        if let Some(front) = self.flight.front_mut()
            && front.verb == verb
            && front.names.get(front.confirmed).is_some_and(|next| **next == *name)
        {
            self.settled = self.settled.max(front.first + front.confirmed as u64);
            front.confirmed += 1;
            self.settle();
            return;
        }
        // The server took away what it had given: it is asked again, and what it said meanwhile
        // was missed.
        let Some((name, topic)) = self.topics[verb.group as usize].get_key_value(name) else { return };
        if verb.enter || !topic.asked || topic.wanted.is_empty() || topic.place > self.settled {
            return;
        }
        let (name, heard) = (name.clone(), topic.heard.clone());
        self.ask(Verb { enter: true, ..verb }, vec![name], None);
        for member in heard {
            if let Some(session) = self.sessions.get_mut(&member) {
                session.missed = true;
            }
        }
        self.restored = Some(self.placed);
    }

    /// What concerns all who are subscribed here.
    pub fn tell_all(&self, event: &Arc<str>) {
        let mut announcement = Announcement::new(event.clone());
        for session in self.sessions.values() {
            announcement.put(&session.outbox, session.number);
        }
    }

    // ---- how it goes on -----------------------------------------------------------------

    fn ask(&mut self, verb: Verb, names: Vec<Name>, by: Option<(Member, u32)>) {
        if names.is_empty() {
            return;
        }
        let first = self.placed + 1;
        for name in &names {
            self.placed += 1;
            if let Some(topic) = self.topics[verb.group as usize].get_mut(name) {
                topic.asked = verb.enter;
                topic.place = self.placed;
            }
        }
        self.last_seq = self.last_seq.wrapping_add(1);
        self.flight.push_back(Ask { seq: self.last_seq, verb, names, first, confirmed: 0, by });
        self.unsent += 1;
    }

    /// As `ask`, in commands of a bounded size.
    fn tell_server(&mut self, verb: Verb, names: Vec<Name>) {
        for names in names.chunks(RESTORED) {
            self.ask(verb, names.to_vec(), None);
        }
    }

    /// Makes what a session wants follow its calls, some of which have failed.
    fn withdraw(&mut self, member: Member) {
        for group in GROUPS {
            let Some(session) = self.sessions.get(&member) else { return };
            let mut names: Vec<Name> = session.wanted[group as usize].iter().cloned().collect();
            names.retain(|name| !session.will_have(group, name));
            let heard: Vec<Name> = session.heard[group as usize]
                .iter()
                .filter(|name| {
                    !session.wanted[group as usize].contains(*name) && session.will_have(group, name)
                })
                .cloned()
                .collect();
            let gone: Vec<Name> =
                names.iter().filter(|name| self.unwant(member, group, name)).cloned().collect();
            self.tell_server(Verb { enter: false, group }, gone);
            // An unsubscription that was refused leaves what was there.
            for name in heard {
                if let Some(session) = self.sessions.get_mut(&member) {
                    session.wanted[group as usize].insert(name.clone());
                }
                self.topics[group as usize].entry(name).or_default().wanted.push(member);
            }
            self.sweep(group, &names);
        }
    }

    /// Topics that concern nobody are forgotten.
    fn sweep<'a>(&mut self, group: Group, names: impl IntoIterator<Item = &'a Name>) {
        let topics = &mut self.topics[group as usize];
        for name in names {
            if topics.get(name).is_some_and(|topic| topic.wanted.is_empty() && topic.heard.is_empty()) {
                topics.remove(name);
            }
        }
    }

    fn settle(&mut self) {
        self.advance_all();
        if self.restored.is_some_and(|place| place <= self.settled) {
            self.restored = None;
            let mut announcement = Announcement::new(gap());
            for session in self.sessions.values_mut().filter(|session| session.missed) {
                session.missed = false;
                announcement.put(&session.outbox, session.number);
            }
        }
    }

    fn advance_all(&mut self) {
        let waiting = self.sessions.iter().filter(|(_, session)| !session.calls.is_empty());
        let members: Vec<Member> = waiting.map(|(member, _)| *member).collect();
        members.into_iter().for_each(|member| self.advance(member));
    }

    fn advance(&mut self, member: Member) {
        if let Some(session) = self.sessions.get_mut(&member) {
            session.advance(member, self.settled, &mut self.topics);
        }
    }
}

#[cfg(test)]
mod tests;
