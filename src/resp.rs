//! Bytes of the RESP protocol in, replies out.
//!
//! The [`Scanner`] takes bytes as they come from the socket, cut anywhere, and appends each
//! finished reply to a [`Tape`]: a run of words that says what came, beside the payload bytes of
//! all strings laid end to end. A tape needs no pointers, so it crosses to JavaScript as two flat
//! buffers, and JavaScript makes the arrays, maps and errors of the caller's realm from it.
//!
//! It never looks at what a reply means, never allocates for a length that a hostile server only
//! claims, and never panics on any input.

use std::fmt;

use crate::tape::{Tape, kind};

/// Where a reply ends on its tape, and what routing must know of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    pub words: usize,
    pub payload: usize,
    pub kind: MarkKind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MarkKind {
    Reply,
    Array,
    Error,
    Push,
}

/// What a reply may not exceed.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub depth: usize,
    /// Bytes of one string.
    pub bulk: usize,
    /// Items of one array, set, map or push.
    pub items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { depth: 128, bulk: 512 << 20, items: 128 << 20 }
    }
}

/// The server broke the protocol; the connection can not go on.
#[derive(Debug, Clone, PartialEq)]
pub struct ProtocolError(pub String);

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An open array, set, map, push or attribute.
#[derive(Debug)]
struct Frame {
    /// Values still to come.
    left: usize,
    /// For an attribute: the tape's size before it. Attributes are read and dropped.
    attribute: Option<(usize, usize)>,
}

#[derive(Debug)]
enum State {
    /// At the first byte of a value, or within its first line.
    Line,
    /// Within the bytes of a string.
    Bulk { word: u32, left: usize, start: usize, length: usize },
    /// Before the line end that closes a string; how many of its two bytes are left.
    BulkEnd { left: usize },
}

/// A line longer than this is no RESP, unless it is a simple string or an error: what a script
/// returns and what MONITOR shows may be as long as any string.
const LONGEST_LINE: usize = 64 << 10;

/// Bytes of a string that are made room for before they come; beyond that, room grows with them.
const ROOM: usize = 1 << 20;

/// Reads a stream of RESP bytes.
pub struct Scanner {
    limits: Limits,
    state: State,
    stack: Vec<Frame>,
    /// The start of a line whose end has not come yet.
    line: Vec<u8>,
    /// Replies that are complete; `marks` has one entry for each.
    pub done: Tape,
    pub marks: Vec<Mark>,
    /// The reply that is still coming, when it began in an earlier `feed`.
    partial: Tape,
    in_partial: bool,
    /// Where the current reply began on `done`, when it began in this `feed`.
    start: (usize, usize),
    root: MarkKind,
}

impl Scanner {
    pub fn new(limits: Limits) -> Self {
        Scanner {
            limits,
            state: State::Line,
            stack: Vec::new(),
            line: Vec::new(),
            done: Tape::default(),
            marks: Vec::new(),
            partial: Tape::default(),
            in_partial: false,
            start: (0, 0),
            root: MarkKind::Reply,
        }
    }

    /// Takes the replies that are complete.
    pub fn take(&mut self) -> (Tape, Vec<Mark>) {
        (std::mem::take(&mut self.done), std::mem::take(&mut self.marks))
    }

    /// Room at the end of a long string that is still coming, so that the socket can be read
    /// straight into it; `None` when fewer than `least` bytes of it are missing.
    pub fn bulk_room(&mut self, least: usize) -> Option<(&mut Vec<u8>, usize)> {
        match self.state {
            State::Bulk { left, .. } if left >= least && self.in_partial => {
                Some((&mut self.partial.payload, left))
            }
            _ => None,
        }
    }

    /// Says that `count` bytes were read into [`Scanner::bulk_room`].
    pub fn bulk_filled(&mut self, count: usize) {
        if let State::Bulk { left, .. } = &mut self.state {
            *left -= count;
        }
    }

