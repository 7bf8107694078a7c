//! The scanner against redis-rs's parser, against streams cut anywhere, and against bytes that no
//! server should send.

use std::ptr::NonNull;
use std::sync::Arc;

use redis::{Value, VerbatimFormat};

use super::*;
use crate::large::{Ground, Room, write};
use crate::tape::*;
use crate::value;

// ---- replies made up ----------------------------------------------------------------------

/// Xorshift: the same numbers in every run.
struct Random(u64);

impl Random {
    fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.draw() % bound as u64) as usize
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn bytes(&mut self, length: usize, alphabet: &[u8]) -> Vec<u8> {
        (0..length).map(|_| self.of(alphabet)).collect()
    }

    /// Mostly short, sometimes none, rarely long.
    fn length(&mut self) -> usize {
        match self.below(20) {
            0 => 0,
            1 => self.below(700),
            _ => self.below(24),
        }
    }
}

const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz :$*-+";
const PLAIN: &[u8] = b"abcdefghijklmnopqrstuvwxyz {}[]:,null'\x7f0123456789";
const ANY: &[u8] = b"ab\r\n\0\x7f\x80\xc3\xa9\xff$:*-";
const SMALL_INTEGERS: &[&str] = &["0", "1", "7", "10", "4096", "99999999"];
const INTEGERS: &[&str] = &["-1", "-0", "007", "-007", "+5", "100000000", "268435456", "-99999999"];
const LARGE_INTEGERS: &[&str] = &["4294967296", "9223372036854775807", "-9223372036854775808"];
const DOUBLES: &[&str] =
    &["0", "-0", "1.5", "-1.50", "3", "1e5", "1.7976931348623157e+308", "5e-324", "inf", "-inf", "nan"];
const BIG_NUMBERS: &[&str] = &["0", "-1", "3492890328409238509324850943850943825024385"];

fn write_bulk(out: &mut Vec<u8>, mark: u8, bytes: &[u8]) {
    out.push(mark);
    out.extend_from_slice(bytes.len().to_string().as_bytes());
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(bytes);
    out.extend_from_slice(b"\r\n");
}

fn write_line(out: &mut Vec<u8>, mark: u8, text: &[u8]) {
    out.push(mark);
    out.extend_from_slice(text);
    out.extend_from_slice(b"\r\n");
}

/// A value with up to `depth` levels within.
fn write_value(random: &mut Random, out: &mut Vec<u8>, depth: usize) {
    match random.below(if depth > 0 { 18 } else { 12 }) {
        0 | 1 => {
            let length = random.length();
            write_bulk(out, b'$', &random.bytes(length, LETTERS));
        }
        2 => {
            let length = random.length();
            write_bulk(out, b'$', &random.bytes(length, ANY));
        }
        3 => {
            let integers = random.of(&[SMALL_INTEGERS, INTEGERS, LARGE_INTEGERS]);
            write_line(out, b':', random.of(integers).as_bytes());
        }
        4 => write_line(out, b'+', random.of(&["OK", "", "QUEUED", "ok", "é", "a\rb"]).as_bytes()),
        5 => {
            write_line(out, b'-', random.of(&["ERR no", "WRONGTYPE", "", "MOVED 1 a:1", "ERR é"]).as_bytes())
        }
        6 => write_bulk(out, b'!', random.of(&["ERR no", "SYNTAX", "LOADING later", "NOPERM é"]).as_bytes()),
        7 => out.extend_from_slice(random.of(&["_\r\n", "$-1\r\n", "*-1\r\n"]).as_bytes()),
        8 => write_line(out, b',', random.of(DOUBLES).as_bytes()),
        9 => write_line(out, b'#', random.of(&["t", "f"]).as_bytes()),
        10 => write_line(out, b'(', random.of(BIG_NUMBERS).as_bytes()),
        11 => write_bulk(out, b'=', random.of(&["txt:", "txt:plain", "mkd:# é\r\n"]).as_bytes()),
        12 | 13 => write_values(random, out, b'*', 1, depth),
        14 => write_values(random, out, b'~', 1, depth),
        15 => write_values(random, out, b'%', 2, depth),
        16 => write_texts(random, out),
        _ => {
            write_values(random, out, b'|', 2, depth);
            write_value(random, out, depth);
        }
    }
}

/// Many strings, nearly all of them plain, and null at times.
fn write_texts(random: &mut Random, out: &mut Vec<u8>) {
    let mark = random.of(b"**~%");
    let count = random.below(40);
    let each = if mark == b'%' { 2 } else { 1 };
    let most = random.of(&[3, 30, 30, 30, 200]);
    let odd = random.below(6) == 0;
    write_line(out, mark, count.to_string().as_bytes());
    for _ in 0..count * each {
        match random.below(30) {
            0 if odd => write_value(random, out, 0),
            1 if odd || each == 1 => out.extend_from_slice(b"$-1\r\n"),
            2 if odd => write_bulk(out, b'$', random.of(&["\"", "\\", "\n", "é", "a\u{1f}b"]).as_bytes()),
            _ => {
                let length = random.below(most);
                write_bulk(out, b'$', &random.bytes(length, PLAIN));
            }
        }
    }
}

fn write_values(random: &mut Random, out: &mut Vec<u8>, mark: u8, each: usize, depth: usize) {
    let count = random.below(5);
    write_line(out, mark, count.to_string().as_bytes());
    for _ in 0..count * each {
        write_value(random, out, depth - 1);
    }
}

/// A reply or, at times, a push.
fn write_reply(random: &mut Random, out: &mut Vec<u8>) {
    if random.below(6) > 0 {
        return write_value(random, out, 4);
    }
    let kind = random.of(&["message", "pmessage", "subscribe", "sunsubscribe", "invalidate", "news"]);
    let count = random.below(4);
    write_line(out, b'>', (count + 1).to_string().as_bytes());
    write_bulk(out, b'$', kind.as_bytes());
    for _ in 0..count {
        write_value(random, out, 2);
    }
}

