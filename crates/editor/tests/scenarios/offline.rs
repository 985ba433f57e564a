//! The thirteen offline scenarios that TanStack Query's own tests cover, each with its twin here.

use cyrexa_contract::Field;
use cyrexa_editor::{
    Config, Event, FailureKind, FieldSet, FieldStatus, Notice, Outcome, Rejection, SessionStatus, Target, Why,
};

use crate::screen::{ID, Screen, ana, ana_with, no_network, read, saved, saved_silently, set};

fn config() -> Config {
    Config {
        persist: true,
        ..Config::new(Target::Edit { id: ID })
    }
}

fn maria() -> cyrexa_contract::Customer {
    ana_with(&[(Field::Name, "Ana Maria")])
}

#[test]
fn paused_work_resumes_on_reconnect() {
    let mut screen = Screen::profile();
    screen.loses_the_network();
    screen.changes(Field::Name, "Ana Maria");
    assert_eq!(screen.counts().2, 0);
    assert_eq!(screen.timer, None, "no timer burns while offline");
    assert_eq!(screen.status(), SessionStatus::Offline);
    assert_eq!(screen.state(Field::Name), FieldStatus::NotSaved(Why::Offline));
    screen.is_back_online();
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("1")));
    screen.answer(saved(maria(), "2"));
    assert_eq!(screen.status(), SessionStatus::Saved);
}

#[test]
fn work_on_different_customers_goes_on_in_parallel() {
    let (mut one, mut other) = (Screen::profile(), Screen::profile());
    for screen in [&mut one, &mut other] {
        screen.loses_the_network();
        screen.changes(Field::Name, "Ana Maria");
        screen.is_back_online();
    }
    assert_eq!(
        (one.counts().2, other.counts().2),
        (1, 1),
        "neither waits for the other's reply"
    );
    other.answer(saved(maria(), "2"));
    one.answer(saved(maria(), "2"));
    assert_eq!(
        (one.status(), other.status()),
        (SessionStatus::Saved, SessionStatus::Saved)
    );
}

#[test]
fn work_on_one_customer_goes_in_order() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana M");
    screen.loses_the_network();
    screen.changes(Field::Name, "Ana Maria");
    screen.is_back_online();
    assert_eq!(
        screen.counts().2,
        1,
        "the second waits for the reply to the first"
    );
    screen.answer(saved(ana_with(&[(Field::Name, "Ana M")]), "2"));
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("2")));
}

#[test]
fn work_resumes_after_a_restore_made_while_offline() {
    let mut screen = Screen::profile();
    screen.loses_the_network();
    screen.changes(Field::Name, "Ana Maria");
    screen.reloads(Config {
        online: false,
        ..config()
    });
    screen.tell(Event::Load);
    assert_eq!(screen.counts().2, 0);
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    screen.is_back_online();
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("1")));
}

#[test]
fn work_resumes_on_reconnect_also_after_an_earlier_resume_made_offline() {
    let mut screen = Screen::profile();
    screen.loses_the_network();
    screen.changes(Field::Name, "Ana Maria");
    screen.reloads(Config {
        online: false,
        ..config()
    });
    for event in [Event::Retry, Event::Save, Event::Load] {
        screen.tell(event);
    }
    assert_eq!(
        (screen.counts().2, screen.timer),
        (0, None),
        "an attempt to resume while offline sends nothing"
    );
    screen.is_back_online();
    screen.answer(no_network());
    screen.loses_the_network();
    screen.is_back_online();
    assert_eq!(screen.counts().2, 2);
    screen.answer(saved(maria(), "2"));
    assert_eq!(screen.state(Field::Name), FieldStatus::Saved);
}

#[test]
fn reads_are_not_retried_by_default() {
    let mut screen = Screen::new(config());
    screen.tell(Event::Load);
    screen.answer(no_network());
    assert_eq!(screen.status(), SessionStatus::Failed(FailureKind::Network));
    assert_eq!((screen.counts().0, screen.timer), (1, None));
}

