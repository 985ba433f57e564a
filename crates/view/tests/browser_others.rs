//! A page is not ours alone: translators, extensions and page libraries change what we have drawn. It goes on
//! showing the present values, and nothing of it traps.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser_support;

use browser_support::*;
use cyrexa_view::{El, el, text};
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
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

/// Everything of an element that can depend on signals: a text alone and beside another, an attribute, a
/// condition, a list.
fn everything(count: RwSignal<usize>) -> El {
    let number = move |name: &'static str| text(move || format!("{name} {}", count.get()));
    el("div")
        .child(el("p").class("alone").bind_text(number("alone")))
        .child(el("p").class("beside").span(number("beside")).text(" of many"))
        .child(
            el("p")
                .class("attribute")
                .bind_attr("data-count", move || Some(count.get().to_string())),
        )
        .child(el("div").class("condition").when(
            move || count.get() % 2 == 1,
            move || el("p").class("optional").bind_text(number("odd")),
        ))
        .child(
            el("ul")
                .text("List: ")
                .keyed(
                    move || count.get(),
                    |count| {
                        let item = |at: usize| el("li").bind_text(TextProp::from(format!("item {at}")));
                        (0..*count).map(item).collect()
                    },
                )
                .text("The end."),
        )
}

#[wasm_bindgen_test]
async fn what_is_shown_is_up_to_date_whatever_others_do_to_it() {
    for (name, how) in MEDDLERS {
        let count = RwSignal::new(0);
        let screen = show(move || everything(count));
        let root = screen.all("div")[0].clone();
        for now in [1, 2, 0, 3] {
            meddle(&root, how);
            count.set(now);
            frame().await;
            let shown = |selector: &str| {
                let all = screen.all(selector);
                let texts: Vec<_> = all.iter().map(|one| one.text_content().unwrap()).collect();
                texts.join(" | ")
            };
            assert_eq!(shown(".alone"), format!("alone {now}"), "{name}");
            assert!(
                shown(".beside").contains(&format!("beside {now}")),
                "{name}: {}",
                shown(".beside")
            );
            let odd = if now % 2 == 1 {
                format!("odd {now}")
            } else {
                String::new()
            };
            assert_eq!(shown(".optional"), odd, "{name}");
            let items: Vec<_> = (0..now).map(|at| format!("item {at}")).collect();
            assert_eq!(shown("li"), items.join(" | "), "{name}");
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
            .bind_text(text(move || (count.get() > 0).to_string()))
            .bind_attr("title", move || Some((count.get() > 0).to_string()))
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