fn stream(random: &mut Random, replies: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..replies {
        write_reply(random, &mut bytes);
    }
    bytes
}

// ---- replies read -------------------------------------------------------------------------

/// A scanner and what was taken from it, laid end to end.
struct Reader {
    scanner: Scanner,
    tape: Tape,
    marks: Vec<Mark>,
}

type Outcome = (Result<(), ProtocolError>, Tape, Vec<Mark>);

impl Reader {
    fn new() -> Reader {
        Reader { scanner: Scanner::new(Limits::default()), tape: Tape::default(), marks: Vec::new() }
    }

    fn take(&mut self) {
        let (tape, marks) = self.scanner.take();
        self.keep(&tape, &marks);
    }

    fn copy_and_clear(&mut self) {
        let (tape, marks) = (self.scanner.done.clone(), self.scanner.marks.clone());
        self.keep(&tape, &marks);
        self.scanner.done.words.clear();
        self.scanner.done.payload.clear();
        self.scanner.marks.clear();
    }

    /// Keeps replies that are complete: a broken one stands behind the last mark.
    fn keep(&mut self, tape: &Tape, marks: &[Mark]) {
        let (words, payload) = (self.tape.words.len(), self.tape.payload.len());
        let end = marks.last().map_or((0, 0), |mark| (mark.words, mark.payload));
        self.tape.words.extend_from_slice(&tape.words[..end.0]);
        self.tape.payload.extend_from_slice(&tape.payload[..end.1]);
        self.marks.extend(marks.iter().map(|mark| Mark {
            words: mark.words + words,
            payload: mark.payload + payload,
            kind: mark.kind,
        }));
    }

    fn outcome(mut self, result: Result<(), ProtocolError>) -> Outcome {
        self.take();
        (result, self.tape, self.marks)
    }
}

fn whole(bytes: &[u8]) -> Outcome {
    let mut reader = Reader::new();
    let result = reader.scanner.feed(bytes);
    reader.outcome(result)
}

/// Feeds pieces of up to `most` bytes; now and then the replies are taken or cleared between them.
fn in_pieces(random: &mut Random, bytes: &[u8], most: usize) -> Outcome {
    let mut reader = Reader::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (piece, later) = rest.split_at(random.below(most).min(rest.len() - 1) + 1);
        rest = later;
        if let Err(error) = reader.scanner.feed(piece) {
            return reader.outcome(Err(error));
        }
        match random.below(3) {
            0 => reader.take(),
            1 => reader.copy_and_clear(),
            _ => {}
        }
    }
    reader.outcome(Ok(()))
}

/// The values of a tape; each mark must stand where its value ends.
fn values(tape: &Tape, marks: &[Mark]) -> Vec<Value> {
    let (mut words, mut payload) = (0, 0);
    let mut values = Vec::new();
    for mark in marks {
        values.push(plain(value::value(tape, &mut words, &mut payload)));
        assert_eq!((words, payload), (mark.words, mark.payload));
    }
    assert_eq!((words, payload), (tape.words.len(), tape.payload.len()));
    values
}

/// The value as far as both parsers keep it: without attributes and formats, NaN equal to itself.
fn plain(value: Value) -> Value {
    let all = |values: Vec<Value>| values.into_iter().map(plain).collect();
    match value {
        Value::Attribute { data, .. } => plain(*data),
        Value::VerbatimString { text, .. } => Value::VerbatimString { format: VerbatimFormat::Text, text },
        Value::Double(number) if number.is_nan() => Value::SimpleString("NaN".into()),
        Value::Array(values) => Value::Array(all(values)),
        // Where all its members are strings it may be read as an array.
        Value::Set(values) if values.len() < 8 => Value::Set(all(values)),
        Value::Set(values) => Value::Array(all(values)),
        Value::Push { kind, data } => Value::Push { kind, data: all(data) },
        Value::Map(pairs) => {
            Value::Map(pairs.into_iter().map(|(key, value)| (plain(key), plain(value))).collect())
        }
        other => other,
    }
}

fn read(bytes: &[u8]) -> Vec<Value> {
    let (result, tape, marks) = whole(bytes);
    assert_eq!(result, Ok(()));
    values(&tape, &marks)
}

/// The words and the payload of one reply.
fn laid(bytes: &[u8]) -> (Vec<u32>, Vec<u8>) {
    let (result, tape, marks) = whole(bytes);
    assert_eq!((result, marks.len()), (Ok(()), 1));
    (tape.words, tape.payload)
}

fn word(kind: u32, length: u32) -> u32 {
    kind | length << 4
}

/// The error of a stream, which must be the same whole and byte by byte.
fn refused(bytes: &[u8]) -> String {
    let shown = bytes[..bytes.len().min(60)].escape_ascii().to_string();
    let (result, ..) = whole(bytes);
    let error = result.expect_err(&shown);
    let mut scanner = Scanner::new(Limits::default());
    let late = bytes.chunks(1).find_map(|byte| scanner.feed(byte).err()).expect(&shown);
    assert_eq!(error, late, "{shown}");
    error.to_string()
}

// ---- the same as redis-rs, wherever it is cut ---------------------------------------------

#[test]
fn replies_read_as_redis_rs_reads_them() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..3_000 {
        let mut bytes = Vec::new();
        write_reply(&mut random, &mut bytes);
        let oracle = redis::parse_redis_value(&bytes).unwrap();
        assert_eq!(read(&bytes), [plain(oracle)], "{}", bytes.escape_ascii());
    }
}

#[test]
fn collections_of_strings_read_as_redis_rs_reads_them() {
    let mut random = Random(6);
    let mut texts = 0;
    for _ in 0..3_000 {
        let mut bytes = Vec::new();
        write_texts(&mut random, &mut bytes);
        let oracle = redis::parse_redis_value(&bytes).unwrap();
        assert_eq!(read(&bytes), [plain(oracle)], "{}", bytes.escape_ascii());
        texts += usize::from(laid(&bytes).0[0] & 15 == kind::TEXTS);
    }
    assert!((500..2_900).contains(&texts), "{texts} were laid as text");
}

