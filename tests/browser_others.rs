//! A page is not ours alone: translators, extensions and page libraries change what we have drawn. It goes on following
//! the facts, and nothing of it traps.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser_support;

use browser_support::*;
use cyrexa_contract::{Field, Reason};
use cyrexa_editor::FieldStatus;
use cyrexa_profile::components::text_field;
use cyrexa_profile::dom::{El, Text, el};
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What a page translator does: in place of every text stand two `<font>` elements.
const TRANSLATE: &str = "
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    for (const text of texts) {
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.textContent = '«' + text.data + '»';
        outer.append(inner);
        text.replaceWith(outer);
    }";

/// The functions of others, by what they do to everything in `root`.
const MEDDLERS: [(&str, &str); 8] = [
    ("nothing", ""),
    ("translate", TRANSLATE),
    ("normalize", "root.normalize()"),
    (
        "wrap texts",
        "const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) texts.push(walker.currentNode);
        for (const text of texts) {
            const mark = document.createElement('mark');
            text.replaceWith(mark);
            mark.append(text);
        }",
    ),
    (
        "add beside texts",
        "for (const one of root.querySelectorAll('*')) one.append(document.createElement('i'))",
    ),
    (
        "drop comments",
        "const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
        const all = [];
        while (walker.nextNode()) all.push(walker.currentNode);
        for (const one of all) one.remove();",
    ),
    (
        "drop what is optional",
        "for (const one of root.querySelectorAll('.optional, li')) one.remove()",
    ),
    (
        "move it all into a wrapper",
        "for (const one of [root, ...root.querySelectorAll('*')]) {
            const wrapper = document.createElement('div');
            wrapper.append(...one.childNodes);
            one.append(wrapper);
        }",
    ),
];

fn meddle(root: &JsValue, how: &str) {
    Function::new_with_args("root", how)
        .call1(&JsValue::NULL, root)
        .unwrap();
}

/// Everything an element can follow: a text alone and beside another, an attribute, a condition, a list.
fn everything(count: RwSignal<usize>) -> El {
    let number = move |name: &'static str| Text::new(move || format!("{name} {}", count.get()));
    el("div")
        .child(el("p").class("alone").words(number("alone")))
        .child(el("p").class("beside").span(number("beside")).text(" of many"))
        .child(
            el("p")
                .class("attribute")
                .bind("data-count", move || Some(count.get().to_string())),
        )
        .child(el("div").class("condition").maybe(
            move || count.get() % 2 == 1,
            move || el("p").class("optional").words(number("odd")),
        ))
        .child(
            el("ul")
                .text("List: ")
                .dynamic(
                    move || count.get(),
                    |count| {
                        let item = |at: usize| el("li").words(Text::fixed(format!("item {at}")));
                        (0..*count).map(item).collect()
                    },
                )
                .text("The end."),
        )
}

