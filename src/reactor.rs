//! The I/O thread: one thread of ours with a tokio runtime, started when first needed.
//!
//! It makes connections, listens to them, and keeps every clock. It outlives all environments; a
//! link has one task here for as long as it lives. Nothing of N-API comes near it.

use std::future::pending;
use std::io;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::io::Interest;
use tokio::io::unix::{AsyncFd, AsyncFdReadyGuard};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::{AbortHandle, LocalSet, spawn_local, yield_now};
use tokio::time::{sleep, timeout};

use crate::config::Config;
use crate::dial::{self, Connection, Greeting};
use crate::error::{Failure, Kind};
use crate::group::Role;
use crate::link::{Link, Read, Step, now};
use crate::pulse::{self, Pulse, Verdict};
use crate::sentinel::{self, Found};
use crate::socket::Socket;
use crate::wire::Wire;

/// How coarse deadlines are, in milliseconds.
const TICK: u64 = 50;
/// A loop that has read within so many milliseconds is not blocked. Less than a tick: what was read at the
/// last one is none of its.
const MOMENT: u64 = TICK / 2;
/// A link that has waited for nothing, and heard nothing, this many ticks sleeps without a clock.
const IDLE_TICKS: u32 = 40;
/// Milliseconds without a byte after which what was not read for a while is read.
const CATCH_UP: u64 = 1_000;

/// Makes a task on the thread, where it stays.
type Begin = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()>>> + Send>;

/// The way to the thread, once it runs. Held only to start it and to hand over a task.
static THREAD: Mutex<Option<UnboundedSender<Begin>>> = Mutex::new(None);

/// Gives a link its task. Fails where the system has no thread or descriptor left; a later call
/// tries again.
pub fn attend(link: Arc<Link>) -> io::Result<()> {
    run(move || guard(link))
}

/// Runs a task on the thread. Fails as [`attend`] does.
pub fn run<F: Future<Output = ()> + 'static>(begin: impl FnOnce() -> F + Send + 'static) -> io::Result<()> {
    let mut thread = THREAD.lock().unwrap_or_else(PoisonError::into_inner);
    let sender = match thread.take() {
        Some(sender) => sender,
        None => start()?,
    };
    // The receiver lives as long as the thread, which lives as long as the process.
    let _ = sender.send(Box::new(move || Box::pin(begin())));
    *thread = Some(sender);
    Ok(())
}

fn start() -> io::Result<UnboundedSender<Begin>> {
    let (sender, mut begun) = unbounded_channel::<Begin>();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let run = move || {
        let tasks = LocalSet::new();
        tasks.block_on(&runtime, async move {
            while let Some(begin) = begun.recv().await {
                spawn_local(begin());
            }
        });
    };
    thread::Builder::new().name("redis-native".into()).spawn(run)?;
    Ok(sender)
}

/// Keeps a link attended even after a panic: its connection is lost, its commands hear of it.
async fn guard(link: Arc<Link>) {
    loop {
        let task = AssertUnwindSafe(tend(&link));
        if CatchUnwind(task).await.is_ok() {
            return;
        }
        link.lost(Failure::internal());
    }
}

/// A future whose panic is a result.
struct CatchUnwind<F>(AssertUnwindSafe<F>);

impl<F: Future> Future for CatchUnwind<F> {
    type Output = Result<F::Output, ()>;

