//! A tape as redis-rs values, for the control plane: what HELLO, AUTH and INFO answered.
//!
//! Commands of users never come here; their tapes go to JavaScript as they are.

use redis::{RedisResult, Value, VerbatimFormat};

use crate::tape::{Tape, kind};
use crate::texts;

/// Reads the value at `words` and `payload`, and moves both behind it.
pub fn value(tape: &Tape, words: &mut usize, payload: &mut usize) -> Value {
    let (kind, size, next) = tape.word(*words);
    *words = next;
    let mut text = |size: usize| {
        let bytes = &tape.payload[*payload..*payload + size];
        *payload += size;
        bytes
    };
    match kind {
        kind::ASCII | kind::BYTES => Value::BulkString(text(size).to_vec()),
        kind::NUMBER => number(text(size)),
        kind::SMALL => Value::Int(size as i64),
        kind::SIMPLE => Value::SimpleString(lossy(text(size))),
        kind::OKAY => Value::Okay,
        kind::ERROR => error(text(size)),
        kind::DOUBLE => Value::Double(lossy(text(size)).parse().unwrap_or(f64::NAN)),
        kind::NIL if size > 0 => Value::Boolean(size == 2),
        kind::TEXTS => texts::value(text(size)),
        kind::BIG_NUMBER => Value::BigNumber(text(size).to_vec()),
        kind::VERBATIM => Value::VerbatimString { format: VerbatimFormat::Text, text: lossy(text(size)) },
        kind::ARRAY => Value::Array(values(tape, words, payload, size)),
        kind::SET => Value::Set(values(tape, words, payload, size)),
        kind::MAP => Value::Map(
            (0..size).map(|_| (value(tape, words, payload), value(tape, words, payload))).collect(),
        ),
        kind::PUSH => {
            let mut data = values(tape, words, payload, size);
            let name = if data.is_empty() { Value::Nil } else { data.remove(0) };
            Value::Push { kind: push_kind(&name), data }
        }
        _ => Value::Nil,
    }
}

/// The first value of a tape; an error reply becomes a [`redis::RedisError`].
pub fn reply(tape: &Tape) -> RedisResult<Value> {
    value(tape, &mut 0, &mut 0).extract_error()
}

fn values(tape: &Tape, words: &mut usize, payload: &mut usize, count: usize) -> Vec<Value> {
    (0..count).map(|_| value(tape, words, payload)).collect()
}

fn number(text: &[u8]) -> Value {
    match std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()) {
        Some(number) => Value::Int(number),
        None => Value::BigNumber(text.to_vec()),
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// redis-rs makes its errors only from bytes.
fn error(text: &[u8]) -> Value {
    let line = format!("-{}\r\n", lossy(text).replace(['\r', '\n'], " "));
    redis::parse_redis_value(line.as_bytes()).unwrap_or(Value::Nil)
}

fn push_kind(name: &Value) -> redis::PushKind {
    let bytes = match name {
        Value::BulkString(bytes) => bytes.clone(),
        Value::SimpleString(text) => text.clone().into_bytes(),
        _ => Vec::new(),
    };
    match bytes.as_slice() {
        b"invalidate" => redis::PushKind::Invalidate,
        b"message" => redis::PushKind::Message,
        b"pmessage" => redis::PushKind::PMessage,
        b"smessage" => redis::PushKind::SMessage,
        b"unsubscribe" => redis::PushKind::Unsubscribe,
        b"punsubscribe" => redis::PushKind::PUnsubscribe,
        b"sunsubscribe" => redis::PushKind::SUnsubscribe,
        b"subscribe" => redis::PushKind::Subscribe,
        b"psubscribe" => redis::PushKind::PSubscribe,
        b"ssubscribe" => redis::PushKind::SSubscribe,
        other => redis::PushKind::Other(String::from_utf8_lossy(other).into_owned()),
    }
}
