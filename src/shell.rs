//! What every page needs of the app: the configuration, the token, the address.

use cyrexa_editor::Target;
use leptos::prelude::*;

use crate::config::Config;
use crate::state::{Editing, Navigation, Tokens};

/// A context of Leptos's, provided by the app. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Shell {
    config: StoredValue<Config>,
    tokens: StoredValue<Tokens, LocalStorage>,
    /// The address.
    pub navigation: Navigation,
}

impl Shell {
    /// Reads the page's configuration and address.
    #[must_use]
    pub fn provide() -> Self {
        let config = Config::of_page();
        let tokens = Tokens::of_page(&config);
        let shell = Self {
            config: StoredValue::new(config),
            tokens: StoredValue::new_local(tokens),
            navigation: Navigation::start(),
        };
        provide_context(shell);
        shell
    }

    /// A session for the page that is shown; leaving it asks before unsaved work is lost.
    #[must_use]
    pub fn open(self, target: Target) -> Editing {
        let editing = Editing::open(&self.config.get_value(), &self.tokens.get_value(), target);
        self.navigation.guard(editing);
        editing
    }
}

/// The app's shell.
#[must_use]
pub fn use_shell() -> Shell {
    use_context().expect("the app provides it before any page is drawn")
}
