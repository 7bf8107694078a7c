//! Replies laid flat: a run of words that says what came, beside the payload bytes of all strings
//! end to end. A tape needs no pointers and has no realm, so it crosses to JavaScript as it is.

/// The kinds of a word: the low four bits. The upper 28 bits hold a length or a count;
/// [`LONG`] there says that the next word holds it.
pub mod kind {
    /// Null, in all its spellings.
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
    /// A boolean; 0 or 1.
    pub const BOOLEAN: u32 = 12;
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

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub fn clear(&mut self) {
        self.words.clear();
        self.payload.clear();
    }

    /// Reads the word at `at`: its kind, its length or count, and where the next word stands.
    pub fn word(&self, at: usize) -> (u32, usize, usize) {
        let word = self.words[at];
        if word >> 4 == LONG {
            (word & 15, self.words[at + 1] as usize, at + 2)
        } else {
            (word & 15, (word >> 4) as usize, at + 1)
        }
    }
}
