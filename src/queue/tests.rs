//! The queue against a model of its server, against the promise about what is sent again, and in
//! the cases that a reader should be able to look up.

use std::collections::BTreeSet;

use super::flag::{BLOCKING, MONITOR, MULTI, PIPELINE, READONLY, SUBSCRIPTION, TRANSACTION};
use super::*;
use crate::config::Resend;

/// The first command of a transaction.
const OPEN: u16 = TRANSACTION | MULTI;

// ---- queues made up -----------------------------------------------------------------------

/// Xorshift: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

fn owner() -> Owner {
    Some((Arc::new(Outbox::new(Box::new(|| {}))), 1))
}

fn entry(seq: u32, flags: u16) -> Entry {
    Entry {
        seq,
        end: 0,
        flags,
        pushes: 0,
        unanswered: 0,
        deadline: 0,
        attempts: 0,
        refused: 0,
        live: true,
        sent: false,
    }
}

/// A batch of commands that are spelled `0;`, `1;` ... after their numbers.
fn batch(owner: &Owner, mut entries: Vec<Entry>) -> Batch {
    let mut bytes = Vec::new();
    for entry in &mut entries {
        bytes.extend_from_slice(format!("{};", entry.seq).as_bytes());
        entry.end = bytes.len() as u32;
    }
    Batch::new(owner.clone(), bytes, entries)
}

/// A batch of plain commands.
fn plain(owner: &Owner, seqs: std::ops::Range<u32>) -> Batch {
    batch(owner, seqs.map(|seq| entry(seq, 0)).collect())
}

fn dated(seq: u32, deadline: u64) -> Entry {
    Entry { deadline, ..entry(seq, 0) }
}

/// Writes up to `most` bytes in pieces of up to `piece`, and returns them.
fn write(queue: &mut Queue, mut most: usize, piece: usize) -> String {
    let mut written = String::new();
    while most > 0 {
        let Some(bytes) = queue.to_write() else { break };
        let count = bytes.len().min(piece).min(most);
        written.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
        queue.wrote(count);
        most -= count;
    }
    written
}

fn write_all(queue: &mut Queue) -> String {
    write(queue, usize::MAX, usize::MAX)
}

/// The numbers of the commands that the next replies answer.
fn answer(queue: &mut Queue, count: usize) -> Vec<u32> {
    (0..count).map_while(|_| queue.answer()).map(|answered| answered.seq).collect()
}

fn seqs(runs: &[Run]) -> impl Iterator<Item = u32> {
    runs.iter().flat_map(|&(first, count)| (0..count).map(move |more| first.wrapping_add(more)))
}

/// Each command that fell: its number, its phase, and whether it was aborted.
fn told(fallen: &[Fallen]) -> Vec<(u32, Phase, bool)> {
    fallen.iter().flat_map(|one| seqs(&one.runs).map(|seq| (seq, one.phase, one.aborted))).collect()
}

fn fallen_seqs(fallen: &[Fallen]) -> Vec<u32> {
    told(fallen).into_iter().map(|(seq, ..)| seq).collect()
}

fn waiting(queue: &Queue) -> Vec<u32> {
    queue.waiting.iter().flat_map(|batch| batch.entries.iter().map(|entry| entry.seq)).collect()
}

// ---- order, writing, answering ------------------------------------------------------------

#[test]
fn commands_are_written_and_answered_in_the_order_they_came() {
    let (one, other) = (owner(), owner());
    let mut queue = Queue::default();
    queue.fly(plain(&one, 0..3));
    queue.fly(plain(&other, 3..4));
    assert_eq!(write_all(&mut queue), "0;1;2;3;");
    queue.fly(plain(&one, 4..6));
    assert_eq!(write_all(&mut queue), "4;5;");
    let owners: Vec<bool> = (0..6).map(|_| same_owner(&queue.answer().unwrap().owner, &one)).collect();
    assert_eq!(owners, [true, true, true, false, true, true]);
    assert!(queue.answer().is_none());
    assert!(queue.is_empty() && !queue.has_in_flight() && queue.bytes() == 0);
}

#[test]
fn what_waits_is_written_when_it_flies_and_in_its_order() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.wait(plain(&owner, 0..2));
    queue.wait(plain(&owner, 2..3));
    assert_eq!(queue.to_write(), None);
    assert!(queue.front().is_none() && !queue.has_in_flight() && !queue.is_empty());
    queue.fly_waiting();
    queue.fly(plain(&owner, 3..4));
    assert_eq!(write_all(&mut queue), "0;1;2;3;");
    assert_eq!(answer(&mut queue, 9), [0, 1, 2, 3]);
}

#[test]
fn the_same_bytes_come_out_however_little_the_socket_takes() {
    let owner = owner();
    let expected: String = (0..40).map(|seq| format!("{seq};")).collect();
    let mut random = Random(1);
    for piece in 1..30 {
        let mut queue = Queue::default();
        let (mut written, mut seq) = (String::new(), 0);
        while seq < 40 {
            let until = 40.min(seq + 1 + random.below(6) as u32);
            queue.fly(plain(&owner, seq..until));
            seq = until;
            let most = random.below(20);
            written += &write(&mut queue, most, piece);
            let count = random.below(4);
            answer(&mut queue, count);
        }
        written += &write(&mut queue, usize::MAX, piece);
        assert_eq!(written, expected);
        assert_eq!(queue.to_write(), None);
    }
}