#[wasm_bindgen_test]
async fn what_is_shown_follows_the_facts_whatever_others_do_to_it() {
    for (name, how) in MEDDLERS {
        let count = RwSignal::new(0);
        let screen = show(move || everything(count));
        let root = screen.all("div")[0].clone();
        for now in [1, 2, 0, 3] {
            meddle(&root, how);
            count.set(now);
            frame().await;
            let text = |selector: &str| {
                let all = screen.all(selector);
                let texts: Vec<_> = all.iter().map(|one| one.text_content().unwrap()).collect();
                texts.join(" | ")
            };
            assert_eq!(text(".alone"), format!("alone {now}"), "{name}");
            assert!(
                text(".beside").contains(&format!("beside {now}")),
                "{name}: {}",
                text(".beside")
            );
            let odd = if now % 2 == 1 {
                format!("odd {now}")
            } else {
                String::new()
            };
            assert_eq!(text(".optional"), odd, "{name}");
            let items: Vec<_> = (0..now).map(|at| format!("item {at}")).collect();
            assert_eq!(text("li"), items.join(" | "), "{name}");
            let attribute = screen.all(".attribute")[0].get_attribute("data-count");
            assert_eq!(attribute, Some(now.to_string()), "{name}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_text_that_stays_the_same_is_left_to_the_translator() {
    let count = RwSignal::new(1);
    let screen = show(move || {
        el("p")
            .words(Text::new(move || (count.get() > 0).to_string()))
            .bind("title", move || Some((count.get() > 0).to_string()))
    });
    let shown = screen.all("p")[0].clone();
    meddle(&screen.all("p")[0], TRANSLATE);
    shown.set_attribute("title", "«true»").unwrap();
    count.set(2);
    frame().await;
    assert_eq!(shown.text_content().unwrap(), "«true»");
    assert_eq!(shown.get_attribute("title").unwrap(), "«true»");
    count.set(0);
    frame().await;
    assert_eq!(shown.text_content().unwrap(), "false");
    assert_eq!(shown.get_attribute("title").unwrap(), "false");
}

#[wasm_bindgen_test]
async fn an_error_that_is_mended_goes_in_a_translated_page_too() {
    let view = RwSignal::new(refused(Field::Phone, "12ab", Reason::Format));
    let screen = show(move || text_field(Field::Phone, of(view), |_| (), || ()));
    meddle(&screen.all("div")[0], TRANSLATE);
    view.set(field_view(Field::Phone, "+44 20 7946 0018"));
    view.update(|view| view.status = FieldStatus::Unsaved);
    frame().await;
    assert_eq!(screen.all(".field-error")[0].text_content().unwrap(), "");
    assert_eq!(screen.all(".chip")[0].text_content().unwrap(), "Not saved yet");
    assert!(screen.sees("«Phone number»"));
}

/// An input as a panel wires it, and what it has told.
fn input(told: RwSignal<Vec<String>>, text: RwSignal<String>) -> El {
    el("input").edits(Text::new(move || text.get()), move |typed| {
        told.update(|told| told.push(typed.clone()));
        text.set(typed);
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
    value_of(screen.all("input")[0].unchecked_ref())
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
        let (told, text) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()));
        let screen = show(move || input(told, text));
        put(&screen, "Ana", events);
        frame().await;
        assert_eq!(told.get_untracked(), ["Ana"], "{events:?}");
        assert_eq!(value(&screen), "Ana", "{events:?}");
    }
}

#[wasm_bindgen_test]
async fn what_is_put_in_without_any_event_is_neither_wiped_nor_overwritten() {
    for change in ["the same again", "another text"] {
        let (told, text) = (RwSignal::new(Vec::new()), RwSignal::new("Old".to_owned()));
        let screen = show(move || input(told, text));
        put(&screen, "Ana", &[]);
        text.set(
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
            (value(&screen), text.get_untracked()),
            ("Ana".into(), "Ana".into()),
            "{change}"
        );
        assert_eq!(told.get_untracked(), ["Ana"], "{change}");
    }
}

#[wasm_bindgen_test]
async fn a_reading_before_a_save_finds_what_came_without_any_event_and_nothing_of_what_is_gone() {
    let (told, text) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()));
    let is_open = RwSignal::new(true);
    let mut place = None;
    let screen = show(|| {
        place = Some(cyrexa_profile::dom::use_place());
        el("div").maybe(move || is_open.get(), move || input(told, text))
    });
    let place = place.unwrap();
    put(&screen, "Ana", &[]);
    place.read_inputs();
    place.read_inputs();
    assert_eq!(told.get_untracked(), ["Ana"]);
    let gone = screen.all("input")[0].clone();
    is_open.set(false);
    frame().await;
    js_sys::Reflect::set(&gone, &"value".into(), &"ghost".into()).unwrap();
    place.read_inputs();
    assert_eq!(told.get_untracked(), ["Ana"]);
}

#[wasm_bindgen_test]
async fn an_event_that_is_fired_again_within_itself_stops_nothing() {
    let fire = |target: &web_sys::EventTarget| {
        target
            .dispatch_event(&web_sys::Event::new("input").unwrap())
            .unwrap()
    };
    let (heard, errors) = (RwSignal::new(0), RwSignal::new(0));
    let _watching = window_event_listener(leptos::ev::error, move |_| errors.update(|errors| *errors += 1));
    let screen = show(move || {
        el("input").on("input", move |event| {
            heard.update(|heard| *heard += 1);
            fire(&event.current_target().unwrap());
        })
    });
    for expected in [1, 2] {
        fire(&screen.all("input")[0]);
        assert_eq!((heard.get_untracked(), errors.get_untracked()), (expected, 0));
    }
}

#[wasm_bindgen_test]
async fn a_fact_that_takes_an_edit_back_at_once_is_shown() {
    let text = RwSignal::new(String::new());
    let screen = show(move || {
        el("input").edits(Text::new(move || text.get()), move |typed| {
            text.set(typed);
            text.set(String::new());
        })
    });
    put(&screen, "Ana", &["input"]);
    frame().await;
    assert_eq!(value(&screen), "");
}