    fn poll(
        self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Self::Output> {
        // SAFETY: the inner future is never moved; this is a plain projection to the only field.
        let inner = unsafe { self.map_unchecked_mut(|this| &mut *this.0) };
        match std::panic::catch_unwind(AssertUnwindSafe(|| inner.poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(_) => std::task::Poll::Ready(Err(())),
        }
    }
}

async fn tend(link: &Arc<Link>) {
    loop {
        match link.step() {
            Step::Gone => return,
            Step::Idle => call_or_deadline(link, None).await,
            Step::Backoff(until) => call_or_deadline(link, Some(until)).await,
            Step::Connect => {
                let failure = match make_connection(link).await {
                    Ok((wire, found)) => {
                        let _company = found.map(|found| Company::of(link, found));
                        attend_wire(link, &wire).await
                    }
                    Err(failure) => failure,
                };
                link.lost(failure);
            }
        }
    }
}

/// What watches the sentinels while a connection stands. It ends with it.
struct Company(AbortHandle);

impl Company {
    fn of(link: &Arc<Link>, found: Found) -> Company {
        Company(spawn_local(sentinel::watch::accompany(link.clone(), found)).abort_handle())
    }
}

impl Drop for Company {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits for a call, keeping the deadlines of commands that wait.
async fn call_or_deadline(link: &Link, until: Option<u64>) {
    link.expire(now());
    let ticks = !link.doze();
    let pause = match until {
        Some(until) => until.saturating_sub(now()).min(if ticks { TICK } else { u64::MAX }),
        None if ticks => TICK,
        None => {
            link.attention.notified().await;
            return;
        }
    };
    let _ = timeout(Duration::from_millis(pause), link.attention.notified()).await;
}

async fn make_connection(link: &Link) -> Result<(Arc<Wire>, Option<Found>), Failure> {
    link.connecting();
    let dialing = async {
        let (mut connection, mut greeting, config, found) = reach(link).await?;
        if config.ready_check {
            let loaded = dial::wait_until_loaded(&mut connection, &config, &mut greeting.warnings).await;
            loaded.inspect_err(|_| doubt(found.as_ref()))?;
        }
        dial::expect_silence(&connection, &config)?;
        if let Some(Found { group, .. }) = found.as_ref().filter(|found| found.group.role == Role::Master) {
            group.saw(&config.server());
        }
        Ok((connection, greeting, found))
    };
    let interrupted = async {
        while !link.should_close() {
            let _ = timeout(Duration::from_millis(TICK), link.attention.notified()).await;
            link.expire(now());
        }
    };
    let (connection, greeting, found) = tokio::select! {
        biased;
        dialed = dialing => dialed?,
        () = interrupted => return Err(Failure::closed()),
    };
    let wire = Arc::new(connection.into_wire());
    if link.ready(&wire, greeting.resp3, &greeting.warnings) {
        Ok((wire, found))
    } else {
        Err(Failure::closed())
    }
}

/// A server that has been greeted, and how it was found.
type Reached = (Connection, Greeting, Arc<Config>, Option<Found>);

/// Connects to the server, which sentinels may have to be asked for, and shakes hands. A shared
/// client has the connect timeout for all of it: a server that is in another role than they said is
/// left, and they are asked again. Another client may be asked in between, and hears of it.
async fn reach(link: &Link) -> Result<Reached, Failure> {
    let config = link.config();
    if !link.shared || config.group.is_none() {
        return reach_once(link).await;
    }
    let mut wrong = None;
    let reached = dial::within(&config, async {
        let mut pause = 10;
        loop {
            match reach_once(link).await {
                Err(failure) if failure.kind == Kind::Role => wrong = Some(failure),
                other => return other,
            }
            sleep(Duration::from_millis(pause)).await;
            pause = (pause * 2).min(1_000);
        }
    })
    .await;
    match (reached, wrong) {
        (Err(late), Some(wrong)) if late.kind == Kind::ConnectTimeout => Err(wrong),
        (reached, _) => reached,
    }
}

async fn reach_once(link: &Link) -> Result<Reached, Failure> {
    let found = sentinel::find(link).await?;
    let config = found.as_ref().map_or_else(|| link.config(), |found| found.config.clone());
    let greeted = dial::within(&config, async {
        let mut connection = dial::connect(&config).await?;
        // A server that may have to be left at once is no connection yet.
        let tells = found.is_none() || !link.shared;
        if tells {
            link.connected(connection.socket());
        }
        let greeting = dial::shake_hands(&mut connection, &config, link.db.load(Ordering::Relaxed)).await?;
        dial::check_role(&mut connection, &config).await?;
        if !tells {
            link.connected(connection.socket());
        }
        Ok((connection, greeting))
    });
    let greeted = match &found {
        Some(found) if link.shared => tokio::select! {
            biased;
            greeted = greeted => greeted,
            () = sentinel::renamed(link, found) => Err(dial::renamed(&config)),
        },
        _ => greeted.await,
    };
    match greeted {
        Ok((connection, greeting)) => Ok((connection, greeting, config, found)),
        Err(failure) => {
            doubt(found.as_ref());
            Err(failure)
        }
    }
}

/// The server is not what a sentinel said: the next search begins with another one.
fn doubt(found: Option<&Found>) {
    if let Some(Found { group, informant, .. }) = found {
        group.doubt(informant);
    }
}

/// Looks after a connection until it ends, and says why it did: listens where no loop does, writes
/// what the socket would not take at once, and keeps the clock.
async fn attend_wire(link: &Link, wire: &Wire) -> Failure {
    let mut clock = Clock::new();
    let mut watched = Watched::default();
    // The handshake may have read on into what follows it.
    if let Err(failure) = link.hand_out_rest(wire) {
        return failure;
    }
    loop {
        // A loop that takes nothing gets no more. The clock looks whether it took.
        let paused = link.is_paused();
        if paused {
            clock.wake();
        }
        let pause = clock.pause(link);
        let stalled = link.is_stalled();
        let reads = link.thread_listens() && !paused;
        let (fresh, fd) = match watched.follow(wire, reads, stalled) {
            Ok(watched) => watched,
            Err(error) => return link.config().lost("read", &error),
        };
        // Who takes over reads first: bytes may have come while nobody was woken for them.
        if fresh && let Err(failure) = read_all(link, wire).await {
            return failure;
        }
        tokio::select! {
            biased;
            ready = readable(fd), if reads => {
                let Ok(mut ready) = ready else { return Failure::closed() };
                ready.clear_ready();
                drop(ready);
                if let Err(failure) = read_all(link, wire).await {
                    return failure;
                }
                clock.idle = 0;
            }
            ready = writable(fd), if stalled => {
                let Ok(mut ready) = ready else { return Failure::closed() };
                ready.clear_ready();
                link.write_more();
            }
            () = link.attention.notified() => {
                clock.wake();
                link.write_rest();
            }
            () = sleep(pause) => {}
        }
        if let Some(failure) = link.seen_end() {
            return failure;
        }
        if now() >= clock.next {
            // A reply that is already there wins over a deadline, and a loop that is blocked is no
            // silence of the server.
            let at = now();
            let read = match catch_up(link, wire, at).await {
                Ok(read) => read,
                Err(failure) => return failure,
            };
            let is_behind = clock.is_behind(link, link.is_paused());
            match read.filter(|_| !is_behind) {
                None => clock.skip(link),
                Some(at) => {
                    if let Some(failure) = clock.tick(link, at) {
                        return failure;
                    }
                }
            }
        }
        if link.should_close() {
            return Failure::new(Kind::Ended, "Connection is closed.");
        }
    }
}

/// Reads what has come while the loop that listens was blocked, as far as it may be read. Returns the time
/// until which all has been read that had come; none where the loop reads itself just now. A loop that has
/// read all there was a moment ago is left alone, but for a command that is overdue: who reads in its
/// place has to be waited for.
async fn catch_up(link: &Link, wire: &Wire, at: u64) -> Result<Option<u64>, Failure> {
    if !link.thread_listens() && link.heard.load(Ordering::Relaxed) + MOMENT >= at && !link.needs_a_look(at) {
        return Ok(Some(at));
    }
    while !link.is_paused() {
        match link.look_after(wire)? {
            Read::More => yield_now().await,
            Read::Empty => return Ok(Some(at)),
            Read::Busy => return Ok(None),
            Read::Tended(until) => return Ok(Some(until.min(at))),
        }
    }
    Ok(Some(at))
}

/// What the I/O thread is woken for: bytes that come, room for bytes to write, or neither.
#[derive(Default)]
struct Watched {
    fd: Option<AsyncFd<Arc<Socket>>>,
    reads: bool,
}

impl Watched {
    /// Watches what is wanted now. Returns whether reading is watched from here on and was not
    /// before.
    fn follow(
        &mut self,
        wire: &Wire,
        reads: bool,
        stalled: bool,
    ) -> io::Result<(bool, Option<&AsyncFd<Arc<Socket>>>)> {
        let fits = match &self.fd {
            Some(_) => self.reads == reads && (reads || stalled),
            None => !reads && !stalled,
        };
        let fresh = reads && !self.reads;
        if !fits {
            // The system watches a socket only once.
            self.fd = None;
            if reads || stalled {
                let interest =
                    if reads { Interest::READABLE | Interest::WRITABLE } else { Interest::WRITABLE };
                self.fd = Some(dial::watch(wire.socket.clone(), interest)?);
            }
            self.reads = reads;
        }
        Ok((fresh, self.fd.as_ref()))
    }
}

type Ready<'a> = io::Result<AsyncFdReadyGuard<'a, Arc<Socket>>>;

async fn readable(fd: Option<&AsyncFd<Arc<Socket>>>) -> Ready<'_> {
    match fd {
        Some(fd) => fd.readable().await,
        None => pending().await,
    }
}

async fn writable(fd: Option<&AsyncFd<Arc<Socket>>>) -> Ready<'_> {
    match fd {
        Some(fd) => fd.writable().await,
        None => pending().await,
    }
}

/// The clock of a connection: coarse ticks while there is something to watch, none otherwise.
struct Clock {
    next: u64,
    /// Ticks since anything happened.
    idle: u32,
    /// After a pause of reading: how many bytes had come, and when the last of them did.
    behind: Option<(u64, u64)>,
    pulse: Pulse,
}

impl Clock {
    fn new() -> Clock {
        Clock { next: now() + TICK, idle: 0, behind: None, pulse: Pulse::default() }
    }

