//! Questions: what they say, where the focus is, and what each answer does.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser_support;

use browser_support::*;
use cyrexa_contract::{Field, Reason, Violation};
use cyrexa_editor::{Choice, Clash, Conflict};
use cyrexa_profile::components::{ButtonKind, Question, button, confirm_dialog, conflict_dialog};
use cyrexa_view::{El, el};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlDialogElement;

wasm_bindgen_test_configure!(run_in_browser);

fn question(is_open: RwSignal<bool>, answers: RwSignal<Vec<&'static str>>) -> El {
    let answer = move |answer| {
        answers.update(|all| all.push(answer));
        is_open.set(false);
    };
    let words = Question {
        title: text("Discard your changes?"),
        body: text("They will be lost."),
        confirm: text("Discard changes"),
        stay: text("Keep editing"),
    };
    el("div")
        .child(button(ButtonKind::Quiet, text("Discard"), move || {
            is_open.set(true)
        }))
        .child(confirm_dialog(
            "question",
            of(is_open),
            words,
            move || answer("discard"),
            move || answer("stay"),
        ))
}

async fn asked() -> (Screen, RwSignal<Vec<&'static str>>) {
    let (is_open, answers) = (RwSignal::new(false), RwSignal::new(Vec::new()));
    let screen = show(move || question(is_open, answers));
    frame().await;
    assert!(screen.find_role("dialog", "Discard your changes?").is_none());
    screen.role("button", "Discard").focus().unwrap();
    screen.click("button", "Discard");
    until("the question is open", || {
        screen.find_role("dialog", "Discard your changes?").is_some()
    })
    .await;
    (screen, answers)
}

#[wasm_bindgen_test]
async fn a_question_is_modal_and_the_safe_answer_has_the_focus() {
    let (screen, _) = asked().await;
    let dialog = screen.role("dialog", "Discard your changes?");
    assert!(dialog.matches(":modal").unwrap());
    assert!(has_focus(&screen.role("button", "Keep editing")));
}

#[wasm_bindgen_test]
async fn the_focus_goes_back_to_where_the_question_came_from() {
    let (screen, answers) = asked().await;
    screen.click("button", "Keep editing");
    until("the question is closed", || {
        screen.find_role("dialog", "Discard your changes?").is_none()
    })
    .await;
    assert!(has_focus(&screen.role("button", "Discard")));
    assert_eq!(answers.get_untracked(), ["stay"]);
}

#[wasm_bindgen_test]
async fn the_other_answer_does_it_once() {
    let (screen, answers) = asked().await;
    screen.click("button", "Discard changes");
    until("the question is closed", || {
        screen.find_role("dialog", "Discard your changes?").is_none()
    })
    .await;
    frame().await;
    assert_eq!(answers.get_untracked(), ["discard"]);
}

#[wasm_bindgen_test]
async fn closing_a_question_is_the_safe_answer() {
    let (screen, answers) = asked().await;
    // What the browser does on Escape.
    let dialog: HtmlDialogElement = screen.role("dialog", "Discard your changes?").unchecked_into();
    dialog.close();
    until("it is answered", || !answers.with_untracked(Vec::is_empty)).await;
    assert_eq!(answers.get_untracked(), ["stay"]);
}

#[wasm_bindgen_test]
async fn a_question_asked_again_at_once_is_not_answered_by_its_last_closing() {
    let (screen, answers) = asked().await;
    let dialog = screen.role("dialog", "Discard your changes?");
    // The browser tells of a closing later: by then the question may stand open again.
    dialog
        .dispatch_event(&web_sys::Event::new("close").unwrap())
        .unwrap();
    frame().await;
    assert!(answers.with_untracked(Vec::is_empty));
    assert!(dialog.matches(":modal").unwrap());
}

const CONFLICT: &str = "This profile was also changed elsewhere";

type Answers = Vec<(Field, Choice)>;

struct Clashing {
    screen: Screen,
    conflict: RwSignal<Option<Conflict>>,
    violations: RwSignal<Vec<Violation>>,
    answers: RwSignal<Vec<Answers>>,
}

fn clash(field: Field, base: Option<&str>, mine: Option<&str>, theirs: Option<&str>) -> Clash {
    Clash {
        field,
        base: base.map(str::to_owned),
        mine: mine.map(str::to_owned),
        theirs: theirs.map(str::to_owned),
    }
}

