//! What a reply may not exceed, and why a connection can not go on.

use std::fmt;

use serde::Deserialize;

/// What a reply may not exceed.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Limits {
    /// Bytes of one reply in all, as they are kept: those of its strings, and four for each value.
    pub bytes: usize,
    /// Bytes of one string.
    pub bulk: usize,
    /// Items of one array, set, map or push.
    pub items: usize,
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 1 << 30, bulk: 512 << 20, items: 128 << 20, depth: 128 }
    }
}

/// One of the [`Limits`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    Bytes,
    Bulk,
    Items,
    Depth,
}

impl Limit {
    /// As the option says it.
    pub fn name(self) -> &'static str {
        match self {
            Limit::Bytes => "bytes",
            Limit::Bulk => "bulk",
            Limit::Items => "items",
            Limit::Depth => "depth",
        }
    }
}

/// Why the connection can not go on.
#[derive(Debug, Clone, PartialEq)]
pub enum ProtocolError {
    /// What came is no RESP.
    Broken(String),
    /// A reply exceeds this limit, which is set to so much.
    Exceeded(Limit, usize),
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProtocolError::Broken(text) => f.write_str(text),
            ProtocolError::Exceeded(Limit::Bytes, most) => write!(f, "a reply takes more than {most} bytes"),
            ProtocolError::Exceeded(Limit::Bulk, most) => {
                write!(f, "a string of a reply is longer than {most} bytes")
            }
            ProtocolError::Exceeded(Limit::Items, most) => {
                write!(f, "a collection in a reply has more than {most} items")
            }
            ProtocolError::Exceeded(Limit::Depth, most) => {
                write!(f, "a reply is nested deeper than {most} levels")
            }
        }
    }
}
