//! Everything that can go wrong, and that nothing typed goes with it.

use cyrexa_contract::{Field, Reason, Violation};
use cyrexa_editor::{
    Config, Effect, Event, FailureKind, FieldStatus, Millis, Notice, Outcome, Rejection, SessionStatus,
    Target, Why,
};

use crate::screen::{ID, Screen, ana, ana_with, read, saved, set};

#[test]
fn every_final_refusal_keeps_the_text_and_says_why() {
    let violation = Violation {
        field: Field::Name,
        reason: Reason::CardNumber,
    };
    for (field, outcome, why) in [
        (
            Field::Name,
            Outcome::Rejected(Rejection::Invalid(vec![violation])),
            Why::Invalid,
        ),
        (
            Field::Email,
            Outcome::Rejected(Rejection::Duplicate),
            Why::Duplicate,
        ),
        (Field::Name, Outcome::Rejected(Rejection::Other), Why::Refused),
        (Field::Name, Outcome::Forbidden, Why::Forbidden),
        (Field::Name, Outcome::NotFound, Why::NotFound),
    ] {
        let typed = if field == Field::Email {
            "maria@example.com"
        } else {
            "Ana Maria"
        };
        let mut screen = Screen::profile();
        screen.changes(field, typed);
        screen.answer(outcome);
        assert_eq!(screen.text(field), typed);
        assert_eq!(screen.state(field), FieldStatus::NotSaved(why));
        assert_eq!(screen.status(), SessionStatus::NotSaved(why));
        assert!(screen.has_said(Notice::NotSaved { why }));
        assert!(screen.session.can_save(), "the person may try again");
        screen.types(field, "Ana M");
        assert_eq!(screen.state(field), FieldStatus::Unsaved);
    }
}

#[test]
fn answers_that_are_none_are_tried_again_and_later_than_before() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    // The largest jitter below each bound of 500, 1000, 2000 ms.
    for (bound, kind) in [
        (500, FailureKind::Network),
        (1_000, FailureKind::Timeout),
        (2_000, FailureKind::Server(500)),
        (4_000, FailureKind::Unreadable),
    ] {
        screen.entropy = bound;
        screen.answer(Outcome::Failed(kind));
        assert_eq!(screen.timer.map(|timer| u128::from(timer.1)), Some(bound));
        assert!(matches!(screen.status(), SessionStatus::WaitingToRetry { .. }));
        assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
        screen.timer_runs_out();
        assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("1")));
    }
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert_eq!(screen.status(), SessionStatus::Saved);
}

#[test]
fn retry_after_is_kept_whatever_a_person_presses() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::RateLimited {
        retry_after: Some(Millis(5_000)),
    });
    let at = Millis(screen.now + 5_000);
    assert_eq!(
        screen.status(),
        SessionStatus::WaitingToRetry {
            at,
            can_retry_now: false
        }
    );
    for event in [Event::Save, Event::Retry, Event::Offline, Event::Online] {
        screen.tell(event);
        assert_eq!(screen.counts().2, 1);
    }
    screen.timer_runs_out();
    assert_eq!(screen.counts().2, 2);
}

#[test]
fn a_wait_of_our_own_ends_when_a_person_asks() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.entropy = 400;
    screen.answer(Outcome::Failed(FailureKind::Server(503)));
    let at = Millis(screen.now + 400);
    assert_eq!(
        screen.status(),
        SessionStatus::WaitingToRetry {
            at,
            can_retry_now: true
        }
    );
    let effects = screen.tell(Event::Retry);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::CancelTimer { .. }))
    );
    assert_eq!(screen.counts().2, 2);
}

#[test]
fn a_timer_that_was_cancelled_does_nothing() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.entropy = 400;
    screen.answer(Outcome::Failed(FailureKind::Server(503)));
    let (id, _) = screen.timer.expect("waits");
    screen.tell(Event::Retry);
    assert_eq!(screen.tell(Event::Timer { id }), []);
}

#[test]
fn one_401_asks_the_provider_once_and_a_new_token_goes_on() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    assert_eq!(screen.answer(Outcome::Unauthorised)[0], Effect::RefreshToken);
    screen.changes(Field::MemberId, "M-1");
    screen.tell(Event::Load);
    assert_eq!(screen.sent.len(), 2, "nothing goes out without a token");
    screen.tell(Event::TokenRefreshed);
    assert_eq!(
        screen.last_update().0.changed().collect::<Vec<_>>(),
        [Field::Name, Field::MemberId]
    );
}

