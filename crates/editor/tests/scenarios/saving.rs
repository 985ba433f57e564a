//! The ordinary way of a save, with and without ETags.

use cyrexa_contract::{Change, Field, Patch};
use cyrexa_editor::{
    Effect, Event, FailureKind, FieldSet, FieldStatus, Leaving, Notice, Outcome, RequestId, SessionStatus,
    Why,
};

use crate::screen::{Screen, ana, ana_with, overtaken, read, saved, saved_silently, set};

#[test]
fn a_save_sends_the_smallest_patch_under_the_version_it_was_made_on() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "Ana");
    screen.changes(Field::Address, "Rua 1\nLisboa");
    assert_eq!(
        screen.last_update(),
        (set(Field::Address, "Rua 1\nLisboa"), Some("1"))
    );
    assert_eq!(screen.status(), SessionStatus::Saving);
    assert_eq!(screen.state(Field::Address), FieldStatus::Saving);
    assert_eq!(screen.state(Field::Name), FieldStatus::Clean);
    assert_eq!(screen.session.leaving(), Leaving::Wait);
}

#[test]
fn clearing_an_optional_field_is_a_null_and_a_required_one_is_refused_here() {
    let mut screen = Screen::profile();
    screen.changes(Field::Phone, "  ");
    assert_eq!(screen.last_update().0, Patch::of(Field::Phone, Change::Clear));
    screen.answer(saved(ana_with(&[(Field::Phone, "")]), "2"));
    screen.changes(Field::Name, " ");
    assert_eq!(screen.counts().2, 1);
    assert_eq!(screen.session.violations().len(), 1);
}

#[test]
fn a_confirmed_save_says_so_once_and_tells_other_tabs() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    let effects = screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert!(effects.contains(&Effect::Broadcast {
        etag: Some("2".to_owned())
    }));
    assert!(effects.contains(&Effect::Announce(Notice::Saved {
        fields: FieldSet::of(Field::Name)
    })));
    assert_eq!(effects.last(), Some(&Effect::Forget));
    assert_eq!(screen.status(), SessionStatus::Saved);
    assert_eq!(
        screen.tell(Event::RemoteChanged {
            etag: Some("2".to_owned())
        }),
        []
    );
}

#[test]
fn any_burst_of_edits_costs_at_most_two_requests() {
    let mut screen = Screen::profile();
    for round in 0..50 {
        screen.changes(Field::Name, &format!("Ana {round}"));
        screen.changes(Field::MemberId, &format!("M-{round}"));
    }
    screen.answer(saved(ana_with(&[(Field::Name, "Ana 0")]), "2"));
    assert_eq!(screen.last_update().1, Some("2"));
    screen.answer(saved(
        ana_with(&[(Field::Name, "Ana 49"), (Field::MemberId, "M-49")]),
        "3",
    ));
    assert_eq!(screen.counts(), (1, 0, 2));
    assert_eq!(screen.status(), SessionStatus::Saved);
}

#[test]
fn stale_save_keeps_my_newer_keystrokes() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana M");
    screen.types(Field::Name, "Ana Maria");
    screen.answer(saved(ana_with(&[(Field::Name, "Ana M")]), "2"));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    assert_eq!(screen.state(Field::Name), FieldStatus::Unsaved);
    assert_eq!(screen.status(), SessionStatus::Ready);
}

#[test]
fn a_second_click_on_save_sends_nothing_more() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    assert_eq!(screen.saves(), []);
}

#[test]
fn late_doubled_and_unknown_replies_change_nothing() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    let request = screen.sent[1].0;
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    let record = screen.session.baseline().cloned();
    for request in [request, screen.sent[0].0, RequestId(999)] {
        for outcome in [
            saved(ana(), "9"),
            read(ana(), Some("9")),
            Outcome::Unauthorised,
            Outcome::NotFound,
            Outcome::Failed(FailureKind::Timeout),
        ] {
            assert_eq!(screen.tell(Event::Reply { request, outcome }), []);
        }
    }
    assert_eq!(screen.session.baseline(), record.as_ref());
    assert_eq!(screen.status(), SessionStatus::Saved);
}

