//! An element within Leptos's own views, and Leptos's own views within an element.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser_support;

use browser_support::*;
use cyrexa_view::{El, el, text};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// A component as somebody else would write it.
#[component]
fn Chart(#[prop(into)] points: Signal<Vec<u32>>, on_reset: Callback<()>) -> impl IntoView {
    view! {
        <figure class="chart">
            <ul>{move || points.get().into_iter().map(|point| view! { <li>{point}</li> }).collect_view()}</ul>
            <Show when=move || points.with(Vec::is_empty) fallback=|| ()>
                <p>"No points"</p>
            </Show>
            <button on:click=move |_| on_reset.run(())>"Reset"</button>
        </figure>
    }
}

/// An element of ours that depends on a signal.
fn counter(count: RwSignal<u32>) -> El {
    el("p")
        .class("counter")
        .span(text(move || count.get().to_string()))
        .when(move || count.get() > 1, || el("b").text("many"))
}

fn texts<V: Mountable>(screen: &Screen<V>, selector: &str) -> Vec<String> {
    let all = screen.all(selector);
    all.iter().map(|one| one.text_content().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn a_component_of_others_lives_within_an_element() {
    let points = RwSignal::new(vec![1, 2]);
    let screen = show(move || {
        let on_reset = Callback::new(move |()| points.set(Vec::new()));
        el("div")
            .text("before")
            .child(view! { <Chart points on_reset /> })
            .child(el("p").text("after"))
    });
    assert_eq!(texts(&screen, "li"), ["1", "2"]);
    points.set(vec![1, 2, 3]);
    frame().await;
    assert_eq!(texts(&screen, "figure, figure + p"), ["123Reset", "after"]);
    screen.all("button")[0].unchecked_ref::<HtmlElement>().click();
    frame().await;
    assert_eq!(screen.text(), "beforeNo pointsResetafter");
}

#[wasm_bindgen_test]
async fn text_and_closures_of_leptos_are_children_too() {
    let count = RwSignal::new(1);
    let screen = show(move || {
        el("p")
            .child("count: ")
            .child(move || count.get())
            .child(("!", " "))
    });
    count.set(2);
    frame().await;
    assert_eq!(screen.text(), "count: 2! ");
}

#[wasm_bindgen_test]
async fn an_element_lives_within_leptos_own_view() {
    let count = RwSignal::new(0);
    let is_open = RwSignal::new(true);
    let screen = show_view(move || {
        view! {
            <h1>"Before"</h1>
            <Show when=move || is_open.get() fallback=|| ()>{counter(count)}</Show>
            <footer>{counter(count)}</footer>
        }
    });
    count.set(2);
    frame().await;
    assert_eq!(screen.text(), "Before2many2many");
    is_open.set(false);
    frame().await;
    assert_eq!(texts(&screen, ".counter"), ["2many"]);
    is_open.set(true);
    count.set(1);
    frame().await;
    assert_eq!(texts(&screen, ".counter"), ["1", "1"]);
    assert_eq!(screen.all("h1 + .counter").len(), 1, "{}", screen.html());
}

#[wasm_bindgen_test]
async fn elements_that_come_and_go_end_what_they_own() {
    let (count, ended) = (RwSignal::new(0), RwSignal::new(0));
    let screen = show(move || {
        el("div").keyed(
            move || count.get(),
            move |_| {
                on_cleanup(move || ended.update(|ended| *ended += 1));
                vec![el("p").child(view! { <Chart points=vec![] on_reset=Callback::new(|()| ()) /> })]
            },
        )
    });
    for now in 1..=3 {
        count.set(now);
        frame().await;
        assert_eq!((ended.get_untracked(), screen.all("figure").len()), (now, 1));
    }
    drop(screen);
    assert_eq!(ended.get_untracked(), 4);
}

#[wasm_bindgen_test]
async fn a_view_replaces_one_element_by_another_in_its_place() {
    let count = RwSignal::new(0);
    let screen = show_view(move || {
        view! {
            <i></i>
            {move || el("b").text(&count.get().to_string())}
            <u></u>
        }
    });
    count.set(1);
    frame().await;
    assert_eq!(texts(&screen, "i + b"), ["1"]);
    assert_eq!(screen.all("b + u").len(), 1);
}

#[wasm_bindgen_test]
async fn attributes_given_to_a_component_reach_its_element() {
    #[component]
    fn Ours() -> impl IntoView {
        el("p").text("ours")
    }
    let title = RwSignal::new("one".to_owned());
    let screen = show_view(move || view! { <Ours attr:title=move || title.get() attr:lang="en" /> });
    title.set("two".to_owned());
    frame().await;
    let shown = &screen.all("p")[0];
    assert_eq!(shown.get_attribute("title").as_deref(), Some("two"));
    assert_eq!(shown.get_attribute("lang").as_deref(), Some("en"));
}
