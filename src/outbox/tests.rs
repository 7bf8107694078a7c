//! What reaches an environment, and how often it is woken for it.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::error::Kind;

/// An outbox, and how often it woke its environment.
fn outbox() -> (Arc<Outbox>, Arc<AtomicUsize>) {
    let wakes = Arc::new(AtomicUsize::new(0));
    let counted = wakes.clone();
    let wake = move || {
        counted.fetch_add(1, Ordering::SeqCst);
    };
    (Arc::new(Outbox::new(Box::new(wake))), wakes)
}

/// The reply to command `seq`: a string of `size` bytes.
fn reply(session: u32, seq: u32, size: usize) -> Delivery {
    let payload = vec![b'0' + (seq % 10) as u8; size];
    Delivery::Replies {
        session,
        runs: vec![(seq, 1)],
        tape: Tape { words: vec![1 | (size as u32) << 4], payload },
    }
}

fn push(session: u32) -> Delivery {
    Delivery::Push { session, tape: Tape::default() }
}

fn failed(session: u32, seq: u32) -> Delivery {
    let failure = Arc::new(Failure::new(Kind::Closed, "closed"));
    Delivery::Failed { session, runs: vec![(seq, 1)], failure }
}

fn event(session: u32, text: &str) -> Delivery {
    Delivery::Event { session, event: Event::new(text.into()) }
}

/// One line for each delivery.
fn shown(deliveries: &[Delivery]) -> Vec<String> {
    let line = |delivery: &Delivery| match delivery {
        Delivery::Replies { session, runs, tape } => {
            format!("{session}: {runs:?} in {} words, {} bytes", tape.words.len(), tape.payload.len())
        }
        Delivery::Large { session, seq, large } => format!("{session}: {seq} large, {} bytes", large.size()),
        Delivery::Failed { session, runs, .. } => format!("{session}: {runs:?} failed"),
        Delivery::Push { session, .. } => format!("{session}: push"),
        Delivery::Event { session, event } => format!("{session}: {}", event.text),
    };
    deliveries.iter().map(line).collect()
}

#[test]
fn an_environment_is_woken_once_until_it_takes() {
    let (outbox, wakes) = outbox();
    let woken = || wakes.load(Ordering::SeqCst);
    assert_eq!(woken(), 0);
    for delivery in [reply(1, 0, 1), reply(1, 1, 1), push(1), failed(2, 0), event(1, "ready")] {
        outbox.put(delivery);
        assert_eq!(woken(), 1);
    }
    outbox.take();
    assert_eq!(woken(), 1);
    outbox.put(push(1));
    outbox.put(push(1));
    assert_eq!(woken(), 2);
    outbox.take();
    outbox.take();
    assert_eq!(woken(), 2);
}

#[test]
fn all_is_taken_in_the_order_it_was_put_and_only_once() {
    let (outbox, _) = outbox();
    for delivery in [event(1, "ready"), reply(1, 0, 2), push(1), reply(1, 1, 2), failed(1, 2), reply(2, 0, 3)]
    {
        outbox.put(delivery);
    }
    let expected = [
        "1: ready",
        "1: [(0, 1)] in 1 words, 2 bytes",
        "1: push",
        "1: [(1, 1)] in 1 words, 2 bytes",
        "1: [(2, 1)] failed",
        "2: [(0, 1)] in 1 words, 3 bytes",
    ];
    assert_eq!(shown(&outbox.take()), expected);
    assert!(outbox.take().is_empty());
}

#[test]
fn replies_of_one_session_are_joined() {
    let (outbox, _) = outbox();
    (0..3).for_each(|seq| outbox.put(reply(7, seq, 2)));
    let taken = outbox.take();
    let [Delivery::Replies { session: 7, runs, tape }] = taken.as_slice() else { panic!("{taken:?}") };
    let seqs: Vec<u32> = runs.iter().flat_map(|&(first, count)| first..first + count).collect();
    assert_eq!(seqs, [0, 1, 2]);
    assert_eq!(
        (tape.words.as_slice(), tape.payload.as_slice()),
        ([0x21; 3].as_slice(), b"001122".as_slice())
    );
}

