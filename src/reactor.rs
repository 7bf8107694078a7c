//! The I/O thread: one thread of ours with a tokio runtime, started when first needed.
//!
//! It makes connections, listens to them, and keeps every clock. It outlives all environments; a
//! link has one task here for as long as it lives. Nothing of N-API comes near it.

use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::LocalSet;
use tokio::time::{sleep, timeout};

use crate::dial::{self, Connection, ReadError};
use crate::error::{Failure, Kind};
use crate::link::{Link, Step, now};
use crate::pulse::{self, Pulse, Verdict};

/// How coarse deadlines are, in milliseconds.
const TICK: u64 = 50;
/// A link that has waited for nothing this many ticks sleeps without a clock.
const IDLE_TICKS: u32 = 40;

/// The way to the thread, once it runs. Held only to start it and to hand over a link.
static THREAD: Mutex<Option<UnboundedSender<Arc<Link>>>> = Mutex::new(None);

/// Gives a link its task. Fails where the system has no thread or descriptor left; a later call
/// tries again.
pub fn attend(link: Arc<Link>) -> io::Result<()> {
    let mut thread = THREAD.lock().unwrap_or_else(PoisonError::into_inner);
    let sender = match thread.take() {
        Some(sender) => sender,
        None => start()?,
    };
    // The receiver lives as long as the thread, which lives as long as the process.
    let _ = sender.send(link);
    *thread = Some(sender);
    Ok(())
}

fn start() -> io::Result<UnboundedSender<Arc<Link>>> {
    let (sender, mut links) = unbounded_channel::<Arc<Link>>();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let run = move || {
        let tasks = LocalSet::new();
        tasks.block_on(&runtime, async move {
            while let Some(link) = links.recv().await {
                tokio::task::spawn_local(guard(link));
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
        link.lost(Failure::new(Kind::Internal, "internal error of redis-native; please report it"));
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
                    Ok(connection) => listen(link, connection).await,
                    Err(failure) => failure,
                };
                link.lost(failure);
            }
        }
    }
}

/// Waits for a call, keeping the deadlines of commands that wait.
async fn call_or_deadline(link: &Link, until: Option<u64>) {
    let busy = link.expire();
    let pause = match until {
        Some(until) => until.saturating_sub(now()).min(if busy { TICK } else { u64::MAX }),
        None if busy => TICK,
        None => {
            link.attention.notified().await;
            return;
        }
    };
    let _ = timeout(Duration::from_millis(pause), link.attention.notified()).await;
}

async fn make_connection(link: &Link) -> Result<Connection, Failure> {
    link.connecting();
    let config = &*link.config();
    let dialing = async {
        let (mut connection, mut greeting) = dial::within(config, async {
            let mut connection = dial::connect(config).await?;
            link.connected(connection.socket());
            let greeting =
                dial::shake_hands(&mut connection, config, link.db.load(Ordering::Relaxed)).await?;
            Ok((connection, greeting))
        })
        .await?;
        if config.ready_check {
            dial::wait_until_loaded(&mut connection, config, &mut greeting.warnings).await?;
        }
        dial::expect_silence(&connection, config)?;
        Ok((connection, greeting))
    };
    let interrupted = async {
        while !link.should_close() {
            let _ = timeout(Duration::from_millis(TICK), link.attention.notified()).await;
            link.expire();
        }
    };
    let (connection, greeting) = tokio::select! {
        biased;
        dialed = dialing => dialed?,
        () = interrupted => return Err(Failure::closed()),
    };
    if link.ready(greeting.resp3, &greeting.warnings) { Ok(connection) } else { Err(Failure::closed()) }
}

/// Reads until the connection ends, and says why it did.
async fn listen(link: &Link, mut connection: Connection) -> Failure {
    let mut watch = Watch::new();
    // The handshake may have read on into what follows it.
    if let Err(failure) = hand_out(link, &mut connection) {
        return failure;
    }
    loop {
        let pause = watch.pause(link);
        let stalled = link.is_stalled();
        tokio::select! {
            biased;
            ready = connection.fd.readable() => {
                let Ok(mut ready) = ready else { return Failure::closed() };
                ready.clear_ready();
                drop(ready);
                if let Err(failure) = read_all(link, &mut connection) {
                    return failure;
                }
                watch.idle = 0;
            }
            ready = connection.fd.writable(), if stalled => {
                let Ok(mut ready) = ready else { return Failure::closed() };
                ready.clear_ready();
                link.write_more();
            }
            () = link.attention.notified() => watch.wake(),
            () = sleep(pause) => {}
        }
        if now() >= watch.next {
            // A reply that is already there wins over a deadline.
            if let Err(failure) = read_all(link, &mut connection) {
                return failure;
            }
            if let Some(failure) = watch.tick(link) {
                return failure;
            }
        }
        if link.should_close() {
            return Failure::new(Kind::Ended, "Connection is closed.");
        }
    }
}

/// The clock of a connection: coarse ticks while there is something to watch, none otherwise.
struct Watch {
    next: u64,
    /// Ticks since anything happened.
    idle: u32,
    pulse: Pulse,
}

impl Watch {
    fn new() -> Watch {
        Watch { next: now() + TICK, idle: 0, pulse: Pulse::default() }
    }

    /// How long to sleep if nothing happens.
    fn pause(&mut self, link: &Link) -> Duration {
        if self.idle >= IDLE_TICKS && link.doze() {
            self.next = now() + pulse::IDLE;
        }
        Duration::from_millis(self.next.saturating_sub(now()).max(1))
    }

    /// Somebody called: the clock runs again.
    fn wake(&mut self) {
        self.idle = 0;
        self.next = self.next.min(now() + TICK);
    }

    /// Ends the wait of overdue commands, and looks whether the peer lives.
    fn tick(&mut self, link: &Link) -> Option<Failure> {
        self.idle = if link.expire() { 0 } else { self.idle + 1 };
        self.next = now() + TICK;
        let heard = link.heard.load(Ordering::Relaxed);
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

fn read_all(link: &Link, connection: &mut Connection) -> Result<(), Failure> {
    loop {
        match connection.read() {
            Ok(0) => return Err(Failure::closed()),
            Ok(_) => {
                link.heard.store(now(), Ordering::Relaxed);
                hand_out(link, connection)?;
            }
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
            Err(ReadError::Io(error)) => return Err(dial::lost("read", &link.config(), &error)),
            Err(ReadError::Protocol(_)) => {
                // What came before the fault is answered.
                hand_out(link, connection)?;
                return Err(dial::broken_protocol(&link.config()));
            }
        }
    }
}

fn hand_out(link: &Link, connection: &mut Connection) -> Result<(), Failure> {
    if connection.scanner.marks.is_empty() {
        return Ok(());
    }
    let (tape, marks) = connection.scanner.take();
    link.replies(tape, &marks)
}
