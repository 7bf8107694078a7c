//! The I/O thread: one thread of ours with a tokio runtime, started when first needed.
//!
//! It makes connections, listens to them, and keeps every clock. It outlives all environments; a
//! link has one task here for as long as it lives. Nothing of N-API comes near it.

use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use once_cell::sync::Lazy;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::LocalSet;
use tokio::time::{sleep, timeout};

use crate::dial::{self, Connection, ReadError};
use crate::error::{Failure, Kind};
use crate::link::{Link, Step, now};

/// How coarse deadlines are, in milliseconds.
const TICK: u64 = 50;
/// A link that has waited for nothing this many ticks sleeps without a clock.
const IDLE_TICKS: u32 = 40;
/// Silence, in milliseconds, after which an awaited reply is asked after.
const UNEASY: u64 = 2_000;
/// An idle connection is asked this often, in milliseconds.
const IDLE_PING: u64 = 30_000;

static THREAD: Lazy<UnboundedSender<Arc<Link>>> = Lazy::new(start);

/// Gives a link its task.
pub fn attend(link: Arc<Link>) {
    // The receiver lives as long as the thread, which lives as long as the process.
    let _ = THREAD.send(link);
}

fn start() -> UnboundedSender<Arc<Link>> {
    let (sender, mut links) = unbounded_channel::<Arc<Link>>();
    let run = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        let tasks = LocalSet::new();
        tasks.block_on(&runtime, async move {
            while let Some(link) = links.recv().await {
                tokio::task::spawn_local(guard(link));
            }
        });
    };
    // Without a thread nothing can work; commands then fail at the submit.
    let _ = thread::Builder::new().name("redis-native".into()).spawn(run);
    sender
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
    let config = &link.config;
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
    link.ready(greeting.resp3, &greeting.warnings);
    Ok(connection)
}

/// Reads until the connection ends, and says why it did.
async fn listen(link: &Link, mut connection: Connection) -> Failure {
    let mut idle = 0;
    let mut asked = 0;
    // The handshake may have read on into what follows it.
    if let Err(failure) = hand_out(link, &mut connection) {
        return failure;
    }
    loop {
        let asleep = idle >= IDLE_TICKS && link.doze();
        let tick = if asleep { IDLE_PING } else { TICK };
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
                idle = 0;
            }
            ready = connection.fd.writable(), if stalled => {
                let Ok(mut ready) = ready else { return Failure::closed() };
                ready.clear_ready();
                link.write_more();
            }
            () = link.attention.notified() => idle = 0,
            () = sleep(Duration::from_millis(tick)) => {
                // A reply that is already there wins over a deadline.
                if let Err(failure) = read_all(link, &mut connection) {
                    return failure;
                }
                idle = if link.expire() { 0 } else { idle + 1 };
                if let Some(failure) = keep_watch(link, &mut asked) {
                    return failure;
                }
            }
        }
        if link.should_close() {
            return Failure::new(Kind::Ended, "Connection is closed.");
        }
    }
}

/// The heartbeat: asks after a silent server, and gives up on one that stays silent.
fn keep_watch(link: &Link, asked: &mut u64) -> Option<Failure> {
    let patience = link.config.heartbeat?.as_millis() as u64;
    let heard = link.heard.load(Ordering::Relaxed);
    let since = now().saturating_sub(heard.max(*asked));
    let silent = now().saturating_sub(heard);
    if link.expects_bytes() {
        // Silence counts from the moment the server was asked, not from its last word.
        if *asked > heard && now() - *asked >= patience {
            let (address, port) = link.config.place();
            return Some(Failure {
                code: Some("ETIMEDOUT".into()),
                address: Some(address),
                port,
                ..Failure::new(Kind::Closed, format!("the server has been silent for {silent} ms"))
            });
        }
        if *asked <= heard && silent >= UNEASY {
            link.ping();
            *asked = now();
        }
    } else if since >= IDLE_PING {
        link.ping();
        *asked = now();
    }
    None
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
            Err(ReadError::Io(error)) => return Err(dial::lost("read", &link.config, &error)),
            Err(ReadError::Protocol(_)) => {
                // What came before the fault is answered.
                hand_out(link, connection)?;
                return Err(dial::broken_protocol(&link.config));
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
