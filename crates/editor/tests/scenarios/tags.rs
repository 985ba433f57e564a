//! ETags that do not reach the gateway as it wrote them.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldStatus, Outcome, SessionStatus};

use crate::screen::{Screen, ana, ana_with, overtaken, read, saved, saved_silently, set};

const ZIPPED: &str = "\"1-gzip\"";

fn behind_a_compressing_proxy() -> Screen {
    let mut screen = Screen::profile();
    screen.tell(Event::Load);
    screen.answer(read(ana(), Some(ZIPPED)));
    screen.changes(Field::Name, "Ana Maria");
    assert_eq!(screen.last_update().1, Some(ZIPPED));
    screen
}

#[test]
fn a_suffix_that_a_proxy_added_is_left_out_of_if_match() {
    let mut screen = behind_a_compressing_proxy();
    screen.answer(overtaken(ana(), ZIPPED));
    assert_eq!(
        screen.last_update(),
        (set(Field::Name, "Ana Maria"), Some("\"1\""))
    );
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "\"2-gzip\""));
    assert_eq!(screen.status(), SessionStatus::Saved);
    assert!(!screen.session.is_race_open());
    screen.changes(Field::Name, "Ana");
    assert_eq!(screen.last_update().1, Some("\"2\""), "learned once");
}

#[test]
fn a_tag_that_is_never_accepted_is_given_up_and_that_is_known() {
    let mut screen = behind_a_compressing_proxy();
    screen.answer(overtaken(ana(), ZIPPED));
    screen.answer(overtaken(ana(), ZIPPED));
    assert!(screen.session.is_race_open());
    assert!(screen.last_is_read(), "reads, merges, writes");
    screen.answer(read(ana_with(&[(Field::Address, "Rua 2")]), Some("\"2-gzip\"")));
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), None));
    screen.answer(saved_silently());
    screen.answer(read(
        ana_with(&[(Field::Address, "Rua 2"), (Field::Name, "Ana Maria")]),
        Some("\"3-gzip\""),
    ));
    assert_eq!(screen.status(), SessionStatus::Saved);
}

#[test]
fn a_412_without_the_record_is_the_tags_fault_where_every_read_shows_that_version() {
    let mut screen = Screen::profile();
    screen.entropy = 100;
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::Conflict {
        current: None,
        etag: None,
    });
    for _ in 0..3 {
        assert!(screen.last_is_read());
        screen.answer(read(ana(), Some("1")));
        assert_eq!(screen.counts().2, 1, "the read may be an old one");
        screen.timer_runs_out();
    }
    screen.answer(read(ana(), Some("1")));
    assert_eq!(screen.last_update().1, None);
    assert!(screen.session.is_race_open());
}

#[test]
fn tags_that_change_with_every_read_of_the_same_record_are_given_up() {
    let mut screen = Screen::profile();
    screen.entropy = 100;
    screen.changes(Field::Name, "Ana Maria");
    for version in ["2", "3", "4", "5"] {
        screen.answer(overtaken(ana(), version));
        if screen.timer.is_some() {
            screen.timer_runs_out();
        }
    }
    assert!(screen.last_is_read());
    screen.answer(read(ana(), Some("6")));
    assert_eq!(screen.last_update().1, None);
}

#[test]
fn whether_a_race_is_open_is_known_from_the_last_read() {
    let mut screen = Screen::profile();
    assert!(!screen.session.is_race_open());
    screen.tell(Event::Load);
    screen.answer(read(ana(), None));
    assert!(screen.session.is_race_open());
    screen.tell(Event::Load);
    screen.answer(read(ana(), Some("1")));
    assert!(!screen.session.is_race_open());
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(saved_silently());
    assert!(
        !screen.session.is_race_open(),
        "an answer without a body is no read"
    );
    assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
}
