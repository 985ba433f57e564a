//! Which page is shown. An address is only left when what is on it may be lost, or the person has agreed.

use cyrexa_editor::{Leaving, Session};
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

/// A request to leave a page with unsaved work; kept until the person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveRequest {
    /// By a link.
    To(Route),
    /// By the back or forward button, so many entries.
    By(i32),
}

/// The router. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Navigation {
    state: RwSignal<State>,
}

#[derive(Clone, Copy)]
struct State {
    route: Route,
    /// Of the entry in the session's history.
    position: i32,
    /// On the way back to the page that was about to be left by the back button.
    is_returning: bool,
    /// Whose unsaved work leaving would lose.
    guard: Option<Editing>,
    leaving: Option<LeaveRequest>,
}

impl Navigation {
    /// Of the page's present address; follows the back and forward buttons from now on.
    #[must_use]
    pub fn start() -> Self {
        let navigation = Self {
            state: RwSignal::new(State {
                route: Route::of_path(&history::path()),
                position: history::position(),
                is_returning: false,
                guard: None,
                leaving: None,
            }),
        };
        history::on_pop(move |position| navigation.popped(position));
        navigation
    }

    /// The page to show; tracked.
    #[must_use]
    pub fn route(self) -> Route {
        self.state.get().route
    }

    /// The question that is open: may the unsaved work be lost? Tracked.
    #[must_use]
    pub fn leaving(self) -> Option<LeaveRequest> {
        self.state.get().leaving
    }

    /// Asks before leaving unless that is free; until the page is another.
    pub fn guard(self, editing: Editing) {
        self.state.update(|state| state.guard = Some(editing));
    }

    /// What leaving the page would cost; tracked.
    #[must_use]
    pub fn cost_of_leaving(self) -> Leaving {
        self.state
            .get()
            .guard
            .map_or(Leaving::Free, |editing| editing.with(Session::leaving))
    }

    /// Goes to a page, or asks first.
    pub fn go(self, route: Route) {
        if route == untrack(|| self.route()) {
            // The link of the page that is shown.
        } else if self.would_lose_work() {
            self.state
                .update(|state| state.leaving = Some(LeaveRequest::To(route)));
        } else {
            self.show(route);
        }
    }

    /// The user chose to leave.
    pub fn leave(self) {
        let leaving = self.state.get_untracked().leaving;
        self.state
            .update(|state| (state.guard, state.leaving) = (None, None));
        match leaving {
            Some(LeaveRequest::To(route)) => self.show(route),
            Some(LeaveRequest::By(delta)) => history::go(delta),
            None => {}
        }
    }

    /// The user chose to stay.
    pub fn stay(self) {
        self.state.update(|state| state.leaving = None);
    }

    fn show(self, route: Route) {
        let position = self.state.get_untracked().position + 1;
        history::push(&route.path(), position);
        self.arrive(route, position);
    }

    fn arrive(self, route: Route, position: i32) {
        self.state
            .update(|state| (state.route, state.position, state.guard) = (route, position, None));
    }

    fn popped(self, position: i32) {
        let state = self.state.get_untracked();
        let delta = position - state.position;
        let route = Route::of_path(&history::path());
        if state.is_returning {
            self.state.update(|state| state.is_returning = false);
        } else if route == state.route {
            // A step inside the page.
        } else if delta != 0 && self.would_lose_work() {
            history::go(-delta);
            self.state.update(|state| {
                state.is_returning = true;
                state.leaving = Some(LeaveRequest::By(delta));
            });
        } else {
            self.arrive(route, position);
        }
    }

    fn would_lose_work(self) -> bool {
        untrack(|| self.cost_of_leaving()) != Leaving::Free
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
