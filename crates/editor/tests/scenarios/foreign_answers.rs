//! Answers that are not the gateway's own: they change nothing but the warning that is shown.

use cyrexa_contract::{Customer, Field};
use cyrexa_editor::{Config, Effect, Event, FailureKind, FieldStatus, Outcome, SessionStatus, Target};

use crate::screen::{ID, Screen, ana, ana_with, overtaken, read, saved, set};

fn viktor() -> Customer {
    Customer {
        id: ID + 1,
        ..ana_with(&[(Field::Name, "Viktor")])
    }
}

#[test]
fn a_record_of_another_customer_is_not_shown_on_the_first_read() {
    let mut screen = Screen::new(Config::new(Target::Edit { id: ID }));
    screen.tell(Event::Load);
    screen.answer(read(viktor(), Some("1")));
    assert_eq!(screen.session.baseline(), None);
    assert_eq!(screen.status(), SessionStatus::Failed(FailureKind::OtherCustomer));
    screen.tell(Event::Retry);
    screen.answer(read(ana(), Some("1")));
    assert_eq!(screen.status(), SessionStatus::Ready);
    assert_eq!(screen.session.foreign_answer(), None);
}

#[test]
fn a_record_of_another_customer_changes_nothing_in_any_answer() {
    for outcome in [
        saved(viktor(), "2"),
        overtaken(viktor(), "2"),
        Outcome::Failed(FailureKind::OtherCustomer),
    ] {
        let mut screen = Screen::profile();
        screen.entropy = 100;
        screen.changes(Field::Name, "Ana Maria");
        screen.answer(outcome);
        assert_eq!(screen.session.baseline(), Some(&ana()));
        assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
        assert!(!screen.blames_somebody());
    }
    let mut screen = Screen::profile();
    screen.tell(Event::Load);
    screen.answer(read(viktor(), Some("2")));
    assert_eq!(screen.session.baseline(), Some(&ana()));
    assert_eq!(screen.session.foreign_answer(), Some(FailureKind::OtherCustomer));
}

#[test]
fn a_login_proxy_asks_the_provider_once_and_says_a_doubt_and_no_fact() {
    let mut screen = Screen::profile();
    screen.entropy = 100;
    screen.changes(Field::Name, "Ana Maria");
    let effects = screen.answer(Outcome::Failed(FailureKind::MaybeSignedOut));
    assert!(effects.contains(&Effect::RefreshToken));
    assert_eq!(screen.counts().2, 1, "nothing goes out without a token");
    screen.tell(Event::TokenRefreshed);
    assert_eq!(screen.last_update().0, set(Field::Name, "Ana Maria"));
    let effects = screen.answer(Outcome::Failed(FailureKind::MaybeSignedOut));
    assert!(!effects.contains(&Effect::RefreshToken) && !effects.contains(&Effect::AuthRequired));
    assert!(matches!(
        screen.status(),
        SessionStatus::WaitingToRetry {
            can_retry_now: true,
            ..
        }
    ));
    assert_eq!(screen.session.foreign_answer(), Some(FailureKind::MaybeSignedOut));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    screen.timer_runs_out();
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert_eq!(screen.status(), SessionStatus::Saved);
    assert_eq!(screen.session.foreign_answer(), None);
}

#[test]
fn one_strange_answer_to_a_save_is_tried_again_without_a_word() {
    let mut screen = Screen::profile();
    screen.entropy = 100;
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::Failed(FailureKind::Unreadable));
    assert_eq!(screen.session.foreign_answer(), None);
    screen.timer_runs_out();
    screen.answer(Outcome::Failed(FailureKind::Unreadable));
    assert_eq!(screen.session.foreign_answer(), Some(FailureKind::Unreadable));
    screen.timer_runs_out();
    screen.answer(Outcome::Failed(FailureKind::Network));
    assert_eq!(
        screen.session.foreign_answer(),
        Some(FailureKind::Unreadable),
        "nothing was heard since"
    );
    screen.timer_runs_out();
    screen.answer(Outcome::Failed(FailureKind::Server(500)));
    assert_eq!(screen.session.foreign_answer(), None);
}

#[test]
fn a_person_ends_a_long_retry_after() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::RateLimited {
        retry_after: Some(cyrexa_editor::Millis(86_400_000)),
    });
    screen.tell(Event::Offline);
    screen.tell(Event::Online);
    assert_eq!(
        screen.counts().2,
        1,
        "the network's return ends nothing that the gateway asked for"
    );
    assert!(matches!(
        screen.status(),
        SessionStatus::WaitingToRetry {
            can_retry_now: true,
            ..
        }
    ));
    screen.tell(Event::Retry);
    assert_eq!(screen.counts().2, 2);
}

#[test]
fn a_background_read_that_is_to_wait_is_no_save_that_takes_long() {
    let mut screen = Screen::profile();
    screen.tell(Event::Load);
    screen.answer(Outcome::RateLimited {
        retry_after: Some(cyrexa_editor::Millis(5_000)),
    });
    assert!(screen.timer.is_some());
    assert_eq!(screen.status(), SessionStatus::Ready);
}