#[test]
fn a_command_of_which_nothing_is_written_is_not_answered() {
    let owner = owner();
    let mut queue = Queue::default();
    assert!(queue.front().is_none() && queue.answer().is_none());
    queue.fly(plain(&owner, 0..2));
    queue.fly(plain(&owner, 2..3));
    for (written, answered) in
        [(0, vec![]), (1, vec![0]), (1, vec![]), (1, vec![1]), (1, vec![]), (1, vec![2])]
    {
        write(&mut queue, written, 1);
        assert_eq!(queue.front().map(|entry| entry.seq), answered.first().copied());
        assert_eq!(answer(&mut queue, 9), answered);
    }
}

#[test]
fn an_answer_before_the_last_byte_does_not_shift_the_bytes_that_follow() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.fly(batch(&owner, vec![entry(1_000, 0)]));
    assert_eq!(write(&mut queue, 2, 2), "10");
    // The server refuses a command by its first bytes.
    assert_eq!(answer(&mut queue, 1), [1_000]);
    queue.fly(plain(&owner, 7..8));
    assert!(queue.front().is_none() && queue.answer().is_none());
    assert_eq!(write(&mut queue, 2, 2), "00");
    assert!(queue.answer().is_none());
    assert_eq!(write_all(&mut queue), ";7;");
    assert_eq!(answer(&mut queue, 9), [7]);
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn a_command_answered_before_its_last_byte_is_not_sent_again() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.fly(plain(&owner, 0..1));
    queue.fly(plain(&owner, 1..2));
    write(&mut queue, 1, 1);
    assert_eq!(answer(&mut queue, 1), [0]);
    assert!(queue.expire(u64::MAX - 1).is_empty());
    assert!(queue.lost(Resend::All).is_empty());
    assert_eq!(waiting(&queue), [1]);
    queue.fly_waiting();
    assert_eq!(write_all(&mut queue), "1;");
}

#[test]
fn a_subscription_is_answered_by_the_last_of_its_pushes() {
    let owner = owner();
    let mut queue = Queue::default();
    assert!(!queue.count_push());
    queue.fly(batch(&owner, vec![Entry { pushes: 3, unanswered: 3, ..entry(0, SUBSCRIPTION) }, entry(1, 0)]));
    write_all(&mut queue);
    assert_eq!([queue.count_push(), queue.count_push(), queue.count_push()], [false, false, true]);
    assert_eq!(answer(&mut queue, 9), [0, 1]);
}

#[test]
fn a_server_may_be_silent_as_long_as_a_blocking_command_is_in_flight() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.wait(batch(&owner, vec![entry(0, 0), entry(1, BLOCKING), entry(2, BLOCKING), entry(3, 0)]));
    assert!(!queue.is_blocking());
    queue.fly_waiting();
    write_all(&mut queue);
    let blocking: Vec<bool> = (0..4)
        .map(|_| {
            queue.answer();
            queue.is_blocking()
        })
        .collect();
    assert_eq!(blocking, [true, true, false, false]);
    queue.fly(batch(&owner, vec![entry(4, BLOCKING)]));
    queue.lost(Resend::All);
    assert!(!queue.is_blocking());
    queue.fly_waiting();
    assert!(queue.is_blocking());
}

// ---- the fast road ------------------------------------------------------------------------

/// What was answered: session, number, and whether somebody waited.
type Answers = Vec<(Option<u32>, u32, bool)>;

fn one_by_one(queue: &mut Queue, most: usize, answers: &mut Answers) -> usize {
    let before = answers.len();
    let replies = (0..most).map_while(|_| queue.answer());
    answers.extend(replies.map(|it| (it.owner.map(|(_, session)| session), it.seq, it.live)));
    answers.len() - before
}

/// Batches of two sessions and the link, in which some commands are dead and some need care.
fn mixed_batches(random: &mut Random, outbox: &Arc<Outbox>) -> Vec<(Owner, Vec<Entry>)> {
    let flags = [0, 0, 0, 0, READONLY, PIPELINE, OPEN, BLOCKING, SUBSCRIPTION, MONITOR];
    let mut batches = Vec::new();
    for at in 0..1 + random.below(5) as u32 {
        let session = random.of(&[None, Some(1), Some(1), Some(1), Some(2)]);
        let first = random.of(&[at * 10, at * 10 + 100, u32::MAX - 2]);
        let entries = (0..1 + random.below(6) as u32).map(|more| {
            let live = random.below(12) > 0;
            Entry { live, ..entry(first.wrapping_add(more), random.of(&flags)) }
        });
        batches.push((session.map(|session| (outbox.clone(), session)), entries.collect()));
    }
    batches
}

