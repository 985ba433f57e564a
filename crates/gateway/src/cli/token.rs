//! `cyrexa-gateway token`: prints a bearer token.

use anyhow::Context;
use clap::Args;
use cyrexa_gateway::auth::{Caller, LONGEST_OWNER_NAME, Role, is_owner_name, mint};
use time::OffsetDateTime;

use super::data::DataOptions;
use super::output::say;

#[derive(Debug, Args)]
pub(super) struct Token {
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
    data: DataOptions,
}

pub(super) fn print(token: Token) -> anyhow::Result<()> {
    let longest = i64::try_from(token.token_lifetime).unwrap_or(i64::MAX);
    anyhow::ensure!(
        token.ttl <= longest,
        "the gateway takes no token that lasts longer than {longest} seconds (--token-lifetime)"
    );
    let keys = token.data.keys()?;
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

fn owner_name(text: &str) -> Result<String, String> {
    if is_owner_name(text) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "a name of at most {LONGEST_OWNER_NAME} characters, without control characters"
        ))
    }
}
