//! The border: the only place that says napi. It does not grow with Redis.
//!
//! A session is opened once for each face on a link; commands cross by `submit`, a batch at a
//! time; everything else comes back through the session's settle function.

mod blocks;
mod environment;
mod external;
mod handle;
mod images;
mod libuv;
mod listen;
mod poll;
mod road;
mod rooms;
mod settle;
mod spin;
mod status;
mod submit;
mod text;
mod wake;

use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::Ordering;

use napi::bindgen_prelude::{Function, Object, Uint8Array, Uint32Array, Unknown};
use napi::{Env, Error, JsValue, Result, sys};
use napi_derive::napi;

use self::environment::{Arrays, Calls, Environment};
use self::status::check;
use crate::config::Config;
use crate::link::{Close, now};

/// The environment's data, made at its first use.
fn opened<'a>(env: Env) -> Result<&'a mut Environment> {
    const CALLS: Calls = Calls { deliver: settle::deliver, read: listen::read, expects: listen::expects };
    Environment::open_of(env.raw(), &CALLS)
}

/// The version of the package that this binary was built for.
#[napi]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The paths of all loaded images of this addon, the first loaded first.
#[napi]
pub fn images() -> Vec<String> {
    images::paths()
}

/// An object that all realms and copies of this environment share.
#[napi(ts_return_type = "object")]
pub fn shared(env: Env) -> Result<Unknown<'static>> {
    let value = opened(env)?.shared()?;
    // SAFETY: a live value of this environment.
    Ok(unsafe { Unknown::from_raw_unchecked(env.raw(), value) })
}

/// The global object of the environment's main realm, whose timers no test framework fakes.
#[napi(ts_return_type = "typeof globalThis")]
pub fn outer_global(env: Env) -> Result<Unknown<'static>> {
    let mut value = ptr::null_mut();
    // SAFETY: plain call with a pointer to a local.
    check(unsafe { sys::napi_get_global(env.raw(), &mut value) }, "napi_get_global")?;
    // SAFETY: a live value of this environment.
    Ok(unsafe { Unknown::from_raw_unchecked(env.raw(), value) })
}

/// Calls a function outside of every async context, as what comes from the server is told.
#[napi(ts_args_type = "run: () => void")]
pub fn outside(env: Env, run: Function<'_>) {
    settle::call(env.raw(), run.raw(), &[]);
}

/// Opens a session on the client that the JSON describes, and returns its number. `road` says
/// where its commands go: 0 to the connection, 1 to connections that are lent.
/// `settle` is called with what comes for it; `words` and `payload` are where replies are laid,
/// `bytes` and `meta` where most batches are.
#[napi(
    ts_args_type = "config: string, settle: (told: number, ...rest: any[]) => void, words: Uint32Array, payload: Uint8Array, bytes: Uint8Array, meta: Uint32Array, road: number"
)]
#[allow(clippy::too_many_arguments)]
pub fn open(
    env: Env,
    config: String,
    settle: Function<'_>,
    mut words: Uint32Array,
    mut payload: Uint8Array,
    bytes: Uint8Array,
    meta: Uint32Array,
    road: u32,
) -> Result<u32> {
    let config = Config::parse(&config).map_err(Error::from_reason)?;
    // SAFETY: this thread is JavaScript's, and it does not touch the arrays meanwhile.
    let (words, payload) = unsafe {
        let words = words.as_mut();
        let payload = payload.as_mut();
        ((words.as_mut_ptr(), words.len()), (payload.as_mut_ptr(), payload.len()))
    };
    let arrays =
        Arrays { words, payload, bytes: (bytes.as_ptr(), bytes.len()), meta: (meta.as_ptr(), meta.len()) };
    opened(env)?.open(config, road, settle.raw(), arrays)
}

/// A block of memory for large batches, of `size` bytes, its head included: `submit` takes what
/// lies behind the head without a copy. The first byte is one for as long as the bytes are needed;
/// meanwhile nobody may write them. Null where the runtime allows no memory but its own.
#[napi(ts_return_type = "ArrayBuffer | null")]
pub fn block(env: Env, size: u32) -> Result<Option<Unknown<'static>>> {
    let buffer = opened(env)?.blocks.open(env.raw(), size as usize);
    // SAFETY: a live value of this environment.
    Ok(buffer.map(|value| unsafe { Unknown::from_raw_unchecked(env.raw(), value) }))
}

/// Whether large texts are copied into V8's heap from here on, or stay outside of it.
#[napi]
pub fn texts_inside(env: Env, inside: bool) -> Result<()> {
    opened(env)?.texts.inside = inside;
    Ok(())
}

/// Connects now, whatever the backoff says.
#[napi]
pub fn connect(env: Env, session: u32) -> Result<()> {
    Environment::of(env.raw())?.session(session)?.road.link().connect();
    Ok(())
}

/// The batch that was submitted last goes before all others that wait for a connection.
#[napi]
pub fn lead(env: Env, session: u32) -> Result<()> {
    Environment::of(env.raw())?.session(session)?.road.link().lead();
    Ok(())
}

