//! Any bytes as the replies of a server: the scanner never panics, gives the same wherever they are
//! cut, and reads every reply that redis-rs reads as redis-rs reads it.
//!
//!     RUSTC_BOOTSTRAP=1 cargo fuzz run replies -s none

#![no_main]

use libfuzzer_sys::fuzz_target;
use redis::Value;
use redis_native::resp::{Limits, Mark, Scanner};
use redis_native::tape::Tape;
use redis_native::value;

/// Whether the bytes are replies to their end, and what was read of them.
fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> (bool, Tape, Vec<Mark>) {
    let mut scanner = Scanner::new(Limits::default());
    let mut sound = true;
    for piece in pieces {
        if scanner.feed(piece).is_err() {
            sound = false;
            break;
        }
    }
    let (tape, marks) = scanner.take();
    (sound, tape, marks)
}

/// The value as far as both parsers keep it: without attributes and formats, NaN equal to itself, and
/// of errors what is printable, as we put spaces for control characters before the code is split off.
fn plain(value: Value) -> Value {
    let all = |values: Vec<Value>| values.into_iter().map(plain).collect();
    match value {
        Value::Attribute { data, .. } => plain(*data),
        // A format is three bytes to us, and what stands before the first colon to redis-rs.
        Value::VerbatimString { text, .. } => {
            Value::SimpleString(text.rsplit(':').next().unwrap_or_default().into())
        }
        Value::Double(number) if number.is_nan() => Value::SimpleString("NaN".into()),
        Value::Array(values) => Value::Array(all(values)),
        // Where all its members are strings it may be read as an array.
        Value::Set(values) if values.len() < 8 => Value::Set(all(values)),
        Value::Set(values) => Value::Array(all(values)),
        Value::Push { kind, data } => Value::Push { kind, data: all(data) },
        Value::Map(pairs) => {
            Value::Map(pairs.into_iter().map(|(key, value)| (plain(key), plain(value))).collect())
        }
        Value::ServerError(error) => {
            let text = format!("{} {}", error.code(), error.details().unwrap_or_default());
            Value::SimpleString(text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect())
        }
        other => other,
    }
}

fuzz_target!(|data: &[u8]| {
    // The first byte says how long the pieces are.
    let Some((&size, bytes)) = data.split_first() else { return };
    let (sound, tape, marks) = read(std::iter::once(bytes));
    let (sound_in_pieces, tape_of_pieces, marks_of_pieces) = read(bytes.chunks(usize::from(size) + 1));
    assert_eq!((sound, &marks), (sound_in_pieces, &marks_of_pieces));
    let end = marks.last().map_or((0, 0), |mark| (mark.words, mark.payload));
    assert_eq!(tape.words[..end.0], tape_of_pieces.words[..end.0]);
    assert_eq!(tape.payload[..end.1], tape_of_pieces.payload[..end.1]);

    let (mut words, mut payload) = (0, 0);
    let mut oracle = redis::Parser::new();
    let mut rest = bytes;
    for mark in &marks {
        let ours = value::value(&tape, &mut words, &mut payload);
        assert_eq!((words, payload), (mark.words, mark.payload));
        // What only we read (an error of bytes that are no UTF-8, for one) ends the comparison.
        match oracle.parse_value(&mut rest) {
            Ok(theirs) => assert_eq!(plain(ours), plain(theirs)),
            Err(_) => return,
        }
    }
});
