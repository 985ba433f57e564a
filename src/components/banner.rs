//! A message about the whole page: offline, newer rules, signed out, failed.

use cyrexa_view::{El, el};
use leptos::prelude::*;

/// The kind of message. Shown by a word and a line, not by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// Information.
    #[default]
    Info,
    /// Success.
    Good,
    /// Warning.
    Warning,
    /// Error.
    Danger,
}

impl Tone {
    /// The value of `data-tone`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// Title, body and what can be done about it (buttons). A danger interrupts a screen reader, the others wait.
#[must_use]
pub fn banner(tone: Tone, title: TextProp, body: TextProp, actions: Vec<El>) -> El {
    let role = if tone == Tone::Danger { "alert" } else { "status" };
    let text = el("div")
        .class("banner-text")
        .child(el("p").class("banner-title").bind_text(title))
        .child(el("p").bind_text(body));
    let banner = el("div")
        .class("banner")
        .part("banner")
        .attr("data-tone", tone.name())
        .attr("role", role)
        .child(text);
    if actions.is_empty() {
        return banner;
    }
    banner.child(el("div").class("banner-actions").children(actions))
}
