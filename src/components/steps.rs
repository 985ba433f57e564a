//! The step indicator of onboarding.

use cyrexa_view::{El, el};

use crate::i18n::use_i18n;

/// How many steps there are: name, contact, address, review.
pub const STEPS: usize = 4;

/// `current` counts from 0.
#[must_use]
pub fn steps(current: impl Fn() -> usize + Copy + Send + Sync + 'static) -> El {
    let i18n = use_i18n();
    let step = move |index: usize| {
        let done = i18n.words(move |m| {
            if index < current() {
                [" (", m.step_done, ")"].concat()
            } else {
                String::new()
            }
        });
        let name = el("span")
            .span(i18n.words(move |m| m.steps[index].name.to_owned()))
            .child(el("span").class("visually-hidden").bind_text(done));
        el("li")
            .class("step")
            .bind_class("step-done", move || index < current())
            .bind_attr("aria-current", move || {
                (index == current()).then(|| "step".to_owned())
            })
            .child(name)
    };
    let label = i18n.text(|m| m.steps_label);
    el("nav")
        .class("steps")
        .bind_attr("aria-label", move || Some(label.get().into()))
        .child(
            el("p")
                .class("muted")
                .bind_text(i18n.words(move |m| m.step_of(current() + 1, STEPS))),
        )
        .child(el("ol").children((0..STEPS).map(step)))
}
