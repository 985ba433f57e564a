//! A titled part of a page.

use leptos::prelude::*;

use super::Text;

/// A region named by its heading, with room for one action beside it.
#[component]
pub fn Card(
    /// Unique on the page; the heading's id comes from it.
    id: &'static str,
    #[prop(into)] title: Text,
    #[prop(optional, into)] intro: Option<Text>,
    /// Beside the heading.
    #[prop(optional, into)]
    action: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-heading");
    view! {
        <section class="card" id=id aria-labelledby=heading>
            <div class="card-head">
                <h2 id=heading.clone() tabindex="-1">{title}</h2>
                {action.map(|action| action.run())}
            </div>
            {intro.map(|intro| view! { <p class="card-intro">{intro}</p> })}
            {children()}
        </section>
    }
}
