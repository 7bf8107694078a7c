use super::told::confirmation;
use super::*;
use crate::outbox::Delivery;
use crate::tape::Tape;

/// Channels over a server that answers when it is asked to.
struct World {
    channels: Channels,
    outboxes: HashMap<Member, Arc<Outbox>>,
    /// Commands that were sent and not answered.
    sent: VecDeque<(u32, Verb, Vec<Name>)>,
    last: u32,
}

fn name(text: &str) -> Name {
    Arc::from(text.as_bytes())
}

fn names(texts: &str) -> Vec<Name> {
    texts.split_whitespace().map(name).collect()
}

fn verb(text: &str) -> Verb {
    Verb::parse(text.as_bytes()).unwrap()
}

fn error(text: &str) -> Tape {
    let mut tape = Tape::default();
    tape.put_text(kind::ERROR, text.as_bytes());
    tape
}

fn shown(tape: &Tape) -> Vec<String> {
    tape.values()
        .map(|value| match value.kind() {
            kind::ERROR => String::from_utf8_lossy(&value.to_tape().payload).into_owned(),
            _ => {
                let text = |at| value.text(at).map_or("-".into(), String::from_utf8_lossy);
                let count = value.to_tape().words.last().map_or(0, |word| word >> 4);
                match value.text(2) {
                    Some(message) => format!("{} {} {}", text(0), text(1), String::from_utf8_lossy(message)),
                    None => format!("{} {} {count}", text(0), text(1)),
                }
            }
        })
        .collect()
}

impl World {
    fn new() -> World {
        let mut world =
            World { channels: Channels::default(), outboxes: HashMap::new(), sent: VecDeque::new(), last: 0 };
        world.channels.ready();
        world
    }

    fn join(&mut self) -> Member {
        let outbox = Arc::new(Outbox::new(Box::new(|| {})));
        let member = self.channels.join(&outbox, 7);
        self.outboxes.insert(member, outbox);
        member
    }

    /// A call by its words: `subscribe a b`.
    fn call(&mut self, member: Member, words: &str) -> u32 {
        self.call_until(member, words, 0)
    }

    fn call_until(&mut self, member: Member, words: &str, deadline: u64) -> u32 {
        let (verb, rest) = words.split_once(' ').unwrap_or((words, ""));
        self.last += 1;
        let verb = Verb::parse(verb.as_bytes()).unwrap();
        self.channels.call(member, self.last, deadline, verb, names(rest));
        self.send();
        self.last
    }

    fn send(&mut self) {
        let asks = self.channels.asks().map(|ask| (ask.seq, ask.verb, ask.names.clone()));
        let asks: Vec<_> = asks.collect();
        self.sent.extend(asks);
    }

    /// What was sent since the last look, as words.
    fn asked(&self) -> Vec<String> {
        let words = |(_, verb, names): &(u32, Verb, Vec<Name>)| {
            let names: Vec<_> = names.iter().map(|name| String::from_utf8_lossy(name)).collect();
            format!("{} {}", verb.name(), names.join(" "))
        };
        self.sent.iter().map(words).collect()
    }

    /// The server answers the first command, as it answers: the last confirmation is the reply.
    fn answer(&mut self) {
        let (seq, verb, names) = self.sent.pop_front().unwrap();
        for (index, name) in names.iter().enumerate() {
            let tape = confirmation(verb, Some(name), 99);
            if index + 1 == names.len() {
                self.channels.answered(seq, &tape.values().next().unwrap());
            } else {
                self.channels.pushed(tape);
            }
        }
        self.send();
    }

    fn refuse(&mut self, text: &str) {
        let (seq, ..) = self.sent.pop_front().unwrap();
        self.channels.answered(seq, &error(text).values().next().unwrap());
        self.send();
    }

    fn answer_all(&mut self) {
        while !self.sent.is_empty() {
            self.answer();
        }
    }

    fn lose(&mut self) {
        self.sent.clear();
        self.channels.lost();
        self.send();
    }

