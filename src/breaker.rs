//! The circuit breaker of shared clients: whether commands may still wait for a connection.
//!
//! It counts what the link tells it and says when its mode changes. It owns no clock and no lock,
//! and never looks at a command: a slow server, a timeout or a blocked event loop is nothing to it,
//! only lost connections and failed attempts to make one are.

use serde::{Deserialize, Serialize};

/// When to open, and how often to try again. All times are milliseconds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// Opens when so many commands fell to the network within `window`; zero never.
    pub failures: u64,
    pub window: u64,
    /// And when they are at least so many of a hundred.
    pub percent: u64,
    /// Opens after so long without a connection; zero never.
    pub outage: u64,
    /// While open, a connection is tried this often.
    pub probe: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    #[default]
    Closed,
    /// Commands fail at once.
    Open,
    /// There is a connection again, which has answered nothing yet.
    HalfOpen,
}

/// So many lost connections within the window are an outage although each was replaced.
const FLAPS: u64 = 3;
/// The window is looked at in so many pieces.
const PIECES: usize = 10;

#[derive(Debug, Clone, Copy, Default)]
struct Piece {
    /// Which piece of time it counts.
    number: u64,
    answered: u64,
    failed: u64,
    /// Connections lost.
    lost: u64,
}

#[derive(Debug)]
pub struct Breaker {
    limits: Option<Limits>,
    mode: Mode,
    pieces: [Piece; PIECES],
    /// Since when there has been no connection; zero while there is one, or none is wanted.
    without_since: u64,
    /// Attempts that failed since then.
    attempts: u64,
}