async fn clashing(clashes: Vec<Clash>) -> Clashing {
    let conflict = RwSignal::new(Some(Conflict { clashes }));
    let (violations, answers) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
    let screen = show(move || {
        let on_resolve = move |answer: Answers| answers.update(|all| all.push(answer));
        conflict_dialog(of(conflict), of(violations), on_resolve)
    });
    until("the dialog is open", || {
        screen.find_role("dialog", CONFLICT).is_some()
    })
    .await;
    Clashing {
        screen,
        conflict,
        violations,
        answers,
    }
}

fn two() -> Vec<Clash> {
    vec![
        clash(Field::Name, Some("Ana"), Some("Ana Maria"), Some("Anna")),
        clash(Field::Phone, None, Some("+44 20 7946 0018"), None),
    ]
}

#[wasm_bindgen_test]
async fn a_conflict_shows_what_it_was_and_both_changes_and_is_read_first() {
    let Clashing { screen, .. } = clashing(two()).await;
    assert!(has_focus(&screen.role("heading", CONFLICT)));
    let name = screen.role("group", "Full name");
    assert_eq!(
        screen
            .all("fieldset:first-of-type .option")
            .iter()
            .map(name_of)
            .collect::<Vec<_>>(),
        ["Keep mineAna Maria", "Take theirsAnna", "Write something else"],
    );
    assert!(name.text_content().unwrap().contains("Before: Ana"));
    assert!(
        screen
            .role("group", "Phone number")
            .text_content()
            .unwrap()
            .contains("Before: Empty")
    );
}

#[wasm_bindgen_test]
async fn mine_is_kept_unless_something_else_is_chosen() {
    let Clashing { screen, answers, .. } = clashing(two()).await;
    screen.all("input[type=radio]")[1]
        .unchecked_ref::<web_sys::HtmlElement>()
        .click();
    frame().await;
    screen.click("button", "Save my choice");
    assert_eq!(
        answers.get_untracked(),
        [vec![
            (Field::Name, Choice::TakeTheirs),
            (Field::Phone, Choice::KeepMine)
        ]],
    );
}

#[wasm_bindgen_test]
async fn one_answer_for_all_is_offered_where_there_are_several() {
    for (button, choice) in [
        ("Keep all of mine", Choice::KeepMine),
        ("Take all of theirs", Choice::TakeTheirs),
    ] {
        let Clashing { screen, answers, .. } = clashing(two()).await;
        screen.click("button", button);
        assert_eq!(
            answers.get_untracked(),
            [vec![(Field::Name, choice.clone()), (Field::Phone, choice)]],
        );
    }
    let Clashing { screen, .. } = clashing(vec![two().remove(0)]).await;
    assert!(screen.find_role("button", "Keep all of mine").is_none());
}

#[wasm_bindgen_test]
async fn an_own_text_that_a_rule_refuses_stays_and_says_why() {
    let Clashing {
        screen,
        conflict,
        violations,
        answers,
    } = clashing(vec![two().remove(1)]).await;
    screen.all("input[type=radio]")[2]
        .unchecked_ref::<web_sys::HtmlElement>()
        .click();
    frame().await;
    assert_eq!(
        value_of(&screen.role("textbox", "Phone number")),
        "+44 20 7946 0018"
    );
    screen.type_into("Phone number", "12");
    screen.click("button", "Save my choice");
    assert_eq!(
        answers.get_untracked(),
        [vec![(Field::Phone, Choice::Edit("12".to_owned()))]]
    );

    violations.set(vec![Violation {
        field: Field::Phone,
        reason: Reason::Format,
    }]);
    // The editor leaves the clash open: the same conflict again.
    conflict.update(|_| ());
    frame().await;
    let input = screen.role("textbox", "Phone number");
    assert_eq!(value_of(&input), "12");
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(description_of(&input).starts_with("Enter a phone number of 7 to 15 digits"));
}

#[wasm_bindgen_test]
async fn a_conflict_can_be_put_off_and_come_back_to() {
    let Clashing {
        screen,
        conflict,
        answers,
        ..
    } = clashing(two()).await;
    screen.click("button", "Decide later");
    until("the dialog is closed", || {
        screen.find_role("dialog", CONFLICT).is_none()
    })
    .await;
    assert!(answers.with_untracked(Vec::is_empty));
    screen.click("button", "Choose now");
    until("the dialog is open again", || {
        screen.find_role("dialog", CONFLICT).is_some()
    })
    .await;

    conflict.set(None);
    until("the dialog is gone", || {
        screen.find_role("dialog", CONFLICT).is_none()
    })
    .await;
    frame().await;
    assert!(screen.find_role("button", "Choose now").is_none());
}
