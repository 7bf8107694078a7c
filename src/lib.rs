//! The process's side of @app/redis-native, in reading order.
//!
//! A command comes over the `bridge`, is queued on a `link`, written to its `socket` by the
//! thread that brought it, answered in bytes that `resp` lays on a tape, and handed to the
//! environment that asked through its `outbox`. `reactor` listens, `dial` connects, `client`
//! knows which clients the process has. Imports point upwards in this list, and only `bridge`
//! knows N-API.

pub mod error;

pub mod config;
pub mod tape;

pub mod resp;
pub mod value;

pub mod outbox;
pub mod pulse;
pub mod queue;
pub mod socket;

pub mod link;

pub mod dial;

pub mod reactor;

pub mod client;

#[cfg(not(test))]
mod bridge;
