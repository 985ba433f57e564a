//! A button. Busy, it keeps its width, its name and the focus, and does nothing.

use leptos::prelude::*;

use super::Text;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do here.
    Primary,
    /// Anything else.
    #[default]
    Quiet,
    /// A thing that cannot be taken back.
    Danger,
    /// In the run of a text or a row.
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
}

/// `label` is the accessible name; `detail`, if any, is read after it ("Edit" + "Contact") and not shown.
#[component]
pub fn Button(
    #[prop(into)] label: Text,
    #[prop(optional)] kind: ButtonKind,
    /// Submits the form around it.
    #[prop(optional)]
    submits: bool,
    /// Under way: announced as busy, not clickable, still focusable.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(optional, into)] detail: Option<Text>,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    #[prop(optional)] node_ref: NodeRef<leptos::html::Button>,
) -> impl IntoView {
    let flag = move || busy.get().then_some("true");
    // `aria-disabled` and not `disabled`: a disabled button loses the focus, and with it the reader's place.
    let click = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            type=if submits { "submit" } else { "button" }
            class=kind.class()
            aria-busy=flag
            aria-disabled=flag
            on:click=click
            node_ref=node_ref
        >
            <span class="button-label">{label}</span>
            {detail.map(|detail| view! { <span class="visually-hidden">" – "{detail}</span> })}
        </button>
    }
}