#[test]
fn answering_in_runs_is_answering_one_by_one() {
    const CARE: u16 = BLOCKING | SUBSCRIPTION | MONITOR;
    let mut random = Random(2);
    let (outbox, mut long_runs) = (Arc::new(Outbox::new(Box::new(|| {}))), 0);
    for _ in 0..1_000 {
        let batches = mixed_batches(&mut random, &outbox);
        let [mut fast, mut slow] = [(), ()].map(|()| {
            let mut queue = Queue::default();
            batches.iter().for_each(|(owner, entries)| queue.fly(batch(owner, entries.clone())));
            queue
        });
        let (mut got, mut expected) = (Answers::new(), Answers::new());
        for _ in 0..6 {
            let (bytes, most) = (random.below(80), 1 + random.below(12));
            assert_eq!(write(&mut fast, bytes, 9), write(&mut slow, bytes, 9));
            let mut runs = Vec::new();
            let run = fast.answer_run(most, &mut runs);
            got.extend(
                seqs(&runs).map(|seq| (run.as_ref().unwrap().0.as_ref().map(|owner| owner.1), seq, true)),
            );
            let count = match &run {
                Some((owner, count)) => {
                    assert!(*count <= most);
                    for _ in 0..*count {
                        assert_eq!(slow.front().unwrap().flags & CARE, 0);
                        one_by_one(&mut slow, 1, &mut expected);
                    }
                    // It stops for a reason only.
                    let more = slow.front().is_some_and(|next| next.live && next.flags & CARE == 0);
                    if *count < most && more && slow.unsent > 0 {
                        assert!(!same_owner(&slow.in_flight[0].owner, owner));
                    }
                    *count
                }
                None => {
                    one_by_one(&mut slow, 1, &mut expected);
                    one_by_one(&mut fast, 1, &mut got)
                }
            };
            long_runs += usize::from(count > 1);
            assert_eq!(got, expected);
            assert_eq!(fast.bytes(), slow.bytes());
            assert_eq!((fast.is_empty(), fast.is_blocking()), (slow.is_empty(), slow.is_blocking()));
            assert_eq!(fast.to_write(), slow.to_write());
        }
    }
    assert!(long_runs > 500, "only {long_runs} runs");
}

#[test]
fn a_run_goes_through_batches_of_one_session_and_joins_their_numbers() {
    let (one, other) = (owner(), owner());
    let mut queue = Queue::default();
    queue.fly(plain(&one, 0..2));
    queue.fly(plain(&one, 2..5));
    queue.fly(plain(&one, 9..11));
    queue.fly(plain(&other, 11..12));
    write_all(&mut queue);
    let mut runs = Vec::new();
    let (owner, count) = queue.answer_run(100, &mut runs).unwrap();
    assert!(same_owner(&owner, &one));
    assert_eq!((count, runs), (7, vec![(0, 5), (9, 2)]));
    assert_eq!(answer(&mut queue, 9), [11]);
}

// ---- deadlines ----------------------------------------------------------------------------

#[test]
fn what_expires_in_flight_keeps_its_place_so_that_its_late_reply_goes_to_nobody() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.fly(batch(&owner, vec![dated(0, 100), dated(1, 50), dated(2, 100), dated(3, 0)]));
    write_all(&mut queue);
    assert!(queue.expire(49).is_empty());
    assert_eq!(told(&queue.expire(50)), [(1, Phase::Sent, false)]);
    assert!(queue.expire(99).is_empty());
    let live: Vec<(u32, bool)> =
        (0..4).map(|_| queue.answer().unwrap()).map(|answered| (answered.seq, answered.live)).collect();
    assert_eq!(live, [(0, true), (1, false), (2, true), (3, true)]);
}

#[test]
fn what_expires_while_it_waits_is_never_sent() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.wait(batch(&owner, vec![dated(0, 50), dated(1, 0), dated(2, 50)]));
    queue.wait(batch(&owner, vec![dated(3, 50)]));
    queue.wait(batch(&owner, vec![dated(4, 51)]));
    assert_eq!(told(&queue.expire(50)), [0, 2, 3].map(|seq| (seq, Phase::Queued, false)));
    queue.fly_waiting();
    assert_eq!(queue.bytes(), 4);
    assert_eq!(write_all(&mut queue), "1;4;");
    assert_eq!(answer(&mut queue, 9), [1, 4]);
}

#[test]
fn what_may_be_overdue_is_known_wherever_it_is_and_what_has_fallen_is_not() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.fly(batch(&owner, vec![dated(0, 0), dated(1, 60)]));
    write_all(&mut queue);
    queue.wait(batch(&owner, vec![dated(2, 50)]));
    assert!(!queue.is_overdue(49) && queue.is_overdue(50));
    queue.expire(50);
    assert!(!queue.is_overdue(59) && queue.is_overdue(60));
    queue.expire(60);
    assert!(!queue.is_overdue(u64::MAX - 1));
}

