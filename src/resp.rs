//! Bytes of the RESP protocol in, replies out.
//!
//! The [`Scanner`] takes bytes as they come from the socket, cut anywhere, and appends each
//! finished reply to a [`Tape`]: a run of words that says what came, beside the payload bytes of
//! all strings laid end to end. A tape needs no pointers, so it crosses to JavaScript as two flat
//! buffers, and JavaScript makes the arrays, maps and errors of the caller's realm from it.
//!
//! It never looks at what a reply means, never allocates for a length that a hostile server only
//! claims, and never panics on any input.

use crate::large::Large;
use crate::spare;
use crate::tape::{Tape, kind};
use crate::texts;

mod limits;
mod line;
mod long;

pub use limits::{Limit, Limits, ProtocolError};

use line::{bad, is_double, is_integer, short_head, small, strip_cr};

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

/// An open array, set, map, push or attribute.
#[derive(Debug)]
struct Frame {
    /// Values still to come.
    left: usize,
    /// The tape's size before it.
    start: (usize, usize),
    /// Attributes are read and dropped.
    attribute: bool,
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
/// Room that is not used yet costs no memory, only addresses.
const ROOM: usize = 16 << 20;

/// Of a lone string, so many bytes that are missing are worth memory of its own.
pub const ALONE: usize = 64 << 10;

/// Strings of this size are not copied from one tape to another.
const LARGE: usize = 64 << 10;

/// For this much at once the room is made before, so that it need not grow by and by.
const MUCH: usize = 4 << 10;

/// Room for no more marks than this is kept.
const KEPT_MARKS: usize = 1 << 10;

/// Reads a stream of RESP bytes.
pub struct Scanner {
    limits: Limits,
    state: State,
    stack: Vec<Frame>,
    /// The start of a line whose end has not come yet.
    line: Vec<u8>,
    /// Room for `texts`.
    text: Vec<u8>,
    /// Replies that are complete; `marks` has one entry for each.
    pub done: Tape,
    pub marks: Vec<Mark>,
    /// The reply that is still coming, when it began in an earlier `feed`.
    partial: Tape,
    in_partial: bool,
    /// Where the bytes of a lone large string go that is coming.
    coming: Option<Large>,
    /// A lone large string that is complete; it came before all that stands in `done`.
    whole: Option<Large>,
    /// Where the current reply began on `done`, when it began in this `feed`.
    start: (usize, usize),
    root: MarkKind,
}

impl Scanner {
    pub fn new(limits: Limits) -> Self {
        Scanner {
            limits: Limits { bulk: limits.bulk.min(limits.bytes), ..limits },
            state: State::Line,
            stack: Vec::new(),
            line: Vec::new(),
            text: Vec::new(),
            done: Tape::default(),
            marks: Vec::new(),
            partial: Tape::default(),
            in_partial: false,
            coming: None,
            whole: None,
            start: (0, 0),
            root: MarkKind::Reply,
        }
    }

    /// Takes the replies that are complete.
    pub fn take(&mut self) -> (Tape, Vec<Mark>) {
        (std::mem::take(&mut self.done), std::mem::take(&mut self.marks))
    }

    /// Takes back the room of marks that were taken, and are done with.
    pub fn give_back(&mut self, mut marks: Vec<Mark>) {
        marks.clear();
        if marks.capacity() <= KEPT_MARKS {
            self.marks = marks;
        }
    }

    /// Whether an array is among the replies that are complete.
    pub fn holds_array(&self) -> bool {
        self.marks.iter().any(|mark| mark.kind == MarkKind::Array)
    }

    fn tape(&mut self) -> &mut Tape {
        if self.in_partial { &mut self.partial } else { &mut self.done }
    }

