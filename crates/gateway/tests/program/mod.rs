//! The command line: what a person sees when it works and when it cannot.

mod options;
mod serving;
mod tokens;

use std::process::{Output, Stdio};

use crate::support::Program;

fn run(arguments: &[&str]) -> Output {
    Program::command()
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}