    fn tape(&mut self) -> &mut Tape {
        if self.in_partial { &mut self.partial } else { &mut self.done }
    }

    /// Reads `input`; the replies that it completes stand in `done` and `marks` after it.
    pub fn feed(&mut self, mut input: &[u8]) -> Result<(), ProtocolError> {
        if !self.in_partial {
            self.start = (self.done.words.len(), self.done.payload.len());
        }
        loop {
            match self.state {
                State::Line => {
                    let Some(end) = memchr::memchr(b'\n', input) else {
                        self.hold_line(input)?;
                        break;
                    };
                    if self.line.is_empty() {
                        self.check_line(input.first(), end)?;
                        let line = strip_cr(&input[..end])?;
                        self.value(line)?;
                    } else {
                        self.hold_line(&input[..end])?;
                        let held = std::mem::take(&mut self.line);
                        self.value(strip_cr(&held)?)?;
                        if held.capacity() <= LONGEST_LINE {
                            self.line = held;
                            self.line.clear();
                        }
                    }
                    input = &input[end + 1..];
                }
                State::Bulk { word, left, start, length } => {
                    let here = left.min(input.len());
                    let tape = self.tape();
                    tape.payload.extend_from_slice(&input[..here]);
                    input = &input[here..];
                    if here < left {
                        self.state = State::Bulk { word, left: left - here, start, length };
                        break;
                    }
                    self.close_bulk(word, start, length)?;
                    self.state = State::BulkEnd { left: 2 };
                }
                State::BulkEnd { left } => {
                    if input.is_empty() {
                        break;
                    }
                    let expected = if left == 2 { b'\r' } else { b'\n' };
                    if input[0] != expected {
                        return Err(ProtocolError(format!(
                            "expected a line end after a string, got byte 0x{:02x}",
                            input[0]
                        )));
                    }
                    input = &input[1..];
                    if left == 2 {
                        self.state = State::BulkEnd { left: 1 };
                    } else {
                        self.state = State::Line;
                        self.ended();
                    }
                }
            }
            if input.is_empty() && !matches!(self.state, State::Bulk { left: 0, .. }) {
                break;
            }
        }
        self.set_aside();
        Ok(())
    }

    /// Moves a reply that began in this `feed` and goes on in the next from `done` to `partial`.
    fn set_aside(&mut self) {
        let (words, payload) = self.start;
        let begun = !self.stack.is_empty() || !matches!(self.state, State::Line);
        if self.in_partial || !begun {
            return;
        }
        self.partial.words.extend_from_slice(&self.done.words[words..]);
        self.partial.payload.extend_from_slice(&self.done.payload[payload..]);
        self.done.words.truncate(words);
        self.done.payload.truncate(payload);
        if let State::Bulk { start, left, .. } = &mut self.state {
            *start -= payload;
            let left = *left;
            self.partial.payload.reserve_exact(left.min(ROOM));
        }
        for frame in &mut self.stack {
            if let Some((w, p)) = &mut frame.attribute {
                *w -= words;
                *p -= payload;
            }
        }
        self.in_partial = true;
    }

