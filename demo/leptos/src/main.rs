//! A shop in Leptos with the customer profile in it.

use cyrexa_profile::api::dev_token;
use cyrexa_profile::customer_profile::{CustomerProfile, EditingEvent, Locale, Notice, TokenProvider};
use leptos::mount::mount_to_body;
use leptos::prelude::*;

/// Not a literal of the view: Leptos writes those by `innerHTML`, which a policy with Trusted Types refuses.
const TITLE: &str = "A shop in Leptos";

fn main() {
    mount_to_body(Shop);
}

#[component]
fn Shop() -> impl IntoView {
    let customer = RwSignal::new(customer_of_address());
    let (is_shown, is_arabic) = (RwSignal::new(true), RwSignal::new(false));
    let saves = RwSignal::new(0);
    let on_event = Callback::new(move |event| {
        if let EditingEvent::Noticed(Notice::Saved { .. }) = event {
            saves.update(|saves| *saves += 1);
        }
    });
    let locale = Signal::derive(move || if is_arabic.get() { Locale::Ar } else { Locale::En });
    // A shop asks its own server. This one has a development gateway on its origin.
    let token_provider = TokenProvider::new(move |_| dev_token("", Some(customer.get_untracked())));
    view! {
        <header>
            <h1>{TITLE}</h1>
            <label>
                "Customer "
                <input
                    prop:value=move || customer.get()
                    on:change:target=move |event| {
                        if let Ok(id) = event.target().value().parse() {
                            customer.set(id);
                        }
                    }
                />
            </label>
            <button on:click=move |_| is_shown.update(|shown| *shown = !*shown)>"Show or hide"</button>
            <button on:click=move |_| {
                is_arabic.update(|arabic| *arabic = !*arabic);
            }>"Arabic or English"</button>
            <output>{move || format!("{} saved", saves.get())}</output>
        </header>
        <main>
            <Show when=move || is_shown.get()>
                <CustomerProfile
                    gateway="/ipg/2.0.0"
                    customer
                    token_provider=token_provider.clone()
                    on_event
                    locale
                />
            </Show>
        </main>
    }
}

/// `?customer=4711`.
fn customer_of_address() -> i64 {
    let query = window().location().search().unwrap_or_default();
    let id = query.strip_prefix("?customer=").and_then(|id| id.parse().ok());
    id.unwrap_or(1)
}