    fn restore(&mut self) {
        self.channels.ready();
        self.send();
    }

    fn publish(&mut self, kind_of: &str, words: &[&str]) {
        self.publish_all(&[&[&[kind_of], words].concat()]);
    }

    /// Pushes that one read found.
    fn publish_all(&mut self, pushes: &[&[&str]]) {
        let mut tape = Tape::default();
        for words in pushes {
            tape.put(kind::PUSH, words.len());
            words.iter().for_each(|word| tape.put_text(kind::ASCII, word.as_bytes()));
        }
        self.channels.pushed(tape);
    }

    /// What a session was told: `=3 subscribe a 1` for the reply of call 3.
    fn told(&self, member: Member) -> Vec<String> {
        let mut told = Vec::new();
        for delivery in self.outboxes[&member].take() {
            match delivery {
                Delivery::Replies { runs, tape, .. } => {
                    let numbers = runs.iter().flat_map(|&(first, count)| first..first + count);
                    told.extend(numbers.zip(shown(&tape)).map(|(seq, text)| format!("={seq} {text}")));
                }
                Delivery::Large { seq, large, .. } => {
                    told.extend(shown(&large.into_tape()).iter().map(|text| format!("={seq} {text}")));
                }
                Delivery::Push { tape, .. } => told.extend(shown(&tape)),
                Delivery::Failed { runs, failure, .. } => {
                    told.extend(runs.iter().map(|(seq, _)| format!("!{seq} {}", failure.message)));
                }
                Delivery::Event { event, .. } => told.push(event.text.to_string()),
            }
        }
        told
    }
}

const GAP: &str = r#"{"status":"gap"}"#;

#[test]
fn the_server_is_asked_for_what_nobody_had_and_told_of_what_nobody_has() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    world.call(a, "subscribe x y");
    assert_eq!(world.asked(), ["subscribe x y"]);
    world.answer_all();
    assert_eq!(world.told(a), ["subscribe x 1", "=1 subscribe y 2"]);
    world.call(b, "subscribe y z");
    assert_eq!(world.asked(), ["subscribe z"]);
    world.answer_all();
    assert_eq!(world.told(b), ["subscribe y 1", "=2 subscribe z 2"]);
    world.call(a, "unsubscribe y x");
    assert_eq!(world.asked(), ["unsubscribe x"]);
    world.answer_all();
    assert_eq!(world.told(a), ["unsubscribe y 1", "=3 unsubscribe x 0"]);
    world.call(b, "unsubscribe");
    world.answer_all();
    assert!(world.channels.is_idle());
}

#[test]
fn confirmations_keep_the_order_of_the_calls_and_wait_for_the_server() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    world.call(a, "subscribe old");
    world.answer_all();
    world.told(a);
    world.call(b, "subscribe new");
    world.call(b, "subscribe old");
    // The second has nothing to wait for, but for the first.
    assert_eq!(world.told(b), Vec::<String>::new());
    world.answer_all();
    assert_eq!(world.told(b), ["=2 subscribe new 1", "=3 subscribe old 2"]);
}

#[test]
fn a_second_session_waits_for_the_confirmation_that_the_first_waits_for() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    world.call(a, "subscribe x");
    world.call(b, "subscribe x");
    assert_eq!(world.asked(), ["subscribe x"]);
    assert_eq!(world.told(b), Vec::<String>::new());
    world.answer_all();
    assert_eq!(world.told(a), ["=1 subscribe x 1"]);
    assert_eq!(world.told(b), ["=2 subscribe x 1"]);
}

#[test]
fn channels_and_patterns_are_counted_together_and_shard_channels_apart() {
    let mut world = World::new();
    let a = world.join();
    for call in
        ["subscribe x", "psubscribe x*", "ssubscribe x", "unsubscribe", "punsubscribe", "sunsubscribe"]
    {
        world.call(a, call);
    }
    world.answer_all();
    assert_eq!(
        world.told(a),
        [
            "=1 subscribe x 1",
            "=2 psubscribe x* 2",
            "=3 ssubscribe x 1",
            "=4 unsubscribe x 1",
            "=5 punsubscribe x* 0",
            "=6 sunsubscribe x 0"
        ]
    );
}