    fn hold_line(&mut self, bytes: &[u8]) -> Result<(), ProtocolError> {
        self.check_line(self.line.first().or(bytes.first()), self.line.len() + bytes.len())?;
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn check_line(&self, first: Option<&u8>, length: usize) -> Result<(), ProtocolError> {
        let most = match first {
            Some(b'+' | b'-') => self.limits.bulk.max(LONGEST_LINE),
            _ => LONGEST_LINE,
        };
        if length > most {
            return Err(ProtocolError(format!("a line is longer than {most} bytes")));
        }
        Ok(())
    }

    /// One line: a value, or the head of one.
    fn value(&mut self, line: &[u8]) -> Result<(), ProtocolError> {
        let Some((&first, rest)) = line.split_first() else {
            return Err(ProtocolError("expected a reply, got an empty line".into()));
        };
        if self.stack.is_empty() {
            self.root = match first {
                b'-' | b'!' => MarkKind::Error,
                b'>' => MarkKind::Push,
                b'*' => MarkKind::Array,
                _ => MarkKind::Reply,
            };
        }
        match first {
            b'$' => self.open_bulk(kind::ASCII, rest),
            b'=' => self.open_bulk(kind::VERBATIM, rest),
            b'!' => self.open_bulk(kind::ERROR, rest),
            b'*' => self.open_frame(kind::ARRAY, rest, 1),
            b'~' => self.open_frame(kind::SET, rest, 1),
            b'%' => self.open_frame(kind::MAP, rest, 2),
            b'>' => self.open_frame(kind::PUSH, rest, 1),
            b'|' => self.open_attribute(rest),
            _ => {
                self.scalar(line)?;
                self.ended();
                Ok(())
            }
        }
    }

    fn scalar(&mut self, line: &[u8]) -> Result<(), ProtocolError> {
        let (first, rest) = (line[0], &line[1..]);
        let tape = self.tape();
        match first {
            b':' => match small(rest) {
                Some(number) => tape.words.push(kind::SMALL | number << 4),
                None if is_integer(rest) => tape.put_text(kind::NUMBER, rest),
                None => return Err(bad("an integer", line)),
            },
            b'+' if rest == b"OK" => tape.words.push(kind::OKAY),
            b'+' => tape.put_text(kind::SIMPLE, rest),
            b'-' => tape.put_text(kind::ERROR, rest),
            b'_' if rest.is_empty() => tape.words.push(kind::NIL),
            b'#' if rest == b"t" => tape.words.push(kind::BOOLEAN | 1 << 4),
            b'#' if rest == b"f" => tape.words.push(kind::BOOLEAN),
            b',' if is_double(rest) => tape.put_text(kind::DOUBLE, rest),
            b'(' if is_integer(rest) => tape.put_text(kind::BIG_NUMBER, rest),
            _ => return Err(bad("a reply", line)),
        }
        Ok(())
    }

    fn open_bulk(&mut self, word: u32, rest: &[u8]) -> Result<(), ProtocolError> {
        if word == kind::ASCII && rest == b"-1" {
            self.tape().words.push(kind::NIL);
            self.ended();
            return Ok(());
        }
        let length = self.length(rest, self.limits.bulk, "bytes of a string")?;
        if word == kind::VERBATIM && length < 4 {
            return Err(ProtocolError("a verbatim string has no format".into()));
        }
        let in_partial = self.in_partial;
        let tape = self.tape();
        if in_partial {
            tape.payload.reserve(length.min(ROOM));
        }
        let start = tape.payload.len();
        self.state = State::Bulk { word, left: length, start, length };
        Ok(())
    }

    /// The bytes of a string are in: write its word.
    fn close_bulk(&mut self, word: u32, start: usize, length: usize) -> Result<(), ProtocolError> {
        let tape = self.tape();
        let word = match word {
            kind::ASCII if !tape.payload[start..].is_ascii() => kind::BYTES,
            kind::VERBATIM => {
                if tape.payload[start + 3] != b':' {
                    return Err(ProtocolError("a verbatim string has no format".into()));
                }
                tape.payload.drain(start..start + 4);
                tape.put(kind::VERBATIM, length - 4);
                return Ok(());
            }
            word => word,
        };
        tape.put(word, length);
        Ok(())
    }

    fn open_frame(&mut self, word: u32, rest: &[u8], each: usize) -> Result<(), ProtocolError> {
        if word == kind::ARRAY && rest == b"-1" {
            self.tape().words.push(kind::NIL);
            self.ended();
            return Ok(());
        }
        let count = self.length(rest, self.limits.items, "items")?;
        self.tape().put(word, count);
        self.push_frame(Frame { left: count * each, attribute: None })
    }

    fn open_attribute(&mut self, rest: &[u8]) -> Result<(), ProtocolError> {
        let count = self.length(rest, self.limits.items, "items")?;
        let tape = self.tape();
        let before = (tape.words.len(), tape.payload.len());
        self.push_frame(Frame { left: count * 2, attribute: Some(before) })
    }

    fn push_frame(&mut self, frame: Frame) -> Result<(), ProtocolError> {
        if self.stack.len() == self.limits.depth {
            return Err(ProtocolError(format!("a reply is nested deeper than {} levels", self.limits.depth)));
        }
        let empty = frame.left == 0;
        self.stack.push(frame);
        if empty {
            self.close_frames();
        }
        Ok(())
    }

    fn length(&self, digits: &[u8], most: usize, what: &str) -> Result<usize, ProtocolError> {
        let mut value: usize = 0;
        if digits.is_empty() || digits.len() > 19 {
            return Err(bad("a length", digits));
        }
        for &digit in digits {
            if !digit.is_ascii_digit() {
                return Err(bad("a length", digits));
            }
            value = value.saturating_mul(10).saturating_add((digit - b'0') as usize);
        }
        if value > most {
            return Err(ProtocolError(format!(
                "a reply claims {value} {what}, more than the limit of {most}"
            )));
        }
        Ok(value)
    }

    /// A value is complete: count it in the frame that holds it.
    fn ended(&mut self) {
        match self.stack.last_mut() {
            None => self.reply_ended(),
            Some(frame) => {
                frame.left -= 1;
                if frame.left == 0 {
                    self.close_frames();
                }
            }
        }
    }

    fn close_frames(&mut self) {
        while let Some(frame) = self.stack.last() {
            if frame.left > 0 {
                return;
            }
            let attribute = frame.attribute;
            self.stack.pop();
            if let Some((words, payload)) = attribute {
                // The value that the attribute speaks of comes next, in its place.
                let tape = self.tape();
                tape.words.truncate(words);
                tape.payload.truncate(payload);
                return;
            }
            match self.stack.last_mut() {
                Some(outer) => outer.left -= 1,
                None => return self.reply_ended(),
            }
        }
    }

    fn reply_ended(&mut self) {
        if self.in_partial {
            self.in_partial = false;
            if self.done.is_empty() {
                std::mem::swap(&mut self.done, &mut self.partial);
            } else {
                self.done.words.extend_from_slice(&self.partial.words);
                self.done.payload.extend_from_slice(&self.partial.payload);
            }
            self.partial.clear();
        }
        self.start = (self.done.words.len(), self.done.payload.len());
        self.marks.push(Mark { words: self.start.0, payload: self.start.1, kind: self.root });
    }
}

fn strip_cr(line: &[u8]) -> Result<&[u8], ProtocolError> {
    match line.split_last() {
        Some((b'\r', head)) => Ok(head),
        _ => Err(bad("a line that ends with CR LF", line)),
    }
}

/// A number that fits a word: zero to 2^28 - 1, written without a sign or spare zeros.
fn small(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 8 || (digits[0] == b'0' && digits.len() > 1) {
        return None;
    }
    let mut value = 0u32;
    for &digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u32::from(digit - b'0');
    }
    Some(value)
}

fn is_integer(text: &[u8]) -> bool {
    let digits = match text.split_first() {
        Some((b'-' | b'+', digits)) => digits,
        _ => text,
    };
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}

fn is_double(text: &[u8]) -> bool {
    !text.is_empty() && std::str::from_utf8(text).is_ok_and(|text| text.parse::<f64>().is_ok())
}

fn bad(expected: &str, seen: &[u8]) -> ProtocolError {
    ProtocolError(format!("expected {expected}, got \"{}\"", seen[..seen.len().min(40)].escape_ascii()))
}

#[cfg(test)]
mod tests;
