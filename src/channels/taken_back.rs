//! Subscriptions that their callers take back: what such a call has brought goes with it.

use std::collections::{HashMap, HashSet};

use super::session::Course;
use super::{Channels, Member, UNASKED};

impl Channels {
    /// Takes calls of a session back. Returns those that waited, and whether the server may have
    /// been asked; the answers of the others are on their way. An unsubscription still counts.
    pub fn cancel(&mut self, member: Member, wanted: &HashSet<u32>) -> HashMap<u32, bool> {
        let mut found = HashMap::new();
        let Some(session) = self.sessions.get_mut(&member) else { return found };
        let mut brought = Vec::new();
        for call in session.calls.iter_mut().filter(|call| wanted.contains(&call.seq)) {
            if !matches!(call.course, Course::Waiting) {
                continue;
            }
            call.course = Course::Dead;
            let asked = call.items.iter().any(|(_, place)| *place != UNASKED) || !call.brought.is_empty();
            found.insert(call.seq, asked);
            brought.extend(call.brought.drain(..).map(|name| (call.verb, name)));
        }
        for (verb, name) in brought {
            session.lose(member, verb.group, &name, &mut self.topics);
        }
        self.withdraw(member);
        self.advance(member);
        found
    }
}