#[test]
fn an_unsubscription_from_nothing_is_answered_without_a_connection() {
    let mut world = World::new();
    world.lose();
    let a = world.join();
    world.call(a, "unsubscribe");
    world.call(a, "punsubscribe none");
    assert_eq!(world.told(a), ["=1 unsubscribe - 0", "=2 punsubscribe none 0"]);
    assert!(world.channels.is_idle());
}

#[test]
fn a_message_goes_to_those_to_whom_the_channel_is_confirmed() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    world.call(a, "subscribe x");
    world.call(a, "psubscribe x*");
    world.call(b, "subscribe y");
    world.answer_all();
    world.told(a);
    world.told(b);
    world.publish("message", &["x", "one"]);
    world.publish("pmessage", &["x*", "x", "one"]);
    world.publish("message", &["y", "two"]);
    world.publish("smessage", &["x", "three"]);
    assert_eq!(world.told(a), ["message x one", "pmessage x* x"]);
    assert_eq!(world.told(b), ["message y two"]);
}

#[test]
fn messages_that_come_together_go_to_those_who_have_their_channels_in_their_order() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    world.call(a, "subscribe x xy");
    world.call(b, "subscribe x");
    world.call(b, "psubscribe x");
    world.answer_all();
    world.told(a);
    world.told(b);
    // The third begins with the bytes of the first two, and the last is a pattern's.
    let pushes: [&[&str]; 7] = [
        &["message", "x", "1"],
        &["message", "x", ""],
        &["message", "xy", "1"],
        &["message", "nobody", "1"],
        &["message", "x", "2"],
        &["message", "x", "1"],
        &["pmessage", "x", "x", "3"],
    ];
    world.publish_all(&pushes);
    assert_eq!(world.told(a), ["message x 1", "message x ", "message xy 1", "message x 2", "message x 1"]);
    let heard = ["message x 1", "message x ", "message x 2", "message x 1", "pmessage x x"];
    assert_eq!(world.told(b), heard);
}

#[test]
fn subscribing_and_leaving_without_waiting_goes_through_the_server_in_order() {
    let mut world = World::new();
    let a = world.join();
    for call in ["subscribe x", "unsubscribe x", "subscribe x", "subscribe x"] {
        world.call(a, call);
    }
    assert_eq!(world.asked(), ["subscribe x", "unsubscribe x", "subscribe x"]);
    world.answer_all();
    assert_eq!(
        world.told(a),
        ["=1 subscribe x 1", "=2 unsubscribe x 0", "=3 subscribe x 1", "=4 subscribe x 1"]
    );
}

#[test]
fn a_session_that_is_gone_takes_only_its_own_names_with_it() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    world.call(a, "subscribe x y");
    world.call(b, "subscribe y");
    world.answer_all();
    world.call(a, "subscribe z");
    world.sent.clear();
    world.channels.leave(a);
    world.send();
    let mut gone = world.asked();
    gone.iter_mut().for_each(|ask| {
        let mut words: Vec<_> = ask.split(' ').collect();
        words.sort_unstable();
        *ask = words.join(" ");
    });
    assert_eq!(gone, ["unsubscribe x z"]);
    world.told(b);
    world.publish("message", &["y", "still"]);
    assert_eq!(world.told(b), ["message y still"]);
}

