//! Replies laid flat: a run of words that says what came, beside the payload bytes of all strings
//! end to end. A tape needs no pointers and has no realm, so it crosses to JavaScript as it is.

/// The kinds of a word: the low four bits. The upper 28 bits hold a length or a count;
/// [`LONG`] there says that the next word holds it.
pub mod kind {
    /// Null, in all its spellings, and booleans: 0 is null, 1 false, 2 true.
    pub const NIL: u32 = 0;
    /// A string of ASCII bytes; the length.
    pub const ASCII: u32 = 1;
    /// A string with any bytes; the length.
    pub const BYTES: u32 = 2;
    /// A number as text; the length of its payload.
    pub const NUMBER: u32 = 3;
    /// A small number that is zero or more; the number itself.
    pub const SMALL: u32 = 4;
    /// A simple string other than `OK`; the length.
    pub const SIMPLE: u32 = 5;
    /// The simple string `OK`.
    pub const OKAY: u32 = 6;
    /// An error; the length of its text.
    pub const ERROR: u32 = 7;
    /// An array; the count of its items.
    pub const ARRAY: u32 = 8;
    /// A map; the count of its pairs.
    pub const MAP: u32 = 9;
    /// A set; the count of its members.
    pub const SET: u32 = 10;
    /// A double as the server wrote it; the length of its text.
    pub const DOUBLE: u32 = 11;
    /// An array, a set or a map of plain strings as JSON text (see `texts`); the length of the text.
    pub const TEXTS: u32 = 12;
    /// A big number; the length of its text.
    pub const BIG_NUMBER: u32 = 13;
    /// A verbatim string without its format mark; the length.
    pub const VERBATIM: u32 = 14;
    /// A push; the count of its items.
    pub const PUSH: u32 = 15;
}

/// The value in a word's upper bits that moves the length to the next word.
pub const LONG: u32 = (1 << 28) - 1;

/// Replies, laid flat.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Tape {
    pub words: Vec<u32>,
    pub payload: Vec<u8>,
}

impl Tape {
    pub fn put(&mut self, kind: u32, length: usize) {
        if length < LONG as usize {
            self.words.push(kind | (length as u32) << 4);
        } else {
            self.words.push(kind | LONG << 4);
            // Lengths are bounded by `Limits` far below this.
            self.words.push(u32::try_from(length).unwrap_or(u32::MAX));
        }
    }

    pub fn put_text(&mut self, kind: u32, text: &[u8]) {
        self.put(kind, text.len());
        self.payload.extend_from_slice(text);
    }

    /// How many words and how many payload bytes there are.
    pub fn size(&self) -> (usize, usize) {
        (self.words.len(), self.payload.len())
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.payload.len() + size_of_val(self.words.as_slice())
    }

    /// Drops all that came after it had this size.
    pub fn cut(&mut self, (words, payload): (usize, usize)) {
        self.words.truncate(words);
        self.payload.truncate(payload);
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub fn clear(&mut self) {
        self.words.clear();
        self.payload.clear();
    }

    /// Reads the word at `at`: its kind, its length or count, and where the next word stands.
    pub fn word(&self, at: usize) -> (u32, usize, usize) {
        word(&self.words, at)
    }
}

/// One value on a tape.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    words: &'a [u32],
    payload: &'a [u8],
}

/// Values that follow one another on a tape.
#[derive(Clone)]
pub struct Values<'a> {
    words: &'a [u32],
    payload: &'a [u8],
}

impl Tape {
    /// The values on the tape, one after another.
    pub fn values(&self) -> Values<'_> {
        Values { words: &self.words, payload: &self.payload }
    }

    pub fn push(&mut self, value: &Value) {
        self.words.extend_from_slice(value.words);
        self.payload.extend_from_slice(value.payload);
    }
}

/// Reads the word at `at` of `words`, as [`Tape::word`] does.
fn word(words: &[u32], at: usize) -> (u32, usize, usize) {
    match words[at] >> 4 {
        LONG => (words[at] & 15, words[at + 1] as usize, at + 2),
        size => (words[at] & 15, size as usize, at + 1),
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        if self.words.is_empty() {
            return None;
        }
        let (mut at, mut bytes, mut left) = (0, 0, 1);
        while left > 0 {
            let (what, size, next) = word(self.words, at);
            at = next;
            left -= 1;
            match what {
                kind::ARRAY | kind::SET | kind::PUSH => left += size,
                kind::MAP => left += size * 2,
                kind::NIL | kind::SMALL | kind::OKAY => {}
                _ => bytes += size,
            }
        }
        let (value, rest) = self.words.split_at(at);
        let (text, others) = self.payload.split_at(bytes);
        (self.words, self.payload) = (rest, others);
        Some(Value { words: value, payload: text })
    }
}

impl<'a> Values<'a> {
    /// Those before `end`, which are the last of these.
    pub fn before(&self, end: &Values) -> Values<'a> {
        let words = &self.words[..self.words.len() - end.words.len()];
        Values { words, payload: &self.payload[..self.payload.len() - end.payload.len()] }
    }

    /// Takes the first ones, as far as they begin with the same two strings as `value`. Returns how many.
    pub fn skip_alike(&mut self, value: &Value) -> usize {
        // Those of the array or push, and of its first two items; none takes two words.
        const HEAD: usize = 3;
        let Some(head) = value.words.get(..HEAD).filter(|head| head.iter().all(|word| word >> 4 != LONG))
        else {
            return 0;
        };
        let texts = head[1..].iter().map(|word| (word >> 4) as usize).sum();
        let mut count = 0;
        while self.words.starts_with(head)
            && self.payload.get(..texts).is_some_and(|texts| value.payload.starts_with(texts))
            && self.next().is_some()
        {
            count += 1;
        }
        count
    }

    /// How many bytes they take on a tape.
    pub fn bytes(&self) -> usize {
        self.payload.len() + size_of_val(self.words)
    }
}

impl<'a> Value<'a> {
    pub fn kind(&self) -> u32 {
        self.words[0] & 15
    }

    /// How many bytes it takes on a tape.
    pub fn bytes(&self) -> usize {
        self.payload.len() + size_of_val(self.words)
    }

    /// The item of an array or push at `index`, where it is a string.
    pub fn text(&self, index: usize) -> Option<&'a [u8]> {
        let (what, _, next) = word(self.words, 0);
        if !matches!(what, kind::ARRAY | kind::PUSH) {
            return None;
        }
        let item = Values { words: &self.words[next..], payload: self.payload }.nth(index)?;
        match item.kind() {
            kind::ASCII | kind::BYTES | kind::SIMPLE => Some(item.payload),
            kind::OKAY => Some(b"OK"),
            _ => None,
        }
    }

    pub fn to_tape(self) -> Tape {
        Tape { words: self.words.to_vec(), payload: self.payload.to_vec() }
    }
}
