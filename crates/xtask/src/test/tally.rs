//! Counts of tests, read from what the test runners print.

use anyhow::{Context, Result};
use serde_json::Value;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
    /// Of those that passed: how many only at the second try.
    pub(super) flaky: usize,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.flaky += other.flaky;
    }

    /// The sum of the `test result:` lines of `cargo test`, wasm-bindgen's runner included.
    pub(super) fn of_cargo_test(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().map(without_colour) {
            let Some((_, result)) = line.split_once("test result: ") else {
                continue;
            };
            sum.passed += count(result, "passed");
            sum.failed += count(result, "failed");
        }
        sum
    }

    /// The closing lines of `node --test`: `pass 3`, `fail 0`.
    pub(super) fn of_node_test(output: &str) -> Self {
        let number = |name: &str| {
            let found = output
                .lines()
                .rev()
                .filter_map(|line| line.trim_start_matches(['ℹ', '#', ' ']).strip_prefix(name));
            found
                .filter_map(|rest| rest.trim().parse().ok())
                .next()
                .unwrap_or(0)
        };
        Self {
            passed: number("pass "),
            failed: number("fail ") + number("cancelled "),
            flaky: 0,
        }
    }

    /// The `stats` of Playwright's JSON report.
    pub(super) fn of_playwright(report: &Value) -> Result<Self> {
        let number = |name: &str| {
            let value = report["stats"][name]
                .as_u64()
                .with_context(|| format!("Playwright counts no {name}"))?;
            anyhow::Ok(usize::try_from(value)?)
        };
        let flaky = number("flaky")?;
        Ok(Self {
            passed: number("expected")? + flaky,
            failed: number("unexpected")?,
            flaky,
        })
    }
}

/// The number before `word`, as in "ok. 3 passed; 0 failed".
fn count(result: &str, word: &str) -> usize {
    let words: Vec<_> = result
        .split([' ', ';', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .find(|pair| pair[1] == word)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

/// Without the escape sequences `ESC [ ... letter`.
fn without_colour(line: &str) -> String {
    let mut pieces = line.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece
            .find(|character: char| character.is_ascii_alphabetic())
            .map_or(piece.len(), |at| at + 1);
        plain.push_str(&piece[end..]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn results_of_cargo_test_are_summed() {
        for (output, passed, failed) in [
            ("", 0, 0),
            (
                "running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured",
                0,
                0,
            ),
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; finished in 0.01s\n",
                12,
                0,
            ),
            (
                "test result: FAILED. 2 passed; 3 failed; 0 ignored\ntest result: ok. 5 passed; 0 failed;\n",
                7,
                3,
            ),
            (
                "test result: \u{1b}[32mok\u{1b}[m. 4 passed; 0 failed; 0 ignored\n",
                4,
                0,
            ),
            ("test says_test_result ... ok\nno tests to run!\n", 0, 0),
        ] {
            let expected = Tally {
                passed,
                failed,
                flaky: 0,
            };
            assert_eq!(Tally::of_cargo_test(output), expected, "{output}");
        }
    }

    #[test]
    fn results_of_playwright_are_read() {
        for (stats, expected) in [
            (
                json!({"expected": 9, "skipped": 0, "unexpected": 0, "flaky": 0}),
                Some((9, 0, 0)),
            ),
            (
                json!({"expected": 7, "skipped": 1, "unexpected": 2, "flaky": 1}),
                Some((8, 2, 1)),
            ),
            (json!({"expected": 7}), None),
            (json!(null), None),
        ] {
            let tally = Tally::of_playwright(&json!({"stats": stats})).ok();
            assert_eq!(
                tally.map(|tally| (tally.passed, tally.failed, tally.flaky)),
                expected
            );
        }
    }
}
