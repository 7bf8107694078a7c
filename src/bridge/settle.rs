//! Deliveries on their way into JavaScript.
//!
//! One wake brings all that has come. Small tapes are copied into the session's own two arrays,
//! large ones are handed over as arrays of their own. JavaScript makes every value, in the realm
//! of the caller.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use napi::sys;

use super::environment::{Arrays, Environment};
use super::text;
use crate::error::Failure;
use crate::large::Large;
use crate::outbox::{Delivery, Run};
use crate::tape::Tape;

/// What the settle function is told, by its first argument.
#[derive(Clone, Copy)]
enum Told {
    /// `(0, words, payload)`: lengths of what was laid in the session's arrays.
    Replies = 0,
    /// `(1, words, payload)`: arrays of their own.
    LargeReplies = 1,
    /// `(2, runs, json)`
    Failed = 2,
    /// `(3, words, payload)`: lengths, as for replies.
    Push = 3,
    /// `(4, words, payload)`: arrays of their own.
    LargePush = 4,
    /// `(5, json, news)`: 1 where no session of the environment has heard of it before.
    Event = 5,
    /// `(6, number, value)`: a large string or Buffer that answers a command.
    Value = 6,
}

/// A payload of this size is given to JavaScript without a copy.
const HANDED_OVER: usize = 32 << 10;

/// Hands in all that has come. Called on the environment's thread, from its loop.
pub fn deliver(env: sys::napi_env) {
    // A panic must not unwind into the loop.
    let _ = std::panic::catch_unwind(|| {
        let come = Environment::of(env).map(|environment| environment.outbox.take());
        for delivery in come.into_iter().flatten() {
            hand_in(env, delivery);
        }
    });
}

fn hand_in(env: sys::napi_env, delivery: Delivery) {
    let Ok(environment) = Environment::of(env) else { return };
    let session = match &delivery {
        Delivery::Replies { session, .. }
        | Delivery::Large { session, .. }
        | Delivery::Failed { session, .. }
        | Delivery::Push { session, .. }
        | Delivery::Event { session, .. } => *session,
    };
    if matches!(delivery, Delivery::Push { .. }) {
        environment.take_over(session);
    }
    let mut scope = ptr::null_mut();
    // SAFETY: `env` is the environment of the running callback; the scope is closed below.
    unsafe { sys::napi_open_handle_scope(env, &mut scope) };
    if let Some(function) = environment.settle_function(session) {
        if let Some(arguments) = arguments(env, environment, session, delivery)
            && let Some(result) = call(env, function, &arguments)
        {
            take_back(env, result);
        }
    } else {
        // Its realm is gone.
        environment.close(session);
    }
    // SAFETY: the scope was opened above, and nothing made in it is used after it.
    unsafe { sys::napi_close_handle_scope(env, scope) };
}

fn arguments(
    env: sys::napi_env,
    environment: &mut Environment,
    session: u32,
    delivery: Delivery,
) -> Option<[sys::napi_value; 3]> {
    match delivery {
        Delivery::Replies { runs, tape, .. } => {
            environment.settled(session, &runs, true);
            lay(env, environment, session, [Told::Replies, Told::LargeReplies], Some(&runs), tape)
        }
        Delivery::Large { seq, large, .. } => {
            let large = match large {
                Large::Bytes(room) => match environment.rooms.open(env, &room) {
                    Some(buffer) => Ok(buffer),
                    None => {
                        let (runs, failure) = (vec![(seq, 1)], Arc::new(Failure::internal()));
                        let failed = Delivery::Failed { session, runs, failure };
                        return arguments(env, environment, session, failed);
                    }
                },
                Large::Text(text, true) => {
                    environment.texts.make(env, text).map_err(|text| Large::Text(text, true))
                }
                Large::Text(..) => Err(large),
            };
            match large {
                Ok(value) => {
                    environment.settled(session, &[(seq, 1)], true);
                    Some([number(env, Told::Value as u32)?, number(env, seq)?, value])
                }
                Err(large) => {
                    let (runs, tape) = (vec![(seq, 1)], large.into_tape());
                    arguments(env, environment, session, Delivery::Replies { session, runs, tape })
                }
            }
        }
        Delivery::Push { tape, .. } => {
            lay(env, environment, session, [Told::Push, Told::LargePush], None, tape)
        }
        Delivery::Failed { runs, failure, .. } => {
            environment.settled(session, &runs, false);
            let runs: Vec<u32> = runs.iter().flat_map(|&(first, count): &Run| [first, count]).collect();
            let json = serde_json::to_string(&*failure).unwrap_or_else(|_| String::from("{}"));
            Some([number(env, Told::Failed as u32)?, words_array(env, None, &runs)?, string(env, &json)?])
        }
        Delivery::Event { event, .. } => Some([
            number(env, Told::Event as u32)?,
            string(env, &event.text)?,
            number(env, u32::from(event.is_news()))?,
        ]),
    }
}

