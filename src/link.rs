//! One logical connection: commands in, replies out, whatever happens to its sockets.
//!
//! A link outlives its sockets: its queue stays, a reconnect gives it another socket. It owns no
//! thread. Threads of JavaScript submit (and write the socket themselves when nothing hinders);
//! one listener reads and delivers; the I/O thread keeps the clock. Only who holds the reading half
//! of the wire delivers replies, so what a session sees is in order.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use once_cell::sync::Lazy;

use tokio::sync::Notify;

use crate::breaker::Breaker;
use crate::config::Config;
use crate::error::{Failure, Phase};
use crate::metrics::{self, Metrics};
use crate::outbox::{Announcement, Outbox};
use crate::pulse::Awaited;
use crate::queue::Queue;
use crate::socket::Socket;
use crate::wire::Wire;

use self::listener::Listener;
use self::subscribed::Subscribed;

mod discovery;
mod ending;
mod fence;
mod listener;
mod loss;
mod news;
mod outage;
mod patience;
mod reading;
mod routing;
mod sending;
mod subscribed;

pub use self::ending::Close;
pub use self::loss::random;
pub use self::news::{Entry, SearchNews, Snapshot, Status};
pub use self::reading::{Read, Reading};
pub use self::sending::Submitted;

use ending::{Parting, end_writing};
use fence::Fence;
use news::{Event, put_event};
use patience::Hold;
use sending::write_some;

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

/// A session and where what it hears is put.
type Attached = (Arc<Outbox>, u32);

struct State {
    status: Status,
    socket: Option<Arc<Socket>>,
    /// What is read from, once the handshake is done.
    wire: Option<Arc<Wire>>,
    listener: Listener,
    /// No loop takes over before this time of [`now`].
    loops_after: u64,
    /// What who listened saw of the end of the connection: nothing more is written to it.
    seen_end: Option<Failure>,
    queue: Queue,
    attached: Vec<Attached>,
    /// Somebody wants a connection.
    wanted: bool,
    close: Option<Close>,
    /// Somebody wants another connection in the place of this one, which ends as by
    /// [`Close::Ending`] with this time.
    renew: Option<u64>,
    /// The connection, or the attempt to make one, is given up and not ended yet.
    parting: Option<Parting>,
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
    hold: Hold,
    breaker: Breaker,
    fence: Fence,
    /// How many answers the breaker has heard of.
    heard_answers: u64,
    retry_at: u64,
    connects: u64,
    /// When the connection became ready.
    ready_at: u64,
    monitoring: bool,
    subscribed: Subscribed,
    resp3: bool,
}

pub struct Link {
    /// What the next connection is made by. Held only to read or replace it.
    config: Mutex<Arc<Config>>,
    /// How often JavaScript has replaced it, and who waits for that.
    configured: AtomicU64,
    answered: Notify,
    /// Whether the process shares the link, which then connects again by itself.
    pub shared: bool,
    patient: bool,
    /// Guards all that submitting and listening share. The thread of JavaScript takes it for
    /// each batch: nobody may parse, sleep, deliver or call out while holding it, but to tell that
    /// the connection is ready.
    state: Mutex<State>,
    /// Calls the listener.
    pub attention: Notify,
    pub metrics: Metrics,
    /// When the last byte came, in milliseconds of [`now`].
    pub heard: AtomicU64,
    /// Whether the loop that read last left nothing in the socket.
    kept_up: AtomicBool,
    /// The database that the next connection selects.
    pub db: AtomicI64,
}

static START: Lazy<Instant> = Lazy::new(Instant::now);

/// Milliseconds since this process first asked.
pub fn now() -> u64 {
    // One more, so that a time is never zero, which means none.
    START.elapsed().as_millis() as u64 + 1
}

/// The fine clock: microseconds since then.
fn micros() -> u64 {
    START.elapsed().as_micros() as u64 + 1
}

impl Link {
    pub fn new(config: Config) -> Link {
        let breaker = Breaker::new(config.breaker.filter(|_| config.shared));
        Link {
            db: AtomicI64::new(config.redis.db()),
            shared: config.shared,
            patient: config.patient,
            config: Mutex::new(Arc::new(config)),
            configured: AtomicU64::new(0),
            answered: Notify::new(),
            state: Mutex::new(State {
                status: Status::Wait,
                socket: None,
                wire: None,
                listener: Listener::default(),
                loops_after: 0,
                seen_end: None,
                queue: Queue::default(),
                attached: Vec::new(),
                wanted: false,
                close: None,
                renew: None,
                parting: None,
                abandoned: false,
                unused: false,
                stalled: false,
                dozing: true,
                last_failure: None,
                failures: 0,
                hold: Hold::default(),
                breaker,
                fence: Fence::default(),
                heard_answers: 0,
                retry_at: 0,
                connects: 0,
                ready_at: 0,
                monitoring: false,
                subscribed: Subscribed::default(),
                resp3: true,
            }),
            metrics: Metrics::default(),
            attention: Notify::new(),
            heard: AtomicU64::new(0),
            kept_up: AtomicBool::new(true),
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
        if !state.attached.iter().any(|(other, _)| Arc::ptr_eq(other, outbox)) && state.listener.is(outbox) {
            state.listener = Listener::Thread;
            self.attention.notify_one();
        }
        state.queue.forget(outbox, session);
        state.unused = state.attached.is_empty();
        let unused = state.unused;
        drop(state);
        if unused {
            self.attention.notify_one();
        }
    }

    /// Nobody waits any more for what the session has submitted; see [`Queue::forget`].
    pub fn forget(&self, outbox: &Arc<Outbox>, session: u32) -> Vec<(u32, bool)> {
        self.lock().queue.forget(outbox, session)
    }

    /// Takes commands of a session back; see [`Queue::cancel`].
    pub fn cancel(&self, outbox: &Arc<Outbox>, session: u32, wanted: &HashSet<u32>) -> HashMap<u32, bool> {
        self.lock().queue.cancel(outbox, session, wanted)
    }

    /// Asks for a connection now, whatever the backoff says.
    pub fn connect(&self) {
        let mut state = self.lock();
        state.wanted = true;
        state.retry_at = 0;
        drop(state);
        self.attention.notify_one();
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
            let changed = state.breaker.excused();
            state.wanted = false;
            if !told {
                return Step::Idle;
            }
            let fallen = state.queue.fail_waiting(Phase::Queued);
            state.status = Status::End;
            let witnesses = state.attached.clone();
            drop(state);
            self.tell_breaker(changed, None);
            put_event(&witnesses, Event::of(Status::Close).text());
            self.deliver(fallen, &Failure::closed());
            put_event(&witnesses, Event::of(Status::End).text());
            return Step::Idle;
        }
        // There is no connection that another one could replace.
        state.renew = None;
        if !state.wanted {
            let changed = state.breaker.excused();
            drop(state);
            self.tell_breaker(changed, None);
            return Step::Idle;
        }
        if state.retry_at > now() { Step::Backoff(state.retry_at) } else { Step::Connect }
    }

