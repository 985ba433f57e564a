//! The log: JSON lines on the standard error stream.

use tracing_subscriber::filter::LevelFilter;

/// Starts it. A panic is logged by its place only: its words could hold personal data.
pub(crate) fn start(level: LevelFilter) {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}
