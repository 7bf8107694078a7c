//! Collections of plain strings as JSON text: JavaScript makes all of their values by one call.
//!
//! A string is plain when JSON shows it as it is: ASCII without quotes, backslashes and control
//! characters. Arrays and sets become `["a",null]`, maps `{"field":"value"}`, with no space between,
//! so that whoever wants something else than JSON's values finds the strings by the quotes.

use redis::Value;

use crate::tape::{LONG, Tape, kind};

/// Fewer strings are made faster one by one.
const LEAST: usize = 8;
/// Of arrays and sets, the mean length of a string, in bytes: shorter ones are made faster one by
/// one, and longer ones do not need it.
const MEAN: std::ops::RangeInclusive<usize> = 11..=96;
/// JavaScript holds the text once more while it reads it.
const MOST_BYTES: usize = 4 << 20;

/// Turns the collection that begins at `start` and ends the tape into text, where it is one of plain
/// strings. `text` is room that is used again.
pub fn join(tape: &mut Tape, start: (usize, usize), text: &mut Vec<u8>) {
    let (Some((&head, words)), bytes) = (tape.words[start.0..].split_first(), &tape.payload[start.1..])
    else {
        return;
    };
    let is_map = head & 15 == kind::MAP;
    if words.len() < LEAST || head & 15 == kind::PUSH || head >> 4 == LONG || bytes.len() > MOST_BYTES {
        return;
    }
    if !is_map && !MEAN.contains(&(bytes.len() / words.len())) || bytes.len() / words.len() > *MEAN.end() {
        return;
    }
    let are_strings = words.iter().all(|&word| word & 15 == kind::ASCII || !is_map && word == kind::NIL);
    if !are_strings || bytes.iter().fold(false, |odd, &byte| odd | !is_plain(byte)) {
        return;
    }
    text.clear();
    text.reserve(bytes.len() + 4 * words.len() + 1);
    text.push(if is_map { b'{' } else { b'[' });
    let mut rest = bytes;
    for (index, &word) in words.iter().enumerate() {
        if word == kind::NIL {
            text.extend_from_slice(b"null");
        } else {
            let (string, others) = rest.split_at((word >> 4) as usize);
            rest = others;
            text.push(b'"');
            text.extend_from_slice(string);
            text.push(b'"');
        }
        text.push(if is_map && index % 2 == 0 { b':' } else { b',' });
    }
    text.pop();
    text.push(if is_map { b'}' } else { b']' });
    tape.cut(start);
    tape.put_text(kind::TEXTS, text);
    text.shrink_to(64 << 10);
}

fn is_plain(byte: u8) -> bool {
    (byte >= b' ') & (byte != b'"') & (byte != b'\\')
}

/// The collection that a text speaks of. Sets are read as arrays.
pub fn value(text: &[u8]) -> Value {
    let strings = text.strip_prefix(b"[").or(text.strip_prefix(b"{"));
    let mut rest = strings.unwrap_or(&[]);
    let mut items = Vec::new();
    while rest.len() > 1 {
        if let Some(string) = rest.strip_prefix(b"\"") {
            let end = memchr::memchr(b'"', string).unwrap_or(string.len());
            items.push(Value::BulkString(string[..end].to_vec()));
            rest = string.get(end + 2..).unwrap_or(&[]);
        } else {
            items.push(Value::Nil);
            rest = rest.get(b"null,".len()..).unwrap_or(&[]);
        }
    }
    if text.first() == Some(&b'[') {
        return Value::Array(items);
    }
    let mut items = items.into_iter();
    let mut pairs = Vec::new();
    while let (Some(field), Some(value)) = (items.next(), items.next()) {
        pairs.push((field, value));
    }
    Value::Map(pairs)
}
