//! The gateway as a process of its own: started under limits, measured, killed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use cyrexa_gateway::auth::{Caller, KEY_ENVIRONMENT, SigningKey, mint};
use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit, setrlimit};
use tempfile::TempDir;

use crate::support::{Client, KEY};

/// Load comes from few addresses and logins: these limits have tests of their own.
pub(crate) const NO_RATE_LIMITS: [&str; 4] = ["--rate-limit", "0", "--address-rate-limit", "0"];

const POLL: Duration = Duration::from_millis(20);

/// How to start it.
pub(crate) struct Launch {
    database: PathBuf,
    options: Vec<String>,
    limits: String,
    log: Option<Stdio>,
}

impl Launch {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            database: folder.join("cyrexa.db"),
            options: Vec::new(),
            limits: String::new(),
            log: None,
        }
    }

    pub(crate) fn options(mut self, options: &[&str]) -> Self {
        self.options.extend(options.iter().copied().map(str::to_owned));
        self
    }

    /// Where the fault is not in the file.
    pub(crate) fn in_memory(mut self) -> Self {
        self.database = ":memory:".into();
        self
    }

    /// What a shell does before it becomes the gateway.
    pub(crate) fn after(mut self, script: &str) -> Self {
        script.clone_into(&mut self.limits);
        self
    }

    pub(crate) fn log(mut self, log: impl Into<Stdio>) -> Self {
        self.log = Some(log.into());
        self
    }

    pub(crate) fn start(self) -> Process {
        self.start_by(Command::new("sh")).expect("the gateway starts")
    }

    /// Started by `shell`, a command that ends in a shell's name.
    pub(crate) fn start_by(self, mut shell: Command) -> Option<Process> {
        shell
            .args(["-c", &format!("{}\nexec \"$0\" \"$@\"", self.limits)])
            .arg(env!("CARGO_BIN_EXE_cyrexa-gateway"))
            .args(["--listen", "127.0.0.1:0", "--database"])
            .arg(&self.database)
            .args(self.options)
            .env(KEY_ENVIRONMENT, KEY)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(self.log.unwrap_or_else(Stdio::null));
        let mut child = shell.spawn().ok()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let Some(base) = line.trim_end().strip_prefix("listening on ") else {
            child.wait().unwrap();
            return None;
        };
        let client = Client::new(base, key());
        Some(Process { child, client })
    }
}

/// A running gateway; killed when dropped.
pub(crate) struct Process {
    child: Child,
    client: Client,
}

impl Process {
    /// `127.0.0.1:PORT`.
    pub(crate) fn address(&self) -> String {
        self.client.root("").replace("http://", "")
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// As when the power goes: SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and waits until it has; `None` where it does not.
    pub(crate) async fn stop(mut self, limit: Duration) -> Option<(ExitStatus, Duration)> {
        let started = Instant::now();
        rustix::process::kill_process(self.pid(), rustix::process::Signal::TERM).unwrap();
        while started.elapsed() < limit {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some((status, started.elapsed()));
            }
            tokio::time::sleep(POLL).await;
        }
        None
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// The most memory it ever had, in MB.
    pub(crate) fn peak_memory(&self) -> f64 {
        self.status("VmHWM:") / 1024.0
    }

    pub(crate) fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.id())).unwrap().count()
    }

    fn status(&self, name: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok())
            .expect("the kernel tells its memory")
    }

    /// The longest file that it may write from now on; `None` is any length.
    pub(crate) fn limit_file_size(&self, bytes: Option<u64>) {
        let limit = Rlimit {
            current: bytes,
            maximum: getrlimit(Resource::Fsize).maximum,
        };
        prlimit(Some(self.pid()), Resource::Fsize, limit).unwrap();
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

impl Deref for Process {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// A scenario that fails leaves nothing running.
impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub(crate) fn key() -> SigningKey {
    SigningKey::from_bytes(KEY.as_bytes()).unwrap()
}

/// The header line of a caller.
pub(crate) fn authorization(caller: &Caller) -> String {
    format!("Authorization: Bearer {}\r\n", mint(&key(), caller))
}

const FOLDERS: &str = "faults-";

/// On the disk that the project is built on: /tmp may be memory.
pub(crate) fn folder() -> TempDir {
    tempfile::Builder::new()
        .prefix(FOLDERS)
        .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
        .unwrap()
}

/// What an earlier run left that was killed.
pub(crate) fn clear_up() {
    for entry in fs::read_dir(env!("CARGO_TARGET_TMPDIR")).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with(FOLDERS) {
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}

/// Two thousand streams want two thousand descriptors on either side.
pub(crate) fn raise_descriptor_limit() {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            ..limit
        },
    )
    .ok();
}

/// How many files this process, and a gateway it starts, may have open.
pub(crate) fn descriptor_limit() -> u64 {
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}
