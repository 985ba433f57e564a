//! `cyrexa-gateway`: serves until a signal stops it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use cyrexa_gateway::auth::{AUDIENCE, ISSUER, Jwks, SigningKey};
use cyrexa_gateway::{BasePath, Config, Database, Gateway, Origin, Surface, log};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::filter::LevelFilter;

use super::data::DataOptions;
use super::limits::LimitOptions;
use super::output::say;

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address to listen on, HOST:PORT; port 0 lets the system choose.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = address)]
    listen: String,
    #[command(flatten)]
    data: DataOptions,
    /// For development: GET /dev/token hands out tokens to anybody, payment methods are invented, pages of
    /// this machine may call.
    #[arg(long)]
    dev: bool,
    /// Only what upstream documents, and GET /customers/{id}: no ETag, no body after a write, no list.
    #[arg(long)]
    documented_only: bool,
    /// Origin whose pages may call, as https://shop.example; * is everybody. May be given several times.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<Origin>,
    /// Path before /customers.
    #[arg(long, value_name = "PATH", default_value = "/ipg/2.0.0")]
    base_path: BasePath,
    /// Longest body of a request, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 65536)]
    body_limit: usize,
    /// How much to log to the standard error stream: off, error, warn, info, debug, trace.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log: LevelFilter,
    /// JSON Web Key Set with the public keys (RS256, ES256) of another issuer whose tokens are taken; read
    /// again when it changes.
    #[arg(long, value_name = "FILE")]
    jwks: Option<PathBuf>,
    /// The `iss` of that issuer's tokens.
    #[arg(long, value_name = "TEXT", default_value = ISSUER, requires = "jwks")]
    jwks_issuer: String,
    /// The `aud` of that issuer's tokens.
    #[arg(long, value_name = "TEXT", default_value = AUDIENCE, requires = "jwks")]
    jwks_audience: String,
    #[command(flatten)]
    limits: LimitOptions,
}

#[tokio::main]
pub(super) async fn serve(wanted: Serve) -> anyhow::Result<()> {
    let _log = log::start(wanted.log);
    ignore_file_size_signal()?;
    let Serve { listen, data, .. } = wanted;
    let name = data.name();
    let mut keys = data.keys()?.into_iter();
    let key = match keys.next() {
        Some(key) => key,
        None => SigningKey::ephemeral()?,
    };
    let mut config = Config::new(data.database, key);
    config.older_keys = keys.collect();
    if let Some(path) = wanted.jwks {
        let name = path.display().to_string();
        let jwks = Jwks::open(path, wanted.jwks_issuer, wanted.jwks_audience);
        let jwks = jwks.with_context(|| format!("cannot use the key set {name}"))?;
        config.jwks = Some(Arc::new(jwks));
    }
    config.is_dev = wanted.dev;
    config.surface = if wanted.documented_only {
        Surface::DocumentedOnly
    } else {
        Surface::Full
    };
    config.limits = wanted.limits.into();
    config.allow_origins = wanted.allow_origin.into_iter().map(Origin::into).collect();
    config.base_path = wanted.base_path.clone();
    config.body_limit = wanted.body_limit;

    let database = config.database.clone();
    let gateway = Gateway::open(config).with_context(|| format!("cannot open the database {name}"))?;
    warn_of_readers(&database);
    let listener = TcpListener::bind(&listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    if wanted.dev && !address.ip().is_loopback() {
        tracing::warn!(%address, "--dev hands out tokens of every role to whoever reaches this address: listen on 127.0.0.1");
    }
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    announce(format!(
        "listening on http://{address}{}",
        wanted.base_path.as_str()
    ));
    gateway
        .serve(listener, async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
        .await;
    Ok(())
}

/// Where files may not grow over a size (`ulimit -f`), the system ends a program that writes beyond it,
/// unless the signal is handled. Handled, the write fails like one on a full disk.
fn ignore_file_size_signal() -> anyhow::Result<()> {
    let number = rustix::process::Signal::XFSZ.as_raw();
    // The handler stays when the stream of its signals is dropped.
    signal(SignalKind::from_raw(number)).map(drop)?;
    Ok(())
}

/// Says where it serves. The gateway serves even where this line is never read.
fn announce(line: String) {
    std::thread::spawn(move || {
        if let Err(error) = say(&line) {
            tracing::warn!(cause = %error, "the line that says where it listens could not be written");
        }
    });
}

/// The database and its log hold personal data. That others can read them may be intended.
fn warn_of_readers(database: &Database) {
    let Database::File(path) = database else { return };
    for suffix in ["", "-wal", "-shm"] {
        let mut path = path.clone().into_os_string();
        path.push(suffix);
        let is_open = std::fs::metadata(&path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
        if is_open {
            let file = Path::new(&path).display();
            tracing::warn!(%file, "this file holds personal data and can be read by other users: chmod 600 it");
        }
    }
}

/// The host is looked up later; what cannot be an address is refused at once.
fn address(text: &str) -> Result<String, &'static str> {
    let is_address = text
        .rsplit_once(':')
        .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
    if is_address {
        Ok(text.to_owned())
    } else {
        Err("an address is a host and a port, like 127.0.0.1:8787 or localhost:8787")
    }
}
