//! What the operator set, and the host's clock and dice.

use cyrexa_edge::Config;
use wasi::cli::environment::get_environment;
use wasi::clocks::wall_clock;
use wasi::http::types::Scheme;
use wasi::random::random::get_random_u64;

pub(crate) struct Settings {
    pub(crate) config: Config,
    pub(crate) upstream: Upstream,
}

/// Where the gateway is.
pub(crate) struct Upstream {
    pub(crate) scheme: Scheme,
    pub(crate) authority: String,
    /// Before every path; empty or without a slash at its end.
    pub(crate) prefix: String,
}

/// What is wrong with the environment, for the operator's log.
pub(crate) fn settings() -> Result<Settings, String> {
    let variables = get_environment();
    let variable = |name: &str| {
        let value = variables
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str());
        value.ok_or_else(|| format!("the environment variable {name} is not set"))
    };
    let config = Config::from_json(variable("CYREXA_EDGE")?.as_bytes())
        .map_err(|error| format!("CYREXA_EDGE: {error}"))?;
    let upstream = upstream(variable("CYREXA_UPSTREAM")?)?;
    Ok(Settings { config, upstream })
}

fn upstream(address: &str) -> Result<Upstream, String> {
    let (scheme, rest) = match (address.strip_prefix("http://"), address.strip_prefix("https://")) {
        (Some(rest), _) => (Scheme::Http, rest),
        (None, Some(rest)) => (Scheme::Https, rest),
        (None, None) => return Err("CYREXA_UPSTREAM: an address as http://host:port is needed".to_owned()),
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let prefix = if path.is_empty() {
        String::new()
    } else {
        format!("/{}", path.trim_end_matches('/'))
    };
    Ok(Upstream {
        scheme,
        authority: authority.to_owned(),
        prefix,
    })
}

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let now = wall_clock::now();
    now.seconds
        .saturating_mul(1000)
        .saturating_add(u64::from(now.nanoseconds / 1_000_000))
}

pub(crate) fn fresh_id() -> String {
    format!("{:016x}{:016x}", get_random_u64(), get_random_u64())
}
