//! Asks before something that cannot be taken back. The safe answer comes first and has the focus.

use leptos::prelude::*;

use super::{Button, ButtonKind, Dialog, Text};

/// Escape is the safe answer too.
#[component]
pub fn ConfirmDialog(
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: Text,
    #[prop(into)] body: Text,
    /// The answer that does it.
    #[prop(into)]
    confirm: Text,
    /// The answer that does nothing.
    #[prop(into)]
    stay: Text,
    #[prop(into)] on_confirm: Callback<()>,
    #[prop(into)] on_stay: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog id open title on_close=on_stay>
            <p>{body}</p>
            <div class="dialog-actions">
                <Button label=stay on_click=on_stay/>
                <Button label=confirm kind=ButtonKind::Danger on_click=on_confirm/>
            </div>
        </Dialog>
    }
}
