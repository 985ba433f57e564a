//! Becoming a customer: one attempt, one key, one customer.

use cyrexa_contract::{Customer, Field, Reason, Violation};
use cyrexa_editor::{
    Config, Effect, Event, FailureKind, FieldStatus, Notice, Operation, Outcome, Rejection, SessionStatus,
    Target, Why,
};

use crate::screen::{ID, Screen, ana_with, customer, no_network, read, saved, set};

const TEXTS: [(Field, &str); 2] = [(Field::Name, "Ana"), (Field::Email, "ana@example.org")];

fn filled() -> Screen {
    let mut screen = Screen::new(config());
    screen.entropy = 1;
    for (field, text) in TEXTS {
        screen.types(field, text);
    }
    screen
}

fn config() -> Config {
    Config {
        persist: true,
        ..Config::new(Target::Create)
    }
}

fn created(id: Option<i64>, customer: Option<Customer>) -> Outcome {
    Outcome::Created {
        id,
        customer: customer.map(Box::new),
        etag: None,
    }
}

fn key(screen: &Screen, at: usize) -> String {
    match &screen.sent[at].1 {
        Operation::Create { idempotency_key, .. } => idempotency_key.clone(),
        other => panic!("no create, but {other:?}"),
    }
}

#[test]
fn an_empty_form_is_refused_here_with_every_required_field() {
    let mut screen = Screen::new(config());
    assert!(screen.session.can_save());
    assert_eq!(screen.session.violations(), []);
    screen.saves();
    let required = |field| Violation {
        field,
        reason: Reason::Required,
    };
    assert_eq!(
        screen.session.violations(),
        [required(Field::Name), required(Field::Email)]
    );
    assert_eq!(screen.counts(), (0, 0, 0));
}

#[test]
fn a_create_carries_what_is_typed_and_a_key_of_its_own() {
    let mut screen = filled();
    screen.entropy = 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef;
    screen.saves();
    assert_eq!(key(&screen, 0), "0123456789abcdef0123456789abcdef");
    assert_eq!(screen.state(Field::Name), FieldStatus::Saving);
}

#[test]
fn a_doubled_click_and_every_retry_keep_the_key() {
    let mut screen = filled();
    screen.saves();
    assert_eq!(screen.saves(), []);
    for outcome in [
        no_network(),
        Outcome::Failed(FailureKind::Timeout),
        Outcome::Failed(FailureKind::Server(500)),
        Outcome::Failed(FailureKind::Unreadable),
        Outcome::RateLimited { retry_after: None },
        Outcome::Rejected(Rejection::StillRunning),
    ] {
        screen.entropy = 77;
        screen.answer(outcome);
        screen.timer_runs_out();
        let last = screen.sent.len() - 1;
        assert_eq!(key(&screen, last), key(&screen, 0));
    }
    assert_eq!(screen.counts().1, 7);
}

#[test]
fn a_reload_keeps_body_and_key() {
    let mut screen = filled();
    screen.saves();
    screen.entropy = 99;
    screen.reloads(config());
    assert_eq!(screen.counts().1, 2);
    assert_eq!(screen.sent[0].1, screen.sent[1].1);
}

#[test]
fn what_is_typed_after_an_unsettled_attempt_does_not_change_its_body() {
    let mut screen = filled();
    screen.saves();
    screen.entropy = 77;
    screen.answer(no_network());
    screen.changes(Field::Phone, "+351 900 000 002");
    assert_eq!(screen.sent[0].1, screen.sent[1].1);
    screen.answer(created(Some(ID), Some(customer(&TEXTS))));
    assert!(screen.last_is_read(), "no version is known yet");
    screen.answer(read(customer(&TEXTS), Some("1")));
    assert_eq!(
        screen.last_update(),
        (set(Field::Phone, "+351 900 000 002"), Some("1"))
    );
}

#[test]
fn a_settled_refusal_ends_the_attempt_and_the_next_has_a_new_key() {
    let mut screen = filled();
    screen.saves();
    screen.answer(Outcome::Rejected(Rejection::Duplicate));
    assert_eq!(screen.status(), SessionStatus::NotSaved(Why::Duplicate));
    assert_eq!(screen.state(Field::Email), FieldStatus::NotSaved(Why::Duplicate));
    assert_eq!(
        screen.state(Field::Name),
        FieldStatus::NotSaved(Why::Invalid),
        "another field is not what somebody has already"
    );
    assert_eq!(screen.text(Field::Name), "Ana");
    screen.entropy = 2;
    screen.changes(Field::Email, "other@example.org");
    assert_ne!(key(&screen, 0), key(&screen, 1));
}

