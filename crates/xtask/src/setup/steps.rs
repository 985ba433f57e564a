//! The lines set-up prints: what a step is about to do when that takes a while, and how it ended.

use std::fmt::Display;
use std::time::Instant;

use anyhow::{Context, Result};

pub(super) struct Step {
    name: String,
    started: Instant,
}

impl Step {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            started: Instant::now(),
        }
    }

    /// What comes now takes a while.
    pub(super) fn says(&self, what: impl Display) {
        eprintln!("[setup] {}: {what} ...", self.name);
    }

    pub(super) fn done<T>(&self, how: impl Display, value: T) -> Result<T> {
        eprintln!(
            "[setup] {}: {how} ({:.1} s)",
            self.name,
            self.started.elapsed().as_secs_f32()
        );
        Ok(value)
    }

    /// Tries one way; says why it did not work, so that the next can be tried.
    pub(super) fn tries<T>(&self, what: impl Display, way: impl FnOnce() -> Result<T>) -> Option<T> {
        self.says(what);
        way()
            .inspect_err(|error| eprintln!("[setup] {}: that did not work: {error:#}", self.name))
            .ok()
    }

    /// The end of the ways: one line that says what to install.
    pub(super) fn or_install<T>(&self, found: Option<T>, advice: impl Display) -> Result<T> {
        found.with_context(|| format!("{} missing: {advice}", self.name))
    }
}
