use super::super::Owner;
use super::super::flag::{MULTI, PIPELINE, TRANSACTION};
use super::*;
use crate::config::Resend;
use crate::outbox::Outbox;
use crate::tape::kind;

const OPEN: u16 = TRANSACTION | MULTI;
const INNER: u16 = TRANSACTION | PIPELINE;

fn batch(flags: &[u16], first: u32) -> Batch {
    batch_of(&owner(), flags, first)
}

pub fn owner() -> Owner {
    Some((Arc::new(Outbox::new(Box::new(|| {}))), 1))
}

pub fn batch_of(owner: &Owner, flags: &[u16], first: u32) -> Batch {
    let mut bytes = Vec::new();
    let mut entries = Vec::new();
    for (seq, &flags) in (first..).zip(flags) {
        bytes.extend_from_slice(format!("{seq};").as_bytes());
        entries.push(Entry {
            seq,
            end: bytes.len() as u32,
            flags,
            pushes: 0,
            unanswered: 0,
            deadline: 100,
            attempts: 0,
            refused: 0,
            live: true,
            sent: false,
        });
    }
    Batch::new(owner.clone(), bytes, entries)
}

fn flying(batch: Batch) -> Queue {
    let mut queue = Queue::default();
    queue.fly(batch);
    write(&mut queue);
    queue
}

pub fn write(queue: &mut Queue) -> String {
    let mut written = String::new();
    while let Some(bytes) = queue.to_write() {
        written.push_str(std::str::from_utf8(bytes).unwrap());
        let count = bytes.len();
        queue.wrote(count);
    }
    written
}

fn words(text: &str) -> Tape {
    let mut tape = Tape::default();
    tape.put_text(kind::ERROR, text.as_bytes());
    tape
}

/// What became of a reply: told before it, and whether it is delivered itself.
fn reply(queue: &mut Queue, sense: Sense) -> (Vec<u32>, Option<u32>) {
    let mut told = Vec::new();
    match queue.weigh(&words("READONLY"), sense, &mut told) {
        Outcome::Deliver => {
            (seqs(&told), queue.answer().filter(|answered| answered.live).map(|answered| answered.seq))
        }
        Outcome::Kept | Outcome::Again(_) => (seqs(&told), None),
    }
}

fn seqs(told: &[Fallen]) -> Vec<u32> {
    told.iter().flat_map(|one| one.runs.iter().flat_map(|&(first, count)| first..first + count)).collect()
}

#[test]
fn refused_commands_go_again_in_their_order_before_what_waits() {
    let mut queue = flying(batch(&[0, 0, 0], 0));
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    assert_eq!(reply(&mut queue, Sense::Executed), (vec![], Some(1)));
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    queue.wait(batch(&[0], 9));
    assert!(!queue.has_in_flight() && !queue.is_empty());
    queue.fly_waiting();
    assert_eq!(write(&mut queue), "0;2;9;");
    for seq in [0, 2, 9] {
        assert_eq!(reply(&mut queue, Sense::Executed), (vec![], Some(seq)));
    }
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn a_pipeline_of_which_a_part_was_executed_is_answered_as_it_comes() {
    let mut queue = flying(batch(&[0, PIPELINE, PIPELINE, 0], 0));
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    assert_eq!(reply(&mut queue, Sense::Executed), (vec![0], Some(1)));
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], Some(2)));
    assert_eq!(reply(&mut queue, Sense::Executed), (vec![], Some(3)));
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn a_pipeline_of_which_nothing_was_executed_goes_again_as_a_whole() {
    let mut queue = flying(batch(&[0, PIPELINE, PIPELINE, 0], 0));
    for _ in 0..3 {
        assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    }
    assert_eq!(reply(&mut queue, Sense::Executed), (vec![], Some(3)));
    queue.fly_waiting();
    assert_eq!(write(&mut queue), "0;1;2;");
}

