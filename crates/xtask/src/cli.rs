//! The command line: names, flags and help. What a command does lives in the module of its name.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{assets, bench, build, demo, fuzz, release, serve, setup, size, test};

/// Everything for working on Cyrexa's customer profile; each command sets up what it needs first.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the gateway, the app and a shop with the widget, and open the page
    Serve(serve::Args),
    /// Serve the demo of the widget alone, for a gateway that runs already
    Demo(demo::Args),
    /// Format, dependencies, lints and native tests: what one runs while working
    Check,
    /// Run every check and every test
    Test(test::Args),
    /// Build the release files into dist/
    Build,
    /// Show raw, gzip and brotli bytes of what is downloaded; fail above a budget
    Size,
    /// Run the benchmarks of every package that has some
    Bench(bench::Args),
    /// Look for requests that break the edge module (needs a nightly compiler)
    Fuzz(fuzz::Args),
    /// Set a version, build, pack and tag it; without --execute only say so
    Release(release::Args),
    /// Install what the other commands need, and nothing else
    Setup,
    /// Make the style sheet and the language packs (Trunk calls it)
    Assets,
}

pub(crate) fn run() -> Result<ExitCode> {
    match Cli::parse().command {
        // These two report their failures themselves: their last line is the count of tests.
        Command::Check => return test::check(),
        Command::Test(args) => return test::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Build => build::run(),
        Command::Size => size::run(),
        Command::Bench(args) => bench::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Release(args) => release::run(&args),
        Command::Setup => setup::everything(),
        Command::Assets => assets::run(),
    }
    .map(|()| ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn port_0_is_refused_where_others_have_to_find_the_server() {
        for (port, expected) in [("0", false), ("1", true), ("65535", true), ("65536", false)] {
            for flag in ["--port", "--gateway-port"] {
                let parsed = Cli::try_parse_from(["xtask", "serve", flag, port]);
                assert_eq!(parsed.is_ok(), expected, "{flag} {port}");
            }
        }
    }
}