/// Makes later connections of an independent client by these facts.
#[napi]
pub fn configure(env: Env, session: u32, config: String) -> Result<()> {
    let config = Config::parse(&config).map_err(Error::from_reason)?;
    Environment::of(env.raw())?.session(session)?.road.link().configure(config);
    Ok(())
}

/// Makes later connections select this database.
#[napi]
pub fn select(env: Env, session: u32, db: u32) -> Result<()> {
    Environment::of(env.raw())?.session(session)?.road.link().db.store(i64::from(db), Ordering::Relaxed);
    Ok(())
}

/// Ends the connection: what is in flight may still be answered within `patience` milliseconds,
/// what waits fails.
#[napi]
pub fn disconnect(env: Env, session: u32, patience: u32) -> Result<()> {
    let close = Close::Ending(now() + u64::from(patience));
    Environment::of(env.raw())?.session(session)?.road.link().close(close);
    Ok(())
}

/// Ends the connection as [`disconnect`] does, so that another one takes its place.
#[napi]
pub fn renew(env: Env, session: u32, patience: u32) -> Result<()> {
    let until = now() + u64::from(patience);
    Environment::of(env.raw())?.session(session)?.road.link().renew(until);
    Ok(())
}

/// Ends the connection when all replies are in, after `patience` milliseconds at the latest.
#[napi]
pub fn finish(env: Env, session: u32, patience: u32) -> Result<()> {
    let close = Close::Graceful(now() + u64::from(patience));
    Environment::of(env.raw())?.session(session)?.road.link().close(close);
    Ok(())
}

/// Says that nobody waits any more for the session's commands. Returns the numbers of those that
/// were never written. The server may have executed the others, or their replies are on their way.
#[napi]
pub fn forget(env: Env, session: u32) -> Result<Vec<u32>> {
    Ok(Environment::of(env.raw())?.forget(session))
}

/// Takes one of the places for connections beside a shared client. Returns the failure, as JSON,
/// when all are taken.
#[napi]
pub fn reserve(env: Env, session: u32) -> Result<Option<String>> {
    let Err(failure) = Environment::of(env.raw())?.session_mut(session)?.road.reserve() else {
        return Ok(None);
    };
    serde_json::to_string(&failure).map(Some).map_err(|error| Error::from_reason(error.to_string()))
}

/// Gives a place back.
#[napi]
pub fn release(env: Env, session: u32) -> Result<()> {
    Environment::of(env.raw())?.session_mut(session)?.road.release();
    Ok(())
}

/// Takes commands of the session back. Returns for each: 0 where its reply is on its way, 1 where it
/// was never written, 2 where the server may have executed it.
#[napi]
pub fn cancel(env: Env, session: u32, commands: Vec<u32>) -> Result<Vec<u32>> {
    Ok(Environment::of(env.raw())?.cancel(session, &commands))
}

/// Holds the process although no command is pending, or lets it go.
#[napi]
pub fn hold(env: Env, session: u32, held: bool) -> Result<()> {
    Environment::of(env.raw())?.hold(session, held);
    Ok(())
}

/// Ends the session; an independent connection ends with it.
#[napi]
pub fn close(env: Env, session: u32) -> Result<()> {
    Environment::of(env.raw())?.close(session);
    Ok(())
}

/// What the session's link looks like now, as JSON.
#[napi]
pub fn facts(env: Env, session: u32) -> Result<String> {
    let snapshot = Environment::of(env.raw())?.session(session)?.road.link().snapshot();
    serde_json::to_string(&snapshot).map_err(|error| Error::from_reason(error.to_string()))
}

/// Counts commands that were not taken, because too many wait.
#[napi]
pub fn overloaded(env: Env, session: u32, count: u32) -> Result<()> {
    let link = Environment::of(env.raw())?.session(session)?.road.link();
    crate::metrics::add(&link.metrics.overloads, u64::from(count));
    Ok(())
}

/// What the session's link has counted, as JSON.
#[napi]
pub fn metrics(env: Env, session: u32) -> Result<String> {
    let link = Environment::of(env.raw())?.session(session)?.road.link();
    serde_json::to_string(&link.metrics).map_err(|error| Error::from_reason(error.to_string()))
}

/// `submit` is on the path of every command and is registered by hand, without napi-derive's
/// bookkeeping for each call.
#[napi(module_exports)]
pub fn module_exports(exports: Object, env: Env) -> Result<()> {
    let mut function = ptr::null_mut();
    let name = c"submit";
    // SAFETY: the name and the callback are static.
    unsafe {
        check(
            sys::napi_create_function(
                env.raw(),
                name.as_ptr(),
                name.count_bytes() as isize,
                Some(submit::submit),
                ptr::null_mut::<c_void>(),
                &mut function,
            ),
            "napi_create_function",
        )?;
        check(
            sys::napi_set_named_property(env.raw(), exports.raw(), name.as_ptr(), function),
            "napi_set_named_property",
        )?;
    }
    Ok(())
}