#[test]
fn violations_of_a_gateway_with_newer_rules_stand_at_their_fields_until_the_text_changes() {
    let mut screen = filled();
    screen.saves();
    let violation = Violation {
        field: Field::Name,
        reason: Reason::Characters { position: 1 },
    };
    screen.answer(Outcome::Rejected(Rejection::Invalid(vec![violation.clone()])));
    assert_eq!(screen.session.violations(), [violation]);
    screen.types(Field::Name, "Anna");
    assert_eq!(screen.session.violations(), []);
}

#[test]
fn success_becomes_an_edit_of_the_new_customer_and_leads_to_it() {
    let mut screen = filled();
    screen.saves();
    let outcome = Outcome::Created {
        id: Some(ID),
        customer: Some(Box::new(customer(&TEXTS))),
        etag: Some("1".to_owned()),
    };
    let effects = screen.answer(outcome);
    assert!(effects.contains(&Effect::Announce(Notice::Created)));
    assert!(effects.contains(&Effect::NavigateTo { id: ID }));
    assert_eq!(screen.session.created_id(), Some(ID));
    assert_eq!(screen.status(), SessionStatus::Saved);
    assert!(!screen.session.can_undo(), "a create has nothing before it");
    screen.changes(Field::Phone, "+351 900 000 002");
    assert_eq!(screen.last_update().1, Some("1"));
}

#[test]
fn nobody_is_led_away_from_unsaved_text() {
    let mut screen = filled();
    screen.saves();
    screen.types(Field::Phone, "+351 900 000 002");
    let outcome = Outcome::Created {
        id: Some(ID),
        customer: Some(Box::new(customer(&TEXTS))),
        etag: Some("1".to_owned()),
    };
    assert!(!screen.answer(outcome).contains(&Effect::NavigateTo { id: ID }));
    screen.saves();
    let mut whole = customer(&TEXTS);
    whole.set_text(Field::Phone, Some("+351 900 000 002".to_owned()));
    assert!(
        screen
            .answer(saved(whole, "2"))
            .contains(&Effect::NavigateTo { id: ID })
    );
}

#[test]
fn an_id_without_a_body_is_followed_by_a_read() {
    let mut screen = filled();
    screen.saves();
    screen.answer(created(Some(ID), None));
    assert!(screen.last_is_read());
    screen.answer(read(customer(&TEXTS), Some("1")));
    assert_eq!(screen.status(), SessionStatus::Saved);
}

#[test]
fn success_without_an_id_is_a_success_without_a_link() {
    let mut screen = filled();
    screen.saves();
    screen.changes(Field::Phone, "+351 900 000 002");
    let effects = screen.answer(created(None, None));
    assert!(screen.session.is_created());
    assert_eq!(screen.session.created_id(), None);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::NavigateTo { .. }))
    );
    assert_eq!(screen.state(Field::Name), FieldStatus::Saved);
    assert_eq!(screen.state(Field::Phone), FieldStatus::NotSaved(Why::Unlinked));
    assert!(!screen.session.can_save());
    assert_eq!(screen.saves(), []);
}

#[test]
fn a_discarded_attempt_says_whether_it_may_have_been_done() {
    let mut screen = filled();
    screen.loses_the_network();
    screen.saves();
    screen.tell(Event::Discard);
    assert!(screen.has_said(Notice::Cancelled { maybe_sent: false }));
    let mut screen = filled();
    screen.saves();
    let request = screen.sent[0].0;
    let effects = screen.tell(Event::Discard);
    assert!(effects.contains(&Effect::Abort { request }));
    assert!(screen.has_said(Notice::Cancelled { maybe_sent: true }));
    assert_eq!(screen.text(Field::Name), "");
}

#[test]
fn a_refresh_of_the_token_keeps_the_attempt() {
    let mut screen = filled();
    screen.saves();
    assert!(
        screen
            .answer(Outcome::Unauthorised)
            .contains(&Effect::RefreshToken)
    );
    screen.entropy = 5;
    screen.tell(Event::TokenRefreshed);
    assert_eq!(screen.sent[0].1, screen.sent[1].1);
}

#[test]
fn a_change_made_after_a_create_is_restored_as_an_edit_of_the_new_customer() {
    let mut screen = filled();
    screen.saves();
    screen.types(Field::Phone, "+351 900 000 002");
    screen.answer(created(Some(ID), Some(customer(&TEXTS))));
    screen.reloads(config());
    assert_eq!(screen.session.created_id(), Some(ID));
    assert_eq!(screen.text(Field::Phone), "+351 900 000 002");
    screen.saves();
    screen.answer(read(ana_with(&[(Field::Phone, "")]), Some("1")));
    assert_eq!(
        screen.last_update(),
        (set(Field::Phone, "+351 900 000 002"), Some("1"))
    );
}
