//! Where the data is, and with it the keys that sign tokens.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use cyrexa_gateway::Database;
use cyrexa_gateway::auth::{KEY_ENVIRONMENT, KEYS_ENVIRONMENT, KeyError, SigningKey};

#[derive(Debug, Args)]
pub(super) struct DataOptions {
    /// SQLite file, made when it is not there; :memory: keeps nothing.
    #[arg(long, value_name = "FILE", default_value = "data/cyrexa.db")]
    pub(super) database: Database,
    /// Folder of jwt.key; the database's own unless given.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl DataOptions {
    pub(super) fn name(&self) -> String {
        match &self.database {
            Database::Memory => ":memory:".to_owned(),
            Database::File(path) => path.display().to_string(),
        }
    }

    /// The first one signs; none where nothing keeps one.
    pub(super) fn keys(&self) -> anyhow::Result<Vec<SigningKey>> {
        match (
            std::env::var_os(KEY_ENVIRONMENT),
            std::env::var_os(KEYS_ENVIRONMENT),
            self.folder(),
        ) {
            (Some(_), Some(_), _) => anyhow::bail!("set {KEY_ENVIRONMENT} or {KEYS_ENVIRONMENT}, not both"),
            (Some(key), None, _) => {
                let key = key.into_string().map_err(|_| KeyError::NotUtf8);
                let key = key.and_then(|key| SigningKey::from_bytes(key.as_bytes()));
                Ok(vec![key.context(KEY_ENVIRONMENT)?])
            }
            (None, Some(keys), _) => SigningKey::several(keys.as_encoded_bytes()).context(KEYS_ENVIRONMENT),
            (None, None, Some(folder)) => Ok(SigningKey::in_folder(folder)?),
            (None, None, None) => Ok(Vec::new()),
        }
    }

    /// Where the key's file is; a database in memory has none.
    fn folder(&self) -> Option<&Path> {
        match (&self.data_dir, &self.database) {
            (Some(folder), _) => Some(folder),
            (None, Database::File(path)) => path.parent().map(|folder| {
                if folder.as_os_str().is_empty() {
                    Path::new(".")
                } else {
                    folder
                }
            }),
            (None, Database::Memory) => None,
        }
    }
}
