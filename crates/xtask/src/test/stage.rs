//! The stages in their order: what each is for, what it needs set up, what runs it.

use std::fmt;

use anyhow::Result;
use clap::ValueEnum;

use super::tally::Tally;
use super::{banned, deny, edge as edge_tests, end_to_end, faults, rust, wasm, widget};
use crate::setup::{self, Need};
use crate::toolbox::Toolbox;
use crate::{build, edge, size};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    Fmt,
    Deny,
    Clippy,
    Native,
    Wasm,
    Build,
    Banned,
    Size,
    Edge,
    Faults,
    E2e,
    Widget,
}

impl Stage {
    /// Cheap and telling first.
    pub(super) const ALL: &[Self] = &[
        Self::Fmt,
        Self::Deny,
        Self::Clippy,
        Self::Native,
        Self::Wasm,
        Self::Build,
        Self::Banned,
        Self::Size,
        Self::Edge,
        Self::Faults,
        Self::E2e,
        Self::Widget,
    ];

    /// What `cargo xtask check` runs.
    pub(super) const CHECK: &[Self] = &[Self::Fmt, Self::Deny, Self::Clippy, Self::Native];

    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Fmt => "is the code formatted",
            Self::Deny => "licences, sources and advisories of dependencies",
            Self::Clippy => "lints, native and for the browser",
            Self::Native => "unit, integration and documentation tests",
            Self::Wasm => "the contract in WebAssembly, components in headless Chromium",
            Self::Build => "release build into dist/",
            Self::Banned => "crates that must not reach the browser",
            Self::Size => "size budgets",
            Self::Edge => "the edge module on real engines, in front of the gateway",
            Self::Faults => "the gateway under load, attacked and broken, as a release program",
            Self::E2e => "end to end in a real browser",
            Self::Widget => "the widget on merchants' pages, in Chromium and Firefox",
        }
    }

    pub(super) fn needs(self) -> Vec<Need> {
        match self {
            Self::Fmt => vec![Need::Lints],
            Self::Deny => vec![Need::CargoDeny],
            Self::Clippy => vec![Need::Lints, Need::WasmTarget],
            Self::Native | Self::Faults => vec![],
            Self::Wasm => vec![Need::WasmTarget, Need::WasmBindgen, Need::Browser],
            Self::Build | Self::Banned | Self::Size => setup::ALL_OF_DIST.to_vec(),
            Self::Edge => {
                let edge = [Need::EdgeEngines, Need::Envoy, Need::Fuzzer];
                [&[Need::WasmTarget, Need::Shrinkers, Need::Browser], &edge[..]].concat()
            }
            Self::E2e => [setup::PAGE, &[Need::Browser, Need::EndToEnd]].concat(),
            Self::Widget => [setup::PAGE, &[Need::Browser, Need::Firefox, Need::EndToEnd]].concat(),
        }
    }

    pub(super) fn run(self, tools: &Toolbox, tally: &mut Tally) -> Result<()> {
        match self {
            Self::Fmt => rust::fmt(tools),
            Self::Deny => deny::run(tools),
            Self::Clippy => rust::clippy(tools),
            Self::Native => rust::native(tools, tally),
            Self::Wasm => wasm::run(tools, tally),
            Self::Build => build::release(tools).and_then(|()| edge::release(tools)),
            Self::Banned => banned::run(),
            Self::Size => size::check(tools),
            Self::Edge => edge_tests::run(tools, tally),
            Self::Faults => faults::run(tools, tally),
            Self::E2e => end_to_end::run(tools, tally),
            Self::Widget => widget::run(tools, tally),
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_possible_value()
            .map_or(Ok(()), |value| out.write_str(value.get_name()))
    }
}
