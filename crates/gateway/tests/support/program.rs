//! The gateway as the program that users run.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::ops::Deref;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use cyrexa_gateway::auth::{KEY_ENVIRONMENT, KEYS_ENVIRONMENT, SigningKey};

use super::Client;

/// What the program is given as key unless a test says otherwise.
pub(crate) const KEY: &str = "a key for tests, of more than 32 bytes";

pub(crate) struct Program {
    child: Child,
    client: Client,
}

impl Program {
    /// Starts it on a folder's database; it logs to `log` there.
    pub(crate) fn start(folder: &Path, options: &[&str]) -> Self {
        Self::spawn(Self::command().args(options).env(KEY_ENVIRONMENT, KEY), folder)
    }

    /// Starts it with the key that it keeps in that folder.
    pub(crate) fn start_without_key(folder: &Path) -> Self {
        Self::spawn(&mut Self::command(), folder)
    }

    /// Starts it where a process may have only so many files open.
    pub(crate) fn start_with_files(folder: &Path, files: u32, options: &[&str]) -> Self {
        let mut command = Command::new("sh");
        let script = format!("ulimit -n {files}; exec \"$0\" \"$@\"");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_cyrexa-gateway")]);
        command.args(options);
        Self::spawn(command.env(KEY_ENVIRONMENT, KEY), folder)
    }

    /// Starts it with another place for its log.
    pub(crate) fn start_logging_to(folder: &Path, log: impl Into<Stdio>) -> Self {
        let mut command = Self::command();
        Self::spawn_logging_to(command.env(KEY_ENVIRONMENT, KEY), folder, log)
    }

    /// Starts it with a standard output that cannot be read here, on a port that was free a moment ago.
    pub(crate) async fn start_printing_to(folder: &Path, output: Stdio) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Self::command()
            .env(KEY_ENVIRONMENT, KEY)
            .args(["--listen", &address.to_string()])
            .arg("--database")
            .arg(folder.join("cyrexa.db"))
            .stdout(output)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while tokio::net::TcpStream::connect(address).await.is_err() {
            tokio::task::yield_now().await;
        }
        let base = format!("http://{address}/ipg/2.0.0");
        let client = Client::new(&base, SigningKey::from_bytes(KEY.as_bytes()).unwrap());
        Self { child, client }
    }

    fn spawn(command: &mut Command, folder: &Path) -> Self {
        let log = File::options()
            .create(true)
            .append(true)
            .open(folder.join("log"))
            .unwrap();
        Self::spawn_logging_to(command, folder, log)
    }

    fn spawn_logging_to(command: &mut Command, folder: &Path, log: impl Into<Stdio>) -> Self {
        if !command.get_args().any(|argument| argument == "--database") {
            command.arg("--database").arg(folder.join("cyrexa.db"));
        }
        if !command.get_args().any(|argument| argument == "--listen") {
            command.args(["--listen", "127.0.0.1:0"]);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let base = line
            .trim_end()
            .strip_prefix("listening on ")
            .expect("it says where it listens");
        let client = Client::new(base, SigningKey::from_bytes(KEY.as_bytes()).unwrap());
        Self { child, client }
    }

    pub(crate) fn command() -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cyrexa-gateway"));
        command.env_remove(KEY_ENVIRONMENT).env_remove(KEYS_ENVIRONMENT);
        command
    }

    /// As when the power goes: SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, without waiting.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(status.success());
    }

    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Deref for Program {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// A test that fails leaves nothing running.
impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
