//! `cargo xtask test`: every check and test, stage after stage, and one closing line.

mod banned;
mod deny;
mod edge;
mod end_to_end;
mod faults;
mod playwright;
mod rust;
mod stage;
mod tally;
mod wasm;
mod widget;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::setup::{self, Need};
use stage::Stage;
use tally::Tally;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Go on after a stage that failed
    #[arg(long)]
    keep_going: bool,
    /// Run only this stage; may be given several times
    #[arg(long, value_enum, value_name = "STAGE")]
    only: Vec<Stage>,
    /// Leave this stage out; may be given several times
    #[arg(long, value_enum, value_name = "STAGE")]
    skip: Vec<Stage>,
}

struct Done {
    stage: Stage,
    tally: Tally,
    failure: Option<anyhow::Error>,
    took: Duration,
}

/// `cargo xtask check`: the stages that need no browser, one after the other, all of them.
pub(crate) fn check() -> Result<ExitCode> {
    run(&Args {
        keep_going: true,
        only: Stage::CHECK.to_vec(),
        skip: Vec::new(),
    })
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let stages = chosen(args)?;
    let needs: Vec<Need> = stages.iter().flat_map(|stage| stage.needs()).collect();
    let tools = setup::ready(&needs)?;
    ensure!(
        tools.has_cargo_deny || args.only != [Stage::Deny],
        "cargo-deny is missing, and `--only deny` asks for nothing else"
    );
    let mut done: Vec<Done> = Vec::new();
    for stage in stages {
        println!("\n== {stage}: {}", stage.about());
        let (started, mut tally) = (Instant::now(), Tally::default());
        let failure = stage.run(&tools, &mut tally).err();
        let took = started.elapsed();
        match &failure {
            Some(error) => println!("== {stage}: FAILED after {:.1} s: {error:#}", took.as_secs_f32()),
            None => println!("== {stage}: ok in {:.1} s", took.as_secs_f32()),
        }
        let stop = failure.is_some() && !args.keep_going;
        done.push(Done {
            stage,
            tally,
            failure,
            took,
        });
        if stop {
            break;
        }
    }
    Ok(close(&done))
}

fn chosen(args: &Args) -> Result<Vec<Stage>> {
    let wanted =
        |stage: &Stage| (args.only.is_empty() || args.only.contains(stage)) && !args.skip.contains(stage);
    let stages: Vec<Stage> = Stage::ALL.iter().copied().filter(wanted).collect();
    ensure!(
        !stages.is_empty(),
        "no stage is left: --skip leaves out all that --only names"
    );
    Ok(stages)
}

/// The table of stages and, as the last line of all, the count.
fn close(done: &[Done]) -> ExitCode {
    println!(
        "\n{:<12} {:<7} {:>8} {:>7} {:>7} {:>7}",
        "stage", "", "seconds", "passed", "failed", "flaky"
    );
    for Done {
        stage,
        tally,
        failure,
        took,
    } in done
    {
        let verdict = if failure.is_some() { "FAILED" } else { "ok" };
        let (name, seconds) = (stage.to_string(), took.as_secs_f32());
        println!(
            "{name:<12} {verdict:<7} {seconds:>8.1} {:>7} {:>7} {:>7}",
            tally.passed, tally.failed, tally.flaky
        );
    }
    for Done { stage, failure, .. } in done {
        if let Some(error) = failure {
            println!("\n{stage} failed: {error:#}");
        }
    }
    let total = total(done);
    if total.flaky > 0 {
        println!("\n{} passed only at the second try: each is a bug", total.flaky);
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A stage that failed without a failed test (it did not compile, say) counts as one failure.
fn total(done: &[Done]) -> Tally {
    done.iter().fold(Tally::default(), |mut total, one| {
        total.add(one.tally);
        total.failed += usize::from(one.failure.is_some() && one.tally.failed == 0);
        total
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(only: &[Stage], skip: &[Stage]) -> Args {
        Args {
            keep_going: false,
            only: only.to_vec(),
            skip: skip.to_vec(),
        }
    }

    #[test]
    fn stages_are_chosen_in_their_own_order() {
        for (given, expected) in [
            (args(&[], &[]), Stage::ALL.to_vec()),
            (
                args(&[Stage::Native, Stage::Fmt], &[]),
                vec![Stage::Fmt, Stage::Native],
            ),
            (
                args(&[Stage::Native, Stage::Fmt], &[Stage::Fmt]),
                vec![Stage::Native],
            ),
        ] {
            assert_eq!(chosen(&given).unwrap(), expected);
        }
    }

    #[test]
    fn no_stage_at_all_is_no_success() {
        let error = chosen(&args(&[Stage::Fmt], &[Stage::Fmt])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no stage is left: --skip leaves out all that --only names"
        );
    }

    #[test]
    fn failed_stage_is_never_closed_with_zero_failed() {
        let tally = |passed, failed| Tally {
            passed,
            failed,
            flaky: 0,
        };
        let done = |passed, failed, fails: bool| Done {
            stage: Stage::Native,
            tally: tally(passed, failed),
            failure: fails.then(|| anyhow::anyhow!("it failed")),
            took: Duration::ZERO,
        };
        for (stages, passed, failed) in [
            (vec![], 0, 0),
            (vec![done(3, 0, false), done(4, 0, false)], 7, 0),
            (vec![done(3, 2, true)], 3, 2),
            (vec![done(0, 0, true), done(3, 0, false)], 3, 1),
        ] {
            assert_eq!(total(&stages), tally(passed, failed));
        }
    }
}
