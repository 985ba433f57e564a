//! Two sides on one record: by 412 with ETags, by reading before writing without.

use cyrexa_contract::Field;
use cyrexa_editor::{
    Choice, Effect, Event, FailureKind, FieldSet, FieldStatus, Notice, Outcome, SessionStatus, Why,
};

use crate::screen::{Screen, ana, ana_with, overtaken, read, saved, set};

#[test]
fn changes_of_different_fields_merge_silently_and_are_sent_again() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(overtaken(ana_with(&[(Field::Address, "Rua 2")]), "2"));
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("2")));
    assert!(screen.has_said(Notice::Merged {
        fields: FieldSet::of(Field::Address)
    }));
    assert_eq!(screen.text(Field::Address), "Rua 2");
    assert_eq!(screen.session.conflict(), None);
}

#[test]
fn the_same_merge_happens_without_etags_by_reading_first() {
    let mut screen = Screen::profile_without_etags();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(read(ana_with(&[(Field::Address, "Rua 2")]), None));
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), None));
    assert!(screen.has_said(Notice::Merged {
        fields: FieldSet::of(Field::Address)
    }));
}

#[test]
fn the_same_value_on_both_sides_is_no_clash_and_needs_no_second_write() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(overtaken(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert_eq!(screen.counts(), (1, 0, 1));
    assert_eq!(screen.status(), SessionStatus::Saved);
}

fn clash() -> Screen {
    let mut screen = Screen::profile();
    screen.types(Field::Phone, "+351 900 000 002");
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(overtaken(ana_with(&[(Field::Name, "Bob")]), "2"));
    screen
}

#[test]
fn a_field_changed_on_both_sides_opens_the_dialog_and_sends_nothing() {
    let mut screen = clash();
    assert_eq!(screen.counts().2, 1);
    assert_eq!(screen.status(), SessionStatus::Conflict);
    assert_eq!(screen.state(Field::Name), FieldStatus::NotSaved(Why::Conflict));
    assert!(screen.has_said(Notice::Conflict {
        fields: FieldSet::of(Field::Name)
    }));
    let clashes = screen.session.conflict().expect("open").clashes;
    assert_eq!(clashes.len(), 1);
    assert_eq!(clashes[0].base.as_deref(), Some("Ana"));
    assert_eq!(clashes[0].mine.as_deref(), Some("Ana Maria"));
    assert_eq!(clashes[0].theirs.as_deref(), Some("Bob"));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    assert_eq!(screen.saves(), []);
}

#[test]
fn keeping_mine_sends_mine_under_their_version() {
    let mut screen = clash();
    screen.tell(Event::ResolveConflict(vec![(Field::Name, Choice::KeepMine)]));
    let (patch, if_match) = screen.last_update();
    assert_eq!(patch.changed().collect::<Vec<_>>(), [Field::Name, Field::Phone]);
    assert_eq!(if_match, Some("2"));
}

#[test]
fn taking_theirs_drops_only_that_field() {
    let mut screen = clash();
    screen.tell(Event::ResolveConflict(vec![(Field::Name, Choice::TakeTheirs)]));
    assert_eq!(
        screen.last_update(),
        (set(Field::Phone, "+351 900 000 002"), Some("2"))
    );
    assert_eq!(screen.text(Field::Name), "Bob");
    assert_eq!(screen.state(Field::Name), FieldStatus::Clean);
}

#[test]
fn an_edited_answer_is_judged_again_before_it_is_sent() {
    let mut screen = clash();
    screen.tell(Event::ResolveConflict(vec![(
        Field::Name,
        Choice::Edit("a\u{202e}b".to_owned()),
    )]));
    assert_eq!(screen.counts().2, 1);
    assert_eq!(screen.status(), SessionStatus::Conflict);
    assert_eq!(screen.session.violations().len(), 1);
    screen.tell(Event::ResolveConflict(vec![(
        Field::Name,
        Choice::Edit("Ana Bob".to_owned()),
    )]));
    assert_eq!(screen.session.conflict(), None);
    assert_eq!(screen.last_update().0.name, set(Field::Name, "Ana Bob").name);
}

#[test]
fn a_clash_that_changes_again_while_the_dialog_is_open_shows_the_newest() {
    let mut screen = clash();
    screen.tell(Event::RemoteChanged {
        etag: Some("3".to_owned()),
    });
    screen.answer(read(ana_with(&[(Field::Name, "Carla")]), Some("3")));
    let clashes = screen.session.conflict().expect("still open").clashes;
    assert_eq!(clashes[0].theirs.as_deref(), Some("Carla"));
    assert_eq!(clashes[0].base.as_deref(), Some("Ana"));
}

#[test]
fn a_refetch_never_overwrites_what_is_being_typed_and_the_save_asks() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "Ana Mar");
    screen.tell(Event::RemoteChanged {
        etag: Some("2".to_owned()),
    });
    screen.answer(read(
        ana_with(&[(Field::Name, "Bob"), (Field::Phone, "")]),
        Some("2"),
    ));
    assert_eq!(screen.text(Field::Name), "Ana Mar");
    assert_eq!(screen.text(Field::Phone), "");
    assert_eq!(screen.status(), SessionStatus::Ready);
    let fields = FieldSet::from_iter([Field::Name, Field::Phone]);
    assert!(screen.has_said(Notice::ChangedElsewhere { fields }));
    screen.changes(Field::Name, "Ana Maria");
    assert_eq!(
        screen.counts().2,
        0,
        "somebody else's name is not overwritten unseen"
    );
    assert_eq!(screen.status(), SessionStatus::Conflict);
}

