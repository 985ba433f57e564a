//! Work that survives a reload.

use cyrexa_contract::Field;
use cyrexa_editor::{Config, Effect, Event, FieldSet, FieldStatus, Notice, SessionStatus, Snapshot, Target};

use crate::screen::{ID, Screen, ana, ana_with, overtaken, read, saved, set};

fn config() -> Config {
    Config {
        persist: true,
        ..Config::new(Target::Edit { id: ID })
    }
}

#[test]
fn a_draft_comes_back_letter_by_letter_and_is_not_sent_unasked() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, " Ana M");
    screen.reloads(config());
    assert_eq!(screen.text(Field::Name), " Ana M");
    assert_eq!(screen.state(Field::Name), FieldStatus::Unsaved);
    assert!(screen.has_said(Notice::Restored {
        fields: FieldSet::of(Field::Name)
    }));
    assert_eq!(screen.counts(), (1, 0, 0));
}

#[test]
fn a_save_that_was_in_flight_goes_out_again_under_its_version() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    screen.reloads(config());
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("1")));
    // The first one had been done.
    screen.answer(overtaken(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    assert_eq!(screen.status(), SessionStatus::Saved);
    assert_eq!(screen.kept, None);
}

#[test]
fn nothing_is_kept_where_nothing_is_unsaved_or_nobody_asked_for_it() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "Ana M");
    assert!(screen.kept.is_some());
    screen.types(Field::Name, "Ana");
    assert_eq!(screen.kept, None);
    let mut screen = Screen::profile_without_etags();
    screen.changes(Field::Name, "Ana M");
    assert_eq!(screen.kept, None);
}

#[test]
fn what_is_not_a_snapshot_of_this_customer_is_ignored_and_forgotten() {
    let mut other = Screen::profile();
    other.changes(Field::Name, "Ana M");
    let foreign = other.kept.take().expect("kept");
    let older = Snapshot::from_text(foreign.as_text().replace("cyrexa-editor 1", "cyrexa-editor 0"));
    for (id, snapshot) in [
        (8, foreign),
        (ID, older),
        (ID, Snapshot::from_text(String::new())),
        (ID, Snapshot::from_text("{}".to_owned())),
        (ID, Snapshot::from_text("[1,2".to_owned())),
        (ID, Snapshot::from_text("\u{0}".repeat(9))),
    ] {
        let mut screen = Screen::new(Config {
            persist: true,
            ..Config::new(Target::Edit { id })
        });
        assert_eq!(screen.tell(Event::Restore(snapshot)), [Effect::Forget]);
        assert!(!screen.session.has_unsaved_work());
    }
}

#[test]
fn a_pending_text_that_todays_rules_refuse_is_a_draft_with_its_violation_in_sight() {
    let mut screen = Screen::profile();
    screen.types(Field::Phone, "+351 900 000 002");
    screen.changes(Field::Name, "Ana Maria");
    let tampered = screen
        .kept
        .take()
        .expect("kept")
        .as_text()
        .replace("9:Ana Maria", "19:4111 1111 1111 1111");
    screen.kept = Some(Snapshot::from_text(tampered));
    screen.reloads(config());
    assert_eq!(screen.session.violations().len(), 1);
    assert_eq!(screen.text(Field::Name), "4111 1111 1111 1111");
    assert_eq!(screen.last_update().0, set(Field::Phone, "+351 900 000 002"));
}

#[test]
fn a_create_that_todays_rules_refuse_is_text_again() {
    let config = Config {
        persist: true,
        ..Config::new(Target::Create)
    };
    let mut screen = Screen::new(config.clone());
    screen.types(Field::Name, "Ana Maria");
    screen.changes(Field::Email, "ana@example.org");
    let tampered = screen
        .kept
        .take()
        .expect("kept")
        .as_text()
        .replace("9:Ana Maria", "19:4111 1111 1111 1111");
    screen.kept = Some(Snapshot::from_text(tampered));
    screen.reloads(config);
    assert_eq!(screen.counts().1, 1);
    assert_eq!(screen.text(Field::Email), "ana@example.org");
    assert_eq!(screen.session.violations().len(), 1);
}

#[test]
fn somebody_elses_change_during_the_reload_is_a_clash_and_not_overwritten() {
    let mut screen = Screen::profile();
    screen.types(Field::Name, "Ana Maria");
    screen.reloads(config());
    screen.tell(Event::Load);
    screen.answer(read(ana_with(&[(Field::Name, "Bob")]), Some("2")));
    assert_eq!(screen.text(Field::Name), "Ana Maria");
    screen.saves();
    assert_eq!(screen.status(), SessionStatus::Conflict);
}

#[test]
fn a_restore_that_comes_after_the_first_read_merges_with_it() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    let kept = screen.kept.clone().expect("kept");
    screen.kept = None;
    screen.reloads(config());
    screen.tell(Event::Load);
    screen.answer(read(ana_with(&[(Field::Phone, "")]), Some("5")));
    screen.tell(Event::Restore(kept));
    assert_eq!(screen.last_update(), (set(Field::Name, "Ana Maria"), Some("5")));
    assert_eq!(screen.text(Field::Phone), "");
}

#[test]
fn a_restore_never_replaces_what_is_being_typed() {
    let mut screen = Screen::profile();
    screen.changes(Field::Name, "Ana Maria");
    let kept = screen.kept.clone().expect("kept");
    screen.answer(saved(ana_with(&[(Field::Name, "Ana Maria")]), "2"));
    screen.types(Field::Name, "Anabela");
    screen.tell(Event::Restore(kept));
    assert_eq!(screen.text(Field::Name), "Anabela");
    assert_eq!(
        screen.session.baseline(),
        Some(&ana_with(&[(Field::Name, "Ana Maria")]))
    );
    assert_ne!(screen.session.baseline(), Some(&ana()));
}