#[test]
fn a_batch_that_expired_to_its_last_command_while_it_waited_is_not_kept() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.wait(batch(&owner, vec![dated(0, 50), dated(1, 60)]));
    assert_eq!(fallen_seqs(&queue.expire(50)), [0]);
    assert!(!queue.is_empty());
    assert_eq!(fallen_seqs(&queue.expire(60)), [1]);
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn an_answered_command_does_not_expire_and_none_expires_twice() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.fly(batch(&owner, vec![dated(0, 10), dated(1, 20), dated(2, 30)]));
    write_all(&mut queue);
    answer(&mut queue, 1);
    assert_eq!(fallen_seqs(&queue.expire(25)), [1]);
    assert_eq!(fallen_seqs(&queue.expire(25)), [0; 0]);
    assert_eq!(fallen_seqs(&queue.expire(u64::MAX - 1)), [2]);
}

#[test]
fn a_deadline_goes_on_through_a_lost_connection() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.fly(batch(&owner, vec![dated(0, 10), dated(1, 90), dated(2, 40)]));
    write_all(&mut queue);
    queue.expire(10);
    // What had expired is not sent again, and does not fall again.
    assert!(queue.lost(Resend::All).is_empty());
    assert_eq!(waiting(&queue), [1, 2]);
    assert_eq!(told(&queue.expire(40)), [(2, Phase::Sent, false)]);
    queue.fly_waiting();
    assert_eq!(write_all(&mut queue), "1;");
    assert_eq!(told(&queue.expire(90)), [(1, Phase::Sent, false)]);
}

#[test]
fn what_leads_is_written_before_all_that_waits() {
    let (mut queue, owner) = (Queue::default(), owner());
    queue.lead();
    queue.wait(plain(&owner, 0..2));
    queue.wait(plain(&owner, 2..3));
    queue.wait(plain(&owner, 3..5));
    queue.lead();
    assert_eq!(waiting(&queue), [3, 4, 0, 1, 2]);
    queue.fly_waiting();
    assert_eq!(write_all(&mut queue), "3;4;0;1;2;");
}

// ---- a lost connection --------------------------------------------------------------------

/// Loses a connection that took `written` bytes of one batch, two for each command, and answered
/// `answered` of them. Returns what is sent again, and what fell.
fn lose(
    resend: Resend,
    flags: &[u16],
    written: usize,
    answered: usize,
) -> (Vec<u32>, Vec<(u32, Phase, bool)>) {
    let mut queue = Queue::default();
    let entries = flags.iter().enumerate().map(|(seq, flags)| entry(seq as u32, *flags)).collect();
    queue.fly(batch(&owner(), entries));
    write(&mut queue, written, usize::MAX);
    assert_eq!(answer(&mut queue, answered).len(), answered);
    let fallen = told(&queue.lost(resend));
    let again = waiting(&queue);
    queue.fly_waiting();
    assert_eq!(write_all(&mut queue), again.iter().map(|seq| format!("{seq};")).collect::<String>());
    (again, fallen)
}

fn sent(seqs: std::ops::Range<u32>) -> Vec<(u32, Phase, bool)> {
    seqs.map(|seq| (seq, Phase::Sent, false)).collect()
}

#[test]
fn all_that_was_not_answered_is_sent_again_when_all_may() {
    assert_eq!(lose(Resend::All, &[0, 0, READONLY, 0], 5, 1), (vec![1, 2, 3], vec![]));
}

#[test]
fn of_what_was_written_only_reads_are_sent_again_when_only_they_may() {
    let flags = [READONLY, 0, READONLY, 0, 0, READONLY];
    assert_eq!(lose(Resend::Readonly, &flags, 8, 1), (vec![2, 4, 5], [sent(1..2), sent(3..4)].concat()));
}

#[test]
fn nothing_that_was_written_is_sent_again_when_nothing_may() {
    assert_eq!(lose(Resend::None, &[0, READONLY, 0, READONLY], 4, 0), (vec![2, 3], sent(0..2)));
}

#[test]
fn a_command_of_which_one_byte_was_written_was_written() {
    assert_eq!(lose(Resend::None, &[0, 0, 0], 3, 0), (vec![2], sent(0..2)));
    assert_eq!(lose(Resend::Readonly, &[0, 0, 0], 2, 0), (vec![1, 2], sent(0..1)));
}

#[test]
fn a_pipeline_of_which_nothing_was_answered_is_sent_again_whole() {
    assert_eq!(lose(Resend::All, &[0, PIPELINE, PIPELINE], 3, 0), (vec![0, 1, 2], vec![]));
}

#[test]
fn the_rest_of_a_pipeline_that_was_answered_in_part_is_aborted() {
    let aborted = vec![(1, Phase::Sent, true), (2, Phase::Queued, true)];
    for resend in [Resend::All, Resend::None] {
        assert_eq!(lose(resend, &[0, PIPELINE, PIPELINE], 4, 1), (vec![], aborted.clone()));
    }
}

#[test]
fn a_pipeline_after_one_that_was_cut_is_sent_again_whole() {
    let flags = [0, PIPELINE, 0, PIPELINE, PIPELINE, 0];
    assert_eq!(lose(Resend::All, &flags, 12, 1), (vec![2, 3, 4, 5], vec![(1, Phase::Sent, true)]));
}

