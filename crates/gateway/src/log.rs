//! The log: JSON lines on the standard error stream.
//!
//! **Invariant.** No request waits for the log, and none fails with it: lines go through a queue to a
//! thread of their own. What does not fit in the queue, and what cannot be written, is dropped and counted.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::LevelFilter;

/// About 1 MiB of lines: a pause of a second at 4,000 requests per second.
const QUEUED_LINES: usize = 4096;

/// Lines that did not fit in the queue.
static OVERFLOWED: OnceLock<ErrorCounter> = OnceLock::new();

/// Lines that could not be written.
static UNWRITTEN: AtomicUsize = AtomicUsize::new(0);

/// Starts the log. What is queued is written when the guard is dropped, where it can be written at once.
///
/// A panic is logged by its place only: its message could hold personal data.
pub fn start(level: LevelFilter) -> WorkerGuard {
    let (queue, guard) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(QUEUED_LINES)
        .thread_name("log")
        .finish(Lines::new(io::stderr()));
    OVERFLOWED.get_or_init(|| queue.error_counter());
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        // They would be printed with `eprintln`, which panics where the stream is closed.
        .log_internal_errors(false)
        .with_max_level(level)
        .with_writer(queue)
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    guard
}

/// How many lines were dropped since the start.
#[must_use]
pub fn dropped_lines() -> usize {
    let overflowed = OVERFLOWED.get().map_or(0, ErrorCounter::dropped_lines);
    overflowed.saturating_add(UNWRITTEN.load(Ordering::Relaxed))
}

/// Writes whole lines; says how many were dropped as soon as one can be written again.
struct Lines<W> {
    stream: W,
    /// The number that was logged last.
    logged_drops: usize,
    /// A line was cut off in the middle.
    is_cut: bool,
}

impl<W: Write> Lines<W> {
    const fn new(stream: W) -> Self {
        Self {
            stream,
            logged_drops: 0,
            is_cut: false,
        }
    }

    fn put(&mut self, line: &[u8]) -> io::Result<()> {
        if self.is_cut {
            self.stream.write_all(b"\n")?;
        }
        self.is_cut = true;
        self.stream.write_all(line)?;
        self.is_cut = false;
        Ok(())
    }
}

impl<W: Write> Write for Lines<W> {
    /// Never fails: what cannot be written is counted.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.put(line).is_err() {
            UNWRITTEN.fetch_add(1, Ordering::Relaxed);
            return Ok(line.len());
        }
        let dropped_lines = dropped_lines();
        if dropped_lines > self.logged_drops {
            self.logged_drops = dropped_lines;
            // It goes through the queue. Where it does not fit, it counts itself, and is tried again.
            tracing::warn!(dropped_lines, "lines of the log were dropped since the start");
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        // The standard error stream has no buffer.
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// Has room for so many bytes at a time.
    #[derive(Clone, Default)]
    struct Disk(Arc<Mutex<(usize, Vec<u8>)>>);

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut disk = self.0.lock().unwrap();
            let fits = bytes.len().min(disk.0);
            if fits == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            disk.0 -= fits;
            disk.1.extend_from_slice(&bytes[..fits]);
            Ok(fits)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_that_is_cut_off_is_counted_and_the_next_begins_on_its_own() {
        let disk = Disk::default();
        disk.0.lock().unwrap().0 = 4 + 2;
        let mut lines = Lines::new(disk.clone());
        let before = dropped_lines();
        for line in ["one\n", "two\n", "three\n"] {
            assert_eq!(lines.write(line.as_bytes()).unwrap(), line.len());
        }
        assert_eq!(dropped_lines() - before, 2);
        disk.0.lock().unwrap().0 = 100;
        lines.write_all(b"four\n").unwrap();
        lines.write_all(b"five\n").unwrap();
        let written = String::from_utf8(disk.0.lock().unwrap().1.clone()).unwrap();
        assert_eq!(written, "one\ntw\nfour\nfive\n");
    }
}
