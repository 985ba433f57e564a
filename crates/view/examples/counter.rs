//! A counter. For a browser: `cargo build --example counter --target wasm32-unknown-unknown`.

use cyrexa_view::{El, RootOptions, ViewRoot, el, text};
use leptos::mount::mount_to_body;
use leptos::prelude::*;

fn main() {
    mount_to_body(|| {
        let body = document().body().expect("a page has a body");
        ViewRoot::provide(RootOptions::of_page(&body, "h1"));
        let count = RwSignal::new(0);
        view! {
            <h1>"Counter"</h1>
            {counter(count)}
        }
    });
}

fn counter(count: RwSignal<i32>) -> El {
    let shown = text(move || count.get().to_string());
    el("div")
        .child(
            el("button")
                .text("+1")
                .on("click", move |_| count.update(|n| *n += 1)),
        )
        .child(el("output").bind_text(shown))
        .when(move || count.get() > 9, || el("strong").text("Two digits"))
}
