//! What is put into an input, by keys, by autofill, by a script, and what it shows.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser_support;

use browser_support::*;
use cyrexa_view::{El, el, text};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlInputElement;

wasm_bindgen_test_configure!(run_in_browser);

/// An input as a panel wires it, and what it has told.
fn input(told: RwSignal<Vec<String>>, shown: RwSignal<String>) -> El {
    el("input").bind_input(text(move || shown.get()), move |typed| {
        told.update(|told| told.push(typed.clone()));
        shown.set(typed);
    })
}

fn put(screen: &Screen, value: &str, events: &[&str]) {
    let input = screen.all("input")[0].clone();
    js_sys::Reflect::set(&input, &"value".into(), &value.into()).unwrap();
    for event in events {
        input
            .dispatch_event(&web_sys::Event::new(event).unwrap())
            .unwrap();
    }
}

fn value(screen: &Screen) -> String {
    screen.all("input")[0].unchecked_ref::<HtmlInputElement>().value()
}

#[wasm_bindgen_test]
async fn what_is_put_in_is_told_once_by_whatever_event_comes() {
    for events in [
        &["input"][..],
        &["change"],
        &["blur"],
        &["input", "change", "blur"],
        &["keydown", "change", "change"],
    ] {
        let (told, shown) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()));
        let screen = show(move || input(told, shown));
        put(&screen, "Ana", events);
        frame().await;
        assert_eq!(told.get_untracked(), ["Ana"], "{events:?}");
        assert_eq!(value(&screen), "Ana", "{events:?}");
    }
}

#[wasm_bindgen_test]
async fn what_is_put_in_without_any_event_is_neither_wiped_nor_overwritten() {
    for change in ["the same again", "another text"] {
        let (told, shown) = (RwSignal::new(Vec::new()), RwSignal::new("Old".to_owned()));
        let screen = show(move || input(told, shown));
        put(&screen, "Ana", &[]);
        shown.set(
            if change == "another text" {
                "From elsewhere"
            } else {
                "Old"
            }
            .to_owned(),
        );
        frame().await;
        assert_eq!(value(&screen), "Ana", "{change}");
        put(&screen, "Ana", &["blur"]);
        frame().await;
        assert_eq!(
            (value(&screen), shown.get_untracked()),
            ("Ana".into(), "Ana".into()),
            "{change}"
        );
        assert_eq!(told.get_untracked(), ["Ana"], "{change}");
    }
}

#[wasm_bindgen_test]
async fn a_reading_before_a_save_finds_what_came_without_any_event_and_nothing_of_what_is_gone() {
    let (told, shown) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()));
    let is_open = RwSignal::new(true);
    let screen = show(move || el("div").when(move || is_open.get(), move || input(told, shown)));
    let root = screen.view_root;
    put(&screen, "Ana", &[]);
    root.read_inputs();
    root.read_inputs();
    assert_eq!(told.get_untracked(), ["Ana"]);
    let gone = screen.all("input")[0].clone();
    is_open.set(false);
    frame().await;
    js_sys::Reflect::set(&gone, &"value".into(), &"ghost".into()).unwrap();
    root.read_inputs();
    assert_eq!(told.get_untracked(), ["Ana"]);
}

#[wasm_bindgen_test]
async fn a_signal_that_takes_an_edit_back_at_once_is_shown() {
    let shown = RwSignal::new(String::new());
    let screen = show(move || {
        el("input").bind_input(text(move || shown.get()), move |typed| {
            shown.set(typed);
            shown.set(String::new());
        })
    });
    put(&screen, "Ana", &["input"]);
    frame().await;
    assert_eq!(value(&screen), "");
}
