//! `cargo xtask`: what needs more than one cargo or trunk line. This file only starts it.

/// As std's, but who reads may go away, as `head` does: no reason to break off, nor to leave children behind.
macro_rules! println {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _gone = writeln!(std::io::stdout(), $($words)*);
    }};
}

/// The same for errors.
macro_rules! eprintln {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _gone = writeln!(std::io::stderr(), $($words)*);
    }};
}

mod assets;
mod bench;
mod build;
mod cli;
mod demo;
mod dist;
mod edge;
mod fuzz;
mod licences;
mod ports;
mod process;
mod project;
mod release;
mod remap;
mod serve;
mod serve_config;
mod setup;
mod shrink;
mod size;
mod style;
mod test;
mod toolbox;
mod widget;

fn main() -> std::process::ExitCode {
    std::sync::LazyLock::force(&project::PROGRAM);
    match process::stop_children_on_signals().and_then(|()| cli::run()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