#[test]
fn a_transaction_that_was_refused_goes_again_with_its_multi_and_its_answers_are_told_once() {
    let mut queue = flying(batch(&[OPEN, INNER, INNER, INNER], 0));
    assert!(queue.is_within_transaction());
    assert_eq!(reply(&mut queue, Sense::Neutral), (vec![], Some(0)));
    assert_eq!(reply(&mut queue, Sense::Neutral), (vec![], Some(1)));
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    assert!(queue.ends_transaction() && queue.is_withholding());
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    queue.fly_waiting();
    assert_eq!(write(&mut queue), "0;1;2;3;");
    assert_eq!(reply(&mut queue, Sense::Neutral), (vec![], None));
    assert_eq!(reply(&mut queue, Sense::Neutral), (vec![], None));
    assert_eq!(reply(&mut queue, Sense::Neutral), (vec![], Some(2)));
    assert_eq!(reply(&mut queue, Sense::Executed), (vec![], Some(3)));
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn a_transaction_whose_answered_commands_are_dead_is_lost_and_sent_again_with_them() {
    let mut queue = flying(batch(&[OPEN, INNER, INNER], 0));
    assert_eq!(reply(&mut queue, Sense::Neutral), (vec![], Some(0)));
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    queue.fly_waiting();
    // The connection is lost before EXEC is written.
    queue.wrote(4);
    assert!(queue.lost(Resend::Readonly).is_empty());
    queue.fly_waiting();
    assert_eq!(write(&mut queue), "0;1;2;");
}

#[test]
fn refused_commands_get_the_words_of_the_server_at_their_deadline_and_when_the_client_ends() {
    let mut queue = flying(batch(&[0, 0], 0));
    reply(&mut queue, Sense::Refused);
    reply(&mut queue, Sense::Refused);
    assert!(queue.expire(99).is_empty());
    let fallen = queue.expire(100);
    assert_eq!(seqs(&fallen), [0, 1]);
    assert!(fallen.iter().all(|one| one.refusal.as_deref() == Some(&words("READONLY"))));
    assert!(queue.is_empty() && queue.bytes() == 0);

    let mut queue = flying(batch(&[0], 0));
    reply(&mut queue, Sense::Refused);
    assert!(queue.fail_waiting(Phase::Queued)[0].refusal.is_some());
}

#[test]
fn what_was_withheld_is_told_when_the_connection_is_lost_or_its_deadline_passes() {
    let mut queue = flying(batch(&[0, PIPELINE], 0));
    reply(&mut queue, Sense::Refused);
    let fallen = queue.lost(Resend::None);
    assert_eq!(seqs(&fallen), [0, 1]);
    assert!(fallen[0].refusal.is_some() && fallen[1].refusal.is_none());

    let mut queue = flying(batch(&[0, PIPELINE], 0));
    reply(&mut queue, Sense::Refused);
    assert_eq!(seqs(&queue.expire(100)), [0, 1]);
    assert_eq!(reply(&mut queue, Sense::Refused), (vec![], None));
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn every_command_is_told_once_whatever_is_refused() {
    let mut state = 7u64;
    let mut chance = move |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    let shapes: [&[u16]; 5] =
        [&[0], &[0, PIPELINE], &[OPEN, INNER, INNER], &[0, INNER | MULTI, INNER, INNER], &[0, 0, 0]];
    for _ in 0..2_000 {
        let owner = owner();
        let (mut queue, mut told, mut next) = (Queue::default(), Vec::new(), 0);
        for _ in 0..1 + chance(5) {
            let shape = shapes[chance(5) as usize];
            queue.fly(batch_of(&owner, shape, next));
            next += shape.len() as u32;
        }
        for _ in 0..200 {
            write(&mut queue);
            if queue.front().is_some() {
                let neutral = queue.is_within_transaction();
                let sense = match chance(3) {
                    0 => Sense::Refused,
                    _ if neutral => Sense::Neutral,
                    _ => Sense::Executed,
                };
                let (before, itself) = reply(&mut queue, sense);
                told.extend(before.into_iter().chain(itself));
            }
            match chance(40) {
                0 => told.extend(seqs(&queue.lost([Resend::All, Resend::Readonly][chance(2) as usize]))),
                1..10 => queue.fly_waiting(),
                _ => {}
            }
        }
        told.extend(seqs(&queue.expire(100)));
        told.extend(seqs(&queue.lost(Resend::None)));
        told.extend(seqs(&queue.fail_waiting(Phase::Queued)));
        told.sort_unstable();
        assert_eq!(told, (0..next).collect::<Vec<_>>());
        assert_eq!(queue.bytes(), 0);
    }
}