#[test]
fn a_second_401_or_no_token_asks_to_sign_in_with_everything_kept() {
    for fails in [false, true] {
        let mut screen = Screen::profile();
        screen.changes(Field::Name, "Ana Maria");
        screen.answer(Outcome::Unauthorised);
        let effects = if fails {
            screen.tell(Event::TokenFailed)
        } else {
            screen.tell(Event::TokenRefreshed);
            screen.answer(Outcome::Unauthorised)
        };
        assert!(effects.contains(&Effect::AuthRequired) && !effects.contains(&Effect::RefreshToken));
        assert_eq!(screen.status(), SessionStatus::AuthRequired);
        assert_eq!(
            screen.state(Field::Name),
            FieldStatus::NotSaved(Why::AuthRequired)
        );
        assert_eq!(screen.text(Field::Name), "Ana Maria");
        screen.tell(Event::TokenRefreshed);
        assert_eq!(screen.last_update().0, set(Field::Name, "Ana Maria"));
        screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
        assert_eq!(screen.status(), SessionStatus::Saved);
    }
}

#[test]
fn a_provider_that_fails_is_not_taken_for_a_signed_out_person() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::Unauthorised);
    let effects = screen.tell(Event::TokenUnusable);
    assert!(effects.contains(&Effect::AuthRequired));
    assert!(screen.has_said(Notice::NoToken) && !screen.has_said(Notice::AuthRequired));
    assert_eq!(screen.status(), SessionStatus::NoToken);
    assert_eq!(screen.state(Field::Name), FieldStatus::NotSaved(Why::NoToken));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    screen.tell(Event::TokenRefreshed);
    assert_eq!(screen.last_update().0, set(Field::Name, "Ana Maria"));
    // The gateway's own refusal of the new token is an answer.
    screen.answer(Outcome::Unauthorised);
    assert_eq!(screen.status(), SessionStatus::AuthRequired);
    assert!(screen.has_said(Notice::AuthRequired));
}

#[test]
fn a_first_read_that_fails_shows_why_and_can_be_tried_again() {
    for (outcome, status) in [
        (
            Outcome::Failed(FailureKind::Timeout),
            SessionStatus::Failed(FailureKind::Timeout),
        ),
        (
            Outcome::Failed(FailureKind::Unreadable),
            SessionStatus::Failed(FailureKind::Unreadable),
        ),
        (Outcome::NotFound, SessionStatus::NotFound),
        (Outcome::Forbidden, SessionStatus::Forbidden),
    ] {
        let mut screen = Screen::new(Config::new(Target::Edit { id: ID }));
        screen.tell(Event::Load);
        screen.answer(outcome);
        assert_eq!(screen.status(), status);
        screen.tell(Event::Retry);
        screen.answer(read(ana(), Some("1")));
        assert_eq!(screen.status(), SessionStatus::Ready);
    }
}

#[test]
fn a_background_read_that_fails_leaves_the_screen_as_it_is() {
    let mut screen = Screen::profile();
    screen.tell(Event::RemoteChanged { etag: None });
    screen.answer(Outcome::Failed(FailureKind::Server(502)));
    assert_eq!(screen.status(), SessionStatus::Ready);
    assert!(screen.session.is_stale());
    assert_eq!(screen.counts().0, 2, "not retried by itself");
    screen.tell(Event::Retry);
    assert_eq!(screen.counts().0, 3);
}

#[test]
fn a_customer_who_is_gone_keeps_what_was_typed() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.answer(Outcome::NotFound);
    screen.answer(Outcome::NotFound);
    assert_eq!(screen.status(), SessionStatus::NotFound);
    assert_eq!(screen.text(Field::Name), "Ana Maria");
}

#[test]
fn discarding_a_save_in_flight_aborts_it_says_so_and_reads_the_truth() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    let request = screen.sent[1].0;
    let effects = screen.tell(Event::Discard);
    assert!(effects.contains(&Effect::Abort { request }));
    assert!(screen.has_said(Notice::Cancelled { maybe_sent: true }));
    assert!(screen.last_is_read());
    assert_eq!(screen.text(Field::Name), "Ana");
    // It had been done: the screen says what is true, and it can be undone.
    screen.answer(read(ana_with(&[(Field::Name, "Ana Maria")]), Some("2")));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    assert_eq!(screen.state(Field::Name), FieldStatus::Saved);
    assert!(screen.session.can_undo());
}

#[test]
fn a_reply_of_the_wrong_kind_is_an_unreadable_one() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.entropy = 9;
    screen.answer(read(ana_with(&[(Field::Name, "Ana Maria")]), Some("2")));
    assert!(matches!(screen.status(), SessionStatus::WaitingToRetry { .. }));
    assert_eq!(screen.session.baseline(), Some(&ana()));
}

#[test]
fn nothing_is_said_to_be_saved_where_the_record_cannot_be_read_any_more() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "First");
    screen.changes(Field::Name, "Second");
    screen.answer(saved(ana_with(&[(Field::Name, "First")]), "2"));
    screen.answer(Outcome::Failed(FailureKind::Unreadable));
    screen.tell(Event::Discard);
    screen.answer(Outcome::Forbidden);
    assert_eq!(screen.status(), SessionStatus::Forbidden);
    assert!(
        !screen
            .notices
            .iter()
            .any(|notice| matches!(notice, Notice::Saved { .. }))
    );
}