#[test]
fn an_update_with_an_unknown_fate_that_was_done_is_no_false_conflict() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::Failed(FailureKind::Timeout));
    screen.timer_runs_out();
    screen.answer(overtaken(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert_eq!(screen.status(), SessionStatus::Saved);
    assert_eq!(screen.counts(), (1, 0, 2));
}

#[test]
fn nor_is_it_when_i_typed_on_meanwhile() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana M");
    screen.entropy = 400;
    screen.answer(Outcome::Failed(FailureKind::Timeout));
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(overtaken(ana_with(&[(Field::Name, "Ana M")]), "2"));
    assert_eq!(screen.session.conflict(), None);
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("2")));
}

#[test]
fn typing_back_the_old_text_after_a_lost_answer_still_reaches_the_gateway() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.entropy = 400;
    screen.answer(Outcome::Failed(FailureKind::Network));
    screen.changes(Field::Name, "Ana");
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana"), Some("1")));
}

#[test]
fn a_gateway_that_always_says_412_is_not_asked_in_a_tight_loop() {
    let mut screen = Screen::profile();
    screen.entropy = 100;
    screen.changes(Field::Name, "Ana Maria");
    for (n, version) in ["2", "3", "4", "5"].into_iter().enumerate() {
        assert_eq!(screen.timer, None);
        let address = format!("Rua {n}");
        screen.answer(overtaken(ana_with(&[(Field::Address, &address)]), version));
    }
    assert!(screen.timer.is_some());
}

#[test]
fn a_412_without_the_record_is_followed_by_a_read() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::Conflict {
        current: None,
        etag: None,
    });
    assert!(screen.last_is_read());
    screen.answer(read(ana_with(&[(Field::Phone, "")]), Some("2")));
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("2")));
}

#[test]
fn news_that_come_while_a_save_is_in_flight_are_read_after_it() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    assert_eq!(screen.tell(Event::RemoteChanged { etag: None }), []);
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert!(screen.last_is_read());
}

#[test]
fn news_that_come_during_a_read_are_read_again() {
    let mut screen = Screen::profile();
    screen.tell(Event::RemoteChanged {
        etag: Some("2".to_owned()),
    });
    screen.tell(Event::RemoteChanged {
        etag: Some("3".to_owned()),
    });
    screen.answer(read(ana(), Some("2")));
    assert_eq!(screen.counts().0, 3);
    screen.answer(read(ana(), Some("3")));
    assert_eq!(screen.counts().0, 3);
    assert!(!screen.session.is_stale());
}

#[test]
fn a_save_does_not_wait_for_a_background_read() {
    let mut screen = Screen::profile();
    screen.tell(Event::Load);
    let reading = screen.sent[1].0;
    screen.types(Field::Name, "Ana Maria");
    let effects = screen.saves();
    assert!(effects.contains(&Effect::Abort { request: reading }));
    assert_eq!(screen.last_update().1, Some("1"));
}