#[test]
fn the_reads_of_a_pipeline_are_commands_like_others_when_only_reads_may() {
    let flags = [0, PIPELINE | READONLY, PIPELINE, PIPELINE];
    assert_eq!(lose(Resend::Readonly, &flags, 6, 1), (vec![1, 3], sent(2..3)));
}

#[test]
fn a_transaction_within_a_pipeline_that_was_cut_is_aborted_and_so_is_what_follows_it() {
    let transaction = [PIPELINE | OPEN, PIPELINE | TRANSACTION, PIPELINE | TRANSACTION];
    let flags = [&[0, PIPELINE], transaction.as_slice(), &[PIPELINE, 0]].concat();
    for answered in [1, 2] {
        let aborted = (answered as u32..6).map(|seq| (seq, Phase::Sent, true)).collect();
        assert_eq!(lose(Resend::All, &flags, 14, answered), (vec![6], aborted));
    }
}

#[test]
fn a_transaction_whose_exec_was_written_is_in_doubt_as_a_whole() {
    let flags = [OPEN, TRANSACTION | READONLY, TRANSACTION];
    for (resend, written) in
        [(Resend::Readonly, 6), (Resend::Readonly, 5), (Resend::None, 6), (Resend::None, 5)]
    {
        assert_eq!(lose(resend, &flags, written, 0), (vec![], sent(0..3)));
    }
    assert_eq!(lose(Resend::All, &flags, 6, 0), (vec![0, 1, 2], vec![]));
}

#[test]
fn a_transaction_whose_exec_was_not_written_is_sent_again_whole() {
    for resend in [Resend::All, Resend::Readonly, Resend::None] {
        for written in 0..5 {
            assert_eq!(lose(resend, &[OPEN, TRANSACTION, TRANSACTION], written, 0), (vec![0, 1, 2], vec![]));
        }
    }
}

#[test]
fn the_rest_of_a_transaction_that_was_answered_in_part_is_aborted() {
    for resend in [Resend::All, Resend::Readonly, Resend::None] {
        for (written, phase) in [(4, Phase::Queued), (6, Phase::Sent)] {
            let aborted = vec![(1, phase, true), (2, phase, true)];
            assert_eq!(lose(resend, &[OPEN, TRANSACTION, TRANSACTION], written, 1), (vec![], aborted));
        }
    }
}

#[test]
fn transactions_side_by_side_have_their_own_fates() {
    let one = [OPEN, TRANSACTION, TRANSACTION];
    let flags = [one, one, one].concat();
    let cut = vec![(2, Phase::Sent, true)];
    assert_eq!(lose(Resend::All, &flags, 18, 2), (vec![3, 4, 5, 6, 7, 8], cut.clone()));
    let fallen = [cut, sent(3..6)].concat();
    assert_eq!(lose(Resend::Readonly, &flags, 14, 2), (vec![6, 7, 8], fallen));
}

