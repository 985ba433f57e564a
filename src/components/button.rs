//! A button. While busy it keeps its width, its name and the focus, and ignores clicks.

use cyrexa_view::{El, el, text};
use leptos::prelude::*;

/// The visual weight of a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The main action of a page or form.
    Primary,
    /// Any other action.
    #[default]
    Quiet,
    /// An action that cannot be undone.
    Danger,
    /// Looks like a link, within a text or a row.
    Link,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Quiet => "button",
            Self::Danger => "button button-danger",
            Self::Link => "button-link",
        }
    }

    const fn part(self) -> &'static str {
        match self {
            Self::Primary => "primary-button",
            Self::Quiet | Self::Danger => "button",
            Self::Link => "link",
        }
    }
}

/// `label` is the accessible name.
#[must_use]
pub fn button(kind: ButtonKind, label: TextProp, on_click: impl Fn() + 'static) -> El {
    bare("button", kind, label).on("click", move |_| on_click())
}

/// The same with visually hidden text after the label ("Edit" + "Contact").
#[must_use]
pub fn button_with_detail(
    kind: ButtonKind,
    label: TextProp,
    detail: TextProp,
    on_click: impl Fn() + 'static,
) -> El {
    let detail = text(move || [" \u{2013} ", &detail.get()].concat());
    button(kind, label, on_click).child(el("span").class("visually-hidden").bind_text(detail))
}

/// Submits its form. While busy: announced as busy, not clickable, still focusable.
#[must_use]
pub fn submit_button(label: TextProp, busy: impl Fn() -> bool + Copy + Send + Sync + 'static) -> El {
    // `aria-disabled` and not `disabled`: a disabled button loses the focus, and with it the reader's place.
    bare("submit", ButtonKind::Primary, label)
        .bind_flag("aria-busy", busy)
        .bind_flag("aria-disabled", busy)
        // Pressing it must not blur a field: a message that is shown on blur could move the button from under
        // the pointer.
        .on("mousedown", |event| event.prevent_default())
        .on("click", move |event| {
            if untrack(busy) {
                event.prevent_default();
            }
        })
}

fn bare(kind: &str, look: ButtonKind, label: TextProp) -> El {
    let label = el("span").class("button-label").bind_text(label);
    el("button")
        .attr("type", kind)
        .class(look.class())
        .part(look.part())
        .child(label)
}
