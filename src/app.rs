//! The shell of every page: header, the page of the address, and the question before unsaved work is left.

use leptos::prelude::*;

use crate::browser::{links, page, preferences};
use crate::components::{PageHeader, SkipLink};
use crate::config::Config;
use crate::i18n::{I18n, Locale};
use crate::pages::{Onboarding, Profile, UnknownPage};
use crate::panels::LeaveQuestion;
use crate::state::{Navigation, Route, Tokens};

/// What every page needs of the app. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Shell {
    /// The page's configuration.
    pub config: StoredValue<Config>,
    /// The one holder of the token.
    pub tokens: StoredValue<Tokens, LocalStorage>,
    /// The address.
    pub navigation: Navigation,
}

/// The shell given by [`App`].
#[must_use]
pub fn use_shell() -> Shell {
    expect_context()
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let config = Config::of_page();
    let tokens = Tokens::new(&config);
    let navigation = Navigation::start();
    provide_context(Shell {
        config: StoredValue::new(config),
        tokens: StoredValue::new_local(tokens),
        navigation,
    });
    I18n::provide(preferences::locale());
    links::on_follow(move |path| navigation.go(Route::of_path(&path)));

    let theme = RwSignal::new(preferences::theme());
    Effect::new(move |_| preferences::show_theme(theme.get()));
    let on_theme = move |chosen| {
        preferences::use_theme(chosen);
        theme.set(chosen);
    };
    // A new page is read from its top: by eye, and by a screen reader.
    Effect::new(move |before: Option<Route>| {
        let route = navigation.route();
        if before.is_some_and(|before| before != route) {
            page::scroll_to_top();
            page::focus("main");
        }
        route
    });
    view! {
        <SkipLink/>
        <PageHeader theme on_theme on_locale=|locale: Locale| preferences::keep_locale(locale)/>
        <main id="main" tabindex="-1">
            {move || match navigation.route() {
                Route::Onboarding => view! { <Onboarding/> }.into_any(),
                Route::Profile(id) => view! { <Profile id/> }.into_any(),
                Route::Unknown => view! { <UnknownPage/> }.into_any(),
            }}
        </main>
        <LeaveQuestion/>
    }
}
