use std::net::TcpListener;

use super::*;

fn config() -> Config {
    Config::parse(
        r#"{"host":"name","port":1,"db":0,"protocol":3,"readyCheck":true,"maxLoadingRetry":10000,
        "connectTimeout":10000,"noDelay":true,"shared":true,"resend":"readonly","maxRetries":3,"heartbeat":0}"#,
    )
    .unwrap()
}

fn listen(address: &str) -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind(address).unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// An address that nobody listens on.
fn refusing() -> SocketAddr {
    listen("127.0.0.1:0").1
}

fn run<T>(task: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(task)
}

#[test]
fn an_address_that_refuses_gives_way_to_the_next_one() {
    let (_live, address) = listen("127.0.0.1:0");
    let socket = run(connect_any(&config(), &[refusing(), refusing(), address])).unwrap();
    assert_eq!(socket.peer, address.to_string());
}

#[test]
fn an_address_of_a_family_that_is_not_there_gives_way_to_the_next_one() {
    let (_live, address) = listen("127.0.0.1:0");
    // The range for documentation leads nowhere: no route, or no answer.
    let nowhere = "[2001:db8::1]:6379".parse().unwrap();
    let socket = run(connect_any(&config(), &[nowhere, address])).unwrap();
    assert_eq!(socket.peer, address.to_string());
}

#[test]
fn an_address_that_is_silent_gives_way_to_the_next_one() {
    // A queue that is full: what asks to be connected is not answered.
    let full = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    full.bind(&"127.0.0.1:0".parse::<SocketAddr>().unwrap().into()).unwrap();
    full.listen(0).unwrap();
    let silent = full.local_addr().unwrap().as_socket().unwrap();
    let (_live, address) = listen("127.0.0.1:0");
    let socket = run(async {
        let mut waiting = Vec::new();
        while let Ok(Ok(stream)) =
            timeout(Duration::from_millis(100), tokio::net::TcpStream::connect(silent)).await
        {
            waiting.push(stream);
            assert!(waiting.len() < 10_000, "the queue is never full");
        }
        connect_any(&config(), &[silent, address]).await
    });
    assert_eq!(socket.unwrap().peer, address.to_string());
}

#[test]
fn where_none_answers_the_last_one_is_named() {
    let (first, last) = (refusing(), refusing());
    let failure = run(connect_any(&config(), &[first, last])).err().flatten().unwrap();
    assert_eq!(failure.message, format!("connect ECONNREFUSED 127.0.0.1:{}", last.port()));
}
