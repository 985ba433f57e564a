//! A gateway in this process, on a port that the system chose and a file in a folder of its own.

use std::ops::Deref;
use std::path::PathBuf;

use cyrexa_gateway::auth::SigningKey;
use cyrexa_gateway::{Config, Database};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Client;

pub(crate) struct Gateway {
    client: Client,
    folder: TempDir,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Gateway {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        let key = SigningKey::ephemeral().unwrap();
        let mut config = Config::new(Database::File(folder.path().join("cyrexa.db")), key.clone());
        // Tests come faster than any client; those about rates set their own.
        config.limits.rate = None;
        config.limits.address_rate = None;
        config.limits.duplicates_per_hour = None;
        change(&mut config);
        let base_path = config.base_path.clone();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}{}", listener.local_addr().unwrap(), base_path.as_str());
        let gateway = cyrexa_gateway::Gateway::open(config).unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(gateway.serve(listener, async {
            stopped.await.ok();
        }));
        Self {
            client: Client::new(&base, key),
            folder,
            stop,
            served,
        }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("cyrexa.db")
    }

    /// Tells it to stop and waits until it has.
    pub(crate) async fn stop(self) -> TempDir {
        self.stop.send(()).unwrap();
        self.served.await.unwrap();
        self.folder
    }
}

impl Deref for Gateway {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}
