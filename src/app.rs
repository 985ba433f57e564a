//! The app: header, the page of the address, and the question before unsaved work is left.

use cyrexa_view::{El, RootOptions, ViewRoot, effect, el};
use leptos::prelude::*;

use crate::browser::{links, page, preferences};
use crate::components::{page_header, skip_link};
use crate::i18n::I18n;
use crate::pages::{onboarding, profile, unknown_page};
use crate::panels::{HEADING, leave_question};
use crate::shell::Shell;
use crate::state::{Navigation, Route};

/// The whole app, in the order of the page.
#[component]
pub fn App() -> impl IntoView {
    let body = document().body().expect("a page has a body");
    ViewRoot::provide(RootOptions::of_page(&body, HEADING));
    I18n::provide(preferences::locale());
    let navigation = Shell::provide().navigation;
    links::on_follow(move |path| navigation.go(Route::of_path(&path)));

    let theme = RwSignal::new(preferences::theme());
    effect(move || preferences::show_theme(theme.get()));
    let on_theme = move |chosen| {
        preferences::keep_theme(chosen);
        theme.set(chosen);
    };
    view! {
        {skip_link()}
        {page_header(move || theme.get(), on_theme, preferences::keep_locale)}
        {main(navigation)}
        {leave_question(navigation)}
    }
}

/// The page of the address.
fn main(navigation: Navigation) -> El {
    // A new page is read from its top: by eye, and by a screen reader.
    let mut before = untrack(|| navigation.route());
    effect(move || {
        let route = navigation.route();
        if before != route {
            before = route;
            page::scroll_to_top();
            page::focus("main");
        }
    });
    el("main").attr("id", "main").attr("tabindex", "-1").keyed(
        move || navigation.route(),
        |route| {
            vec![match *route {
                Route::Onboarding => onboarding(),
                Route::Profile(id) => profile(id),
                Route::Unknown => unknown_page(),
            }]
        },
    )
}
