//! The lines of RESP: their ends, their numbers, and how a bad one is shown. Nothing here keeps a state.

use super::ProtocolError;

/// Where the bytes of a string begin and how many they are, by its head of a few digits.
pub fn short_head(input: &[u8]) -> Option<(usize, usize)> {
    const DIGITS: usize = 4;
    if input.first() != Some(&b'$') {
        return None;
    }
    let mut length = 0;
    for at in 1..=DIGITS + 1 {
        match *input.get(at)? {
            digit @ b'0'..=b'9' if at <= DIGITS => length = length * 10 + usize::from(digit - b'0'),
            b'\r' if at > 1 && input.get(at + 1) == Some(&b'\n') => return Some((at + 2, length)),
            _ => return None,
        }
    }
    None
}

pub fn strip_cr(line: &[u8]) -> Result<&[u8], ProtocolError> {
    match line.split_last() {
        Some((b'\r', head)) => Ok(head),
        _ => Err(bad("a line that ends with CR LF", line)),
    }
}

/// A number that fits a word: zero to 2^28 - 1, written without a sign or spare zeros.
pub fn small(digits: &[u8]) -> Option<u32> {
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

pub fn is_integer(text: &[u8]) -> bool {
    let digits = match text.split_first() {
        Some((b'-' | b'+', digits)) => digits,
        _ => text,
    };
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}

pub fn is_double(text: &[u8]) -> bool {
    !text.is_empty() && std::str::from_utf8(text).is_ok_and(|text| text.parse::<f64>().is_ok())
}

pub fn bad(expected: &str, seen: &[u8]) -> ProtocolError {
    ProtocolError::Broken(format!(
        "expected {expected}, got \"{}\"",
        seen[..seen.len().min(40)].escape_ascii()
    ))
}
