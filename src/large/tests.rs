use std::ptr::NonNull;
use std::sync::Arc;

use super::{Ground, Large, Room};
use crate::tape::kind;

fn room(ground: &Arc<Ground>, number: u32, size: usize) -> Large {
    let memory = Box::leak(vec![0u8; size].into_boxed_slice());
    // SAFETY: the memory is leaked, and nobody else has it.
    Large::Bytes(unsafe { Room::new(ground.clone(), number, NonNull::from(memory).cast(), size) })
}

#[test]
fn a_text_grows_beyond_its_room_and_knows_whether_it_is_ascii() {
    let mut text = Large::text(10);
    text.append(b"0123456789");
    text.append(&vec![b'x'; 3 << 20]);
    assert!(matches!(&text, Large::Text(text, true) if text.len() == 10 + (3 << 20)));
    text.append("é".as_bytes());
    text.append(b"end");
    assert!(matches!(&text, Large::Text(text, false) if text.ends_with("xéend".as_bytes())));
    let tape = text.into_tape();
    assert_eq!((tape.words[0] & 15, tape.payload.len()), (kind::BYTES, (3 << 20) + 15));
}

#[test]
fn a_room_is_its_environments_own() {
    let (ground, other) = (Arc::new(Ground::default()), Arc::default());
    let bytes = room(&ground, 1, 4);
    assert!(bytes.is_open_to(Some(&ground)));
    assert!(!bytes.is_open_to(Some(&other)) && !bytes.is_open_to(None));
    assert!(Large::text(4).is_open_to(None));
}

#[test]
fn a_room_ends_where_its_memory_does() {
    let mut bytes = room(&Arc::default(), 1, 4);
    bytes.append(b"abc");
    assert_eq!((bytes.size(), bytes.room(100).len()), (3, 1));
    bytes.append(b"d");
    assert_eq!(bytes.room(100).len(), 0);
    let tape = bytes.into_tape();
    assert_eq!((tape.words, tape.payload), (vec![kind::ASCII | 4 << 4], b"abcd".to_vec()));
}

#[test]
fn a_room_that_was_let_go_is_given_up_once() {
    let ground = Arc::new(Ground::default());
    drop(room(&ground, 7, 4));
    room(&ground, 9, 4).into_bytes();
    assert_eq!(ground.given_up(), [7, 9]);
    assert!(ground.given_up().is_empty());
}

#[test]
fn the_memory_of_an_environment_that_ended_is_not_touched() {
    let ground = Arc::new(Ground::default());
    let mut bytes = room(&ground, 1, 8);
    bytes.append(b"abc");
    ground.close();
    assert_eq!(bytes.into_bytes(), [0, 0, 0]);
}
