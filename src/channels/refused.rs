//! What becomes of subscriptions that the server refuses, by its access control for example: only
//! who asked for them hears of it.

use super::session::Course;
use super::told::{Verb, confirmation, refusal};
use super::{Ask, Channels, Group, Name};
use crate::error::{Failure, Kind};
use crate::outbox::{Delivery, Event};
use crate::tape::Tape;

impl Channels {
    /// The server has refused a command. One name alone is refused to all who asked for it; of
    /// several, the others are asked for again, each by itself.
    pub(super) fn refused(&mut self, ask: &Ask, error: &Tape) {
        let Verb { enter, group } = ask.verb;
        let alone = ask.names.len() == 1;
        let mut members = Vec::new();
        for (member, session) in &mut self.sessions {
            for call in &mut session.calls {
                let asked = call.verb == ask.verb && call.items.iter().any(|(_, place)| ask.covers(*place));
                if asked
                    && matches!(call.course, Course::Waiting)
                    && (alone || ask.by == Some((*member, call.seq)))
                {
                    call.course = Course::Refused(error.clone());
                    members.push(*member);
                }
            }
        }
        for name in &ask.names {
            if let Some(topic) =
                self.topics[group as usize].get_mut(name).filter(|topic| ask.covers(topic.place))
            {
                topic.asked = !enter;
            }
        }
        members.into_iter().for_each(|member| self.withdraw(member));
        if !enter {
            return;
        }
        for name in &ask.names {
            let Some(topic) = self.topics[group as usize].get(name) else { continue };
            if topic.asked || topic.wanted.is_empty() {
                continue;
            }
            if alone {
                self.take_away(group, name, error);
                continue;
            }
            self.ask(ask.verb, vec![name.clone()], None);
            let place = self.placed;
            let calls = self.sessions.values_mut().flat_map(|session| &mut session.calls);
            for (_, old) in calls
                .filter(|call| call.verb == ask.verb)
                .flat_map(|call| &mut call.items)
                .filter(|(item, old)| item.as_ref() == Some(name) && ask.covers(*old))
            {
                *old = place;
            }
        }
        // What is asked again belongs to the restoring, where it goes on.
        self.restored = self.restored.map(|_| self.placed);
    }

    /// Sessions lose a name that a new connection does not get.
    fn take_away(&mut self, group: Group, name: &Name, error: &Tape) {
        let Some(topic) = self.topics[group as usize].get_mut(name) else { return };
        topic.wanted.clear();
        let heard = std::mem::take(&mut topic.heard);
        for member in heard {
            let Some(session) = self.sessions.get_mut(&member) else { continue };
            session.wanted[group as usize].remove(name);
            session.heard[group as usize].remove(name);
            let verb = Verb { enter: false, group };
            let tape = confirmation(verb, Some(name), session.count(group));
            session.put(Delivery::Push { session: session.number, tape });
            let text = String::from_utf8_lossy(&error.payload).into_owned();
            let event = Event::new(refusal(&Failure::new(Kind::Refused, text)));
            session.put(Delivery::Event { session: session.number, event });
        }
        self.sweep(group, [name]);
    }
}