#[test]
fn what_is_sent_again_goes_before_what_waited() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.fly(plain(&owner, 0..2));
    queue.fly(plain(&owner, 2..4));
    queue.wait(plain(&owner, 4..6));
    write(&mut queue, 5, 5);
    answer(&mut queue, 1);
    queue.lost(Resend::All);
    queue.wait(plain(&owner, 6..7));
    assert_eq!(waiting(&queue), [1, 2, 3, 4, 5, 6]);
    assert_eq!(queue.to_write(), None);
    queue.fly_waiting();
    assert_eq!(write_all(&mut queue), "1;2;3;4;5;6;");
    assert_eq!(answer(&mut queue, 9), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn what_the_link_itself_sent_ends_with_the_connection() {
    let mut queue = Queue::default();
    queue.fly(plain(&None, 0..2));
    assert!(queue.lost(Resend::All).is_empty());
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn commands_fall_in_one_piece_for_each_session_in_turn() {
    let (one, other) = (owner(), owner());
    let mut queue = Queue::default();
    queue.fly(plain(&one, 0..2));
    queue.fly(plain(&one, 2..3));
    queue.fly(plain(&other, 0..1));
    queue.fly(plain(&one, 8..9));
    write_all(&mut queue);
    let fallen = queue.lost(Resend::None);
    let pieces: Vec<(bool, &[Run])> = fallen
        .iter()
        .map(|one_piece| (same_owner(&Some(one_piece.owner.clone()), &one), one_piece.runs.as_slice()))
        .collect();
    assert_eq!(pieces, [(true, &[(0, 3)][..]), (false, &[(0, 1)]), (true, &[(8, 1)])]);
}

/// A command and where it belongs, for the promise written down a second time.
struct Part {
    flags: u16,
    pipeline: Option<usize>,
    transaction: Option<usize>,
}

/// Commands as JavaScript sends them: alone, in pipelines, in transactions, in both.
fn parts(random: &mut Random) -> Vec<Part> {
    let mut parts = Vec::new();
    let kind = random.below(4);
    let pipeline = (kind > 0).then(|| random.below(usize::MAX));
    let mut transaction = None;
    let length = if kind == 0 { 1 } else { 2 + random.below(5) };
    let (opens, closes) = match kind {
        1 => (length, length),
        2 => (0, length - 1),
        _ => (random.below(length), length),
    };
    for at in 0..length {
        let mut flags = random.of(&[0, READONLY]);
        if at == opens && at + 1 < length {
            transaction = Some(random.below(usize::MAX));
            flags |= MULTI;
        }
        flags |= if transaction.is_some() { TRANSACTION } else { 0 };
        flags |= if at > 0 { PIPELINE } else { 0 };
        parts.push(Part { flags, pipeline, transaction });
        if at == closes || kind == 3 && transaction.is_some() && at > opens && random.below(2) == 0 {
            transaction = None;
        }
    }
    parts
}

#[test]
fn what_is_sent_again_is_what_the_promise_says() {
    let mut random = Random(3);
    let mut outcomes = [0; 3];
    for round in 0..6_000 {
        let resend = random.of(&[Resend::All, Resend::Readonly, Resend::None]);
        let owner = owner();
        let mut queue = Queue::default();
        let (mut all, mut starts, mut total) = (Vec::new(), Vec::new(), 0);
        for _ in 0..1 + random.below(3) {
            let from = all.len();
            (0..1 + random.below(3)).for_each(|_| all.extend(parts(&mut random)));
            let entries = (from..all.len()).map(|seq| entry(seq as u32, all[seq].flags)).collect();
            let batch = batch(&owner, entries);
            starts.extend((0..batch.entries.len()).map(|index| total + batch.start_of(index)));
            total += batch.bytes.len();
            queue.fly(batch);
        }
        let written = random.below(total + 1);
        write(&mut queue, written, usize::MAX);
        let begun = starts.iter().filter(|start| **start < written).count();
        let answered = random.below(begun + 1);
        answer(&mut queue, answered);

        let (mut again, mut fallen) = (Vec::new(), Vec::new());
        for (seq, part) in all.iter().enumerate().skip(answered) {
            let within = |other: &Part| other.transaction == part.transaction;
            let cut = part.transaction.is_some() && all[..answered].iter().any(within)
                || resend != Resend::Readonly
                    && part.pipeline.is_some()
                    && all[..answered].iter().any(|other| other.pipeline == part.pipeline);
            // What decides is the command itself, or the EXEC of its transaction.
            let exec = all.iter().rposition(within).filter(|_| part.transaction.is_some());
            let written = exec.unwrap_or(seq) < begun;
            let harmless = match resend {
                Resend::All => true,
                Resend::Readonly => !written || exec.is_none() && part.flags & READONLY != 0,
                Resend::None => !written,
            };
            if !cut && harmless {
                again.push(seq as u32);
            } else {
                let phase = if written { Phase::Sent } else { Phase::Queued };
                fallen.push((seq as u32, phase, cut));
            }
        }
        outcomes[0] += again.len();
        outcomes[1] += fallen.iter().filter(|one| one.2).count();
        outcomes[2] += fallen.iter().filter(|one| !one.2).count();
        let flags: Vec<u16> = all.iter().map(|part| part.flags).collect();
        let facts = format!("round {round}: {resend:?}, {flags:?}, {begun} begun, {answered} answered");
        assert_eq!(told(&queue.lost(resend)), fallen, "{facts}");
        assert_eq!(waiting(&queue), again, "{facts}");
    }
    assert!(outcomes.iter().all(|count| *count > 2_000), "{outcomes:?}");
}

// ---- attempts, forgetting, failing --------------------------------------------------------

#[test]
fn a_command_falls_when_it_has_seen_more_failed_connections_than_the_limit() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.wait(plain(&owner, 0..2));
    assert!(queue.count_attempt(Some(2)).is_empty());
    queue.wait(plain(&owner, 2..3));
    assert!(queue.count_attempt(Some(2)).is_empty());
    assert_eq!(told(&queue.count_attempt(Some(2))), [0, 1].map(|seq| (seq, Phase::Connecting, false)));
    assert_eq!((waiting(&queue), queue.bytes()), (vec![2], 2));
    assert_eq!(fallen_seqs(&queue.count_attempt(Some(2))), [2]);
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn a_limit_of_zero_fails_at_the_first_lost_connection_and_no_limit_never_does() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.wait(plain(&owner, 0..1));
    (0..1_000).for_each(|_| assert!(queue.count_attempt(None).is_empty()));
    assert_eq!(fallen_seqs(&queue.count_attempt(Some(0))), [0]);
}

#[test]
fn attempts_are_counted_through_lost_connections() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.wait(plain(&owner, 0..1));
    for _ in 0..3 {
        assert!(queue.count_attempt(Some(3)).is_empty());
        queue.fly_waiting();
        queue.lost(Resend::All);
    }
    assert_eq!(fallen_seqs(&queue.count_attempt(Some(3))), [0]);
}

