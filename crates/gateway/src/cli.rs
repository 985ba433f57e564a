//! The command line.

mod limits;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use cyrexa_gateway::auth::{
    AUDIENCE, Caller, ISSUER, Jwks, KEY_ENVIRONMENT, KEYS_ENVIRONMENT, KeyError, LONGEST_OWNER_NAME, Role,
    SigningKey, is_owner_name, mint,
};
use cyrexa_gateway::{BasePath, Config, Database, Gateway, Origin, Surface, log};
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::filter::LevelFilter;

use limits::LimitOptions;

/// The Cyrexa reference gateway: customers over HTTP, kept in one SQLite file.
///
/// Prints one line, `listening on URL`, once it serves. Tokens are signed with the key in the environment
/// variable CYREXA_JWT_KEY (32 octets or more) or the first one in CYREXA_JWT_KEYS (one a line), else with the one in
/// the file jwt.key, which is generated when it is not there.
#[derive(Debug, Parser)]
#[command(name = "cyrexa-gateway", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a bearer token, signed with the gateway's key.
    Token(Token),
}

#[derive(Debug, Args)]
struct Serve {
    /// Address to listen on, HOST:PORT; port 0 lets the system choose.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = address)]
    listen: String,
    #[command(flatten)]
    place: Place,
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
    /// Longest body of a request, in octets.
    #[arg(long, value_name = "OCTETS", default_value_t = 65536)]
    body_limit: usize,
    /// How much to log to the standard error stream: off, error, warn, info, debug, trace.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log: LevelFilter,
    /// JSON Web Key Set with the public keys (RS256, ES256) of another issuer whose tokens are taken; read again when it
    /// changes.
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

#[derive(Debug, Args)]
struct Place {
    /// SQLite file, made when it is not there; :memory: keeps nothing.
    #[arg(long, value_name = "FILE", default_value = "data/cyrexa.db")]
    database: Database,
    /// Folder of jwt.key; the database's own unless given.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Token {
    /// What the bearer may do: customer, merchant, support or admin.
    #[arg(long)]
    role: Role,
    /// The bearer's login; for a customer the userId of the profile it may make.
    #[arg(long, value_name = "ID", default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..))]
    sub: i64,
    /// The merchant.
    #[arg(long, value_name = "ID", default_value_t = 1)]
    owner: i64,
    /// The merchant's name, shown as ownerName of the customers it makes.
    #[arg(long, value_name = "NAME", value_parser = owner_name)]
    owner_name: Option<String>,
    /// The profile that is the bearer's own, whatever its login.
    #[arg(long, value_name = "ID")]
    customer: Option<i64>,
    /// How long it is valid, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    ttl: i64,
    /// The same option of the gateway that the token is for: it takes none that lasts longer.
    #[arg(long, value_name = "SECONDS", default_value_t = cyrexa_gateway::limits::TOKEN_LIFETIME.as_secs())]
    token_lifetime: u64,
    #[command(flatten)]
    place: Place,
}

/// Does what the command line says.
pub(crate) fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match cli.command {
        Some(Command::Token(token)) => print_token(token),
        None => serve(cli.serve),
    }
}

fn print_token(token: Token) -> anyhow::Result<()> {
    let longest = i64::try_from(token.token_lifetime).unwrap_or(i64::MAX);
    anyhow::ensure!(
        token.ttl <= longest,
        "the gateway takes no token that lasts longer than {longest} seconds (--token-lifetime)"
    );
    let keys = token.place.keys()?;
    let key = keys
        .first()
        .context("a gateway that keeps nothing has a key that nobody knows: set CYREXA_JWT_KEY for both")?;
    let caller = Caller {
        role: token.role,
        user: token.sub,
        owner: token.owner,
        owner_name: token.owner_name,
        customer: token.customer,
        expires: OffsetDateTime::now_utc()
            .unix_timestamp()
            .saturating_add(token.ttl),
    };
    say(&mint(key, &caller))
}

#[tokio::main]
async fn serve(wanted: Serve) -> anyhow::Result<()> {
    let _log = log::start(wanted.log);
    ignore_file_size_signal()?;
    let Serve { listen, place, .. } = wanted;
    let name = place.name();
    let mut keys = place.keys()?.into_iter();
    let key = match keys.next() {
        Some(key) => key,
        None => SigningKey::ephemeral()?,
    };
    let mut config = Config::new(place.database, key);
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

impl Place {
    fn name(&self) -> String {
        match &self.database {
            Database::Memory => ":memory:".to_owned(),
            Database::File(path) => path.display().to_string(),
        }
    }

    /// The first one signs; none where nothing keeps one.
    fn keys(&self) -> anyhow::Result<Vec<SigningKey>> {
        match (
            std::env::var_os(KEY_ENVIRONMENT),
            std::env::var_os(KEYS_ENVIRONMENT),
            self.folder(),
        ) {
            (Some(_), Some(_), _) => anyhow::bail!("set {KEY_ENVIRONMENT} or {KEYS_ENVIRONMENT}, not both"),
            (Some(key), None, _) => {
                let key = key.into_string().map_err(|_| KeyError::NotUtf8);
                let key = key.and_then(|key| SigningKey::from_octets(key.as_bytes()));
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

/// Where files may not grow over a size (`ulimit -f`), the system ends a program that writes beyond it, unless the signal is
/// handled. Handled, the write fails like one on a full disk.
fn ignore_file_size_signal() -> anyhow::Result<()> {
    let number = rustix::process::Signal::XFSZ.as_raw();
    // The handler stays when the stream of its signals is dropped.
    signal(SignalKind::from_raw(number)).map(drop)?;
    Ok(())
}

/// Says where it serves. Nobody may be reading, or never: the gateway serves all the same.
fn announce(line: String) {
    std::thread::spawn(move || {
        if let Err(error) = say(&line) {
            tracing::warn!(cause = %error, "the line that says where it listens could not be written");
        }
    });
}

/// The database and its log hold personal data. Whoever put them where others read may have meant to.
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

fn owner_name(text: &str) -> Result<String, String> {
    if is_owner_name(text) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "a name of at most {LONGEST_OWNER_NAME} characters, without control characters"
        ))
    }
}

/// A line for programs, at once.
fn say(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
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
