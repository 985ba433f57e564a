//! Acknowledged, not seen: what is on the screen between a gateway's yes and the record that shows it.

use cyrexa_contract::{Customer, Field};
use cyrexa_editor::{Config, Event, FailureKind, FieldStatus, Notice, Outcome, SessionStatus, Target, Why};

use crate::screen::{ID, Screen, ana, ana_with, customer, read, saved, saved_silently, set};

fn maria() -> Customer {
    ana_with(&[(Field::Name, "Ana Maria")])
}

/// Saved, acknowledged without a record, under version 1 or without versions.
fn acknowledged(etag: Option<&str>) -> Screen {
    let mut screen = if etag.is_some() {
        Screen::profile()
    } else {
        Screen::profile_without_etags()
    };
    screen.entropy = 100;
    screen.changes(Field::Name, "Ana Maria");
    if etag.is_none() {
        screen.answer(read(ana(), None));
    }
    screen.answer(saved_silently());
    screen
}

/// Answers the read under way, and lets the next one go out.
fn reads(screen: &mut Screen, customer: Customer, etag: Option<&str>) {
    assert!(screen.last_is_read());
    screen.answer(read(customer, etag));
    if screen.timer.is_some() {
        screen.timer_runs_out();
    }
}

#[test]
fn an_older_record_undoes_nothing_and_blames_nobody() {
    for etag in [Some("1"), None] {
        let mut screen = acknowledged(etag);
        for _ in 0..3 {
            reads(&mut screen, ana(), etag);
            assert_eq!(screen.text(Field::Name), "Ana Maria");
            assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
            assert_eq!(screen.session.baseline(), Some(&ana()));
        }
        assert_eq!(screen.counts().2, 1, "it may yet show");
        reads(&mut screen, maria(), etag.map(|_| "2"));
        assert_eq!(screen.status(), SessionStatus::Saved);
        assert!(!screen.blames_somebody());
    }
}

#[test]
fn a_write_that_no_read_shows_is_done_again_under_the_same_version() {
    for etag in [Some("1"), None] {
        let mut screen = acknowledged(etag);
        for _ in 0..4 {
            reads(&mut screen, ana(), etag);
        }
        assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), etag));
        assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
        screen.answer(saved(maria(), "2"));
        assert_eq!(screen.status(), SessionStatus::Saved);
        assert!(!screen.blames_somebody());
    }
}

#[test]
fn a_field_that_the_gateway_does_not_keep_is_said_not_to_be_kept_and_stays_typed() {
    for etag in [Some("1"), None] {
        let mut screen = acknowledged(etag);
        for written in 1..=3 {
            assert_eq!(screen.counts().2, written);
            for _ in 0..4 {
                reads(&mut screen, ana(), etag);
            }
            if written < 3 {
                screen.answer(saved_silently());
            }
        }
        assert_eq!(screen.counts().2, 3);
        assert_eq!(screen.state(Field::Name), FieldStatus::NotSaved(Why::NotKept));
        assert_eq!(screen.text(Field::Name), "Ana Maria");
        assert!(screen.has_said(Notice::NotSaved { why: Why::NotKept }));
        assert!(!screen.blames_somebody());
        // A cache that gives in at last: it was saved all the time.
        screen.tell(Event::Load);
        reads(&mut screen, maria(), etag.map(|_| "2"));
        assert_eq!(screen.state(Field::Name), FieldStatus::Saved);
        assert!(!screen.blames_somebody());
    }
}

#[test]
fn somebody_elses_later_change_of_another_field_is_told_as_theirs() {
    let mut screen = acknowledged(Some("1"));
    let both = ana_with(&[(Field::Name, "Ana Maria"), (Field::Phone, "")]);
    reads(&mut screen, both, Some("3"));
    assert_eq!(screen.state(Field::Name), FieldStatus::Saved);
    assert!(screen.has_said(Notice::ChangedElsewhere {
        fields: cyrexa_editor::FieldSet::of(Field::Phone)
    }));
}

#[test]
fn a_text_that_is_neither_ours_nor_the_old_one_is_asked_about_when_saved_again() {
    let mut screen = acknowledged(Some("1"));
    for _ in 0..4 {
        reads(&mut screen, ana_with(&[(Field::Name, "Bob")]), Some("3"));
    }
    assert_eq!(screen.counts().2, 1, "nobody is overwritten unseen");
    assert_eq!(screen.state(Field::Name), FieldStatus::NotSaved(Why::NotKept));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    assert!(!screen.blames_somebody());
    screen.saves();
    let clash = screen
        .session
        .conflict()
        .expect("both texts are shown")
        .clashes
        .remove(0);
    assert_eq!(clash.theirs.as_deref(), Some("Bob"));
}

#[test]
fn a_discarded_write_that_was_acknowledged_is_not_done_again() {
    let mut screen = acknowledged(Some("1"));
    screen.tell(Event::Discard);
    assert!(screen.has_said(Notice::Cancelled { maybe_sent: true }));
    for _ in 0..4 {
        reads(&mut screen, ana(), Some("1"));
    }
    assert_eq!(screen.counts().2, 1);
    assert_eq!(screen.text(Field::Name), "Ana");
    assert_eq!(screen.status(), SessionStatus::Ready);
}

#[test]
fn a_version_that_the_record_has_left_is_read_again_before_it_is_believed() {
    let mut screen = Screen::profile();
    screen.entropy = 100;
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(saved(maria(), "2"));
    screen.tell(Event::RemoteChanged { etag: None });
    for _ in 0..3 {
        reads(&mut screen, ana(), Some("1"));
        assert_eq!(screen.text(Field::Name), "Ana Maria");
        assert_eq!(screen.status(), SessionStatus::Saved, "nothing is being saved");
    }
    // Somebody did take it back, under tags that are made of the content.
    reads(&mut screen, ana(), Some("1"));
    assert_eq!(screen.text(Field::Name), "Ana");
    assert_eq!(screen.timer, None);
}

#[test]
fn without_versions_a_record_from_before_our_save_is_read_again() {
    let mut screen = acknowledged(None);
    reads(&mut screen, maria(), None);
    assert_eq!(screen.status(), SessionStatus::Saved);
    screen.tell(Event::RemoteChanged { etag: None });
    reads(&mut screen, ana(), None);
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    reads(&mut screen, maria(), None);
    assert!(!screen.blames_somebody());
}

#[test]
fn a_new_customer_whom_a_replica_does_not_know_yet_is_not_said_to_be_gone() {
    let texts = [(Field::Name, "Ana"), (Field::Email, "ana@example.org")];
    let mut screen = Screen::new(Config::new(Target::Create));
    screen.entropy = 100;
    for (field, text) in texts {
        screen.types(field, text);
    }
    screen.saves();
    screen.answer(Outcome::Created {
        id: Some(ID),
        customer: None,
        etag: None,
    });
    for _ in 0..3 {
        assert!(screen.last_is_read());
        screen.answer(Outcome::NotFound);
        assert_ne!(screen.status(), SessionStatus::NotFound);
        screen.timer_runs_out();
    }
    reads(&mut screen, customer(&texts), Some("1"));
    assert_eq!(screen.status(), SessionStatus::Saved);
    assert!(!screen.session.can_undo());
}

#[test]
fn a_confirmation_that_fails_is_no_reason_to_write_again() {
    let mut screen = acknowledged(Some("1"));
    for _ in 0..6 {
        screen.answer(Outcome::Failed(FailureKind::Unreadable));
        screen.timer_runs_out();
    }
    assert_eq!(screen.counts().2, 1);
    assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
}