#[test]
fn a_session_that_is_forgotten_hears_nothing_and_the_others_all() {
    let outbox = Arc::new(Outbox::new(Box::new(|| {})));
    let (mine, beside) = (Some((outbox.clone(), 1)), Some((outbox.clone(), 2)));
    let elsewhere = owner();
    let mut queue = Queue::default();
    for owner in [&mine, &beside, &elsewhere, &None] {
        queue.fly(plain(owner, 0..1));
        queue.wait(plain(owner, 1..2));
    }
    write_all(&mut queue);
    assert_eq!(queue.forget(&outbox, 1), [(0, true), (1, false)]);
    assert_eq!(queue.forget(&outbox, 1), []);
    assert_eq!((waiting(&queue), queue.bytes()), (vec![1, 1, 1], 14));
    // In flight it keeps its place.
    let live: Vec<bool> = (0..4).map(|_| queue.answer().unwrap().live).collect();
    assert_eq!(live, [false, true, true, true]);
    let fallen = queue.fail_waiting(Phase::Queued);
    assert_eq!(told(&fallen), [(1, Phase::Queued, false), (1, Phase::Queued, false)]);
    assert!(same_owner(&Some(fallen[0].owner.clone()), &beside));
    assert!(same_owner(&Some(fallen[1].owner.clone()), &elsewhere));
    assert!(queue.is_empty() && queue.bytes() == 0);
}

#[test]
fn all_that_waits_falls_and_what_flies_stays() {
    let owner = owner();
    let mut queue = Queue::default();
    queue.fly(plain(&owner, 0..1));
    queue.wait(batch(&owner, vec![dated(1, 5), dated(2, 0)]));
    queue.expire(5);
    assert_eq!(told(&queue.fail_waiting(Phase::Connecting)), [(2, Phase::Connecting, false)]);
    assert_eq!(queue.bytes(), 2);
    assert_eq!(write_all(&mut queue), "0;");
}

// ---- whatever happens ---------------------------------------------------------------------

/// A queue, and a server that sees what is written.
struct World {
    queue: Queue,
    /// Three sessions of two environments, and the link itself.
    owners: [Owner; 4],
    /// Commands of sessions that wait to be settled.
    pending: BTreeSet<(usize, u32)>,
    connected: bool,
    received: String,
    answered: usize,
    now: u64,
    next: u32,
}

impl World {
    fn new() -> World {
        let [one, two] = [(), ()].map(|()| Arc::new(Outbox::new(Box::new(|| {}))));
        World {
            queue: Queue::default(),
            owners: [Some((one.clone(), 1)), Some((one, 2)), Some((two, 1)), None],
            pending: BTreeSet::new(),
            connected: false,
            received: String::new(),
            answered: 0,
            now: 1,
            next: 0,
        }
    }

    fn number(&self, owner: &Owner) -> usize {
        self.owners.iter().position(|other| same_owner(other, owner)).unwrap()
    }

    fn submit(&mut self, random: &mut Random) {
        // The link itself sends only on a connection that stands.
        let owner = random.below(if self.connected { 4 } else { 3 });
        let (mut bytes, mut entries) = (String::new(), Vec::new());
        for _ in 0..1 + random.below(5) {
            bytes += &format!("{owner}:{}{};", self.next, ".".repeat(random.below(9)));
            let deadline = random.of(&[0, 0, self.now + 3, self.now + 20]);
            let flags = random.of(&[0, 0, READONLY, PIPELINE, OPEN, TRANSACTION, BLOCKING]);
            entries.push(Entry { end: bytes.len() as u32, deadline, ..entry(self.next, flags) });
            if owner < 3 {
                self.pending.insert((owner, self.next));
            }
            self.next += 1;
        }
        let batch = Batch::new(self.owners[owner].clone(), bytes.into_bytes(), entries);
        if self.connected { self.queue.fly(batch) } else { self.queue.wait(batch) }
    }

    fn write(&mut self, random: &mut Random) {
        let Some(bytes) = self.queue.to_write() else { return };
        let count = 1 + random.below(bytes.len());
        self.received.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
        self.queue.wrote(count);
    }

    /// The command that the server would answer next, and whether it has all of it.
    fn next_answer(&self) -> Option<(usize, u32, bool)> {
        let text = self.received.split_inclusive(';').nth(self.answered)?;
        let (owner, rest) = text.split_once(':')?;
        let seq = rest.trim_end_matches(['.', ';']).parse().ok()?;
        Some((owner.parse().unwrap(), seq, text.ends_with(';')))
    }

    fn answer(&mut self, random: &mut Random) {
        let Some((owner, seq, complete)) = self.next_answer() else {
            if self.received.split_inclusive(';').nth(self.answered).is_none() {
                assert!(self.queue.front().is_none() && self.queue.answer().is_none());
            }
            return;
        };
        // A server may refuse a command before it has all of it; here, when it has the number.
        if !complete && (random.below(4) > 0 || !self.received.ends_with('.')) {
            return;
        }
        self.answered += 1;
        let mut runs = Vec::new();
        let run = if random.below(2) == 0 { self.queue.answer_run(1, &mut runs) } else { None };
        let (got_owner, got_seq, live) = match run {
            Some((owner, _)) => (owner, runs[0].0, true),
            None => {
                let answered = self.queue.answer().unwrap();
                (answered.owner, answered.seq, answered.live)
            }
        };
        assert_eq!((self.number(&got_owner), got_seq), (owner, seq), "a reply went to another command");
        assert!(owner == 3 || self.pending.remove(&(owner, seq)) == live);
    }

