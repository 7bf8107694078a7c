//! The link between two ends of a socket pair: the test is the server, and decides which thread
//! comes first.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;

use super::*;
use crate::error::Kind;
use crate::outbox::Delivery;
use crate::queue::{Batch, Entry, flag};
use crate::resp::Limits;
use crate::wire::Reader;

fn link() -> Link {
    let config = Config::parse(
        r#"{"host":"h","db":0,"protocol":3,"readyCheck":true,"maxLoadingRetry":1,"connectTimeout":1,
        "noDelay":true,"shared":true,"resend":"readonly","maxRetries":3,"heartbeat":5000}"#,
    );
    Link::new(config.unwrap())
}

/// A connection, and the server's end of it.
fn connection(link: &Link) -> (Arc<Wire>, UnixStream) {
    let (near, far) = UnixStream::pair().unwrap();
    let socket = Arc::new(Socket::new(near, "peer".into()).unwrap());
    link.connected(&socket);
    let wire = Arc::new(Wire::new(socket, Reader::new(Limits::default())));
    assert!(link.ready(&wire, true, &[]));
    (wire, far)
}

fn batch(outbox: &Arc<Outbox>, seq: u32, flags: u16, deadline: u64) -> Batch {
    let bytes = format!("*2\r\n$3\r\nGET\r\n$1\r\n{seq}\r\n").into_bytes();
    let entry = Entry {
        seq,
        end: bytes.len() as u32,
        flags,
        pushes: 0,
        unanswered: 0,
        deadline,
        attempts: 0,
        refused: 0,
        live: true,
        sent: false,
    };
    Batch::new(Some((outbox.clone(), 1)), bytes, vec![entry])
}

fn outbox() -> Arc<Outbox> {
    Arc::new(Outbox::new(Box::new(|| {})))
}

/// The numbers of the commands that were answered, with what they got.
fn answers(outbox: &Outbox) -> Vec<(u32, String)> {
    let replies = outbox.take().into_iter().filter_map(|delivery| match delivery {
        Delivery::Replies { runs, tape, .. } => Some((runs, tape)),
        _ => None,
    });
    replies
        .flat_map(|(runs, tape)| {
            let seqs: Vec<u32> = runs.iter().flat_map(|&(first, count)| first..first + count).collect();
            let texts: Vec<String> = tape
                .values()
                .map(|value| String::from_utf8_lossy(&value.to_tape().payload).into_owned())
                .collect();
            seqs.into_iter().zip(texts).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn what_a_lost_connection_said_answers_nothing_on_the_next() {
    let (link, outbox) = (link(), outbox());
    link.attach(&outbox, 1);
    let (old, mut server) = connection(&link);
    link.submit(batch(&outbox, 0, 0, 0));
    link.submit(batch(&outbox, 1, flag::READONLY, 0));
    server.write_all(b"$1\r\n0\r\n$1\r\n1\r\n").unwrap();
    // A loop is about to read that, and another thread is faster.
    link.lost(Failure::closed());
    let (new, mut server) = connection(&link);
    assert!(link.read(&old).is_err());
    assert_eq!(answers(&outbox), []);
    server.write_all(b"$1\r\n1\r\n").unwrap();
    assert!(link.read(&new).is_ok());
    assert_eq!(answers(&outbox), [(1, "1".into())]);
}

#[test]
fn what_the_link_asks_itself_does_not_cut_off_a_connection_that_ends() {
    let (link, outbox) = (link(), outbox());
    link.attach(&outbox, 1);
    let (wire, mut server) = connection(&link);
    link.submit(batch(&outbox, 0, 0, 1));
    link.submit(batch(&outbox, 1, 0, 0));
    link.close(Close::Ending(now() + 10_000));
    // The first one times out, behind which a fence would be due.
    link.expire(now());
    link.ping();
    let mut sent = Vec::new();
    server.read_to_end(&mut sent).unwrap();
    assert!(sent.ends_with(b"GET\r\n$1\r\n1\r\n"));
    server.write_all(b"$1\r\n0\r\n$1\r\n1\r\n").unwrap();
    assert!(link.read(&wire).is_ok());
    assert_eq!(answers(&outbox), [(1, "1".into())]);
}

#[test]
fn a_session_that_comes_while_the_connection_gets_ready_hears_of_it_or_sees_it() {
    for _ in 0..100 {
        let (link, late) = (Arc::new(link()), outbox());
        let (other, session) = (link.clone(), late.clone());
        link.attach(&outbox(), 1);
        let comes = std::thread::spawn(move || {
            other.attach(&session, 2);
            other.snapshot().status == Status::Ready
        });
        let (near, _far) = UnixStream::pair().unwrap();
        let wire = Arc::new(Wire::new(
            Arc::new(Socket::new(near, "peer".into()).unwrap()),
            Reader::new(Limits::default()),
        ));
        assert!(link.ready(&wire, true, &[]));
        let sees = comes.join().unwrap();
        let told = late.take();
        let hears = |delivery: &Delivery| matches!(delivery, Delivery::Event { session: 2, event } if event.text.contains("ready"));
        assert!(sees || told.iter().any(hears));
    }
}

#[test]
fn nothing_is_read_behind_a_reply_that_answers_nothing() {
    let (link, outbox) = (link(), outbox());
    outbox.set_can_listen(true);
    link.attach(&outbox, 1);
    let (wire, mut server) = connection(&link);
    assert!(link.submit_on_loop(batch(&outbox, 0, 0, 0)).poll.is_some());
    server.write_all(b"$1\r\n0\r\n$5\r\nstray\r\n").unwrap();
    assert!(!link.read_on_loop(&wire, &Reading::new(&outbox, &|_| None)));
    // The loop goes on before the I/O thread has ended the connection.
    link.submit_on_loop(batch(&outbox, 1, 0, 0));
    server.write_all(b"$1\r\n1\r\n").unwrap();
    assert!(!link.read_on_loop(&wire, &Reading::new(&outbox, &|_| None)));
    assert!(link.read(&wire).is_err());
    assert_eq!(answers(&outbox), [(0, "0".into())]);
    link.lost(Failure::closed());
    assert!(link.snapshot().last_error.is_some_and(|failure| failure.kind == Kind::Protocol));
}

#[test]
fn a_connection_that_is_left_keeps_its_clock_while_a_command_blocks() {
    let (link, outbox) = (link(), outbox());
    link.attach(&outbox, 1);
    let (_wire, _server) = connection(&link);
    link.submit(batch(&outbox, 0, flag::BLOCKING, 0));
    assert!(link.doze());
    link.leave(now() + 60_000);
    assert!(!link.doze());
}

#[test]
fn who_comes_while_a_connection_is_given_up_gets_the_next_one() {
    let (link, first, late) = (link(), outbox(), outbox());
    link.attach(&first, 1);
    let (_wire, _server) = connection(&link);
    link.submit(batch(&first, 0, 0, 0));
    link.close(Close::Graceful(now()));
    assert!(link.should_close());
    link.attach(&late, 2);
    link.connect();
    link.lost(Failure::closed());
    assert_eq!(link.step(), Step::Connect);
    assert!(late.take().is_empty());
}