#[test]
fn a_retry_goes_on_after_reconnect() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.entropy = 300;
    screen.answer(no_network());
    assert!(screen.timer.is_some());
    screen.loses_the_network();
    assert_eq!(screen.timer, None);
    screen.is_back_online();
    assert_eq!(screen.counts().2, 2);
    screen.answer(saved(maria(), "2"));
    assert_eq!(screen.status(), SessionStatus::Saved);
}

#[test]
fn cancelled_paused_work_says_so() {
    let mut screen = Screen::profile();
    screen.loses_the_network();
    screen.changes(Field::Name, "Ana Maria");
    screen.tell(Event::Discard);
    assert!(screen.has_said(Notice::Cancelled { maybe_sent: false }));
    assert_eq!(screen.text(Field::Name), "Ana");
    screen.is_back_online();
    assert_eq!(screen.sent.len(), 1);
}

#[test]
fn pending_work_survives_save_and_restore() {
    let mut screen = Screen::profile();
    screen.loses_the_network();
    screen.changes(Field::Name, "Ana Maria");
    screen.types(Field::Phone, "+351 9");
    screen.reloads(Config {
        online: false,
        ..config()
    });
    assert_eq!(screen.state(Field::Name), FieldStatus::NotSaved(Why::Offline));
    assert_eq!(screen.state(Field::Phone), FieldStatus::Unsaved);
    assert_eq!(screen.text(Field::Phone), "+351 9");
    let fields = FieldSet::from_iter([Field::Name, Field::Phone]);
    assert!(screen.has_said(Notice::Restored { fields }));
}

#[test]
fn settled_work_is_not_run_again() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(saved(maria(), "2"));
    screen.loses_the_network();
    screen.is_back_online();
    screen.saves();
    screen.reloads(config());
    assert_eq!(screen.counts(), (1, 0, 1));
}

#[test]
fn a_read_in_flight_cannot_overwrite_the_optimistic_value() {
    let mut with_etags = Screen::profile();
    with_etags.tell(Event::Load);
    let request = with_etags.sent[1].0;
    with_etags.changes(Field::Name, "Ana Maria");
    let outcome = read(ana(), Some("1"));
    assert_eq!(with_etags.tell(Event::Reply { request, outcome }), []);
    assert_eq!(with_etags.text(Field::Name), "Ana Maria");
    assert_eq!(with_etags.state(Field::Name), FieldStatus::Saving);

    let mut without = Screen::profile_without_etags();
    without.tell(Event::Load);
    without.changes(Field::Name, "Ana Maria");
    without.answer(read(ana(), None));
    assert_eq!(without.text(Field::Name), "Ana Maria");
    assert_eq!(
        without.counts().2,
        1,
        "and it serves as the read before the write"
    );
}

#[test]
fn rollback_touches_only_its_own_patch() {
    let mut screen = Screen::profile();
    screen.changes(Field::Email, "taken@example.org");
    screen.changes(Field::Name, "Ana Maria");
    screen.types(Field::Phone, "+351 9");
    screen.answer(Outcome::Rejected(Rejection::Duplicate));
    assert_eq!(screen.state(Field::Email), FieldStatus::NotSaved(Why::Duplicate));
    assert_eq!(screen.text(Field::Email), "taken@example.org");
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("1")));
    assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
    assert_eq!(screen.text(Field::Phone), "+351 9");
}

#[test]
fn a_fresh_read_follows_on_settling() {
    // Where the reply carries the record, it is the fresh read.
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(saved(maria(), "2"));
    assert!(!screen.last_is_read());
    assert_eq!(screen.session.baseline(), Some(&maria()));

    let mut silent = Screen::profile_without_etags();
    silent.changes(Field::Name, "Ana Maria");
    silent.answer(read(ana(), None));
    silent.answer(saved_silently());
    assert!(silent.last_is_read());

    let mut refused = Screen::profile();
    refused.changes(Field::Name, "Ana Maria");
    refused.answer(Outcome::Rejected(Rejection::Other));
    assert!(refused.last_is_read());
}
