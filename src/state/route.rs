//! Which page is shown. An address is only left when what is on it may be lost, or somebody said so.

use cyrexa_editor::{Leaving as Leave, Session};
use leptos::prelude::*;

use super::Editing;
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
            Self::Profile(id) => ["/customers/", &id.to_string()].concat(),
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

/// The router. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Navigation {
    facts: RwSignal<Facts>,
}

#[derive(Clone, Copy)]
struct Facts {
    route: Route,
    /// Of the entry in the session's history.
    place: i32,
    /// On the way back to the page that somebody was about to leave by the back button.
    is_returning: bool,
    /// Whose unsaved work leaving would lose.
    guard: Option<Editing>,
    leaving: Option<Leaving>,
}

impl Navigation {
    /// Of the page's present address; follows the back and forward buttons from now on.
    #[must_use]
    pub fn start() -> Self {
        let navigation = Self {
            facts: RwSignal::new(Facts {
                route: Route::of_path(&history::path()),
                place: history::place(),
                is_returning: false,
                guard: None,
                leaving: None,
            }),
        };
        history::on_pop(move |place| navigation.popped(place));
        navigation
    }

    /// The page to show; tracked.
    #[must_use]
    pub fn route(self) -> Route {
        self.facts.get().route
    }

    /// The question that is open: may the unsaved work be lost? Tracked.
    #[must_use]
    pub fn leaving(self) -> Option<Leaving> {
        self.facts.get().leaving
    }

    /// Asks before leaving unless that is free; until the page is another.
    pub fn guard(self, editing: Editing) {
        self.facts.update(|facts| facts.guard = Some(editing));
    }

    /// What leaving the page would cost; tracked.
    #[must_use]
    pub fn cost_of_leaving(self) -> Leave {
        self.facts
            .get()
            .guard
            .map_or(Leave::Free, |editing| editing.with(Session::leaving))
    }

    /// Goes to a page, or asks first.
    pub fn go(self, route: Route) {
        if route == untrack(|| self.route()) {
            // The link of the page that is shown.
        } else if self.would_lose_work() {
            self.facts
                .update(|facts| facts.leaving = Some(Leaving::To(route)));
        } else {
            self.show(route);
        }
    }

    /// The user chose to leave.
    pub fn leave(self) {
        let leaving = self.facts.get_untracked().leaving;
        self.facts
            .update(|facts| (facts.guard, facts.leaving) = (None, None));
        match leaving {
            Some(Leaving::To(route)) => self.show(route),
            Some(Leaving::By(delta)) => history::go(delta),
            None => {}
        }
    }

    /// The user chose to stay.
    pub fn stay(self) {
        self.facts.update(|facts| facts.leaving = None);
    }

    fn show(self, route: Route) {
        let place = self.facts.get_untracked().place + 1;
        history::push(&route.path(), place);
        self.arrive(route, place);
    }

    fn arrive(self, route: Route, place: i32) {
        self.facts
            .update(|facts| (facts.route, facts.place, facts.guard) = (route, place, None));
    }

    fn popped(self, place: i32) {
        let facts = self.facts.get_untracked();
        let delta = place - facts.place;
        let route = Route::of_path(&history::path());
        if facts.is_returning {
            self.facts.update(|facts| facts.is_returning = false);
        } else if route == facts.route {
            // A step inside the page.
        } else if delta != 0 && self.would_lose_work() {
            history::go(-delta);
            self.facts.update(|facts| {
                facts.is_returning = true;
                facts.leaving = Some(Leaving::By(delta));
            });
        } else {
            self.arrive(route, place);
        }
    }

    fn would_lose_work(self) -> bool {
        untrack(|| self.cost_of_leaving()) != Leave::Free
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