    /// Reads `input`; the replies that it completes stand in `done` and `marks` after it.
    pub fn feed(&mut self, mut input: &[u8]) -> Result<(), ProtocolError> {
        if !self.in_partial {
            self.start = self.done.size();
        }
        if input.len() >= MUCH {
            // The strings of replies are never longer than their bytes.
            let before = if self.in_partial { self.partial.payload.len().min(LARGE) } else { 0 };
            self.make_room(before + input.len());
        }
        loop {
            match self.state {
                State::Line => {
                    if self.line.is_empty() {
                        input = self.strings(input)?;
                        if input.is_empty() {
                            break;
                        }
                    }
                    let Some(end) = memchr::memchr(b'\n', input) else {
                        self.hold_line(input)?;
                        break;
                    };
                    if self.line.is_empty() {
                        self.check_line(input.first().copied(), end)?;
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
                    if here < left && !self.in_partial {
                        // Its memory must not grow behind that of the replies before it.
                        self.set_aside();
                        continue;
                    }
                    match &mut self.coming {
                        Some(large) => large.append(&input[..here]),
                        None => self.tape().payload.extend_from_slice(&input[..here]),
                    }
                    input = &input[here..];
                    if here < left {
                        self.state = State::Bulk { word, left: left - here, start, length };
                        break;
                    }
                    if self.coming.is_none() {
                        self.close_bulk(word, start, length)?;
                    }
                    self.state = State::BulkEnd { left: 2 };
                }
                State::BulkEnd { left } => {
                    if input.is_empty() {
                        break;
                    }
                    let expected = if left == 2 { b'\r' } else { b'\n' };
                    if input[0] != expected {
                        return Err(ProtocolError::Broken(format!(
                            "expected a line end after a string, got byte 0x{:02x}",
                            input[0]
                        )));
                    }
                    input = &input[1..];
                    if left == 2 {
                        self.state = State::BulkEnd { left: 1 };
                    } else {
                        self.state = State::Line;
                        self.ended()?;
                    }
                }
            }
            if input.is_empty() && !matches!(self.state, State::Bulk { left: 0, .. }) {
                break;
            }
        }
        self.set_aside();
        if self.in_partial { self.check_size(self.line.len()) } else { Ok(()) }
    }

    fn make_room(&mut self, size: usize) {
        let payload = &mut self.done.payload;
        if payload.capacity() == 0 {
            *payload = spare::take(size);
        } else {
            payload.reserve(size);
        }
    }

    /// Takes strings that are there to their ends, one after another: most of what comes, and not
    /// worth a step of the machine for each of their lines. All else is left to it, faults as well.
    fn strings<'a>(&mut self, mut input: &'a [u8]) -> Result<&'a [u8], ProtocolError> {
        while let Some((start, length)) = short_head(input) {
            let end = start + length;
            if length > self.limits.bulk || input.get(end..end + 2) != Some(b"\r\n") {
                break;
            }
            if self.stack.is_empty() {
                self.root = MarkKind::Reply;
            }
            let text = &input[start..end];
            let what = if text.is_ascii() { kind::ASCII } else { kind::BYTES };
            self.tape().put_text(what, text);
            self.ended()?;
            input = &input[end + 2..];
        }
        Ok(input)
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
            // A lone string may get memory of its own before more of it is read.
            if left < ALONE || !self.stack.is_empty() {
                self.partial.payload.reserve_exact(left.min(ROOM));
            }
        }
        for frame in &mut self.stack {
            frame.start.0 -= words;
            frame.start.1 -= payload;
        }
        self.in_partial = true;
    }

    fn hold_line(&mut self, bytes: &[u8]) -> Result<(), ProtocolError> {
        let first = self.line.first().or(bytes.first()).copied();
        self.check_line(first, self.line.len() + bytes.len())?;
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn check_line(&mut self, first: Option<u8>, length: usize) -> Result<(), ProtocolError> {
        match first {
            _ if length <= LONGEST_LINE => Ok(()),
            Some(b'+' | b'-') if length <= self.limits.bulk => Ok(()),
            Some(b'+' | b'-') => {
                // Nothing was read of it yet.
                self.root = if self.stack.is_empty() { MarkKind::Reply } else { self.root };
                Err(self.too_long())
            }
            _ => Err(ProtocolError::Broken(format!("a line is longer than {LONGEST_LINE} bytes"))),
        }
    }

    /// One line: a value, or the head of one.
    fn value(&mut self, line: &[u8]) -> Result<(), ProtocolError> {
        let Some((&first, rest)) = line.split_first() else {
            return Err(ProtocolError::Broken("expected a reply, got an empty line".into()));
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
                self.ended()
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
            b'#' if rest == b"t" => tape.put(kind::NIL, 2),
            b'#' if rest == b"f" => tape.put(kind::NIL, 1),
            b',' if is_double(rest) => tape.put_text(kind::DOUBLE, rest),
            b'(' if is_integer(rest) => tape.put_text(kind::BIG_NUMBER, rest),
            _ => return Err(bad("a reply", line)),
        }
        Ok(())
    }

    fn open_bulk(&mut self, word: u32, rest: &[u8]) -> Result<(), ProtocolError> {
        if word == kind::ASCII && rest == b"-1" {
            self.tape().words.push(kind::NIL);
            return self.ended();
        }
        let length = self.length(rest, Limit::Bulk)?;
        if word == kind::VERBATIM && length < 4 {
            return Err(ProtocolError::Broken("a verbatim string has no format".into()));
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
                    return Err(ProtocolError::Broken("a verbatim string has no format".into()));
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
            return self.ended();
        }
        let count = self.length(rest, Limit::Items)?;
        let tape = self.tape();
        let start = tape.size();
        tape.put(word, count);
        self.push_frame(Frame { left: count * each, start, attribute: false })
    }

    fn open_attribute(&mut self, rest: &[u8]) -> Result<(), ProtocolError> {
        let count = self.length(rest, Limit::Items)?;
        let start = self.tape().size();
        self.push_frame(Frame { left: count * 2, start, attribute: true })
    }

    fn push_frame(&mut self, frame: Frame) -> Result<(), ProtocolError> {
        if self.stack.len() == self.limits.depth {
            return Err(ProtocolError::Exceeded(Limit::Depth, self.limits.depth));
        }
        let empty = frame.left == 0;
        self.stack.push(frame);
        if empty { self.close_frames() } else { Ok(()) }
    }

    fn length(&self, digits: &[u8], limit: Limit) -> Result<usize, ProtocolError> {
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
        let most = if limit == Limit::Bulk { self.limits.bulk } else { self.limits.items };
        match limit {
            _ if value <= most => Ok(value),
            Limit::Bulk => Err(self.too_long()),
            _ => Err(ProtocolError::Exceeded(limit, most)),
        }
    }

    /// A string is longer than it may be, or than a whole reply may be.
    fn too_long(&self) -> ProtocolError {
        let Limits { bytes, bulk, .. } = self.limits;
        ProtocolError::Exceeded(if bulk < bytes { Limit::Bulk } else { Limit::Bytes }, bulk)
    }

    /// Whether what was read last, and is not complete, is a push.
    pub fn reads_push(&self) -> bool {
        self.root == MarkKind::Push
    }

    /// Looks whether the reply at hand takes more than it may, when `more` bytes of it come.
    fn check_size(&self, more: usize) -> Result<(), ProtocolError> {
        let (words, payload) = if self.in_partial {
            self.partial.size()
        } else {
            let (words, payload) = self.done.size();
            (words - self.start.0, payload - self.start.1)
        };
        let most = self.limits.bytes;
        let size = (words * 4 + payload).saturating_add(more);
        if size <= most { Ok(()) } else { Err(ProtocolError::Exceeded(Limit::Bytes, most)) }
    }

    /// A value is complete: count it in the frame that holds it.
    fn ended(&mut self) -> Result<(), ProtocolError> {
        match self.stack.last_mut() {
            None => self.reply_ended(),
            Some(frame) => {
                frame.left -= 1;
                if frame.left == 0 {
                    return self.close_frames();
                }
            }
        }
        Ok(())
    }

    fn close_frames(&mut self) -> Result<(), ProtocolError> {
        while let Some(frame) = self.stack.last() {
            if frame.left > 0 {
                break;
            }
            // What is joined or dropped now came all the same.
            self.check_size(0)?;
            let Frame { start, attribute, .. } = *frame;
            self.stack.pop();
            let tape = if self.in_partial { &mut self.partial } else { &mut self.done };
            if attribute {
                // The value that the attribute speaks of comes next, in its place.
                tape.cut(start);
                break;
            }
            texts::join(tape, start, &mut self.text);
            match self.stack.last_mut() {
                Some(outer) => outer.left -= 1,
                None => {
                    self.reply_ended();
                    break;
                }
            }
        }
        Ok(())
    }

    fn reply_ended(&mut self) {
        if let Some(large) = self.coming.take() {
            self.whole = Some(large);
            self.in_partial = false;
            self.partial.clear();
            self.start = self.done.size();
            return;
        }
        if self.in_partial {
            self.in_partial = false;
            if self.done.is_empty() && self.partial.payload.len() >= LARGE {
                std::mem::swap(&mut self.done, &mut self.partial);
            } else {
                self.done.words.extend_from_slice(&self.partial.words);
                self.done.payload.extend_from_slice(&self.partial.payload);
            }
            self.partial.clear();
        }
        self.start = self.done.size();
        self.marks.push(Mark { words: self.start.0, payload: self.start.1, kind: self.root });
    }
}

#[cfg(test)]
mod tests;
