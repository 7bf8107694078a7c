//! One logical connection: commands in, replies out, whatever happens to its sockets.
//!
//! A link outlives its sockets: its queue stays, a reconnect gives it another socket. It owns no
//! thread. Threads of JavaScript submit (and write the socket themselves when nothing hinders);
//! one listener, the I/O thread, reads, keeps the clock and delivers. Only the listener delivers,
//! so what a session sees is in order.

use std::io;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use once_cell::sync::Lazy;
use serde::Serialize;
use tokio::sync::Notify;

use crate::config::Config;
use crate::error::{Failure, Phase};
use crate::outbox::{Delivery, Outbox};
use crate::pulse::Awaited;
use crate::queue::{Batch, Entry, Fallen, Queue};
use crate::socket::Socket;

mod loss;
mod routing;

/// ioredis's statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Wait,
    Connecting,
    Connect,
    Ready,
    Close,
    Reconnecting,
    End,
}

/// What a session hears of its link.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Failure>,
    /// Milliseconds until the next attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    peer: Option<&'a str>,
    /// What the server said that is no error, and should be shown.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    warnings: &'a [String],
}

impl<'a> Event<'a> {
    fn of(status: Status) -> Event<'a> {
        Event { status, error: None, delay: None, protocol: None, peer: None, warnings: &[] }
    }
}

/// What a link looks like from outside.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    pub status: Status,
    pub peer: Option<String>,
    pub protocol: u8,
    pub connects: u64,
    pub queued_bytes: usize,
    pub last_error: Option<Arc<Failure>>,
}

/// What the listener should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing until somebody calls.
    Idle,
    /// Connect again at this time of [`now`].
    Backoff(u64),
    Connect,
    /// Nobody will call any more.
    Gone,
}

/// How an existing connection should end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Close {
    /// When all replies are in, or at this time of [`now`].
    Graceful(u64),
    Now,
}

struct State {
    status: Status,
    socket: Option<Arc<Socket>>,
    queue: Queue,
    attached: Vec<(Arc<Outbox>, u32)>,
    /// Somebody wants a connection.
    wanted: bool,
    close: Option<Close>,
    /// Somebody wants another connection in the place of this one.
    renew: bool,
    abandoned: bool,
    /// A shared link that nobody is attached to any more.
    unused: bool,
    /// The socket took less than it was given; the listener waits until it takes more.
    stalled: bool,
    /// The listener sleeps without a clock: the next command must wake it.
    dozing: bool,
    last_failure: Option<Arc<Failure>>,
    /// Failed connections since the last good one.
    failures: u32,
    retry_at: u64,
    connects: u64,
    /// When the connection became ready.
    ready_at: u64,
    monitoring: bool,
    /// Whether there are subscriptions, to channels and patterns and to shard channels.
    subscriber: bool,
    shard_subscriber: bool,
    resp3: bool,
}

pub struct Link {
    /// What the next connection is made by. Held only to read or replace it.
    config: Mutex<Arc<Config>>,
    /// Whether the process shares the link, which then connects again by itself.
    pub shared: bool,
    /// Guards all that submitting and listening share. The thread of JavaScript takes it for
    /// each batch: nobody may parse, sleep, deliver or call out while holding it.
    state: Mutex<State>,
    /// Calls the listener.
    pub attention: Notify,
    /// When the last byte came, in milliseconds of [`now`].
    pub heard: AtomicU64,
    /// The database that the next connection selects.
    pub db: AtomicI64,
}

/// Milliseconds since this process first asked.
pub fn now() -> u64 {
    static START: Lazy<Instant> = Lazy::new(Instant::now);
    // One more, so that a time is never zero, which means none.
    START.elapsed().as_millis() as u64 + 1
}