#[test]
fn replies_of_different_sessions_stay_apart() {
    let (outbox, _) = outbox();
    for session in [1, 2, 1] {
        outbox.put(reply(session, 5, 1));
    }
    let sessions: Vec<String> = shown(&outbox.take());
    assert_eq!(sessions, [1, 2, 1].map(|session| format!("{session}: [(5, 1)] in 1 words, 1 bytes")));
}

#[test]
fn replies_are_joined_up_to_a_size() {
    let (outbox, _) = outbox();
    // Two words of four bytes and one byte of payload fill it up.
    outbox.put(reply(1, 0, JOINED - 9));
    outbox.put(reply(1, 1, 1));
    outbox.put(reply(1, 2, 1));
    outbox.put(reply(1, 3, JOINED));
    let sizes: Vec<usize> = outbox
        .take()
        .iter()
        .map(|delivery| match delivery {
            Delivery::Replies { tape, .. } => tape.payload.len(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(sizes, [JOINED - 8, 1, JOINED]);
}

#[test]
fn what_was_taken_is_not_joined_with_what_comes_later() {
    let (outbox, _) = outbox();
    outbox.put(reply(1, 0, 1));
    outbox.take();
    outbox.put(reply(1, 1, 1));
    assert_eq!(shown(&outbox.take()), ["1: [(1, 1)] in 1 words, 1 bytes"]);
}

#[test]
fn nothing_is_delivered_and_nobody_woken_after_the_close() {
    let (outbox, wakes) = outbox();
    assert!(!outbox.is_closed());
    outbox.put(push(1));
    outbox.close();
    assert!(outbox.is_closed());
    assert!(outbox.take().is_empty());
    outbox.put(push(1));
    outbox.put(reply(1, 0, 1));
    assert!(outbox.take().is_empty());
    assert_eq!(wakes.load(Ordering::SeqCst), 1);
    outbox.close();
}

#[test]
fn the_wake_is_dropped_with_the_close() {
    let (outbox, wakes) = outbox();
    assert_eq!(Arc::strong_count(&wakes), 2);
    outbox.close();
    assert_eq!(Arc::strong_count(&wakes), 1);
}

#[test]
fn threads_that_put_at_once_lose_nothing() {
    const EACH: u32 = 2_000;
    let (outbox, wakes) = outbox();
    let threads: Vec<_> = (0..3)
        .map(|session| {
            let outbox = outbox.clone();
            std::thread::spawn(move || (0..EACH).for_each(|seq| outbox.put(reply(session, seq, 3))))
        })
        .collect();
    let (mut next, mut takes) = ([0; 3], 0);
    let mut receive = || {
        takes += 1;
        for delivery in outbox.take() {
            let Delivery::Replies { session, runs, tape } = delivery else { panic!("no replies") };
            let count: u32 = runs.iter().map(|run| run.1).sum();
            assert_eq!((tape.words.len(), tape.payload.len()), (count as usize, count as usize * 3));
            for (first, count) in runs {
                assert_eq!(first, next[session as usize]);
                next[session as usize] += count;
            }
        }
    };
    while threads.iter().any(|thread| !thread.is_finished()) {
        receive();
    }
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    receive();
    assert_eq!(next, [EACH; 3]);
    assert!((1..=takes).contains(&wakes.load(Ordering::SeqCst)));
}

#[test]
fn numbers_that_follow_each_other_make_one_run() {
    let mut runs = Vec::new();
    for seq in [4, 5, 6, 9, 10, 8, u32::MAX - 1, u32::MAX, 0, 1, 1] {
        add_to_runs(&mut runs, seq);
    }
    assert_eq!(runs, [(4, 3), (9, 2), (8, 1), (u32::MAX - 1, 4), (1, 1)]);
}

fn message(size: usize) -> Tape {
    Tape { words: vec![1 | (size as u32) << 4], payload: vec![b'm'; size] }
}

#[test]
fn small_messages_for_one_session_are_joined_in_their_order() {
    let (outbox, _) = outbox();
    for size in [1, 2, JOINED, 3] {
        outbox.offer(1, message(size).values());
    }
    outbox.offer(2, message(1).values());
    let sizes: Vec<_> = outbox
        .take()
        .into_iter()
        .map(|delivery| match delivery {
            Delivery::Push { session, tape } => (session, tape.words.len(), tape.payload.len()),
            _ => panic!("no push"),
        })
        .collect();
    assert_eq!(sizes, [(1, 2, 3), (1, 1, JOINED), (1, 1, 3), (2, 1, 1)]);
}

#[test]
fn messages_over_the_bound_are_dropped_and_counted_until_the_environment_takes() {
    let (outbox, _) = outbox();
    let half = MOST_MESSAGE_BYTES / 2 + 1;
    outbox.offer(1, message(half).values());
    outbox.offer(1, message(half).values());
    // One that would fit is not given either: it would come before the word of the loss.
    outbox.offer(1, message(1).values());
    outbox.offer(2, message(1).values());
    outbox.put(event(1, "ready"));
    let gap = r#"1: {"status":"gap","missed":2}"#;
    assert_eq!(shown(&outbox.take()), ["1: push", "2: push", "1: ready", gap]);
    outbox.offer(1, message(half).values());
    assert_eq!(shown(&outbox.take()), ["1: push"]);
    for _ in 0..MOST_MESSAGES + 5 {
        outbox.offer(1, message(0).values());
    }
    assert_eq!(shown(&outbox.take()).last().map(String::as_str), Some(r#"1: {"status":"gap","missed":5}"#));
}

#[test]
fn of_messages_that_come_together_those_over_the_bound_are_dropped() {
    let (outbox, _) = outbox();
    let mut ten = Tape::default();
    (0..10).for_each(|_| ten.push(&message(1).values().next().unwrap()));
    for _ in 0..MOST_MESSAGES / 10 - 1 {
        outbox.offer_all(1, ten.clone(), 10);
    }
    (0..4).for_each(|_| outbox.offer(1, message(1).values()));
    outbox.offer_all(1, ten.clone(), 10);
    outbox.offer_all(1, ten.clone(), 10);
    outbox.offer_all(2, ten.clone(), 10);
    let (mut messages, mut events) = (0, Vec::new());
    for delivery in outbox.take() {
        match delivery {
            Delivery::Push { session, tape } => messages += if session == 1 { tape.words.len() } else { 0 },
            Delivery::Event { session, event } => events.push((session, event.text.to_string())),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(messages, MOST_MESSAGES);
    let gap = |missed| format!(r#"{{"status":"gap","missed":{missed}}}"#);
    assert_eq!(events, [(1, gap(14)), (2, gap(10))]);
    outbox.offer_all(1, ten, 10);
    assert_eq!(outbox.take().len(), 1);
}

#[test]
fn an_event_is_news_to_the_first_session_of_each_environment() {
    let [near, far] = [(); 2].map(|()| Arc::new(Outbox::new(Box::new(|| {}))));
    let mut announcement = Announcement::new("ready".into());
    announcement.put_all(&[(near.clone(), 1), (far.clone(), 2), (near.clone(), 3)]);
    announcement.put(&far, 4);
    let heard = |outbox: &Outbox| -> Vec<bool> {
        let news = |delivery: &Delivery| matches!(delivery, Delivery::Event { event, .. } if event.is_news());
        outbox.take().iter().map(news).collect()
    };
    assert_eq!(heard(&near), [true, false]);
    assert_eq!(heard(&far), [true, false]);
}

#[test]
fn what_has_come_of_replies_that_are_not_whole_counts_until_the_environment_takes() {
    let (outbox, calls) = outbox();
    let (mut one, mut other) = (Begun::new(outbox.clone()), Begun::new(outbox.clone()));
    one.add(MOST_REPLY_BYTES / 2 - 1);
    assert_eq!(calls.load(Ordering::Relaxed), 0);
    // It is called before there is too much: one that takes is never held up for good.
    other.add(MOST_REPLY_BYTES / 2);
    assert_eq!((calls.load(Ordering::Relaxed), outbox.is_full()), (1, false));
    other.add(1);
    assert!(outbox.is_full());
    assert!(outbox.take().is_empty());
    assert!(!outbox.is_full());
    // What was counted before it took is not taken off again.
    one.add(MOST_REPLY_BYTES);
    drop(other);
    assert!(outbox.is_full());
    drop(one);
    assert_eq!(outbox.held.load(Ordering::Relaxed), 0);
    let mut late = Begun::new(outbox.clone());
    late.add(1);
    outbox.close();
    late.add(MOST_REPLY_BYTES);
    assert!(!outbox.is_full());
}