    fn settle(&mut self, fallen: &[Fallen]) {
        for one in fallen {
            let owner = self.number(&Some(one.owner.clone()));
            for seq in seqs(&one.runs) {
                assert!(self.pending.remove(&(owner, seq)), "{owner}:{seq} was settled twice");
            }
        }
    }

    fn lose(&mut self, resend: Resend) {
        let fallen = self.queue.lost(resend);
        self.settle(&fallen);
        self.connected = false;
        self.received.clear();
        self.answered = 0;
    }

    fn step(&mut self, random: &mut Random) {
        match random.below(40) {
            0..=9 => self.submit(random),
            10..=19 => self.write(random),
            20..=31 => self.answer(random),
            32..=34 => {
                self.now += random.below(4) as u64;
                let fallen = self.queue.expire(self.now);
                self.settle(&fallen);
            }
            35 => self.lose(random.of(&[Resend::All, Resend::Readonly, Resend::None])),
            36 => {
                let fallen = self.queue.count_attempt(random.of(&[None, Some(1), Some(3)]));
                self.settle(&fallen);
            }
            37 if random.below(4) == 0 => {
                let owner = random.below(3);
                let (outbox, session) = self.owners[owner].clone().unwrap();
                self.queue.forget(&outbox, session);
                self.pending.retain(|(other, _)| *other != owner);
            }
            38 if random.below(4) == 0 => {
                let fallen = self.queue.fail_waiting(Phase::Queued);
                self.settle(&fallen);
            }
            _ if !self.connected => {
                self.connected = true;
                self.queue.fly_waiting();
            }
            _ => {}
        }
    }

    fn check(&self) {
        let queue = &self.queue;
        let all = || queue.in_flight.iter().chain(&queue.waiting);
        assert_eq!(queue.bytes(), all().map(|batch| batch.bytes.len()).sum::<usize>());
        let mut live = BTreeSet::new();
        for batch in all().filter(|batch| batch.owner.is_some()) {
            let owner = self.number(&batch.owner);
            let unanswered = batch.entries[batch.next..].iter().filter(|entry| entry.live);
            live.extend(unanswered.map(|entry| (owner, entry.seq)));
        }
        assert_eq!(live, self.pending);
        let in_flight = || queue.in_flight.iter().flat_map(|batch| &batch.entries[batch.next..]);
        assert_eq!(queue.is_blocking(), in_flight().any(|entry| entry.flags & BLOCKING != 0));
        assert_eq!(queue.has_in_flight(), !queue.in_flight.is_empty());
        assert!(self.connected || !queue.has_in_flight());
    }
}

#[test]
fn every_command_settles_once_and_no_byte_is_kept_whatever_happens() {
    let mut random = Random(4);
    let mut answered = 0;
    for _ in 0..100 {
        let mut world = World::new();
        for _ in 0..400 {
            world.step(&mut random);
            world.check();
            answered += usize::from(world.answered > 5);
        }
        world.lose(random.of(&[Resend::All, Resend::Readonly, Resend::None]));
        let fallen = world.queue.fail_waiting(Phase::Queued);
        world.settle(&fallen);
        world.check();
        assert!(world.pending.is_empty() && world.queue.is_empty());
        assert_eq!((world.queue.bytes(), world.queue.is_blocking()), (0, false));
    }
    assert!(answered > 3_000, "{answered}");
}

#[test]
fn no_byte_is_kept_when_all_is_answered() {
    let mut random = Random(5);
    for _ in 0..100 {
        let mut world = World::new();
        (0..100).for_each(|_| world.step(&mut random));
        world.connected = true;
        world.queue.fly_waiting();
        while world.queue.to_write().is_some() {
            world.write(&mut random);
        }
        while world.next_answer().is_some() {
            world.answer(&mut random);
        }
        world.check();
        assert!(world.pending.is_empty() && world.queue.is_empty());
        assert_eq!((world.queue.bytes(), world.queue.is_blocking()), (0, false));
    }
}

#[test]
fn only_commands_that_may_wait_for_ever_need_no_clock() {
    let (owner, mut queue) = (owner(), Queue::default());
    assert!(!queue.is_patient());
    queue.fly(batch(&owner, vec![entry(0, BLOCKING)]));
    assert!(queue.is_patient());
    queue.fly(batch(&owner, vec![Entry { deadline: 50, ..entry(1, BLOCKING) }]));
    assert!(!queue.is_patient());
    queue.expire(50);
    assert!(queue.is_patient());
    queue.fly(plain(&owner, 2..3));
    assert!(!queue.is_patient());
}
