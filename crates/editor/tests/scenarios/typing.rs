//! From the keystroke to the view: exact text, verdicts when it is time for them, nothing sent unasked.

use cyrexa_contract::{Field, Reason};
use cyrexa_editor::{Config, Event, FieldStatus, Leaving, Notice, SessionStatus, Target};

use crate::screen::{Screen, ana, ana_with, read, saved};

#[test]
fn the_text_shows_exactly_as_typed_until_the_field_is_left() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "  Ana Maria ");
    assert_eq!(screen.text(Field::Name), "  Ana Maria ");
    screen.tell(Event::Blur { field: Field::Name });
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    screen.saves();
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    assert_eq!(screen.state(Field::Name), FieldStatus::Saved);
}

#[test]
fn white_space_in_the_middle_of_typing_survives_a_confirmation() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "Ana Maria ");
    screen.saves();
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert_eq!(screen.text(Field::Name), "Ana Maria ");
    screen.tell(Event::Blur { field: Field::Name });
    assert_eq!(screen.text(Field::Name), "Ana Maria");
}

#[test]
fn a_field_that_was_left_shows_what_will_be_stored() {
    for (field, typed, shown) in [
        (
            Field::Phone,
            "+٤٧\u{2011}٥٥ ٥٥\u{A0}٠١ ٤٢\u{FE0D}",
            "+47-55 55 01 42",
        ),
        (Field::Address, "1 Road\r\nLeeds\n", "1 Road\nLeeds"),
        (Field::MemberId, "\u{200F}A\u{200E}1\u{61C} ", "A\u{200E}1"),
        (Field::Name, " \u{200B}Ana", "\u{200B}Ana"),
        (Field::Email, " \t ", ""),
    ] {
        let mut screen = Screen::profile();
        screen.types(field, typed);
        assert_eq!(screen.text(field), typed);
        screen.tell(Event::Blur { field });
        assert_eq!(screen.text(field), shown);
        assert_eq!(screen.state(field), FieldStatus::Unsaved, "{field:?}");
    }
}

#[test]
fn what_only_looks_different_is_no_change() {
    let mut screen = Screen::new(Config::new(Target::Edit { id: 7 }));
    screen.tell(Event::Load);
    screen.answer(read(ana_with(&[(Field::Phone, "+47 55 55 01 42")]), Some("1")));
    screen.types(Field::Phone, "+٤٧ ٥٥ ٥٥ ٠١ ٤٢");
    screen.tell(Event::Blur { field: Field::Phone });
    assert_eq!(screen.text(Field::Phone), "+47 55 55 01 42");
    assert_eq!(screen.state(Field::Phone), FieldStatus::Clean);
}

#[test]
fn a_violation_waits_for_the_blur_and_then_follows_every_keystroke() {
    let mut screen = Screen::profile();
    screen.types(Field::Email, "ana@");
    assert_eq!(screen.session.field(Field::Email).violation, None);
    screen.tell(Event::Blur { field: Field::Email });
    assert_eq!(
        screen.session.field(Field::Email).violation.map(|v| v.reason),
        Some(Reason::Format)
    );
    screen.types(Field::Email, "ana@b");
    assert_eq!(screen.session.field(Field::Email).violation, None);
    screen.types(Field::Email, "");
    assert_eq!(
        screen.session.field(Field::Email).violation.map(|v| v.reason),
        Some(Reason::Required)
    );
}

#[test]
fn nothing_that_a_rule_refuses_is_sent_and_the_save_says_what_is_wrong() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, &"x".repeat(101));
    screen.types(Field::Phone, "+351 900 000 002");
    screen.saves();
    assert_eq!(screen.counts(), (1, 0, 0));
    assert!(screen.has_said(Notice::Invalid { count: 1 }));
    let violations = screen.session.violations();
    assert_eq!(violations.len(), 1);
    assert_eq!(
        violations[0].reason,
        Reason::TooLong {
            max: 100,
            actual: 101
        }
    );
    assert_eq!(screen.state(Field::Phone), FieldStatus::Unsaved);
}

#[test]
fn a_stored_text_that_todays_rules_refuse_is_no_obstacle_to_saving_another_field() {
    let mut screen = Screen::new(Config::new(Target::Edit { id: 7 }));
    screen.tell(Event::Load);
    screen.answer(read(ana_with(&[(Field::Phone, "none")]), Some("1")));
    screen.tell(Event::Blur { field: Field::Phone });
    screen.changes(Field::Name, "Ana Maria");
    assert_eq!(screen.session.violations(), []);
    assert_eq!(
        screen.last_update().0.changed().collect::<Vec<_>>(),
        [Field::Name]
    );
}

#[test]
fn the_counter_counts_as_the_rule_does() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "  \u{1F469}\u{200D}\u{1F467} é ");
    let view = screen.session.field(Field::Name);
    assert_eq!((view.count, view.max), (5, 100));
}

#[test]
fn typing_back_what_was_there_leaves_nothing_to_save() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "Anna");
    assert!(screen.session.can_save() && screen.session.has_unsaved_work());
    assert_eq!(screen.session.leaving(), Leaving::Ask);
    screen.types(Field::Name, "Ana");
    assert!(!screen.session.can_save() && !screen.session.has_unsaved_work());
    assert_eq!(screen.session.leaving(), Leaving::Free);
    screen.saves();
    assert_eq!(screen.counts(), (1, 0, 0));
}

#[test]
fn an_edit_before_the_first_read_is_ignored() {
    let mut screen = Screen::new(Config::new(Target::Edit { id: 7 }));
    screen.tell(Event::Load);
    screen.types(Field::Name, "X");
    screen.answer(read(ana(), Some("1")));
    assert_eq!(screen.text(Field::Name), "Ana");
    assert_eq!(screen.status(), SessionStatus::Ready);
}

#[test]
fn discarding_brings_the_record_back_and_sends_nothing() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "Anna");
    screen.tell(Event::Discard);
    assert_eq!(screen.text(Field::Name), "Ana");
    assert!(screen.has_said(Notice::Cancelled { maybe_sent: false }));
    assert_eq!(screen.counts(), (1, 0, 0));
}

#[test]
fn what_is_shown_is_the_draft_over_the_pending_over_the_record() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.types(Field::Email, "new@example.org");
    let shown = screen.session.shown();
    assert_eq!(shown.text(Field::Name), Some("Ana Maria"));
    assert_eq!(shown.text(Field::Email), Some("new@example.org"));
    assert_eq!(shown.text(Field::Phone), Some("+351 900 000 001"));
    assert_eq!(screen.session.baseline(), Some(&ana()));
}

#[test]
fn nothing_personal_is_in_a_debug_print() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "Secret");
    let event = Event::Edit {
        field: Field::Name,
        text: "Secret".to_owned(),
    };
    let effects = screen.saves();
    let view = screen.session.field(Field::Name);
    let printed = format!(
        "{:?} {event:?} {effects:?} {view:?} {:?}",
        screen.session,
        screen.session.shown()
    );
    assert!(!printed.contains("Secret"), "{printed}");
}
