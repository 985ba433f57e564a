//! The shell of every page: header, the page of the address, and the question before unsaved work is left.

use cyrexa_editor::Target;
use leptos::prelude::*;

use crate::browser::{links, page, preferences};
use crate::components::{page_header, skip_link};
use crate::config::Config;
use crate::dom::{El, Fact, Kept, after_drawing, el, follow};
use crate::i18n::I18n;
use crate::pages::{onboarding, profile, unknown_page};
use crate::panels::leave_question;
use crate::state::{Editing, Navigation, Route, Tokens};

/// What every page needs of the app. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Shell {
    /// The page's configuration.
    pub config: Kept<Config>,
    /// The one holder of the token.
    pub tokens: Kept<Tokens>,
    /// The address.
    pub navigation: Navigation,
}

impl Shell {
    /// A session for the page that is shown; leaving it asks before unsaved work is lost.
    #[must_use]
    pub fn open(self, target: Target) -> Editing {
        let tokens = self
            .tokens
            .with(Tokens::clone)
            .expect("the shell lives as long as its pages");
        let open = |config: &Config| Editing::open(config, &tokens, target);
        let editing = self
            .config
            .with(open)
            .expect("the shell lives as long as its pages");
        self.navigation.guard(editing);
        editing
    }
}

/// The whole app, in the order it stands on the page.
#[must_use]
pub fn app() -> Vec<El> {
    let config = Config::of_page();
    let tokens = Tokens::of_page(&config);
    let navigation = Navigation::start();
    let shell = Shell {
        config: Kept::new(config),
        tokens: Kept::new(tokens),
        navigation,
    };
    I18n::provide(preferences::locale());
    links::on_follow(move |path| navigation.go(Route::of_path(&path)));

    let theme = Fact::new(preferences::theme());
    follow(move || preferences::show_theme(theme.get()));
    let on_theme = move |chosen| {
        preferences::keep_theme(chosen);
        theme.set(chosen);
    };
    // A new page is read from its top: by eye, and by a screen reader.
    let mut before = untrack(|| navigation.route());
    after_drawing(move || {
        let route = navigation.route();
        if before != route {
            before = route;
            page::scroll_to_top();
            page::focus("main");
        }
    });
    let main = el("main").attr("id", "main").attr("tabindex", "-1");
    let main = main.dynamic(
        move || navigation.route(),
        move |route| {
            vec![match *route {
                Route::Onboarding => onboarding(shell),
                Route::Profile(id) => profile(shell, id),
                Route::Unknown => unknown_page(),
            }]
        },
    );
    vec![
        skip_link(),
        page_header(move || theme.get(), on_theme, preferences::keep_locale),
        main,
        leave_question(navigation),
    ]
}
