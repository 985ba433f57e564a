//! The shell of every page: the routes, and what they all need.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=|| "not found">
                <Route path=path!("/") view=|| "onboarding"/>
                <Route path=path!("/customers/:id") view=|| "profile"/>
            </Routes>
        </Router>
    }
}
