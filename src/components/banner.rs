//! A message about the whole page: offline, newer rules, signed out, failed.

use leptos::prelude::*;

use super::Text;

/// What kind of news it is. Said by a word and a line, not by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Good,
    /// It needs care.
    Warning,
    /// It did not work.
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

/// Title, body and what can be done about it (buttons, as children). A danger is announced at once, the rest politely.
#[component]
pub fn Banner(
    #[prop(optional)] tone: Tone,
    #[prop(into)] title: Text,
    #[prop(optional, into)] body: Option<Text>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = if tone == Tone::Danger { "alert" } else { "status" };
    view! {
        <div class="banner" data-tone=tone.name() role=role>
            <div class="banner-text">
                <p class="banner-title">{title}</p>
                {body.map(|body| view! { <p>{body}</p> })}
            </div>
            {children.map(|children| view! { <div class="banner-actions">{children()}</div> })}
        </div>
    }
}