/// The words before a tape: none, or how many runs there are, and the runs.
fn head_of(runs: Option<&[Run]>) -> impl Iterator<Item = u32> {
    let count = runs.map(|runs| runs.len() as u32);
    count.into_iter().chain(runs.into_iter().flatten().flat_map(|&(first, count)| [first, count]))
}

fn head_length(runs: Option<&[Run]>) -> usize {
    runs.map_or(0, |runs| 1 + runs.len() * 2)
}

/// Lays a tape where JavaScript finds it.
fn lay(
    env: sys::napi_env,
    environment: &Environment,
    session: u32,
    [small, large]: [Told; 2],
    runs: Option<&[Run]>,
    tape: Tape,
) -> Option<[sys::napi_value; 3]> {
    let session = environment.sessions.get(&session)?;
    let Arrays { words: (words, words_room), payload: (payload, payload_room), .. } = session.arrays;
    let before = head_length(runs);
    let length = before + tape.words.len();
    if length <= words_room && tape.payload.len() <= payload_room {
        // SAFETY: the arrays belong to the settle function, which is alive: the caller holds it.
        // They are at least as long as was just checked, and nobody else writes them now.
        unsafe {
            head_of(runs).enumerate().for_each(|(at, word)| words.add(at).write(word));
            ptr::copy_nonoverlapping(tape.words.as_ptr(), words.add(before), tape.words.len());
            ptr::copy_nonoverlapping(tape.payload.as_ptr(), payload, tape.payload.len());
        }
        let bytes = tape.payload.len() as u32;
        text::keep(tape.payload);
        return Some([number(env, small as u32)?, number(env, length as u32)?, number(env, bytes)?]);
    }
    Some([number(env, large as u32)?, words_array(env, runs, &tape.words)?, bytes_array(env, tape.payload)?])
}

/// Calls a function outside of every async context. Ticks and microtasks run before this returns,
/// unless JavaScript is on the stack already.
pub(super) fn call(
    env: sys::napi_env,
    function: sys::napi_value,
    arguments: &[sys::napi_value],
) -> Option<sys::napi_value> {
    let (mut receiver, mut result) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: all values belong to the open handle scope.
    unsafe {
        // Node keeps the async context of the call on the receiver: it must be nobody else's.
        sys::napi_create_object(env, &mut receiver);
        let status = sys::napi_make_callback(
            env,
            ptr::null_mut(),
            receiver,
            function,
            arguments.len(),
            arguments.as_ptr(),
            &mut result,
        );
        if status == sys::Status::napi_ok {
            return Some(result);
        }
        if status == sys::Status::napi_pending_exception {
            let mut exception = ptr::null_mut();
            sys::napi_get_and_clear_last_exception(env, &mut exception);
            // What a listener of the user throws is an uncaught exception, as with an emitter.
            sys::napi_fatal_exception(env, exception);
        }
    }
    None
}

/// JavaScript returns the buffer that it was handed where it has kept no part of it. Detached, its
/// memory is free at once: else it would wait for a collection, and many of them would bring one on.
fn take_back(env: sys::napi_env, result: sys::napi_value) {
    let mut handed_back = false;
    // SAFETY: a value of the open handle scope; only an ArrayBuffer is detached, which nobody has.
    unsafe {
        if sys::napi_is_arraybuffer(env, result, &mut handed_back) == sys::Status::napi_ok && handed_back {
            // One that can not be detached waits for its collection.
            sys::napi_detach_arraybuffer(env, result);
        }
    }
}

