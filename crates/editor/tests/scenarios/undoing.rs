//! Taking the last save back.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldSet, FieldStatus, Notice, Outcome, Rejection};

use crate::screen::{Screen, ana, ana_with, overtaken, read, saved, set};

fn saved_name() -> Screen {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    screen
}

#[test]
fn undo_is_the_inverse_patch_of_the_last_save() {
    let mut screen = saved_name();
    assert!(screen.session.can_undo());
    screen.tell(Event::Undo);
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana"), Some("2")));
    assert_eq!(screen.text(Field::Name), "Ana");
    assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
    screen.answer(saved(ana(), "3"));
    assert!(screen.has_said(Notice::Undone {
        fields: FieldSet::of(Field::Name)
    }));
}

#[test]
fn an_undo_can_be_undone() {
    let mut screen = saved_name();
    screen.tell(Event::Undo);
    screen.answer(saved(ana(), "3"));
    screen.tell(Event::Undo);
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("3")));
}

#[test]
fn undoing_the_first_text_of_a_field_clears_it() {
    let mut screen = Screen::profile();
    screen.changes(Field::MemberId, "M-1");
    screen.answer(saved(ana_with(&[(Field::MemberId, "M-1")]), "2"));
    screen.tell(Event::Undo);
    assert_eq!(screen.last_update().0, set(Field::MemberId, ""));
}

#[test]
fn undo_leaves_fields_alone_that_somebody_changed_since() {
    let mut screen = Screen::profile();
    screen.types(Field::Phone, "+351 900 000 002");
    screen.changes(Field::Name, "Ana Maria");
    let both = [(Field::Name, "Ana Maria"), (Field::Phone, "+351 900 000 002")];
    screen.answer(saved(ana_with(&both), "2"));
    screen.tell(Event::RemoteChanged {
        etag: Some("3".to_owned()),
    });
    screen.answer(read(
        ana_with(&[both[0], (Field::Phone, "+351 900 000 003")]),
        Some("3"),
    ));
    screen.tell(Event::Undo);
    assert_eq!(screen.last_update().0, set(Field::Name, "Ana"));
}

#[test]
fn undo_leaves_fields_alone_that_are_being_typed_in() {
    let mut screen = saved_name();
    screen.types(Field::Name, "Anabela");
    assert!(!screen.session.can_undo());
    assert_eq!(screen.tell(Event::Undo), []);
    assert_eq!(screen.text(Field::Name), "Anabela");
}

#[test]
fn an_undo_that_meets_another_change_opens_the_dialog_too() {
    let mut screen = saved_name();
    screen.tell(Event::Undo);
    screen.answer(overtaken(ana_with(&[(Field::Name, "Bob")]), "3"));
    let conflict = screen.session.conflict().expect("both changed the name");
    assert_eq!(conflict.clashes[0].mine.as_deref(), Some("Ana"));
    assert_eq!(conflict.clashes[0].theirs.as_deref(), Some("Bob"));
}

#[test]
fn a_refused_undo_shows_what_is_stored() {
    let mut screen = saved_name();
    screen.tell(Event::Undo);
    screen.answer(Outcome::Rejected(Rejection::Other));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
}