impl Breaker {
    /// Without limits it never opens.
    pub fn new(limits: Option<Limits>) -> Breaker {
        Breaker {
            limits,
            mode: Mode::Closed,
            pieces: [Piece::default(); PIECES],
            without_since: 0,
            attempts: 0,
        }
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    pub fn is_open(&self) -> bool {
        self.mode == Mode::Open
    }

    /// While open: how long to wait before the next attempt.
    pub fn probe(&self) -> Option<u64> {
        self.limits.filter(|_| self.is_open()).map(|limits| limits.probe)
    }

    /// A connection is wanted from now on.
    pub fn wanted(&mut self, now: u64) {
        if self.without_since == 0 {
            self.without_since = now;
            self.attempts = 0;
        }
    }

    /// So many commands were answered. Returns the new mode if it changed.
    pub fn answered(&mut self, count: u64, now: u64) -> Option<Mode> {
        if count == 0 {
            return None;
        }
        self.piece(now).answered += count;
        if self.mode != Mode::HalfOpen {
            return None;
        }
        self.pieces = [Piece::default(); PIECES];
        self.change(Mode::Closed)
    }

    /// There is a connection.
    pub fn connected(&mut self) -> Option<Mode> {
        self.without_since = 0;
        if self.is_open() { self.change(Mode::HalfOpen) } else { None }
    }

    /// A connection was lost, or an attempt to make one failed, and commands fell with it.
    pub fn failed(&mut self, was_attempt: bool, commands: u64, now: u64) -> Option<Mode> {
        self.wanted(now);
        self.attempts += u64::from(was_attempt);
        let piece = self.piece(now);
        piece.lost += u64::from(!was_attempt);
        piece.failed += commands;
        if self.mode == Mode::HalfOpen {
            return self.change(Mode::Open);
        }
        self.check(now)
    }

    /// The server is there and refuses this client, or nobody wants a connection: no matter of
    /// the network.
    pub fn excused(&mut self) -> Option<Mode> {
        self.without_since = 0;
        self.pieces = [Piece::default(); PIECES];
        if self.mode == Mode::Closed { None } else { self.change(Mode::Closed) }
    }

    /// Looks whether it is time to open.
    pub fn check(&mut self, now: u64) -> Option<Mode> {
        let limits = self.limits?;
        if self.mode != Mode::Closed {
            return None;
        }
        let away = limits.outage > 0
            && self.without_since > 0
            && self.attempts > 0
            && now.saturating_sub(self.without_since) >= limits.outage;
        if away || self.too_many(&limits, now) { self.change(Mode::Open) } else { None }
    }

    /// One lost connection takes all that it had in flight with it, and most often another one is
    /// there soon: it is an outage if not, or if they are lost again and again.
    fn too_many(&self, limits: &Limits, now: u64) -> bool {
        let current = self.number(now);
        let mut sum = Piece::default();
        for piece in self.pieces.iter().filter(|piece| piece.number + PIECES as u64 > current) {
            sum.answered += piece.answered;
            sum.failed += piece.failed;
            sum.lost += piece.lost;
        }
        let away = self.attempts > 0
            && self.without_since > 0
            && now.saturating_sub(self.without_since) >= limits.probe;
        limits.failures > 0
            && (away || sum.lost >= FLAPS)
            && sum.failed >= limits.failures
            && sum.failed * 100 >= limits.percent * (sum.failed + sum.answered)
    }

    fn number(&self, now: u64) -> u64 {
        let window = self.limits.map_or(0, |limits| limits.window);
        now / (window / PIECES as u64).max(1)
    }

    fn piece(&mut self, now: u64) -> &mut Piece {
        let number = self.number(now);
        let piece = &mut self.pieces[(number % PIECES as u64) as usize];
        if piece.number != number {
            *piece = Piece { number, ..Piece::default() };
        }
        piece
    }

    fn change(&mut self, mode: Mode) -> Option<Mode> {
        self.mode = mode;
        Some(mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { failures: 20, window: 10_000, percent: 50, outage: 10_000, probe: 1_000 };

    fn breaker() -> Breaker {
        Breaker::new(Some(LIMITS))
    }

    #[test]
    fn many_failures_within_the_window_open_it() {
        let mut breaker = breaker();
        assert_eq!(breaker.failed(false, 10, 100), None);
        assert_eq!(breaker.failed(true, 9, 200), None);
        assert_eq!(breaker.failed(true, 0, 1_200), None);
        assert_eq!(breaker.failed(true, 1, 1_300), Some(Mode::Open));
        assert_eq!(breaker.probe(), Some(1_000));
    }

    #[test]
    fn one_lost_connection_is_no_outage_however_much_it_had_in_flight() {
        let mut breaker = breaker();
        assert_eq!(breaker.failed(false, 10_000, 100), None);
        assert_eq!(breaker.connected(), None);
        assert_eq!(breaker.mode(), Mode::Closed);
    }

    #[test]
    fn a_server_that_is_back_within_a_second_was_not_away() {
        let mut breaker = breaker();
        assert_eq!(breaker.failed(false, 10_000, 100), None);
        assert_eq!(breaker.failed(true, 0, 150), None);
        assert_eq!(breaker.failed(true, 0, 900), None);
        assert_eq!(breaker.check(1_099), None);
        assert_eq!(breaker.check(1_100), Some(Mode::Open));
    }

    #[test]
    fn connections_that_are_lost_again_and_again_open_it() {
        let mut breaker = breaker();
        assert_eq!(breaker.failed(false, 10, 100), None);
        breaker.connected();
        assert_eq!(breaker.failed(false, 10, 200), None);
        breaker.connected();
        assert_eq!(breaker.failed(false, 10, 300), Some(Mode::Open));
    }

    #[test]
    fn failures_that_are_few_of_all_do_not_open_it() {
        let mut breaker = breaker();
        breaker.answered(1_000, 50);
        for at in 1..10 {
            assert_eq!(breaker.failed(false, 100, at * 100), None);
            assert_eq!(breaker.connected(), None);
        }
        assert_eq!(breaker.failed(false, 100, 1_000), Some(Mode::Open));
    }

    #[test]
    fn failures_that_are_older_than_the_window_are_forgotten() {
        let mut breaker = breaker();
        breaker.failed(false, 19, 100);
        breaker.connected();
        assert_eq!(breaker.failed(false, 1, 10_100), None);
    }

    #[test]
    fn an_outage_opens_it_when_an_attempt_has_failed() {
        let mut breaker = breaker();
        breaker.failed(false, 0, 1_000);
        assert_eq!(breaker.check(60_000), None);
        assert_eq!(breaker.failed(true, 0, 60_000), Some(Mode::Open));

        let mut breaker = Breaker::new(Some(LIMITS));
        breaker.wanted(1_000);
        breaker.failed(true, 0, 2_000);
        assert_eq!(breaker.check(10_999), None);
        assert_eq!(breaker.check(11_000), Some(Mode::Open));
    }

    #[test]
    fn it_closes_with_the_first_answer_and_opens_again_without_one() {
        let mut breaker = breaker();
        breaker.failed(true, 20, 100);
        breaker.failed(true, 0, 1_100);
        assert!(breaker.is_open());
        assert_eq!(breaker.connected(), Some(Mode::HalfOpen));
        assert_eq!(breaker.failed(false, 0, 1_200), Some(Mode::Open));
        assert_eq!(breaker.connected(), Some(Mode::HalfOpen));
        assert_eq!(breaker.answered(1, 1_300), Some(Mode::Closed));
        assert_eq!(breaker.failed(false, 19, 1_400), None);
        assert_eq!(breaker.probe(), None);
    }

    #[test]
    fn without_limits_it_stays_closed() {
        let mut breaker = Breaker::new(None);
        for at in 1..100 {
            assert_eq!(breaker.failed(true, 1_000, at * 1_000), None);
        }
        let mut part = Breaker::new(Some(Limits { failures: 0, outage: 0, ..LIMITS }));
        for at in 1..100 {
            assert_eq!(part.failed(true, 1_000, at * 1_000), None);
        }
    }

    #[test]
    fn a_refusal_by_the_server_is_no_outage() {
        let mut breaker = breaker();
        breaker.failed(true, 0, 1_000);
        assert_eq!(breaker.excused(), None);
        assert_eq!(breaker.failed(true, 0, 12_000), None);
        assert_eq!(breaker.failed(true, 0, 22_000), Some(Mode::Open));
        assert_eq!(breaker.excused(), Some(Mode::Closed));
    }
}
