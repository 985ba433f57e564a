//! Everything that is wrong with what the session may not save.

use leptos::prelude::*;

use crate::components::ErrorSummary;
use crate::state::Editing;

/// `attempts` counts the user's attempts to go on: each brings the focus here when something is wrong.
#[component]
pub fn Summary(#[prop(into)] attempts: Signal<usize>) -> impl IntoView {
    let violations = Editing::of_page().memo(cyrexa_editor::Session::violations);
    view! { <ErrorSummary violations attempts/> }
}
