//! The figures that the scenarios hold, and their limits: collected, printed as one table at the end.

use std::fmt::Display;
use std::sync::{Mutex, PoisonError};

struct Figure {
    scenario: &'static str,
    what: String,
    seen: String,
    limit: String,
    holds: bool,
}

struct Figures {
    scenario: &'static str,
    all: Vec<Figure>,
}

static FIGURES: Mutex<Figures> = Mutex::new(Figures {
    scenario: "",
    all: Vec::new(),
});

fn with<T>(work: impl FnOnce(&mut Figures) -> T) -> T {
    work(&mut FIGURES.lock().unwrap_or_else(PoisonError::into_inner))
}

/// What follows belongs to this scenario.
pub(crate) fn begin(scenario: &'static str) {
    with(|figures| figures.scenario = scenario);
}

fn add(what: &str, seen: String, limit: String, holds: bool) {
    with(|figures| {
        let (scenario, what) = (figures.scenario, what.to_owned());
        figures.all.push(Figure {
            scenario,
            what,
            seen,
            limit,
            holds,
        });
    });
}

/// Shown, without a limit.
pub(crate) fn note(what: &str, seen: impl Display) {
    add(what, seen.to_string(), String::new(), true);
}

/// A figure that must not be above a limit.
pub(crate) fn at_most<T: PartialOrd + Display>(what: &str, seen: T, limit: T, unit: &str) {
    let holds = seen <= limit;
    add(
        what,
        format!("{seen:.1} {unit}"),
        format!("at most {limit:.1}"),
        holds,
    );
}

/// A figure that must not be below a limit.
pub(crate) fn at_least<T: PartialOrd + Display>(what: &str, seen: T, limit: T, unit: &str) {
    let holds = seen >= limit;
    add(
        what,
        format!("{seen:.1} {unit}"),
        format!("at least {limit:.1}"),
        holds,
    );
}

/// A figure that must be exactly this.
pub(crate) fn equal<T: PartialEq + Display>(what: &str, seen: T, expected: T) {
    let holds = seen == expected;
    add(what, seen.to_string(), expected.to_string(), holds);
}

/// What does not hold in this scenario.
pub(crate) fn failures() -> Vec<String> {
    with(|figures| {
        let ours = figures
            .all
            .iter()
            .filter(|figure| figure.scenario == figures.scenario && !figure.holds);
        ours.map(|figure| format!("{}: {}, limit: {}", figure.what, figure.seen, figure.limit))
            .collect()
    })
}

pub(crate) fn print() {
    with(|figures| {
        if figures.all.is_empty() {
            return;
        }
        println!("\n{:<64} {:>20}  limit", "figure", "seen");
        let mut scenario = "";
        for figure in &figures.all {
            if figure.scenario != scenario {
                scenario = figure.scenario;
                println!("{scenario}");
            }
            let verdict = if figure.holds { "" } else { "  <- FAILED" };
            println!(
                "  {:<62} {:>20}  {}{verdict}",
                figure.what, figure.seen, figure.limit
            );
        }
    });
}