#[test]
fn a_new_connection_gets_all_subscriptions_and_those_who_had_some_hear_of_the_gap() {
    let mut world = World::new();
    let (a, b, c) = (world.join(), world.join(), world.join());
    world.call(a, "subscribe x");
    world.call(b, "psubscribe p*");
    world.answer_all();
    world.told(a);
    world.told(b);
    world.call(c, "subscribe new");
    world.lose();
    world.restore();
    assert_eq!(world.asked().len(), 2);
    world.answer();
    assert_eq!(world.told(a).len() + world.told(b).len(), 0);
    world.answer_all();
    assert_eq!(world.told(a), [GAP]);
    assert_eq!(world.told(b), [GAP]);
    assert_eq!(world.told(c), ["=3 subscribe new 1"]);
}

#[test]
fn an_unsubscription_without_a_connection_is_done_and_not_restored() {
    let mut world = World::new();
    let a = world.join();
    world.call(a, "subscribe x y");
    world.answer_all();
    world.told(a);
    world.lose();
    world.call(a, "unsubscribe x");
    assert_eq!(world.told(a), ["=2 unsubscribe x 1"]);
    world.restore();
    assert_eq!(world.asked(), ["subscribe y"]);
}

#[test]
fn a_refused_name_is_refused_to_all_who_asked_for_it_and_to_nobody_else() {
    let mut world = World::new();
    let (a, b, c) = (world.join(), world.join(), world.join());
    world.call(a, "subscribe secret");
    world.call(b, "subscribe secret");
    world.call(c, "subscribe open");
    world.refuse("NOPERM");
    world.answer_all();
    assert_eq!(world.told(a), ["=1 NOPERM"]);
    assert_eq!(world.told(b), ["=2 NOPERM"]);
    assert_eq!(world.told(c), ["=3 subscribe open 1"]);
    world.channels.leave(c);
    world.send();
    world.answer_all();
    assert!(world.channels.is_idle());
}

#[test]
fn of_a_refused_call_with_several_names_others_get_theirs() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    world.call(a, "subscribe open secret");
    world.call(b, "subscribe open");
    world.call(a, "subscribe more");
    world.refuse("NOPERM");
    assert_eq!(world.asked(), ["subscribe more", "subscribe open"]);
    world.answer_all();
    assert_eq!(world.told(a), ["=1 NOPERM", "=3 subscribe more 1"]);
    assert_eq!(world.told(b), ["=2 subscribe open 1"]);
}

