//! `cargo xtask fuzz`: the fuzz targets of the edge module. They need a nightly compiler, which we do not
//! install.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::toolbox::Toolbox;
use crate::{process, project, setup};

const TARGETS: &[&str] = &["inspect", "body", "abi"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long each target runs
    #[arg(long, default_value_t = 600)]
    seconds: u32,
    /// Only this target
    target: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    ensure!(
        has_nightly(),
        "fuzzing needs a nightly compiler: run `rustup toolchain install nightly`"
    );
    let tools = setup::ready(&[setup::Need::Fuzzer])?;
    let wanted = |name: &&&str| args.target.as_ref().is_none_or(|target| target == **name);
    TARGETS
        .iter()
        .filter(wanted)
        .try_for_each(|target| fuzz(&tools, target, args.seconds))
}

/// A short run within the tests; says so where it cannot be.
pub(crate) fn smoke(tools: &Toolbox, seconds: u32) -> Result<()> {
    if !has_nightly() {
        println!("not fuzzed: there is no nightly compiler (`rustup toolchain install nightly`)");
        return Ok(());
    }
    TARGETS.iter().try_for_each(|target| fuzz(tools, target, seconds))
}

fn fuzz(tools: &Toolbox, target: &str, seconds: u32) -> Result<()> {
    println!("\nfuzzing {target} for {seconds} s");
    let mut command = tools.command("cargo-fuzz");
    // The nightly cargo has to find itself first.
    command
        .args(["run", "--fuzz-dir"])
        .arg(project::root().join("fuzz"))
        .arg(target);
    command
        .env("RUSTUP_TOOLCHAIN", "nightly")
        .env("CARGO_TARGET_DIR", project::target_dir().join("fuzz"));
    command.args([
        "--",
        "-max_len=16384",
        "-rss_limit_mb=512",
        "-timeout=5",
        "-print_final_stats=1",
        "-verbosity=0",
    ]);
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!(
        "-dict={}",
        project::root().join("fuzz").join("contract.dict").display()
    ));
    process::run(&mut command)
}

pub(crate) fn has_nightly() -> bool {
    let version = process::read(
        Command::new("rustc")
            .env("RUSTUP_TOOLCHAIN", "nightly")
            .arg("--version"),
    );
    version.is_ok_and(|version| version.contains("nightly"))
}
