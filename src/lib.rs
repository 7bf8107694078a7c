//! The process's side of @app/redis-native, in reading order.
//!
//! A command comes over the `bridge`, is queued on a `link`, written to its `socket` by the
//! thread that brought it, answered in bytes that `resp` lays on a tape, and handed to the
//! environment that asked through its `outbox`. `reactor` listens, `dial` connects, `sentinel` finds whom to
//! connect to, `lease` lends
//! connections, `subscriber` has the one that hears messages and `channels` say whom they concern,
//! `client` knows which clients the process has. Imports point upwards in this list, and only `bridge`
//! knows N-API.

pub mod error;

pub mod block;
pub mod breaker;
pub mod tls;

pub mod config;
pub mod group;
pub mod habit;
pub mod metrics;
pub mod spare;
pub mod tape;

pub mod large;

pub mod texts;

pub mod resp;
pub mod value;

pub mod channels;
pub mod outbox;
pub mod pulse;
pub mod queue;
pub mod socket;

pub mod wire;

pub mod link;

pub mod dial;
pub mod sentinel;

pub mod reactor;

pub mod lease;
pub mod subscriber;

pub mod client;

#[cfg(not(test))]
mod bridge;