#[test]
fn what_is_laid_as_text_is_json_of_the_same_strings() {
    let mut random = Random(7);
    for _ in 0..1_000 {
        let mut bytes = Vec::new();
        write_texts(&mut random, &mut bytes);
        let (words, payload) = laid(&bytes);
        if words[0] & 15 != kind::TEXTS {
            continue;
        }
        assert_eq!(words, [word(kind::TEXTS, payload.len() as u32)]);
        let text = |value: Value| match value {
            Value::BulkString(bytes) => serde_json::Value::String(String::from_utf8(bytes).unwrap()),
            value => {
                assert_eq!(value, Value::Nil);
                serde_json::Value::Null
            }
        };
        let expected = match redis::parse_redis_value(&bytes).unwrap() {
            Value::Map(pairs) => pairs
                .into_iter()
                .map(|(field, value)| (text(field).as_str().unwrap().to_owned(), text(value)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Value::Array(items) | Value::Set(items) => {
                serde_json::Value::Array(items.into_iter().map(text).collect())
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&payload).unwrap(), expected);
    }
}

#[test]
fn several_replies_in_one_stream_read_as_redis_rs_reads_each() {
    let mut random = Random(2);
    for _ in 0..200 {
        let replies: Vec<Vec<u8>> = (0..1 + random.below(12)).map(|_| stream(&mut random, 1)).collect();
        let oracle: Vec<Value> =
            replies.iter().map(|bytes| plain(redis::parse_redis_value(bytes).unwrap())).collect();
        assert_eq!(read(&replies.concat()), oracle);
    }
}

#[test]
fn a_stream_cut_in_two_anywhere_gives_the_same_tape() {
    let mut random = Random(3);
    for _ in 0..60 {
        let bytes = stream(&mut random, 4);
        let bytes = &bytes[..bytes.len().min(1_500)];
        let expected = whole(bytes);
        for cut in 0..=bytes.len() {
            let mut reader = Reader::new();
            reader.scanner.feed(&bytes[..cut]).unwrap();
            match cut % 3 {
                0 => reader.take(),
                1 => reader.copy_and_clear(),
                _ => {}
            }
            let result = reader.scanner.feed(&bytes[cut..]);
            assert_eq!(reader.outcome(result), expected, "cut at {cut} of {}", bytes.escape_ascii());
        }
    }
}

#[test]
fn a_stream_cut_many_times_gives_the_same_tape() {
    let mut random = Random(4);
    for round in 0..1_500 {
        let bytes = stream(&mut random, 5);
        let most = random.of(&[2, 5, 40, 400]);
        let pieces = in_pieces(&mut random, &bytes, most);
        assert_eq!(pieces, whole(&bytes), "round {round}: {}", bytes.escape_ascii());
    }
}

#[test]
fn a_stream_that_comes_byte_by_byte_gives_the_same_tape() {
    let mut random = Random(5);
    for _ in 0..300 {
        let bytes = stream(&mut random, 4);
        assert_eq!(in_pieces(&mut random, &bytes, 1), whole(&bytes), "{}", bytes.escape_ascii());
    }
}

#[test]
fn feeding_nothing_changes_nothing() {
    let bytes = b"*2\r\n$3\r\nabc\r\n|1\r\n+a\r\n+b\r\n%1\r\n$0\r\n\r\n=5\r\ntxt:x\r\n:1\r\n";
    let mut reader = Reader::new();
    for byte in bytes.chunks(1) {
        reader.scanner.feed(&[]).unwrap();
        reader.scanner.feed(byte).unwrap();
    }
    reader.scanner.feed(&[]).unwrap();
    assert_eq!(reader.outcome(Ok(())), whole(bytes));
}

// ---- long strings -------------------------------------------------------------------------

/// Reads into the room of a long string, where there is one, and what follows it as it may. Returns
/// how many bytes that took.
fn fill(scanner: &mut Scanner, bytes: &[u8], least: usize) -> Option<usize> {
    let (room, all) = scanner.bulk_room(least)?;
    let here = write(room, bytes);
    // SAFETY: written just now.
    unsafe { scanner.bulk_filled(here) };
    let taken = if all { bytes.len() } else { here };
    scanner.feed(&bytes[here..taken]).unwrap();
    Some(taken)
}

/// Reads as a connection does: into the room of a long string where there is one. Lone strings of
/// `alone` bytes and more come to memory of their own.
fn through_rooms(
    random: &mut Random,
    bytes: &[u8],
    least: usize,
    most: usize,
    alone: usize,
) -> (Outcome, usize, usize) {
    let mut reader = Reader::new();
    let (mut at, mut rooms, mut diverted) = (0, 0, 0);
    while at < bytes.len() {
        let count = (1 + random.below(most)).min(bytes.len() - at);
        if let Some(length) = reader.scanner.lone_string(alone) {
            reader.take();
            reader.scanner.divert(Large::text(length));
            diverted += 1;
        }
        match fill(&mut reader.scanner, &bytes[at..at + count], least) {
            Some(taken) => {
                at += taken;
                rooms += 1;
            }
            None => {
                reader.scanner.feed(&bytes[at..at + count]).unwrap();
                at += count;
            }
        }
        if random.below(20) == 0 {
            // Whoever may not write a room takes its string elsewhere; a text stays.
            reader.scanner.divert_for(None);
        }
        if let Some(large) = reader.scanner.take_large() {
            let tape = large.into_tape();
            let (words, payload) = tape.size();
            reader.keep(&tape, &[Mark { words, payload, kind: MarkKind::Reply }]);
        }
        if random.below(2) == 0 {
            reader.take();
        }
    }
    (reader.outcome(Ok(())), rooms, diverted)
}

#[test]
fn strings_read_straight_into_their_room_give_the_same_tape() {
    let mut random = Random(6);
    let (mut rooms, mut diverted) = (0, 0);
    for _ in 0..900 {
        let bytes = stream(&mut random, 4);
        let (least, most) = (random.of(&[1, 8, 100]), random.of(&[1, 30, 300]));
        let alone = random.of(&[1, 20, usize::MAX]);
        let (outcome, used, apart) = through_rooms(&mut random, &bytes, least, most, alone);
        assert_eq!(outcome, whole(&bytes), "{}", bytes.escape_ascii());
        rooms += used;
        diverted += apart;
    }
    assert!(rooms > 1_000, "only {rooms} reads went into a room");
    assert!(diverted > 50, "only {diverted} strings had memory of their own");
}

#[test]
fn a_string_of_a_megabyte_comes_through_its_room() {
    let mut random = Random(7);
    let text = random.bytes(1 << 20, ANY);
    let mut bytes = b"*3\r\n:1\r\n".to_vec();
    write_bulk(&mut bytes, b'$', &text);
    bytes.extend_from_slice(b"+OK\r\n:5\r\n");
    let (outcome, rooms, _) = through_rooms(&mut random, &bytes, 64 << 10, 64 << 10, usize::MAX);
    assert!(rooms >= 15);
    let items = vec![Value::Int(1), Value::BulkString(text), Value::Okay];
    assert_eq!(values(&outcome.1, &outcome.2), [Value::Array(items), Value::Int(5)]);
}

#[test]
fn a_room_is_offered_only_within_a_string_that_misses_enough() {
    let mut scanner = Scanner::new(Limits::default());
    let mut room = |bytes: &[u8], least| {
        scanner.feed(bytes).unwrap();
        scanner.bulk_room(least).map(|(room, _)| room.len())
    };
    assert_eq!(room(b"", 1), None);
    assert_eq!(room(b"$100", 1), None);
    assert_eq!(room(b"\r\n", 101), None);
    assert_eq!(room(b"", 100), Some(100));
    assert_eq!(room(&[b'a'; 60], 41), None);
    assert_eq!(room(b"", 40), Some(40));
    assert_eq!(room(&[b'a'; 40], 1), None);
    assert_eq!(room(b"\r\n", 1), None);
}

// ---- what a tape holds --------------------------------------------------------------------

#[test]
fn strings_tell_whether_they_are_ascii() {
    assert_eq!(laid(b"$3\r\nabc\r\n"), (vec![word(kind::ASCII, 3)], b"abc".to_vec()));
    assert_eq!(laid(b"$0\r\n\r\n"), (vec![word(kind::ASCII, 0)], vec![]));
    assert_eq!(laid(b"$4\r\n\r\n\0\x7f\r\n"), (vec![word(kind::ASCII, 4)], b"\r\n\0\x7f".to_vec()));
    assert_eq!(laid("$2\r\né\r\n".as_bytes()), (vec![word(kind::BYTES, 2)], "é".into()));
    assert_eq!(laid(b"$1\r\n\x80\r\n"), (vec![word(kind::BYTES, 1)], vec![0x80]));
    // Only its own bytes count.
    let (words, _) = laid(b"*3\r\n$1\r\n\xff\r\n$1\r\na\r\n$1\r\n\xff\r\n");
    assert_eq!(words[1..], [word(kind::BYTES, 1), word(kind::ASCII, 1), word(kind::BYTES, 1)]);
}

#[test]
fn numbers_up_to_eight_digits_fit_their_word() {
    for text in SMALL_INTEGERS {
        let number = text.parse().unwrap();
        assert_eq!(laid(format!(":{text}\r\n").as_bytes()), (vec![word(kind::SMALL, number)], vec![]));
    }
}

#[test]
fn other_numbers_are_kept_as_text() {
    for text in INTEGERS.iter().chain(LARGE_INTEGERS).chain(&["18446744073709551616"]) {
        let (words, payload) = laid(format!(":{text}\r\n").as_bytes());
        assert_eq!(words, [word(kind::NUMBER, text.len() as u32)]);
        assert_eq!(payload, text.as_bytes());
    }
}

#[test]
fn the_limits_of_64_bits_are_numbers() {
    assert_eq!(
        read(b":9223372036854775807\r\n:-9223372036854775808\r\n:-0\r\n:00000000012\r\n"),
        [Value::Int(i64::MAX), Value::Int(i64::MIN), Value::Int(0), Value::Int(12)]
    );
}

#[test]
fn doubles_keep_the_text_of_the_server() {
    for text in
        ["1.10", "-0", "1e5", "1E+5", "inf", "-inf", "nan", "-nan", "3", ".5", "17976931348623157e400"]
    {
        let (words, payload) = laid(format!(",{text}\r\n").as_bytes());
        assert_eq!((words, payload), (vec![word(kind::DOUBLE, text.len() as u32)], text.into()));
    }
}

#[test]
fn null_has_three_spellings() {
    for text in ["_\r\n", "$-1\r\n", "*-1\r\n"] {
        assert_eq!(laid(text.as_bytes()), (vec![kind::NIL], vec![]));
    }
}

#[test]
fn simple_strings_and_booleans_are_told_apart() {
    let (words, payload) = laid(b"*5\r\n+OK\r\n+ok\r\n+\r\n#t\r\n#f\r\n");
    let expected = [
        word(kind::ARRAY, 5),
        kind::OKAY,
        word(kind::SIMPLE, 2),
        word(kind::SIMPLE, 0),
        word(kind::NIL, 2),
        word(kind::NIL, 1),
    ];
    assert_eq!((words.as_slice(), payload.as_slice()), (expected.as_slice(), b"ok".as_slice()));
}

#[test]
fn a_verbatim_string_loses_its_format_and_nothing_else() {
    let (words, payload) = laid(b"*3\r\n$2\r\nab\r\n=8\r\ntxt:\xff\r\n:\r\n=4\r\nmkd:\r\n");
    let expected =
        [word(kind::ARRAY, 3), word(kind::ASCII, 2), word(kind::VERBATIM, 4), word(kind::VERBATIM, 0)];
    assert_eq!((words.as_slice(), payload.as_slice()), (expected.as_slice(), b"ab\xff\r\n:".as_slice()));
}

#[test]
fn errors_stand_within_replies_at_any_level() {
    let (words, payload) = laid(b"*2\r\n-ERR a\r\n%1\r\n+k\r\n!5\r\nB c\r\n\r\n");
    let expected = [
        word(kind::ARRAY, 2),
        word(kind::ERROR, 5),
        word(kind::MAP, 1),
        word(kind::SIMPLE, 1),
        word(kind::ERROR, 5),
    ];
    assert_eq!((words.as_slice(), payload.as_slice()), (expected.as_slice(), b"ERR akB c\r\n".as_slice()));
}

#[test]
fn an_error_keeps_bytes_that_are_no_utf8() {
    for bytes in [b"-ERR \xff\xc3 no\r\n".as_slice(), b"!9\r\nERR \xff\xc3 no\r\n"] {
        assert_eq!(laid(bytes), (vec![word(kind::ERROR, 9)], b"ERR \xff\xc3 no".to_vec()));
        let Value::ServerError(error) = &read(bytes)[0] else { panic!("no error") };
        assert_eq!((error.code(), error.details()), ("ERR", Some("\u{fffd}\u{fffd} no")));
    }
}

#[test]
fn an_error_of_several_lines_is_one_error() {
    assert_eq!(laid(b"!10\r\nERR a\r\n-b\n\r\n").1, b"ERR a\r\n-b\n");
    let Value::ServerError(error) = &read(b"!10\r\nERR a\r\n-b\n\r\n")[0] else { panic!("no error") };
    assert_eq!((error.code(), error.details()), ("ERR", Some("a  -b ")));
}

#[test]
fn attributes_are_dropped_wherever_they_stand() {
    let plain = laid(b"*2\r\n$1\r\na\r\n%1\r\n+k\r\n:2\r\n");
    let attribute = "|2\r\n+a\r\n$3\r\nxyz\r\n|1\r\n+b\r\n+c\r\n+d\r\n*2\r\n:1\r\n*0\r\n";
    for marked in [
        format!("{attribute}*2\r\n$1\r\na\r\n%1\r\n+k\r\n:2\r\n"),
        format!("*2\r\n{attribute}$1\r\na\r\n%1\r\n+k\r\n:2\r\n"),
        format!("*2\r\n$1\r\na\r\n{attribute}{attribute}%1\r\n+k\r\n:2\r\n"),
        format!("*2\r\n$1\r\na\r\n%1\r\n{attribute}+k\r\n|0\r\n{attribute}:2\r\n"),
    ] {
        assert_eq!(laid(marked.as_bytes()), plain);
        assert_eq!(in_pieces(&mut Random(8), marked.as_bytes(), 1), whole(marked.as_bytes()));
    }
}

#[test]
fn empty_collections_hold_nothing() {
    let (words, _) = laid(b"*5\r\n*0\r\n~0\r\n%0\r\n*1\r\n*0\r\n$0\r\n\r\n");
    let expected = [(kind::ARRAY, 5), (kind::ARRAY, 0), (kind::SET, 0), (kind::MAP, 0), (kind::ARRAY, 1)];
    assert_eq!(words[..5], expected.map(|(kind, length)| word(kind, length)));
    assert_eq!(words[5..], [word(kind::ARRAY, 0), word(kind::ASCII, 0)]);
}

#[test]
fn lengths_from_2_to_the_28th_take_a_second_word() {
    let mut tape = Tape::default();
    for length in [0, 5, LONG as usize - 1, LONG as usize, LONG as usize + 1, u32::MAX as usize] {
        tape.put(kind::BYTES, length);
    }
    assert_eq!(tape.words.len(), 3 + 3 * 2);
    let mut at = 0;
    for expected in [0, 5, LONG as usize - 1, LONG as usize, LONG as usize + 1, u32::MAX as usize] {
        let (kind, length, next) = tape.word(at);
        assert_eq!((kind, length), (kind::BYTES, expected));
        at = next;
    }
    assert_eq!(at, tape.words.len());
}

#[test]
fn marks_tell_replies_arrays_errors_and_pushes_apart() {
    let bytes =
        b"+a\r\n*1\r\n-no\r\n-no\r\n!2\r\nno\r\n>1\r\n+x\r\n*-1\r\n%0\r\n~0\r\n|1\r\n-a\r\n*0\r\n:1\r\n\
        |1\r\n*0\r\n+b\r\n>1\r\n+y\r\n_\r\n";
    let (result, tape, marks) = whole(bytes);
    assert_eq!(result, Ok(()));
    values(&tape, &marks);
    let kinds: Vec<MarkKind> = marks.iter().map(|mark| mark.kind).collect();
    use MarkKind::{Array, Error, Push, Reply};
    assert_eq!(kinds, [Reply, Array, Error, Error, Push, Array, Reply, Reply, Reply, Push, Reply]);
}

#[test]
fn a_push_between_replies_takes_no_place_of_theirs() {
    let bytes = b"+one\r\n>3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n+two\r\n>1\r\n+never heard of\r\n>0\r\n+three\r\n";
    for most in [1, 3, 1_000] {
        let (_, tape, marks) = in_pieces(&mut Random(9), bytes, most);
        let all = values(&tape, &marks);
        let of = |push: bool| {
            let wanted =
                marks.iter().zip(&all).filter(move |(mark, _)| (mark.kind == MarkKind::Push) == push);
            wanted.map(|(_, value)| value.clone()).collect::<Vec<_>>()
        };
        let simple = |text: &str| Value::SimpleString(text.into());
        assert_eq!(of(false), [simple("one"), simple("two"), simple("three")]);
        let data = vec![Value::BulkString(b"c".to_vec()), Value::BulkString(b"hi".to_vec())];
        let push = |kind, data| Value::Push { kind, data };
        assert_eq!(
            of(true),
            [
                push(redis::PushKind::Message, data),
                push(redis::PushKind::Other("never heard of".into()), vec![]),
                push(redis::PushKind::Other("".into()), vec![]),
            ]
        );
    }
}

// ---- what no server should send -----------------------------------------------------------

#[test]
fn garbage_is_a_protocol_error() {
    let error = refused(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    assert_eq!(error, "expected a reply, got \"HTTP/1.1 400 Bad Request\"");
    for bytes in [
        b"\r\n".as_slice(),
        b"\n",
        b"\x16\x03\x01\x02\x00\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\0\0\0\0\r\n",
        b"PONG\r\n",
        b"@1\r\n",
        b"?\r\n",
    ] {
        refused(bytes);
    }
}

#[test]
fn an_error_shows_no_more_than_the_start_of_the_garbage() {
    let mut bytes = vec![b'x'; 60_000];
    bytes.extend_from_slice(b"\r\n");
    assert!(refused(&bytes).len() < 100);
}

#[test]
fn malformed_lines_are_protocol_errors() {
    for line in [
        ":", ":-", ":+", ":1a", ": 1", ":1.5", ":--1", ":0x10", "_x", "#", "#x", "#true", ",", ",abc",
        ",1,5", ", 1", "(", "(1.5", "(x", "$", "$x", "$ 1", "$+1", "$1 ", "$?", "*?", "%?", "*", "*x",
        "*1.0", "%", "%x", "~", "~x", ">", ">x", "|", "|x", "!", "!x", "=", "=x", ".", ";1", "OK",
    ] {
        refused(format!("{line}\r\n").as_bytes());
        refused(format!("%1\r\n+k\r\n{line}\r\n").as_bytes());
    }
    for bytes in [b"+OK\n".as_slice(), b":1\n", b"*1\n", b"*1\r\n\r\n", b"$-1\n", b"+a\nb\r\n"] {
        refused(bytes);
    }
}

#[test]
fn a_string_without_its_line_end_is_a_protocol_error() {
    assert_eq!(refused(b"$3\r\nabcd\r\n"), "expected a line end after a string, got byte 0x64");
    refused(b"$3\r\nabc\n");
    refused(b"$3\r\nabc\rx");
    refused(b"$0\r\nx\r\n");
    refused(b"!2\r\nnono\r\n");
}

#[test]
fn a_verbatim_string_without_a_format_is_a_protocol_error() {
    for bytes in [b"=0\r\n\r\n".as_slice(), b"=3\r\ntxt\r\n", b"=5\r\nplain\r\n", b"=4\r\n::::x"] {
        refused(bytes);
    }
}

#[test]
fn a_negative_length_is_a_protocol_error_and_no_wait() {
    for head in
        ["!-1", "=-1", "%-1", ">-1", "~-1", "|-1", "$-2", "*-2", "$-0", "*--1", "$-9223372036854775808"]
    {
        let error = refused(format!("{head}\r\n").as_bytes());
        assert_eq!(error, format!("expected a length, got \"{}\"", &head[1..]));
    }
}

#[test]
fn a_length_over_the_limit_is_a_protocol_error() {
    for head in ["$9223372036854775807", "$536870913", "$99999999999999999999", "!536870913", "=536870913"] {
        refused(format!("{head}\r\n").as_bytes());
    }
    for head in
        ["*2147483647", "*134217729", "%134217729", "~9223372036854775807", ">134217729", "|2147483647"]
    {
        refused(format!("{head}\r\n").as_bytes());
        refused(format!("*1\r\n%1\r\n{head}\r\n").as_bytes());
    }
    assert_eq!(refused(b"$9999999999999999999\r\n"), "a string of a reply is longer than 536870912 bytes");
}

/// Bytes of memory that the scanner holds.
fn held(scanner: &Scanner) -> usize {
    let tapes = [&scanner.done, &scanner.partial];
    let tapes: usize = tapes.iter().map(|tape| tape.words.capacity() * 4 + tape.payload.capacity()).sum();
    tapes + scanner.line.capacity() + scanner.stack.capacity() * size_of::<Frame>()
}

#[test]
fn a_claimed_count_takes_no_memory() {
    let mut scanner = Scanner::new(Limits::default());
    for head in ["*134217728\r\n", "~134217728\r\n", ">134217728\r\n", "%134217728\r\n", "|134217728\r\n"] {
        for _ in 0..25 {
            scanner.feed(head.as_bytes()).unwrap();
        }
    }
    assert!(held(&scanner) < 32 << 10, "{} bytes", held(&scanner));
}

#[test]
fn a_claimed_string_takes_little_memory_until_it_comes() {
    for before in ["", "*2\r\n", "*2\r\n+a\r\n"] {
        let mut scanner = Scanner::new(Limits::default());
        scanner.feed(before.as_bytes()).unwrap();
        scanner.feed(b"$536870912\r\n").unwrap();
        scanner.feed(b"abc").unwrap();
        assert!(held(&scanner) < 32 << 20, "{} bytes", held(&scanner));
    }
}

#[test]
fn a_lone_string_comes_to_memory_of_its_own() {
    let mut scanner = Scanner::new(Limits::default());
    scanner.feed(b"*1\r\n$100\r\nabc").unwrap();
    assert_eq!(scanner.lone_string(1), None, "it is part of an array");
    scanner.feed(&[b'x'; 97]).unwrap();
    scanner.feed(b"\r\n$100\r\nabc").unwrap();
    assert_eq!((scanner.lone_string(97), scanner.lone_string(98)), (Some(100), None));
    scanner.take();
    scanner.divert(Large::text(100));
    assert_eq!((scanner.lone_string(1), scanner.has_some()), (None, false));
    scanner.feed(&[b'y'; 96]).unwrap();
    assert_eq!(fill(&mut scanner, b"z\r\n+OK\r\n", 1), Some(8), "what follows it is read along");
    let large = scanner.take_large().unwrap();
    assert_eq!(large.into_bytes(), [&b"abc"[..], &[b'y'; 96], b"z"].concat());
    let (tape, marks) = scanner.take();
    assert_eq!((tape.words, marks.len()), (vec![kind::OKAY], 1));
}

#[test]
fn a_string_in_a_room_is_read_on_by_others_in_memory_of_ours() {
    let stream = b"$10\r\nabcdefghij\r\n:1\r\n";
    // Before its end, at it, and within the line end.
    for at in [7, 15, 16] {
        let (ground, memory) = (Arc::new(Ground::default()), Box::leak(Box::new([0u8; 10])));
        // SAFETY: the memory is leaked, and nobody else has it.
        let room = unsafe { Room::new(ground.clone(), 1, NonNull::from(memory).cast(), 10) };
        let mut scanner = Scanner::new(Limits::default());
        scanner.feed(&stream[..6]).unwrap();
        scanner.divert(Large::Bytes(room));
        scanner.feed(&stream[6..at]).unwrap();
        scanner.divert_for(Some(&ground));
        assert!(scanner.is_reserved() && ground.given_up().is_empty());
        scanner.divert_for(None);
        assert!(!scanner.is_reserved() && ground.given_up() == [1]);
        scanner.feed(&stream[at..]).unwrap();
        assert!(scanner.take_large().is_none());
        let (tape, marks) = scanner.take();
        assert_eq!((tape.payload.as_slice(), marks.len()), (&b"abcdefghij"[..], 2));
        assert_eq!(tape.words, [word(kind::ASCII, 10), word(kind::SMALL, 1)]);
    }
}

#[test]
fn a_large_string_can_be_had_alone_on_its_tape() {
    let text = vec![b'x'; 200_000];
    let mut scanner = Scanner::new(Limits::default());
    scanner.feed(b"$200000\r\nxx").unwrap();
    assert_eq!(scanner.ends_large(), None);
    while fill(&mut scanner, &text[..60_000], 1).is_some() {
        scanner.feed(&[]).unwrap();
    }
    assert_eq!(scanner.ends_large(), Some(2));
    scanner.feed(b"\r").unwrap();
    assert_eq!(scanner.ends_large(), Some(1));
    scanner.feed(b"\n").unwrap();
    assert_eq!(scanner.ends_large(), None);
    let (tape, marks) = scanner.take();
    assert_eq!((marks.len(), tape.payload == text), (1, true));
    scanner.feed(b"*1\r\n$70000\r\n").unwrap();
    scanner.feed(&text[..70_000]).unwrap();
    assert_eq!(scanner.ends_large(), None, "it is not the end of the reply");
}

#[test]
fn a_depth_bomb_is_a_protocol_error() {
    for level in ["*1\r\n", "~1\r\n", ">1\r\n", "|1\r\n", "%1\r\n+k\r\n", "*2\r\n*0\r\n", "|1\r\n+k\r\n"] {
        let error = refused(level.repeat(100_000).as_bytes());
        assert_eq!(error, "a reply is nested deeper than 128 levels");
    }
}

#[test]
fn a_reply_may_be_as_deep_as_the_limit() {
    let mut bytes = b"*1\r\n".repeat(128);
    bytes.extend_from_slice(b":7\r\n");
    let (result, tape, marks) = whole(&bytes);
    assert_eq!((result, marks.len(), tape.words.len()), (Ok(()), 1, 129));
    values(&tape, &marks);
    refused(&b"*1\r\n".repeat(129));
}

#[test]
fn the_caller_sets_the_limits() {
    let limits = Limits { depth: 1, bulk: 3, items: 2, ..Limits::default() };
    let mut scanner = Scanner::new(limits);
    assert_eq!(scanner.feed(b"*2\r\n$3\r\nabc\r\n:1\r\n"), Ok(()));
    for bytes in [b"$4\r\n".as_slice(), b"*3\r\n", b"*1\r\n*1\r\n"] {
        assert!(Scanner::new(limits).feed(bytes).is_err());
    }
}

/// The outcome of a reply that comes byte by byte, and in two parts cut anywhere.
fn limited(limits: Limits, bytes: &[u8]) -> Result<(), ProtocolError> {
    let fed = |pieces: &mut dyn Iterator<Item = &[u8]>| {
        let mut scanner = Scanner::new(limits);
        pieces.map(|piece| scanner.feed(piece)).find(Result::is_err).unwrap_or(Ok(()))
    };
    let expected = fed(&mut std::iter::once(bytes));
    assert_eq!(fed(&mut bytes.chunks(1)), expected);
    for cut in 0..bytes.len() {
        let (one, other) = bytes.split_at(cut);
        assert_eq!(fed(&mut [one, other].into_iter()), expected, "cut at {cut}");
    }
    expected
}

#[test]
fn a_reply_takes_no_more_than_it_may_in_all() {
    let limits = Limits { bytes: 40, ..Limits::default() };
    let exceeded = |limit, most| Err(ProtocolError::Exceeded(limit, most));
    // Five words and twenty bytes.
    assert_eq!(
        limited(limits, b"*4\r\n$5\r\nabcde\r\n$5\r\nabcde\r\n$5\r\nabcde\r\n$5\r\nabcde\r\n"),
        Ok(())
    );
    for over in [
        &b"*4\r\n$5\r\nabcde\r\n$5\r\nabcde\r\n$5\r\nabcde\r\n$6\r\nabcdef\r\n"[..],
        b"*10\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n",
        b"*2\r\n*1\r\n$10\r\n0123456789\r\n*1\r\n$11\r\n01234567890\r\n",
        b"|1\r\n$20\r\n01234567890123456789\r\n$20\r\n01234567890123456789\r\n:1\r\n",
        b">2\r\n$20\r\n01234567890123456789\r\n$20\r\n01234567890123456789\r\n",
        b"$41\r\n01234567890123456789012345678901234567890\r\n",
    ] {
        assert_eq!(limited(limits, over), exceeded(Limit::Bytes, 40), "{}", over.escape_ascii());
    }
    // Each reply for itself.
    assert_eq!(Scanner::new(limits).feed(&b"*2\r\n$20\r\n01234567890123456789\r\n:1\r\n".repeat(9)), Ok(()));
    assert_eq!(limited(Limits { bulk: 3, ..limits }, b"$4\r\n"), exceeded(Limit::Bulk, 3));
    assert_eq!(limited(Limits { items: 3, ..limits }, b"*4\r\n"), exceeded(Limit::Items, 3));
    assert_eq!(limited(Limits { depth: 1, ..limits }, b"*1\r\n*1\r\n"), exceeded(Limit::Depth, 1));
}

#[test]
fn what_exceeds_a_limit_is_known_for_a_push() {
    let limits = Limits { bytes: 40, items: 4, ..Limits::default() };
    for (bytes, push) in [
        (&b">9\r\n"[..], true),
        (b">2\r\n$41\r\n", true),
        (b">1\r\n:1\r\n*9\r\n", false),
        (b">1\r\n:1\r\n$41\r\n", false),
    ] {
        let mut scanner = Scanner::new(limits);
        assert!(scanner.feed(bytes).is_err());
        assert_eq!(scanner.reads_push(), push, "{}", bytes.escape_ascii());
    }
}

/// A line of so many bytes, its CR included.
fn line(mark: u8, length: usize) -> Vec<u8> {
    let mut bytes = vec![mark];
    bytes.resize(length - 1, b'0');
    bytes.extend_from_slice(b"\r\n");
    bytes
}

/// The outcome of a line, which must be the same wherever it is cut.
fn of_line(limits: Limits, bytes: &[u8]) -> Result<(), ProtocolError> {
    let outcome = |cut: usize| {
        let mut scanner = Scanner::new(limits);
        let result = scanner.feed(&bytes[..cut]).and_then(|()| scanner.feed(&bytes[cut..]));
        (result, scanner.take())
    };
    let expected = outcome(0);
    for cut in [1, 2, 3, 40_000, LONGEST_LINE - 1, bytes.len() - 2, bytes.len() - 1] {
        assert_eq!(outcome(cut), expected, "cut at {cut}");
    }
    expected.0
}

#[test]
fn a_line_of_more_than_64_kib_is_a_protocol_error_wherever_it_is_cut() {
    let refused = Err(ProtocolError::Broken("a line is longer than 65536 bytes".into()));
    for mark in *b":($*,x" {
        assert_ne!(of_line(Limits::default(), &line(mark, LONGEST_LINE)), refused);
        assert_eq!(of_line(Limits::default(), &line(mark, LONGEST_LINE + 1)), refused);
    }
}

#[test]
fn a_simple_string_or_an_error_may_be_as_long_as_any_string() {
    let limits = Limits { bulk: 100_000, ..Limits::default() };
    for mark in *b"+-" {
        assert_eq!(of_line(Limits::default(), &line(mark, 1 << 20)), Ok(()));
        assert_eq!(of_line(limits, &line(mark, 100_000)), Ok(()));
        let refused = ProtocolError::Exceeded(Limit::Bulk, 100_000);
        assert_eq!(of_line(limits, &line(mark, 100_001)), Err(refused));
    }
    assert_eq!(read(&line(b'+', 100_002)), [Value::SimpleString("0".repeat(100_000))]);
}

#[test]
fn a_line_that_never_ends_is_a_protocol_error() {
    for (mark, most) in [(b':', LONGEST_LINE), (b'H', LONGEST_LINE), (b'-', 200_000)] {
        let mut scanner = Scanner::new(Limits { bulk: 200_000, ..Limits::default() });
        scanner.feed(&[mark]).unwrap();
        let fed = (0..1_000).find(|_| scanner.feed(&[b'0'; 1_000]).is_err());
        assert_eq!(fed, Some(most / 1_000 - usize::from(most % 1_000 == 0)));
    }
}

#[test]
fn the_memory_of_a_long_line_is_given_back() {
    let mut scanner = Scanner::new(Limits::default());
    let bytes = line(b'+', 1 << 20);
    scanner.feed(&bytes[..500_000]).unwrap();
    scanner.feed(&bytes[500_000..]).unwrap();
    scanner.take();
    assert!(held(&scanner) <= LONGEST_LINE, "{} bytes", held(&scanner));
}

#[test]
fn replies_before_garbage_stay_readable() {
    let (result, tape, marks) = whole(b"+one\r\n*2\r\n:1\r\n:2\r\n*2\r\n$1\r\na\r\ngarbage\r\n+two\r\n");
    assert!(result.is_err());
    let items = vec![Value::Int(1), Value::Int(2)];
    assert_eq!(values(&tape, &marks), [Value::SimpleString("one".into()), Value::Array(items)]);
}

#[test]
fn random_bytes_never_panic() {
    let mut random = Random(10);
    let alphabets: [&[u8]; 4] =
        [b"*$:+-_#,(!=~%>|\r\n0123456789abct", b"*%~>|012\r\n", b"$=!-0123:\r\n", ANY];
    for round in 0..20_000 {
        let mut bytes = Vec::new();
        if round % 4 == 0 {
            bytes.extend((0..60).map(|_| random.draw() as u8));
        } else {
            // Lines rather than bytes, so that some get past the first one.
            for _ in 0..random.below(12) {
                let (alphabet, length) = (random.of(&alphabets), random.below(6));
                bytes.push(random.of(b"*$:+-_#,(!=~%>|"));
                bytes.extend(random.bytes(length, alphabet));
                bytes.extend_from_slice(b"\r\n");
            }
        }
        let (_, tape, marks) = in_pieces(&mut random, &bytes, 8);
        values(&tape, &marks);
    }
}

#[test]
fn a_damaged_stream_gives_the_same_wherever_it_is_cut() {
    let mut random = Random(11);
    let (mut broken, mut sound) = (0, 0);
    for _ in 0..4_000 {
        let mut bytes = stream(&mut random, 3);
        for _ in 0..1 + random.below(2) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes[at] = random.of(b"*$:+-_#,(!=~%>|\r\n0123456789\xff"),
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, random.of(b"*$:\r\n09")),
            }
        }
        let expected = whole(&bytes);
        values(&expected.1, &expected.2);
        assert_eq!(in_pieces(&mut random, &bytes, 6), expected, "{}", bytes.escape_ascii());
        *if expected.0.is_err() { &mut broken } else { &mut sound } += 1;
    }
    assert!(broken > 500 && sound > 500, "{broken} broken, {sound} sound");
}