fn number(env: sys::napi_env, value: u32) -> Option<sys::napi_value> {
    let mut result = ptr::null_mut();
    // SAFETY: plain call with a pointer to a local.
    let status = unsafe { sys::napi_create_uint32(env, value, &mut result) };
    (status == sys::Status::napi_ok).then_some(result)
}

fn string(env: sys::napi_env, value: &str) -> Option<sys::napi_value> {
    let mut result = ptr::null_mut();
    // SAFETY: the pointer and the length are those of a live string.
    let status = unsafe {
        sys::napi_create_string_utf8(env, value.as_ptr().cast(), value.len() as isize, &mut result)
    };
    (status == sys::Status::napi_ok).then_some(result)
}

fn words_array(env: sys::napi_env, runs: Option<&[Run]>, words: &[u32]) -> Option<sys::napi_value> {
    let before = head_length(runs);
    let length = before + words.len();
    let (buffer, data) = new_buffer(env, length * 4)?;
    let mut array = ptr::null_mut();
    // SAFETY: `data` has room for `length` words and is aligned as V8 aligns every buffer.
    unsafe {
        let data = data.cast::<u32>();
        head_of(runs).enumerate().for_each(|(at, word)| data.add(at).write(word));
        ptr::copy_nonoverlapping(words.as_ptr(), data.add(before), words.len());
        let status = sys::napi_create_typedarray(
            env,
            sys::TypedarrayType::uint32_array,
            length,
            buffer,
            0,
            &mut array,
        );
        (status == sys::Status::napi_ok).then_some(array)
    }
}

/// The bytes as an array of JavaScript: large ones are handed over, small ones copied.
fn bytes_array(env: sys::napi_env, bytes: Vec<u8>) -> Option<sys::napi_value> {
    let length = bytes.len();
    let buffer = if length >= HANDED_OVER { hand_over(env, bytes)? } else { copy(env, &bytes)? };
    let mut array = ptr::null_mut();
    // SAFETY: `buffer` is a buffer of `length` bytes.
    let status = unsafe {
        sys::napi_create_typedarray(env, sys::TypedarrayType::uint8_array, length, buffer, 0, &mut array)
    };
    (status == sys::Status::napi_ok).then_some(array)
}

fn copy(env: sys::napi_env, bytes: &[u8]) -> Option<sys::napi_value> {
    let (buffer, data) = new_buffer(env, bytes.len())?;
    // SAFETY: `data` has room for all of `bytes`.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), data.cast(), bytes.len()) };
    Some(buffer)
}

fn hand_over(env: sys::napi_env, bytes: Vec<u8>) -> Option<sys::napi_value> {
    let length = bytes.len();
    let owner = Box::into_raw(Box::new(bytes));
    let mut buffer = ptr::null_mut();
    // SAFETY: the box keeps the bytes alive and in place until `release` frees it.
    unsafe {
        let data = (*owner).as_mut_ptr().cast();
        let status = sys::napi_create_external_arraybuffer(
            env,
            data,
            length,
            Some(release),
            owner.cast(),
            &mut buffer,
        );
        if status == sys::Status::napi_ok {
            return Some(buffer);
        }
        // Some runtimes allow no memory but their own.
        let bytes = Box::from_raw(owner);
        copy(env, &bytes)
    }
}

unsafe extern "C" fn release(_env: sys::napi_env, _data: *mut c_void, owner: *mut c_void) {
    // SAFETY: `hand_over` made the box and gave it away; this runs once.
    text::keep(*unsafe { Box::from_raw(owner.cast::<Vec<u8>>()) });
}

fn new_buffer(env: sys::napi_env, length: usize) -> Option<(sys::napi_value, *mut c_void)> {
    let (mut buffer, mut data) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: plain call with pointers to locals.
    let status = unsafe { sys::napi_create_arraybuffer(env, length, &mut data, &mut buffer) };
    (status == sys::Status::napi_ok).then_some((buffer, data))
}
