//! Which page is shown. An address is only left when what is on it may be lost, or somebody said so.

use cyrexa_editor::Leaving as Leave;
use leptos::prelude::*;

use crate::browser::history;

/// A page of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`: become a customer.
    Onboarding,
    /// `/customers/{id}`: the profile.
    Profile(i64),
    /// Anything else.
    Unknown,
}

impl Route {
    /// The page of a path.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let path = path.trim_end_matches('/');
        if matches!(path, "" | "/index.html") {
            return Self::Onboarding;
        }
        match path.strip_prefix("/customers/").map(str::parse) {
            Some(Ok(id)) if id > 0 => Self::Profile(id),
            _ => Self::Unknown,
        }
    }

    /// The path of a page.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Profile(id) => format!("/customers/{id}"),
            Self::Onboarding | Self::Unknown => "/".to_owned(),
        }
    }
}

/// Somebody wants to leave a page with unsaved work; kept until they decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// By a link.
    To(Route),
    /// By the back or forward button, so many entries.
    By(i32),
}

/// The router: signals only, cheap to copy.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    place: RwSignal<i32>,
    is_returning: RwSignal<bool>,
    guard: RwSignal<Option<Signal<Leave>>>,
    leaving: RwSignal<Option<Leaving>>,
}

impl Navigation {
    /// Of the page's present address; follows the back and forward buttons from now on.
    #[must_use]
    pub fn start() -> Self {
        let navigation = Self {
            route: RwSignal::new(Route::of_path(&history::path())),
            place: RwSignal::new(history::place()),
            is_returning: RwSignal::new(false),
            guard: RwSignal::new(None),
            leaving: RwSignal::new(None),
        };
        history::on_pop(move |place| navigation.popped(place));
        navigation
    }

    /// The page to show.
    #[must_use]
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The question that is open: may the unsaved work be lost?
    #[must_use]
    pub fn leaving(self) -> Option<Leaving> {
        self.leaving.get()
    }

    /// Asks before leaving unless that is free; for as long as the calling page lives.
    pub fn guard(self, leave: Signal<Leave>) {
        self.guard.set(Some(leave));
        on_cleanup(move || self.guard.set(None));
    }

    /// What leaving the page would cost; tracked.
    #[must_use]
    pub fn cost_of_leaving(self) -> Leave {
        self.guard.get().map_or(Leave::Free, |cost| cost.get())
    }

    /// Goes to a page, or asks first.
    pub fn go(self, route: Route) {
        if route == self.route.get_untracked() {
            // The link of the page that is shown.
        } else if self.would_lose_work() {
            self.leaving.set(Some(Leaving::To(route)));
        } else {
            self.show(route);
        }
    }

    /// The user chose to leave.
    pub fn leave(self) {
        self.guard.set(None);
        match self.leaving.get_untracked() {
            Some(Leaving::To(route)) => self.show(route),
            Some(Leaving::By(delta)) => history::go(delta),
            None => {}
        }
        self.leaving.set(None);
    }

    /// The user chose to stay.
    pub fn stay(self) {
        self.leaving.set(None);
    }

    fn show(self, route: Route) {
        let place = self.place.get_untracked() + 1;
        history::push(&route.path(), place);
        self.place.set(place);
        self.route.set(route);
    }

    fn popped(self, place: i32) {
        let delta = place - self.place.get_untracked();
        let route = Route::of_path(&history::path());
        if route == self.route.get_untracked() && !self.is_returning.get_untracked() {
            // A step inside the page.
        } else if self.is_returning.get_untracked() {
            // Our own step back to the page that somebody was about to leave.
            self.is_returning.set(false);
        } else if delta != 0 && self.would_lose_work() {
            self.is_returning.set(true);
            history::go(-delta);
            self.leaving.set(Some(Leaving::By(delta)));
        } else {
            self.place.set(place);
            self.route.set(route);
        }
    }

    fn would_lose_work(self) -> bool {
        let cost = self.guard.get_untracked().and_then(|cost| cost.try_get_untracked());
        cost.is_some_and(|cost| cost != Leave::Free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_page() {
        for (path, expected) in [
            ("/", Route::Onboarding),
            ("", Route::Onboarding),
            ("/index.html", Route::Onboarding),
            ("/customers/12345", Route::Profile(12345)),
            ("/customers/12345/", Route::Profile(12345)),
            ("/customers/9223372036854775807", Route::Profile(i64::MAX)),
            ("/customers/9223372036854775808", Route::Unknown),
            ("/customers/0", Route::Unknown),
            ("/customers/-1", Route::Unknown),
            ("/customers/abc", Route::Unknown),
            ("/customers/1/edit", Route::Unknown),
            ("/customers/", Route::Unknown),
            ("/elsewhere", Route::Unknown),
        ] {
            assert_eq!(Route::of_path(path), expected, "{path}");
        }
    }

    #[test]
    fn a_page_leads_back_to_itself() {
        for route in [Route::Onboarding, Route::Profile(7)] {
            assert_eq!(Route::of_path(&route.path()), route);
        }
    }
}