#[test]
fn a_name_that_a_new_connection_does_not_get_is_taken_away_with_a_word() {
    let mut world = World::new();
    let a = world.join();
    world.call(a, "subscribe x");
    world.call(a, "subscribe y");
    world.answer_all();
    world.told(a);
    world.lose();
    world.restore();
    world.refuse("NOPERM this user");
    let first = world.sent[0].2[0].clone();
    world.refuse("NOPERM this user");
    world.answer_all();
    let told = world.told(a);
    assert_eq!(told[0], format!("unsubscribe {} 1", String::from_utf8_lossy(&first)));
    assert!(told[1].contains(r#""status":"refused""#) && told[1].contains("NOPERM this user"));
    assert_eq!(told[2], GAP);
}

#[test]
fn a_call_that_waits_too_long_fails_and_leaves_nothing_behind() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    world.call_until(a, "subscribe x y", 100);
    world.call(b, "subscribe y");
    assert_eq!(world.channels.earliest(), Some(100));
    world.channels.expire(99, None);
    assert_eq!(world.told(a), Vec::<String>::new());
    world.channels.expire(100, None);
    world.send();
    assert_eq!(world.told(a), ["!1 Command timed out"]);
    assert_eq!(world.asked(), ["subscribe x y", "unsubscribe x"]);
    world.answer_all();
    assert_eq!(world.told(a), Vec::<String>::new());
    assert_eq!(world.told(b), ["=2 subscribe y 1"]);
    assert_eq!(world.channels.earliest(), None);
}

#[test]
fn an_unsubscription_that_waits_too_long_counts_all_the_same() {
    let mut world = World::new();
    let a = world.join();
    world.call(a, "subscribe x");
    world.answer_all();
    world.told(a);
    world.call_until(a, "unsubscribe x", 100);
    world.channels.expire(100, None);
    assert_eq!(world.told(a), ["!2 Command timed out", "unsubscribe x 0"]);
    world.send();
    world.answer_all();
    assert!(world.channels.is_idle());
}

#[test]
fn calls_are_told_why_no_connection_can_be_made() {
    let mut world = World::new();
    world.lose();
    let a = world.join();
    world.call(a, "subscribe x");
    world.channels.refuse(&Failure::new(crate::error::Kind::Refused, "WRONGPASS"));
    assert_eq!(world.told(a), ["!1 WRONGPASS"]);
    assert!(world.channels.is_idle());
}

#[test]
fn a_channel_that_the_server_takes_away_is_asked_for_again() {
    let mut world = World::new();
    let a = world.join();
    world.call(a, "ssubscribe x");
    world.answer_all();
    world.told(a);
    let verb = Verb { enter: false, group: Group::Shard };
    world.channels.pushed(confirmation(verb, Some(&name("x")), 0));
    world.send();
    assert_eq!(world.asked(), ["ssubscribe x"]);
    world.answer_all();
    assert_eq!(world.told(a), [GAP]);
}

#[test]
fn the_answer_of_an_earlier_connection_changes_nothing() {
    let mut world = World::new();
    let a = world.join();
    world.call(a, "subscribe x");
    let (stale, ..) = world.sent[0];
    world.lose();
    world.restore();
    world.channels.answered(stale, &error("ERR stale").values().next().unwrap());
    assert_eq!(world.told(a), Vec::<String>::new());
    world.answer_all();
    assert_eq!(world.told(a), ["=1 subscribe x 1"]);
}

#[test]
fn a_subscription_to_nothing_is_refused_as_the_server_does_it() {
    let mut world = World::new();
    let a = world.join();
    world.call(a, "subscribe");
    assert_eq!(world.told(a), ["=1 ERR wrong number of arguments for 'subscribe' command"]);
    assert!(world.channels.is_idle());
}

/// What a session alone on a server would have heard: the oracle of the walk below.
#[derive(Default)]
struct Alone {
    has: [Vec<String>; 3],
    told: Vec<String>,
}

impl Alone {
    fn call(&mut self, seq: u32, words: &str) {
        let mut words = words.split(' ');
        let verb = Verb::parse(words.next().unwrap().as_bytes()).unwrap();
        let group = verb.group as usize;
        let names: Vec<&str> = words.collect();
        for (index, name) in names.iter().enumerate() {
            self.has[group].retain(|other| other != name);
            if verb.enter {
                self.has[group].push((*name).into());
            }
            let [channels, patterns, shards] = self.has.each_ref().map(Vec::len);
            let count = if group == 2 { shards } else { channels + patterns };
            let reply = if index + 1 == names.len() { format!("={seq} ") } else { String::new() };
            self.told.push(format!("{reply}{} {name} {count}", verb.name()));
        }
    }
}

#[test]
fn whatever_sessions_do_each_hears_what_it_would_hear_alone() {
    let mut seed = 1u64;
    let mut random = move |below: u64| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) % below
    };
    for _ in 0..300 {
        let mut world = World::new();
        let members: Vec<Member> = (0..4).map(|_| world.join()).collect();
        let mut alone: Vec<Alone> = members.iter().map(|_| Alone::default()).collect();
        let mut told: Vec<Vec<String>> = vec![Vec::new(); members.len()];
        for _ in 0..60 {
            match random(10) {
                0 => {
                    world.lose();
                    world.restore();
                }
                1..=4 => {
                    if !world.sent.is_empty() {
                        world.answer();
                    }
                }
                _ => {
                    let who = random(4) as usize;
                    let verbs = [
                        "subscribe",
                        "unsubscribe",
                        "psubscribe",
                        "punsubscribe",
                        "ssubscribe",
                        "sunsubscribe",
                    ];
                    let mut call = String::from(verbs[random(6) as usize]);
                    for _ in 0..=random(3) {
                        call += [" a", " b", " c", " d"][random(4) as usize];
                    }
                    let seq = world.call(members[who], &call);
                    alone[who].call(seq, &call);
                }
            }
        }
        world.answer_all();
        for (index, member) in members.iter().enumerate() {
            told[index] = world.told(*member).into_iter().filter(|text| text != GAP).collect();
            assert_eq!(told[index], alone[index].told);
        }
        for text in ["a", "b", "c", "d"] {
            world.publish("message", &[text, "m"]);
            for (index, member) in members.iter().enumerate() {
                let expected = alone[index].has[0].contains(&text.to_string());
                assert_eq!(world.told(*member).len(), usize::from(expected));
            }
        }
        members.iter().for_each(|member| world.channels.leave(*member));
        world.send();
        world.answer_all();
        assert!(world.channels.is_idle());
    }
}