impl Link {
    pub fn new(config: Config) -> Link {
        Link {
            db: AtomicI64::new(config.redis.db()),
            shared: config.shared,
            config: Mutex::new(Arc::new(config)),
            state: Mutex::new(State {
                status: Status::Wait,
                socket: None,
                queue: Queue::default(),
                attached: Vec::new(),
                wanted: false,
                close: None,
                renew: false,
                abandoned: false,
                unused: false,
                stalled: false,
                dozing: true,
                last_failure: None,
                failures: 0,
                retry_at: 0,
                connects: 0,
                ready_at: 0,
                monitoring: false,
                subscriber: false,
                shard_subscriber: false,
                resp3: true,
            }),
            attention: Notify::new(),
            heard: AtomicU64::new(0),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn config(&self) -> Arc<Config> {
        self.config.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    // ---- what threads of JavaScript call ------------------------------------------------

    pub fn attach(&self, outbox: &Arc<Outbox>, session: u32) {
        let mut state = self.lock();
        state.attached.push((outbox.clone(), session));
        state.unused = false;
    }

    /// The session hears nothing more, and its commands have nobody who waits. A connection that
    /// nobody is left to use ends; the next one who attaches gets another.
    pub fn detach(&self, outbox: &Arc<Outbox>, session: u32) {
        let mut state = self.lock();
        state.attached.retain(|(other, number)| *number != session || !Arc::ptr_eq(other, outbox));
        state.queue.forget(outbox, session);
        state.unused = state.attached.is_empty();
        let unused = state.unused;
        drop(state);
        if unused {
            self.attention.notify_one();
        }
    }

    /// Nobody waits any more for what the session has submitted. Returns the numbers of the
    /// commands that the server may have executed.
    pub fn forget(&self, outbox: &Arc<Outbox>, session: u32) -> Vec<u32> {
        self.lock().queue.forget(outbox, session)
    }

    /// Takes a batch, and writes it if the connection stands. Returns the bytes kept in all.
    pub fn submit(&self, batch: Batch) -> usize {
        let mut state = self.lock();
        let mut call = std::mem::take(&mut state.dozing);
        if state.status == Status::Ready {
            state.queue.fly(batch);
            if !state.stalled {
                call |= !write_some(&mut state);
            }
        } else {
            state.queue.wait(batch);
            if self.shared && !state.wanted {
                state.wanted = true;
                call = true;
            }
        }
        let bytes = state.queue.bytes();
        drop(state);
        if call {
            self.attention.notify_one();
        }
        bytes
    }

    /// Later connections are made by other facts: a password that was changed, for example.
    pub fn configure(&self, config: Config) {
        *self.config.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
    }

    /// Asks for a connection now, whatever the backoff says.
    pub fn connect(&self) {
        let mut state = self.lock();
        state.wanted = true;
        state.retry_at = 0;
        drop(state);
        self.attention.notify_one();
    }

    /// Drops the connection; what it had in flight is treated as after any loss.
    pub fn renew(&self) {
        self.lock().renew = true;
        self.attention.notify_one();
    }

    pub fn close(&self, close: Close) {
        let mut state = self.lock();
        if state.close.is_none_or(|earlier| earlier < close) {
            state.close = Some(close);
        }
        drop(state);
        self.attention.notify_one();
    }

    /// The only user of an independent connection is gone.
    pub fn abandon(&self) {
        self.lock().abandoned = true;
        self.close(Close::Now);
    }

    pub fn snapshot(&self) -> Snapshot {
        let state = self.lock();
        Snapshot {
            status: state.status,
            peer: state.socket.as_ref().map(|socket| socket.peer.clone()),
            protocol: if state.resp3 { 3 } else { 2 },
            connects: state.connects,
            queued_bytes: state.queue.bytes(),
            last_error: state.last_failure.clone(),
        }
    }

    // ---- what the listener calls --------------------------------------------------------

    /// What to do while there is no connection.
    pub fn step(&self) -> Step {
        let mut state = self.lock();
        if state.abandoned {
            return Step::Gone;
        }
        if state.unused {
            state.wanted = false;
        }
        if state.close.take().is_some() {
            // Without a connection and without a wish for one there is nothing to end, unless
            // somebody waits for the word.
            let told = state.wanted || self.shared;
            state.wanted = false;
            if !told {
                return Step::Idle;
            }
            let fallen = state.queue.fail_waiting(Phase::Queued);
            state.status = Status::End;
            drop(state);
            self.announce(&Event::of(Status::Close));
            self.deliver(fallen, &Failure::closed());
            self.announce(&Event::of(Status::End));
            return Step::Idle;
        }
        if !state.wanted {
            state.dozing = state.queue.is_empty();
            return Step::Idle;
        }
        state.renew = false;
        if state.retry_at > now() { Step::Backoff(state.retry_at) } else { Step::Connect }
    }

    pub fn connecting(&self) {
        self.set_status(Status::Connecting);
        self.announce(&Event::of(Status::Connecting));
    }

    pub fn connected(&self, socket: &Arc<Socket>) {
        let mut state = self.lock();
        state.status = Status::Connect;
        state.socket = Some(socket.clone());
        drop(state);
        self.announce(&Event { peer: Some(&socket.peer), ..Event::of(Status::Connect) });
    }

    /// The handshake is done: what waits goes out. Returns false when somebody has asked meanwhile
    /// for the connection to end; then nothing does.
    pub fn ready(&self, resp3: bool, warnings: &[String]) -> bool {
        if self.should_close() {
            return false;
        }
        self.heard.store(now(), Ordering::Relaxed);
        // The event goes first, so that no reply arrives before it.
        self.announce(&Event {
            protocol: Some(if resp3 { 3 } else { 2 }),
            warnings,
            ..Event::of(Status::Ready)
        });
        let mut state = self.lock();
        if state.renew || state.close == Some(Close::Now) {
            return false;
        }
        state.status = Status::Ready;
        state.connects += 1;
        state.ready_at = now();
        state.last_failure = None;
        state.resp3 = resp3;
        state.queue.fly_waiting();
        write_some(&mut state);
        true
    }

    /// Whether the connection should end now.
    pub fn should_close(&self) -> bool {
        let state = self.lock();
        if state.renew || state.unused {
            return true;
        }
        match state.close {
            None => false,
            Some(Close::Now) => true,
            Some(Close::Graceful(until)) => state.queue.is_empty() || now() >= until,
        }
    }

    pub fn is_stalled(&self) -> bool {
        self.lock().stalled
    }

    /// The socket takes bytes again.
    pub fn write_more(&self) {
        let mut state = self.lock();
        state.stalled = false;
        write_some(&mut state);
    }

    /// Ends the wait of commands whose deadline has passed. Returns whether anything still waits.
    pub fn expire(&self) -> bool {
        let mut state = self.lock();
        let fallen = state.queue.expire(now());
        let cause = state.last_failure.clone();
        let connecting = state.status != Status::Ready;
        let busy = !state.queue.is_empty();
        drop(state);
        for mut one in fallen {
            if one.phase == Phase::Queued && connecting {
                one.phase = Phase::Connecting;
            }
            let cause = if one.phase == Phase::Sent { None } else { cause.clone() };
            self.deliver(vec![one], &Failure::timeout().because(cause));
        }
        busy
    }

    /// What the server owes.
    pub fn awaited(&self) -> Awaited {
        let state = self.lock();
        if state.queue.is_blocking() {
            Awaited::Blocking
        } else if state.queue.has_in_flight() {
            Awaited::Replies
        } else {
            Awaited::Nothing
        }
    }

    /// Lets the listener sleep until somebody calls, if nothing is under way.
    pub fn doze(&self) -> bool {
        let mut state = self.lock();
        state.dozing = state.queue.is_empty() && state.close.is_none();
        state.dozing
    }

    /// Sends a PING of the link's own.
    pub fn ping(&self) {
        let bytes = redis::cmd("PING").get_packed_command();
        let entry = Entry {
            seq: 0,
            end: bytes.len() as u32,
            flags: 0,
            pushes: 0,
            unanswered: 0,
            deadline: 0,
            attempts: 0,
            live: true,
            sent: false,
        };
        let mut state = self.lock();
        if state.status == Status::Ready {
            state.queue.fly(Batch::new(None, bytes, vec![entry]));
            if !state.stalled {
                write_some(&mut state);
            }
        }
    }

    fn set_status(&self, status: Status) {
        self.lock().status = status;
    }

    fn deliver(&self, fallen: Vec<Fallen>, failure: &Failure) {
        for Fallen { owner: (outbox, session), runs, phase, .. } in fallen {
            let failure = Arc::new(failure.clone().at(phase));
            outbox.put(Delivery::Failed { session, runs, failure });
        }
    }

    fn announce(&self, event: &Event) {
        let json = serde_json::to_string(event).unwrap_or_else(|_| String::from("{}"));
        let event: Arc<str> = json.into();
        let attached = self.lock().attached.clone();
        for (outbox, session) in attached {
            outbox.put(Delivery::Event { session, event: event.clone() });
        }
    }
}

/// Writes until nothing is left or the socket takes no more. Returns false when the listener must
/// take over.
fn write_some(state: &mut State) -> bool {
    let Some(socket) = state.socket.clone() else { return true };
    while let Some(bytes) = state.queue.to_write() {
        match socket.send(bytes) {
            Ok(count) => state.queue.wrote(count),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                state.stalled = true;
                return false;
            }
            // The reading side sees the same fault, and says what it was.
            Err(_) => {
                socket.shutdown();
                return true;
            }
        }
    }
    true
}