    /// How long to sleep if nothing happens.
    fn pause(&mut self, link: &Link) -> Duration {
        if self.idle >= IDLE_TICKS && link.doze() {
            link.take_back();
            self.next = now() + pulse::IDLE;
        }
        Duration::from_millis(self.next.saturating_sub(now()).max(1))
    }

    /// Somebody called: the clock runs again.
    fn wake(&mut self) {
        self.idle = 0;
        self.next = self.next.min(now() + TICK);
    }

    /// Whether replies may be late because they were not read: until none came for a while.
    fn is_behind(&mut self, link: &Link, paused: bool) -> bool {
        let bytes = link.metrics.bytes_received.load(Ordering::Relaxed);
        let moved = self.behind.is_some_and(|(before, _)| before != bytes);
        if paused || moved {
            self.behind = Some((bytes, now()));
        } else if self.behind.is_some_and(|(_, at)| now() - at >= CATCH_UP) {
            self.behind = None;
        }
        self.behind.is_some()
    }

    /// Nothing is read: neither a reply that may be there is late, nor is the server silent.
    fn skip(&mut self, link: &Link) {
        self.idle = 0;
        self.next = now() + TICK;
        link.heard.store(now(), Ordering::Relaxed);
    }

    /// Ends the wait of commands that were overdue then, and looks whether the peer lives.
    fn tick(&mut self, link: &Link, at: u64) -> Option<Failure> {
        let heard = link.heard.load(Ordering::Relaxed);
        // A loop may have read what nobody waited for.
        let came = heard + TICK >= now();
        self.idle = if link.expire(at) || came { 0 } else { self.idle + 1 };
        self.next = now() + TICK;
        match self.pulse.check(&link.config(), link.awaited(), heard, now()) {
            Verdict::Fine => None,
            Verdict::Ask => {
                link.ping();
                None
            }
            Verdict::GiveUp(failure) => Some(*failure),
        }
    }
}

/// Reads until the socket is empty, a slice at a time: the tasks of other links have their turn.
async fn read_all(link: &Link, wire: &Wire) -> Result<(), Failure> {
    while link.read(wire)? == Read::More && !link.is_paused() {
        yield_now().await;
    }
    Ok(())
}