fn cancel(world: &mut World, member: Member, calls: &[u32]) -> Vec<(u32, bool)> {
    let mut found: Vec<_> =
        world.channels.cancel(member, &calls.iter().copied().collect()).into_iter().collect();
    found.sort_unstable();
    world.send();
    found
}

#[test]
fn a_subscription_that_is_taken_back_leaves_nothing_that_nobody_else_wants() {
    let mut world = World::new();
    let (a, b) = (world.join(), world.join());
    let (first, second) = (world.call(a, "subscribe x y"), world.call(b, "subscribe y"));
    assert_eq!(cancel(&mut world, a, &[first, 99]), [(first, true)]);
    assert_eq!(world.asked(), ["subscribe x y", "unsubscribe x"]);
    world.answer_all();
    assert_eq!(world.told(a), Vec::<String>::new());
    assert_eq!(world.told(b), [format!("={second} subscribe y 1")]);
    world.publish("message", &["x", "1"]);
    world.publish("message", &["y", "2"]);
    assert_eq!((world.told(a), world.told(b)), (vec![], vec!["message y 2".into()]));
}

#[test]
fn what_a_subscription_brought_before_it_is_taken_back_goes_and_what_was_there_stays() {
    let mut world = World::new();
    let a = world.join();
    world.call(a, "subscribe old");
    world.answer_all();
    world.told(a);
    let call = world.call(a, "subscribe old x y");
    // The server confirms the first of the two new names, and not yet the second.
    world.channels.pushed(confirmation(verb("subscribe"), Some(&name("x")), 9));
    assert_eq!(world.told(a), ["subscribe old 1", "subscribe x 2"]);
    assert_eq!(cancel(&mut world, a, &[call]), [(call, true)]);
    assert_eq!(world.told(a), ["unsubscribe x 1"]);
    let gone = &world.asked()[1];
    assert!(gone == "unsubscribe x y" || gone == "unsubscribe y x", "{gone}");
    world.publish("message", &["x", "1"]);
    world.publish("message", &["old", "2"]);
    assert_eq!(world.told(a), ["message old 2"]);
}

#[test]
fn a_subscription_that_is_taken_back_before_there_is_a_connection_is_never_asked_for() {
    let mut world = World::new();
    let a = world.join();
    world.lose();
    let call = world.call(a, "psubscribe x");
    assert_eq!(cancel(&mut world, a, &[call]), [(call, false)]);
    world.restore();
    assert_eq!(world.asked(), Vec::<String>::new());
    assert!(world.channels.is_idle());
}

#[test]
fn an_unsubscription_that_is_taken_back_still_counts_and_an_answer_on_its_way_is_not_found() {
    let mut world = World::new();
    let a = world.join();
    let call = world.call(a, "subscribe x");
    world.answer_all();
    assert_eq!(cancel(&mut world, a, &[call]), []);
    world.told(a);
    let call = world.call(a, "unsubscribe x");
    assert_eq!(cancel(&mut world, a, &[call]), [(call, true)]);
    world.answer_all();
    assert_eq!(world.told(a), ["unsubscribe x 0"]);
    assert!(world.channels.is_idle());
}
