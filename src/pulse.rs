//! Whether the peer still lives: the heartbeat of shared clients, and the socket timeout of others.
//!
//! It only looks at times and says what to do; it sends nothing itself.

use crate::config::Config;
use crate::error::{Failure, Kind};

/// Silence, in milliseconds, after which an awaited reply is asked after.
const UNEASY: u64 = 2_000;
/// An idle connection is asked this often, in milliseconds.
pub const IDLE: u64 = 30_000;

/// What the listener should do about a connection.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    Fine,
    /// Send a PING.
    Ask,
    /// Nobody is there any more.
    GiveUp(Box<Failure>),
}

/// What is awaited of the server.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Awaited {
    Nothing,
    /// Replies, of which the server may take its time for one.
    Blocking,
    Replies,
}

#[derive(Default)]
pub struct Pulse {
    /// When the last PING was sent.
    asked: u64,
    /// Since when replies have been awaited; zero while there are none.
    waiting_since: u64,
}

impl Pulse {
    /// Looks at a connection whose last byte came at `heard`.
    pub fn check(&mut self, config: &Config, awaited: Awaited, heard: u64, now: u64) -> Verdict {
        if awaited == Awaited::Nothing {
            self.waiting_since = 0;
        } else if self.waiting_since == 0 {
            self.waiting_since = now;
        }
        if let Some(limit) = config.socket_timeout {
            return self.check_socket(limit.as_millis() as u64, heard, now);
        }
        match config.heartbeat {
            Some(patience) => self.check_heart(config, patience.as_millis() as u64, awaited, heard, now),
            None => Verdict::Fine,
        }
    }

    fn check_socket(&self, limit: u64, heard: u64, now: u64) -> Verdict {
        if self.waiting_since == 0 || now - self.waiting_since.max(heard) < limit {
            return Verdict::Fine;
        }
        Verdict::GiveUp(Box::new(Failure::silence(limit)))
    }

    fn check_heart(
        &mut self,
        config: &Config,
        patience: u64,
        awaited: Awaited,
        heard: u64,
        now: u64,
    ) -> Verdict {
        let due = match awaited {
            Awaited::Nothing => heard.max(self.asked) + IDLE,
            // It may be silent by right; TCP's own keepalive watches it.
            Awaited::Blocking => return Verdict::Fine,
            // Silence counts from the moment the server was asked, not from its last word.
            Awaited::Replies if self.asked > heard && now - self.asked >= patience => {
                let (address, port) = config.place();
                return Verdict::GiveUp(Box::new(Failure {
                    code: Some("ETIMEDOUT".into()),
                    address: Some(address),
                    port,
                    ..Failure::new(Kind::Closed, format!("the server has been silent for {} ms", now - heard))
                }));
            }
            Awaited::Replies if self.asked > heard => return Verdict::Fine,
            Awaited::Replies => self.waiting_since.max(heard) + UNEASY,
        };
        if now < due {
            return Verdict::Fine;
        }
        self.asked = now;
        Verdict::Ask
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(extra: &str) -> Config {
        Config::parse(&format!(
            r#"{{"host":"h","db":0,"protocol":3,"readyCheck":true,"maxLoadingRetry":1,"connectTimeout":1,
            "noDelay":true,"shared":true,"resend":"readonly","maxRetries":3,{extra}}}"#
        ))
        .unwrap()
    }

    #[test]
    fn an_idle_connection_is_asked_every_thirty_seconds() {
        let (config, mut pulse) = (config(r#""heartbeat":5000"#), Pulse::default());
        assert_eq!(pulse.check(&config, Awaited::Nothing, 100, 30_000), Verdict::Fine);
        assert_eq!(pulse.check(&config, Awaited::Nothing, 100, 30_100), Verdict::Ask);
        assert_eq!(pulse.check(&config, Awaited::Nothing, 100, 30_150), Verdict::Fine);
    }

    #[test]
    fn silence_counts_from_the_command_and_not_from_the_idle_time_before_it() {
        let (config, mut pulse) = (config(r#""heartbeat":5000"#), Pulse::default());
        assert_eq!(pulse.check(&config, Awaited::Replies, 100, 20_000), Verdict::Fine);
        assert_eq!(pulse.check(&config, Awaited::Replies, 100, 21_999), Verdict::Fine);
        assert_eq!(pulse.check(&config, Awaited::Replies, 100, 22_000), Verdict::Ask);
    }

    #[test]
    fn a_server_that_does_not_answer_the_question_is_given_up() {
        let (config, mut pulse) = (config(r#""heartbeat":5000"#), Pulse::default());
        pulse.check(&config, Awaited::Replies, 100, 1_000);
        assert_eq!(pulse.check(&config, Awaited::Replies, 100, 3_000), Verdict::Ask);
        assert_eq!(pulse.check(&config, Awaited::Replies, 100, 7_999), Verdict::Fine);
        assert!(matches!(pulse.check(&config, Awaited::Replies, 100, 8_000), Verdict::GiveUp(_)));
    }

    #[test]
    fn a_byte_ends_the_silence() {
        let (config, mut pulse) = (config(r#""heartbeat":5000"#), Pulse::default());
        pulse.check(&config, Awaited::Replies, 100, 1_000);
        assert_eq!(pulse.check(&config, Awaited::Replies, 100, 3_000), Verdict::Ask);
        assert_eq!(pulse.check(&config, Awaited::Replies, 3_100, 8_000), Verdict::Ask);
        assert_eq!(pulse.check(&config, Awaited::Replies, 3_100, 12_999), Verdict::Fine);
    }

    #[test]
    fn a_command_that_blocks_may_be_silent() {
        let (config, mut pulse) = (config(r#""heartbeat":5000"#), Pulse::default());
        for now in [1_000, 50_000, 500_000] {
            assert_eq!(pulse.check(&config, Awaited::Blocking, 100, now), Verdict::Fine);
        }
    }

    #[test]
    fn a_socket_timeout_counts_only_while_replies_are_awaited() {
        let (config, mut pulse) = (config(r#""heartbeat":0,"socketTimeout":300"#), Pulse::default());
        assert_eq!(pulse.check(&config, Awaited::Nothing, 100, 9_000), Verdict::Fine);
        assert_eq!(pulse.check(&config, Awaited::Blocking, 100, 9_050), Verdict::Fine);
        let Verdict::GiveUp(failure) = pulse.check(&config, Awaited::Blocking, 100, 9_350) else {
            panic!("expected a verdict");
        };
        assert_eq!(failure.message, "Socket timeout. Expecting data, but didn't receive any in 300ms.");
    }
}
