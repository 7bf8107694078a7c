//! What a link has done, in numbers: counters and the histogram of latencies.
//!
//! Atomics only, a few additions for each batch and none for each command. Nobody is told anything
//! here; JavaScript reads a snapshot when somebody asks.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

/// The upper bounds of the histogram, in microseconds: those of OpenTelemetry for databases.
pub const BOUNDS: [u64; 9] =
    [1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000];

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    /// Commands that were submitted.
    pub commands: AtomicU64,
    pub batches: AtomicU64,
    pub bytes_sent: AtomicU64,
    pub bytes_received: AtomicU64,
    /// Connections that became ready, that ended, and attempts that failed.
    pub connects: AtomicU64,
    pub closes: AtomicU64,
    pub connect_failures: AtomicU64,
    /// Commands that timed out, by what they waited for.
    pub timeouts_queue: AtomicU64,
    pub timeouts_connection: AtomicU64,
    pub timeouts_server: AtomicU64,
    /// Commands that were written and fell with their connection.
    pub lost: AtomicU64,
    /// Commands that waited through as many failed connections as they may.
    pub retries_exhausted: AtomicU64,
    /// Commands that were not taken, because too many waited.
    pub overloads: AtomicU64,
    /// Commands that the open circuit breaker refused, and how often it opened.
    pub circuit_refusals: AtomicU64,
    pub circuit_opens: AtomicU64,
    /// What the server refused without executing it, and was sent again.
    pub retries: AtomicU64,
    /// By bucket, the last for all that took longer: commands whose batch took so long.
    pub latency_counts: [AtomicU64; BOUNDS.len() + 1],
    pub latency_micros: AtomicU64,
}

/// Adds to a counter.
pub fn add(counter: &AtomicU64, count: u64) {
    counter.fetch_add(count, Ordering::Relaxed);
}

impl Metrics {
    /// A batch of so many commands was answered, so many microseconds after it was submitted.
    pub fn answered(&self, commands: u64, micros: u64) {
        let bucket = BOUNDS.iter().position(|bound| micros <= *bound).unwrap_or(BOUNDS.len());
        add(&self.latency_counts[bucket], commands);
        add(&self.latency_micros, commands * micros);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latency_is_counted_in_the_first_bucket_that_holds_it() {
        let metrics = Metrics::default();
        for micros in [0, 1_000, 1_001, 10_000_000, 10_000_001] {
            metrics.answered(2, micros);
        }
        let counts: Vec<u64> =
            metrics.latency_counts.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        assert_eq!(counts, [4, 2, 0, 0, 0, 0, 0, 0, 2, 2]);
        assert_eq!(metrics.latency_micros.load(Ordering::Relaxed), 2 * 20_002_002);
    }
}
