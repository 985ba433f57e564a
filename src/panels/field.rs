//! One field of the session, under its input.

use cyrexa_contract::Field;
use cyrexa_editor::Event;
use leptos::prelude::*;

use crate::components::TextField;
use crate::state::Editing;

/// The input of a field of the session above it. While a customer is created nothing is "unsaved" yet: everything is.
#[component]
pub fn EditedField(field: Field) -> impl IntoView {
    let editing = Editing::of_page();
    let view = editing.field(field);
    view! {
        <TextField
            field
            view
            on_input=move |text| editing.dispatch(Event::Edit { field, text })
            on_blur=move |()| editing.dispatch(Event::Blur { field })
        />
    }
}
