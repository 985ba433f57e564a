//! One field of the session, under its input.

use cyrexa_contract::Field;
use cyrexa_editor::Event;
use cyrexa_view::El;

use crate::components::text_field;
use crate::state::Editing;

/// The input of a field of the session.
#[must_use]
pub fn edited_field(editing: Editing, field: Field) -> El {
    text_field(
        field,
        move || editing.field(field),
        move |text| editing.edit(field, text),
        move || editing.dispatch(Event::Blur { field }),
    )
}
