//! `<CustomerProfile/>`: a customer's profile in anybody's Leptos app.
//!
//! What a host gives: the gateway's URL, whose profile it is, tokens, and the style sheet (`cargo xtask
//! assets` makes `target/style/app.css`). English is compiled in; another language is fetched from `/i18n/`
//! (`target/i18n`). Nothing is kept over a reload: the page is the host's.

use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use cyrexa_editor::Target;
use cyrexa_view::{RootOptions, ViewRoot, effect, el};
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

pub use crate::api::Unanswered;
pub use crate::i18n::Locale;
pub use crate::panels::{Extent, Section};
pub use crate::state::{EditingEvent, Failure};
pub use cyrexa_contract::Field;
pub use cyrexa_editor::Notice;

use crate::config::Config;
use crate::i18n::I18n;
use crate::panels::{HEADING, profile_panel};
use crate::state::{Editing, Tokens};

/// Where tokens come from. Asked once, however many requests need one.
#[derive(Clone)]
pub struct TokenProvider(Function);

impl TokenProvider {
    /// Called with the token that the gateway refused, if one was. `Ok(None)` means that no user is signed in;
    /// `Err(Unanswered)` that nobody knows, as your server did not answer.
    #[must_use]
    pub fn new<F: Future<Output = Result<Option<String>, Unanswered>> + 'static>(
        provide: impl Fn(Option<String>) -> F + 'static,
    ) -> Self {
        let provide = Closure::<dyn Fn(JsValue) -> Promise>::new(move |question: JsValue| {
            let previous = Reflect::get(&question, &"previous".into()).ok();
            let token = provide(previous.and_then(|token| token.as_string()));
            future_to_promise(async move {
                let token = token.await.map_err(|Unanswered| JsValue::NULL)?;
                Ok(token.map_or(JsValue::NULL, JsValue::from))
            })
        });
        Self(provide.into_js_value().unchecked_into())
    }

    /// The object that [`Tokens`] asks.
    fn holder(&self) -> JsValue {
        let holder = Object::new();
        // A plain new object refuses nothing.
        let _ = Reflect::set(&holder, &"tokenProvider".into(), &self.0);
        holder.into()
    }
}

/// The profile of a customer. Another `customer` is another profile: what is typed and not saved is dropped.
#[component]
pub fn CustomerProfile(
    /// The gateway's base URL: `https:`, or `http:` on this machine.
    #[prop(into)]
    gateway: String,
    /// Whose profile it is.
    #[prop(into)]
    customer: Signal<i64>,
    /// Gives tokens.
    token_provider: TokenProvider,
    /// Called with what happens. No event holds anything that was typed.
    #[prop(optional)]
    on_event: Option<Callback<EditingEvent>>,
    /// The language.
    #[prop(default = Signal::stored(Locale::En), into)]
    locale: Signal<Locale>,
    /// Which sections are shown, and which fields are only shown.
    #[prop(default = Extent::whole())]
    extent: Extent,
    /// How many levels of headings are around it.
    #[prop(default = 1)]
    outer_headings: usize,
) -> impl IntoView {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed).to_string();
    let container = el("div").class("cyrexa-profile");
    let options = RootOptions {
        root: container.node().clone(),
        language_element: Some(container.node().clone()),
        id_prefix: ["profile-", &number, "-"].concat(),
        outer_headings,
        refocus: HEADING,
    };
    let config = Config::new(&gateway, false);
    let extent = StoredValue::new(extent);
    // Its contexts are its own: a component of Leptos's has no owner of its own.
    let owner = Owner::new();
    let content = owner.with(|| {
        ViewRoot::provide(options);
        let i18n = I18n::provide(locale.get_untracked());
        effect(move || i18n.set_locale(locale.get()));
        el("div").keyed(
            move || customer.get(),
            move |id| {
                let tokens = Tokens::of_element(&config, token_provider.holder());
                let observer = Rc::new(move |_, event| {
                    if let Some(on_event) = on_event {
                        // The host may have gone already.
                        on_event.try_run(event);
                    }
                    true
                });
                let editing = Editing::open_observed(&config, &tokens, Target::Edit { id: *id }, observer);
                vec![profile_panel(editing, *id, move || extent.get_value(), || None)]
            },
        )
    });
    on_cleanup(move || drop(owner));
    container.child(content)
}
