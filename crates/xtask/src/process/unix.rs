//! Signals to and from process groups on Unix.

use anyhow::Result;
use nix::sys::signal::{Signal, killpg};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;
use signal_hook::iterator::Signals;

pub(super) fn terminate(group: u32) {
    send(group, Some(Signal::SIGTERM));
}

pub(super) fn kill(group: u32) {
    send(group, Some(Signal::SIGKILL));
}

/// Also collects the group's leader, so that an ended child is not taken for a running one.
pub(super) fn is_alive(group: u32) -> bool {
    if let Some(id) = id(group) {
        let _collected = waitpid(id, Some(WaitPidFlag::WNOHANG));
    }
    send(group, None)
}

fn send(group: u32, signal: Option<Signal>) -> bool {
    id(group).is_some_and(|id| killpg(id, signal).is_ok())
}

fn id(group: u32) -> Option<Pid> {
    i32::try_from(group).ok().map(Pid::from_raw)
}

pub(super) fn on_first(wanted: &[i32], act: impl FnOnce(i32) + Send + 'static) -> Result<()> {
    let mut signals = Signals::new(wanted)?;
    std::thread::spawn(move || signals.forever().next().map(act));
    Ok(())
}