    pub fn connecting(&self) {
        let mut state = self.lock();
        state.status = Status::Connecting;
        state.breaker.wanted(now());
        drop(state);
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
    pub fn ready(&self, wire: &Arc<Wire>, resp3: bool, warnings: &[String]) -> bool {
        if self.should_close() {
            return false;
        }
        self.heard.store(now(), Ordering::Relaxed);
        let event = Event::of(Status::Ready);
        let event = Event { protocol: Some(if resp3 { 3 } else { 2 }), warnings, ..event }.text();
        let mut announcement = Announcement::new(event);
        let mut state = self.lock();
        if state.is_ending() {
            return false;
        }
        state.status = Status::Ready;
        state.wire = Some(wire.clone());
        state.listener = Listener::Thread;
        state.seen_end = None;
        state.connects += 1;
        metrics::add(&self.metrics.connects, 1);
        state.ready_at = now();
        state.last_failure = None;
        state.resp3 = resp3;
        let changed = state.breaker.connected();
        state.hold = state.hold.renewed();
        state.queue.fly_waiting();
        write_some(&mut state, usize::MAX);
        // Told under the lock: what waited is written before anybody acts on the news, whatever
        // connection that goes by, and no reply comes before it.
        announcement.put_all(&state.attached);
        drop(state);
        if changed.is_some() {
            self.tell_breaker(changed, None);
            // Its answer closes the breaker.
            self.ping();
        }
        true
    }

    /// Whether what is in the socket matters now, although the loop that listens has just read: a command
    /// was overdue at this time of [`now`], or replies come faster than the loop takes them.
    pub fn needs_a_look(&self, at: u64) -> bool {
        let state = self.lock();
        let is_late = state.queue.has_in_flight() && !self.kept_up.load(Ordering::Relaxed);
        is_late || state.queue.is_overdue(at)
    }

    /// Ends the wait of commands whose deadline had passed at this time of [`now`]. Returns whether anything
    /// needs a clock.
    pub fn expire(&self, at: u64) -> bool {
        let mut state = self.lock();
        let fallen = state.queue.expire(at);
        let fenced = self.shared && state.wants_fence(&fallen);
        state.resume(now());
        let changed = state.ask_breaker(now());
        let refused =
            if state.breaker.is_open() { state.queue.fail_waiting(Phase::Queued) } else { Vec::new() };
        let cause = state.last_failure.clone();
        let connecting = state.status != Status::Ready;
        let busy = !state.queue.is_empty() && !self.is_patient(&state);
        drop(state);
        if fenced {
            self.ping();
        }
        self.tell_breaker(changed, cause.as_deref());
        self.deliver(refused, &Failure::circuit_open().because(cause.clone()));
        for mut one in fallen {
            if one.phase == Phase::Queued && connecting {
                one.phase = Phase::Connecting;
            }
            let cause = if one.phase == Phase::Sent { None } else { cause.clone() };
            let failure = Failure::timeout(one.phase).because(cause);
            self.deliver(vec![one], &failure);
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

    /// Lets the listener sleep without a clock until somebody calls, if nothing is under way.
    pub fn doze(&self) -> bool {
        let mut state = self.lock();
        let quiet = state.queue.is_empty() || self.is_patient(&state);
        state.dozing = quiet && state.close.is_none() && state.renew.is_none() && !state.leaves();
        state.dozing
    }

    /// Whether nothing is under way but commands that may wait for ever.
    fn is_patient(&self, state: &State) -> bool {
        state.queue.is_patient() && self.config().socket_timeout.is_none()
    }

    fn set_status(&self, status: Status) {
        self.lock().status = status;
    }

    /// Gives the lock back, and measures the batches that were answered.
    fn measure(&self, mut state: MutexGuard<'_, State>) {
        let finished = &mut state.queue.finished;
        // Most often it is one, and the room for it stays.
        let (one, more) = match finished.len() {
            0 => return,
            1 => (finished.pop(), Vec::new()),
            _ => (None, std::mem::take(finished)),
        };
        drop(state);
        let at = micros();
        for (born, commands) in one.into_iter().chain(more) {
            self.metrics.answered(commands, at.saturating_sub(born));
        }
    }
}

#[cfg(test)]
mod tests;