#[test]
fn an_answer_without_a_body_is_confirmed_by_a_read_before_anything_shows_as_saved() {
    let mut screen = Screen::profile_without_etags();
    screen.changes(Field::Name, "Ana Maria");
    assert!(screen.last_is_read(), "reads before it writes");
    screen.answer(read(ana(), None));
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), None));
    screen.answer(saved_silently());
    assert!(screen.last_is_read());
    assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
    screen.answer(read(ana_with(&[(Field::Name, "Ana Maria")]), None));
    assert_eq!(screen.state(Field::Name), FieldStatus::Saved);
    assert_eq!(screen.counts(), (3, 0, 1));
}

#[test]
fn the_confirming_read_is_the_read_before_the_next_write() {
    let mut screen = Screen::profile_without_etags();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(read(ana(), None));
    screen.changes(Field::MemberId, "M-1");
    screen.answer(saved_silently());
    screen.answer(read(ana_with(&[(Field::Name, "Ana Maria")]), None));
    assert_eq!(screen.last_update().0, set(Field::MemberId, "M-1"));
    assert_eq!(screen.counts(), (3, 0, 2));
}

#[test]
fn a_failed_confirmation_is_tried_again_and_never_shown_as_saved() {
    let mut screen = Screen::profile_without_etags();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(read(ana(), None));
    screen.answer(saved_silently());
    screen.entropy = 100;
    screen.answer(Outcome::Failed(FailureKind::Server(503)));
    assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
    screen.timer_runs_out();
    assert!(screen.last_is_read());
    screen.answer(read(ana_with(&[(Field::Name, "Ana Maria")]), None));
    assert_eq!(screen.status(), SessionStatus::Saved);
    assert_eq!(screen.counts().2, 1);
}

#[test]
fn a_text_that_the_gateway_stored_otherwise_stays_typed_and_is_blamed_on_nobody() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "ANA");
    screen.answer(saved(ana_with(&[(Field::Name, "Ana M.")]), "2"));
    assert!(
        screen.last_is_read(),
        "the record of the answer may be an older one"
    );
    assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
    screen.answer(read(ana_with(&[(Field::Name, "Ana M.")]), Some("2")));
    assert_eq!(screen.text(Field::Name), "ANA");
    assert_eq!(screen.state(Field::Name), FieldStatus::NotSaved(Why::NotKept));
    assert_eq!(
        screen
            .session
            .baseline()
            .and_then(|record| record.text(Field::Name)),
        Some("Ana M.")
    );
    assert!(!screen.blames_somebody());
    // Asked for again, it is written over what was just seen, without a question.
    screen.saves();
    assert_eq!(screen.last_update(), (set(Field::Name, "ANA"), Some("2")));
}

#[test]
fn a_newer_wish_goes_over_the_older_one_that_failed() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana M");
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::Failed(FailureKind::Server(500)));
    screen.tell(Event::Retry);
    assert_eq!(screen.last_update().0, set(Field::Name, "Ana Maria"));
}

#[test]
fn the_text_of_the_first_save_typed_again_over_the_second_is_an_edit_of_its_own() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "First");
    screen.changes(Field::Name, "Second");
    screen.types(Field::Name, "First");
    screen.answer(saved(ana_with(&[(Field::Name, "First")]), "2"));
    assert_eq!(screen.text(Field::Name), "First");
    assert_eq!(screen.state(Field::Name), FieldStatus::Unsaved);
}

#[test]
fn a_put_that_the_browser_sent_twice_does_not_clash_with_itself() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana M");
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(overtaken(ana_with(&[(Field::Name, "Ana M")]), "2"));
    assert_eq!(screen.session.conflict(), None);
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("2")));
}

#[test]
fn a_refusal_after_an_unknown_fate_is_settled_by_a_read_that_is_retried() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::Failed(FailureKind::Timeout));
    screen.tell(Event::Retry);
    screen.answer(Outcome::Forbidden);
    screen.answer(Outcome::Failed(FailureKind::Network));
    screen.tell(Event::Retry);
    screen.answer(read(ana_with(&[(Field::Name, "Ana Maria")]), Some("2")));
    assert_eq!(screen.state(Field::Name), FieldStatus::Saved);
}
