//! Child processes: each in a process group of its own, stopped as a group when we drop it, fail, or
//! receive Ctrl-C or SIGTERM, so that no compiler, browser or server outlives us.

use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// How long servers and browsers have to close their files after SIGTERM; then they are killed.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(50);

static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static STOPPING: AtomicBool = AtomicBool::new(false);

/// A running child with everything it started.
pub(crate) struct Group {
    child: Child,
    shown: String,
}

impl Group {
    pub(crate) fn spawn(command: &mut Command) -> Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let shown = show(command);
        // Held while spawning: a signal then sees either no child or a registered one.
        let mut groups = GROUPS.lock().expect("no holder of the list can panic");
        leave_the_end_to_the_signal_thread();
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start `{shown}`"))?;
        groups.push(child.id());
        Ok(Self { child, shown })
    }

    pub(crate) fn wait(&mut self) -> Result<ExitStatus> {
        let status = self.child.wait();
        leave_the_end_to_the_signal_thread();
        status.with_context(|| format!("cannot wait for `{}`", self.shown))
    }

    /// The status once it has ended, within the time given.
    pub(crate) fn wait_within(&mut self, limit: Duration) -> Result<Option<ExitStatus>> {
        let deadline = Instant::now() + limit;
        loop {
            let status = self.child.try_wait();
            leave_the_end_to_the_signal_thread();
            let status = status.with_context(|| format!("cannot wait for `{}`", self.shown))?;
            if status.is_some() || Instant::now() >= deadline {
                return Ok(status);
            }
            std::thread::sleep(POLL);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let id = self.child.id();
        let alive = self.child.try_wait().is_ok_and(|status| status.is_none());
        signal::terminate(id);
        if alive {
            let _ended = self.wait_within(STOP_TIMEOUT);
        }
        signal::kill(id);
        let _reaped = self.child.kill().and_then(|()| self.child.wait());
        GROUPS
            .lock()
            .expect("no holder of the list can panic")
            .retain(|group| *group != id);
    }
}

/// Runs to the end, output straight to the terminal; fails unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = Group::spawn(command)?.wait()?;
    ensure!(status.success(), "`{}` failed ({status})", show(command));
    Ok(())
}

/// As [`run`], but gives up after `limit`.
pub(crate) fn run_within(limit: Duration, command: &mut Command) -> Result<()> {
    match Group::spawn(command)?.wait_within(limit)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => bail!("`{}` failed ({status})", show(command)),
        None => bail!("`{}` did not finish within {} s", show(command), limit.as_secs()),
    }
}

/// Runs to the end and returns what it wrote to its output; its errors are not shown.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let mut text = String::new();
    let status = stream(command.stderr(Stdio::null()), |bytes| {
        text.push_str(&String::from_utf8_lossy(bytes))
    })?;
    ensure!(status.success(), "`{}` failed ({status})", show(command));
    Ok(text)
}

/// Runs to the end with its output passed on as it comes; returns the status and that output.
pub(crate) fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut bytes = Vec::new();
    let status = stream(command, |chunk| {
        bytes.extend_from_slice(chunk);
        // A closed pipe on our side is no reason to stop the tests.
        let _written = std::io::stdout()
            .write_all(chunk)
            .and_then(|()| std::io::stdout().flush());
    })?;
    Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
}

fn stream(command: &mut Command, mut each: impl FnMut(&[u8])) -> Result<ExitStatus> {
    let mut group = Group::spawn(command.stdout(Stdio::piped()))?;
    let mut output = group.child.stdout.take().context("the output was not piped")?;
    let mut buffer = [0; 4096];
    loop {
        match output.read(&mut buffer)? {
            0 => break,
            length => each(&buffer[..length]),
        }
    }
    group.wait()
}

/// From now on Ctrl-C, SIGTERM and SIGHUP stop every child, then us.
pub(crate) fn stop_children_on_signals() -> Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    #[cfg(unix)]
    let wanted = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    let wanted = [SIGINT, SIGTERM];
    signal::on_first(&wanted, |number| {
        STOPPING.store(true, Ordering::SeqCst);
        let groups = GROUPS.lock().expect("no holder of the list can panic").clone();
        groups.iter().for_each(|id| signal::terminate(*id));
        let deadline = Instant::now() + STOP_TIMEOUT;
        while groups.iter().any(|id| signal::is_alive(*id)) && Instant::now() < deadline {
            std::thread::sleep(POLL);
        }
        groups.iter().for_each(|id| signal::kill(*id));
        // The shell's convention for "ended by a signal".
        std::process::exit(128 + number);
    })
}

/// A child that ends while we are being stopped is no failure to report.
fn leave_the_end_to_the_signal_thread() {
    while STOPPING.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

fn show(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(unix)]
#[path = "process/unix.rs"]
mod signal;
#[cfg(not(unix))]
#[path = "process/other.rs"]
mod signal;

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn failing_command_is_named_with_its_status() {
        for (script, expected) in [
            ("exit 0", None),
            ("exit 3", Some("`sh -c exit 3` failed (exit status: 3)")),
        ] {
            let message = run(&mut shell(script)).err().map(|error| error.to_string());
            assert_eq!(message.as_deref(), expected);
        }
    }

    #[test]
    fn missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program-of-cyrexa")).unwrap_err();
        assert_eq!(error.to_string(), "cannot start `no-such-program-of-cyrexa`");
    }

    #[test]
    fn output_is_returned_whole() {
        assert_eq!(read(&mut shell("echo one; echo two")).unwrap(), "one\ntwo\n");
    }

    #[test]
    fn time_limit_ends_a_command_that_hangs() {
        let error = run_within(Duration::ZERO, &mut shell("cat /dev/zero > /dev/null")).unwrap_err();
        assert!(error.to_string().contains("did not finish within 0 s"), "{error}");
    }

    #[test]
    fn dropping_a_group_stops_its_grandchildren() {
        let mut command = shell("cat /dev/zero 2> /dev/null | cat > /dev/null & echo started; wait");
        let mut group = Group::spawn(command.stdout(Stdio::piped())).unwrap();
        let mut output = group.child.stdout.take().unwrap();
        let mut started = [0; 8];
        output.read_exact(&mut started).unwrap();
        drop(group);
        // The grandchild holds the other end: only its end makes this one return.
        assert_eq!(output.read(&mut started).unwrap(), 0);
    }
}
