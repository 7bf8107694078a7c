//! Where replies that came together are cut, and that nothing of them is lost or moved.

use std::sync::Arc;

use super::*;
use crate::resp::{Limits, Scanner};

/// What an environment is handed of these bytes, when they answer the commands of `runs`.
fn handed(bytes: &[u8], runs: &[Run]) -> Vec<(Vec<Run>, Tape)> {
    let mut scanner = Scanner::new(Limits::default());
    scanner.feed(bytes).unwrap();
    let (tape, marks) = scanner.take();
    assert_eq!(runs.iter().map(|(_, count)| *count as usize).sum::<usize>(), marks.len());
    let outbox = Arc::new(Outbox::new(Box::new(|| {})));
    put(&outbox, 7, runs.to_vec(), tape, &marks);
    let deliveries = outbox.take().into_iter().map(|delivery| match delivery {
        Delivery::Replies { session: 7, runs, tape } => (runs, tape),
        other => panic!("unexpected {other:?}"),
    });
    deliveries.collect()
}

fn string(text: &str) -> String {
    format!("${}\r\n{text}\r\n", text.len())
}

/// An array of `count` strings that tell its number and their places.
fn array(number: usize, count: usize) -> String {
    let items = (0..count).map(|at| string(&format!("item {number:05} at {at:05}")));
    format!("*{count}\r\n{}", items.collect::<String>())
}

fn counts(parts: &[(Vec<Run>, Tape)]) -> Vec<u32> {
    parts.iter().map(|(runs, _)| runs.iter().map(|(_, count)| count).sum()).collect()
}

/// The tapes in one, and the numbers of the commands in their order.
fn joined(parts: &[(Vec<Run>, Tape)]) -> (Tape, Vec<u32>) {
    let mut all = Tape::default();
    let mut numbers = Vec::new();
    for (runs, tape) in parts {
        all.words.extend_from_slice(&tape.words);
        all.payload.extend_from_slice(&tape.payload);
        numbers
            .extend(runs.iter().flat_map(|&(first, count)| (0..count).map(move |n| first.wrapping_add(n))));
    }
    (all, numbers)
}

fn whole(bytes: &[u8]) -> Tape {
    let mut scanner = Scanner::new(Limits::default());
    scanner.feed(bytes).unwrap();
    scanner.take().0
}

#[test]
fn collections_go_out_in_parts_that_together_are_all_there_was() {
    let bytes: String = (0..20).map(|number| array(number, 100)).collect();
    let runs = [(u32::MAX - 2, 5), (100, 1), (200, 14)];
    let parts = handed(bytes.as_bytes(), &runs);
    assert_eq!(counts(&parts), [6, 6, 8]);
    let (tape, numbers) = joined(&parts);
    assert_eq!(tape, whole(bytes.as_bytes()));
    let expected = [u32::MAX - 2, u32::MAX - 1, u32::MAX, 0, 1, 100].into_iter().chain(200..214);
    assert_eq!(numbers, expected.collect::<Vec<_>>());
}

#[test]
fn each_large_collection_is_a_part() {
    let bytes: String = (0..3).map(|number| array(number, 1000)).collect();
    assert_eq!(counts(&handed(bytes.as_bytes(), &[(0, 3)])), [1, 1, 1]);
}

#[test]
fn nested_collections_count_by_their_values() {
    let row = format!("*2\r\n:1\r\n{}", array(0, 7));
    let bytes = format!("*100\r\n{}", row.repeat(100)).repeat(3);
    let parts = handed(bytes.as_bytes(), &[(0, 3)]);
    assert_eq!(counts(&parts), [1, 1, 1]);
    assert_eq!(joined(&parts).0, whole(bytes.as_bytes()));
}

#[test]
fn lone_values_and_few_large_strings_are_not_parted() {
    let lone = string("a value").repeat(5000);
    assert_eq!(counts(&handed(lone.as_bytes(), &[(0, 5000)])), [5000]);
    let large = format!("*2\r\n{0}{0}", string(&"x".repeat(8000))).repeat(4);
    assert_eq!(counts(&handed(large.as_bytes(), &[(0, 4)])), [4]);
}

#[test]
fn what_is_between_collections_keeps_its_place() {
    let bytes: String =
        (0..12).map(|number| array(number, 100) + "+OK\r\n:5\r\n$-1\r\n-ERR no\r\n").collect();
    let parts = handed(bytes.as_bytes(), &[(0, 60)]);
    assert!(parts.len() > 1);
    let (tape, numbers) = joined(&parts);
    assert_eq!(tape, whole(bytes.as_bytes()));
    assert_eq!(numbers, (0..60).collect::<Vec<_>>());
}
