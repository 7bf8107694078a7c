use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{Read, Write};

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};

use super::*;
use crate::tls::trust::Blind;

/// Made for these tests alone; nobody trusts it.
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBgjCCASmgAwIBAgIUD5OrAkO1poOBG2eERTvH1jdhyAUwCgYIKoZIzj0EAwIw\n\
    DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjQxODI1MDNaGA8yMTI2MTAzMTE4MjUw\n\
    M1owDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBwo\n\
    S6kiqwWUyu0No3sZt6GFsBS24Om40cy3uW5O6nUpUJa8A29ai+rLAHwcIUApN0E1\n\
    wzIMQyiBkDG25iJo/8CjYTBfMB0GA1UdDgQWBBT2Gd17GUlxMTZh9yqYsDQu2oYA\n\
    SDAfBgNVHSMEGDAWgBT2Gd17GUlxMTZh9yqYsDQu2oYASDAPBgNVHREECDAGggR0\n\
    ZXN0MAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDRwAwRAIgCMiHBF44kYwZ+WIU\n\
    SWHetMnmhLM/S3JVfTjwcqonxHYCICQ+4O6H706GjUNA/oUWQUVwl3or4CHQq5H2\n\
    2mRI8WDB\n\
    -----END CERTIFICATE-----\n";
const KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgv0orjiGKeO9rc9+B\n\
    VVeR4CkbjwA0k/yrXf6C301xy2yhRANCAAQcKEupIqsFlMrtDaN7GbehhbAUtuDp\n\
    uNHMt7luTup1KVCWvANvWovqywB8HCFAKTdBNcMyDEMogZAxtuYiaP/A\n\
    -----END PRIVATE KEY-----\n";

/// A socket between the session and a server in memory. It takes `room` bytes in all.
struct Pipe {
    toward: RefCell<VecDeque<u8>>,
    back: RefCell<VecDeque<u8>>,
    room: RefCell<usize>,
}

impl Stream for Pipe {
    fn receive(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut back = self.back.borrow_mut();
        if back.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        back.read(buffer)
    }

    fn send(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut room = self.room.borrow_mut();
        let count = bytes.len().min(*room);
        if count == 0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        *room -= count;
        self.toward.borrow_mut().extend(&bytes[..count]);
        Ok(count)
    }
}

struct Bench {
    pipe: Pipe,
    session: Session,
    server: ServerConnection,
    /// What the server has read.
    heard: Vec<u8>,
}

impl Bench {
    /// A session and a server that have shaken hands.
    fn new() -> Bench {
        let chain = vec![CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap()];
        let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let server = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let client = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Blind(provider)))
            .with_no_client_auth();
        let pipe =
            Pipe { toward: RefCell::default(), back: RefCell::default(), room: RefCell::new(usize::MAX) };
        let session = Session::new(Arc::new(client), "test".try_into().unwrap()).unwrap();
        let server = ServerConnection::new(Arc::new(server)).unwrap();
        let mut bench = Bench { pipe, session, server, heard: Vec::new() };
        let mut early = Vec::new();
        while bench.session.negotiate(&bench.pipe, &mut early).ok().unwrap().is_some() {
            bench.serve();
        }
        bench.serve();
        assert!(early.is_empty());
        bench
    }

    /// Lets the server read all that came, and send all that it has.
    fn serve(&mut self) {
        loop {
            let mut toward = self.pipe.toward.borrow_mut();
            if toward.is_empty() {
                break;
            }
            self.server.read_tls(&mut *toward).unwrap();
            drop(toward);
            self.server.process_new_packets().unwrap();
            // A server whose client has ended reads to the end.
            let _ = self.server.reader().read_to_end(&mut self.heard);
        }
        while self.server.wants_write() {
            self.server.write_tls(&mut *self.pipe.back.borrow_mut()).unwrap();
        }
    }

    fn say(&mut self, bytes: &[u8]) {
        self.server.writer().write_all(bytes).unwrap();
        self.serve();
    }

    /// Reads all that there is; returns it, and whether the stream has ended.
    fn read(&mut self) -> (Vec<u8>, bool) {
        let mut plain = Vec::new();
        loop {
            match self.session.receive(&self.pipe, |bytes| plain.extend_from_slice(bytes)) {
                Ok((0, _)) => return (plain, true),
                Ok(_) => {}
                Err(Unread::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => return (plain, false),
                Err(_) => panic!("the stream is broken"),
            }
        }
    }
}

fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 31 % 251) as u8).collect()
}

#[test]
fn bytes_go_both_ways_whole() {
    let mut bench = Bench::new();
    let bytes = pattern(300_000);
    let mut sent = 0;
    while sent < bytes.len() {
        sent += bench.session.send(&bench.pipe, &bytes[sent..]).unwrap();
        bench.serve();
    }
    assert!(bench.heard == bytes);
    for piece in bytes.chunks(50_000) {
        bench.say(piece);
    }
    assert!(bench.read() == (bytes, false));
}

#[test]
fn a_socket_that_takes_little_at_a_time_loses_nothing_and_doubles_nothing() {
    for step in [1, 7, 5_000, 16_384, 70_000] {
        let mut bench = Bench::new();
        let bytes = pattern(if step < 100 { 3_000 } else { 400_000 });
        *bench.pipe.room.borrow_mut() = 0;
        let mut sent = 0;
        while sent < bytes.len() || bench.session.owes() {
            let went = match bytes.len() - sent {
                0 => bench.session.flush(&bench.pipe).map(|()| 0),
                _ => bench.session.send(&bench.pipe, &bytes[sent..]),
            };
            match went {
                Ok(count) => sent += count,
                Err(error) => {
                    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
                    *bench.pipe.room.borrow_mut() += step;
                }
            }
            bench.serve();
        }
        assert!(bench.heard == bytes, "step {step}");
    }
}

#[test]
fn the_end_is_told_behind_all_that_was_taken_once_the_socket_takes_it() {
    let mut bench = Bench::new();
    *bench.pipe.room.borrow_mut() = 10;
    assert_eq!(bench.session.send(&bench.pipe, b"the last").unwrap(), 8);
    assert!(bench.session.owes());
    assert_eq!(bench.session.end(&bench.pipe).unwrap_err().kind(), io::ErrorKind::WouldBlock);
    *bench.pipe.room.borrow_mut() = usize::MAX;
    bench.session.end(&bench.pipe).unwrap();
    bench.serve();
    assert_eq!(bench.heard, b"the last");
    assert!(bench.server.process_new_packets().unwrap().peer_has_closed());
    // What the server still says is read.
    bench.say(b"goodbye");
    assert_eq!(bench.read(), (b"goodbye".to_vec(), false));
}

#[test]
fn keys_that_the_server_changes_are_followed_from_either_side() {
    let mut bench = Bench::new();
    for round in 0..5u8 {
        bench.server.refresh_traffic_keys().unwrap();
        bench.say(&[round; 1_000]);
        assert_eq!(bench.read(), (vec![round; 1_000], false));
        assert_eq!(bench.session.send(&bench.pipe, &[round; 10]).unwrap(), 10);
        bench.serve();
    }
    assert_eq!(bench.heard.len(), 50);
}

#[test]
fn what_came_before_the_end_is_read_before_it() {
    let mut bench = Bench::new();
    bench.say(b"value");
    bench.server.send_close_notify();
    bench.serve();
    assert_eq!(bench.read(), (b"value".to_vec(), true));
    assert_eq!(bench.read(), (Vec::new(), true));
}

#[test]
fn a_record_that_is_spoilt_is_told_after_what_came_before_it() {
    let mut bench = Bench::new();
    bench.say(b"value");
    bench.say(b"spoilt");
    let last = bench.pipe.back.borrow().len() - 1;
    bench.pipe.back.borrow_mut()[last] ^= 1;
    let mut plain = Vec::new();
    let (count, more) =
        bench.session.receive(&bench.pipe, |bytes| plain.extend_from_slice(bytes)).ok().unwrap();
    assert_eq!((count, more, &plain[..]), (5, true, &b"value"[..]));
    assert!(matches!(bench.session.receive(&bench.pipe, |_| {}), Err(Unread::Fault(_))));
}

#[test]
fn records_that_come_byte_by_byte_are_read() {
    let mut bench = Bench::new();
    bench.say(b"value");
    let bytes: Vec<u8> = bench.pipe.back.borrow_mut().drain(..).collect();
    let mut plain = Vec::new();
    for byte in bytes {
        bench.pipe.back.borrow_mut().push_back(byte);
        plain.extend(bench.read().0);
        // Writing between the pieces of a record disturbs nothing.
        bench.session.send(&bench.pipe, b"x").unwrap();
    }
    assert_eq!(plain, b"value");
}
