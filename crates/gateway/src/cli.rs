//! The command line.

mod data;
mod limits;
mod output;
mod serve;
mod token;

use clap::{Parser, Subcommand};

use serve::Serve;
use token::Token;

/// The Cyrexa reference gateway: customers over HTTP, kept in one SQLite file.
///
/// Prints one line, `listening on URL`, once it serves. Tokens are signed with the key in the environment
/// variable CYREXA_JWT_KEY (32 bytes or more) or the first one in CYREXA_JWT_KEYS (one a line), else with
/// the one in the file jwt.key, which is generated when it is not there.
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

/// Does what the command line says.
pub(crate) fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match cli.command {
        Some(Command::Token(token)) => token::print(token),
        None => serve::serve(cli.serve),
    }
}
