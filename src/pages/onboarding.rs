//! `/`: become a customer, in short steps with a review.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldStatus, Session, Target, Why};
use leptos::prelude::*;

use crate::app::Shell;
use crate::browser::page;
use crate::components::{
    ButtonKind, STEPS, button, error_summary, facts, field_fact_to_change, is_typing, steps, submit_button,
};
use crate::dom::{El, after_drawing, el};
use crate::i18n::use_i18n;
use crate::panels::{edited_field, follow_title, save_line, session_banners, voice};
use crate::state::Editing;

/// The fields of each step; the last reviews them all.
const FIELDS: [&[Field]; STEPS] = [
    &[Field::Name, Field::MemberId],
    &[Field::Email, Field::Phone],
    &[Field::Address],
    &[],
];
const REVIEW: usize = STEPS - 1;

/// Where onboarding stands. Cheap to copy.
#[derive(Clone, Copy)]
struct Walk {
    editing: Editing,
    step: RwSignal<usize>,
    attempts: RwSignal<usize>,
}

/// Steps to a new customer, or the good end of them.
#[must_use]
pub fn onboarding(shell: Shell) -> El {
    let i18n = use_i18n();
    let editing = Editing::open(
        &shell.config.get_value(),
        &shell.tokens.get_value(),
        Target::Create,
    );
    shell.navigation.guard(editing);
    let walk = Walk {
        editing,
        step: RwSignal::new(0),
        attempts: RwSignal::new(0),
    };
    let is_created = move || editing.with(Session::is_created);
    follow_title(i18n.words(move |m| {
        if is_created() {
            return m.title_success.to_owned();
        }
        let title = format!("{} – {}", m.steps[walk.step.get()].heading, m.title_onboarding);
        let is_refused = walk.attempts.get() > 0 && editing.with(|session| !session.violations().is_empty());
        if is_refused {
            m.title_with_errors.fill(&[("title", &title)])
        } else {
            title
        }
    }));
    el("div")
        .class("page")
        .child(voice(editing))
        .child(session_banners(editing))
        .dynamic(is_created, move |is_created| {
            vec![if *is_created {
                created(editing)
            } else {
                walk.draw()
            }]
        })
}

impl Walk {
    fn draw(self) -> El {
        let i18n = use_i18n();
        let step = self.step;
        // What the gateway refuses leads back to its step.
        after_drawing(move || {
            let broken = self.editing.with(first_step_in_trouble);
            if let (Some(broken), REVIEW) = (broken, step.get_untracked()) {
                self.show_trouble_at(broken);
            }
        });
        let heading = i18n.words(move |m| m.steps[step.get()].heading.to_owned());
        let intro = i18n.words(move |m| m.steps[step.get()].intro.to_owned());
        let violations = move || self.editing.with(Session::violations);
        let form = el("form")
            .class("card")
            .attr("novalidate", "")
            .attr("aria-labelledby", "step-heading")
            .on("submit", move |event| {
                event.prevent_default();
                self.go_on();
            })
            .child(error_summary(violations, self.attempts))
            .child(
                el("h1")
                    .attr("id", "step-heading")
                    .attr("tabindex", "-1")
                    .words(heading),
            )
            .child(el("p").class("card-intro").words(intro))
            .dynamic(
                move || step.get(),
                move |step| match *step {
                    REVIEW => self.review().into(),
                    step => FIELDS[step]
                        .iter()
                        .map(|field| edited_field(self.editing, *field))
                        .collect(),
                },
            )
            .dynamic(move || step.get(), move |step| vec![self.actions(*step)]);
        el("div")
            .class("onboarding")
            .child(steps(move || step.get()))
            .child(form)
    }

    fn review(self) -> [El; 2] {
        let rows = FIELDS.iter().enumerate().flat_map(|(step, fields)| {
            fields.iter().map(move |field| {
                field_fact_to_change(
                    *field,
                    move || self.editing.field(*field),
                    move || self.go_to(step),
                )
            })
        });
        [
            facts(rows.collect()),
            el("p")
                .class("muted")
                .words(use_i18n().text(|m| m.review_privacy)),
        ]
    }

    fn actions(self, step: usize) -> El {
        let i18n = use_i18n();
        let is_busy = move || self.editing.with(Session::is_busy);
        let submit = if step == REVIEW {
            let label = i18n.words(move |m| if is_busy() { m.creating } else { m.create }.to_owned());
            submit_button(label, is_busy)
        } else {
            submit_button(i18n.text(|m| m.next), || false)
        };
        let back = (step > 0).then(|| {
            button(ButtonKind::Quiet, i18n.text(|m| m.back), move || {
                self.go_to(step - 1)
            })
        });
        let line = (step == REVIEW).then(|| save_line(self.editing));
        el("div")
            .class("save-bar")
            .child(submit)
            .children(back)
            .children(line)
    }

    /// The next step, or the save; not past what a rule refuses.
    fn go_on(self) {
        if self.editing.now(Session::is_busy) {
            return;
        }
        let here = self.step.get_untracked();
        if here == REVIEW {
            self.editing.dispatch(Event::Save);
        }
        for field in FIELDS[here] {
            self.editing.dispatch(Event::Blur { field: *field });
        }
        match self.editing.now(first_step_in_trouble) {
            Some(broken) if broken <= here => self.show_trouble_at(broken),
            _ if here < REVIEW => self.go_to(here + 1),
            _ => {}
        }
    }

    fn show_trouble_at(self, step: usize) {
        self.step.set(step);
        self.attempts.update(|n| *n += 1);
    }

    fn go_to(self, step: usize) {
        self.step.set(step);
        // The heading says the new step only after this run of effects.
        request_animation_frame(|| {
            if !is_typing() {
                page::focus("step-heading");
            }
        });
    }
}

fn created(editing: Editing) -> El {
    let i18n = use_i18n();
    let name = editing.now(|session| session.shown().name.unwrap_or_default());
    let link = move || editing.with(Session::created_id);
    // The good end is read from its heading.
    request_animation_frame(|| page::focus("created-heading"));
    let body = i18n.words(move |m| match link() {
        Some(_) => m.success_body.to_owned(),
        None => m.success_body_without_link.to_owned(),
    });
    let title = el("h1").attr("id", "created-heading").attr("tabindex", "-1");
    el("div")
        .class("card success")
        .child(title.words(i18n.words(move |m| m.success_title(&name))))
        .child(el("p").words(body))
        .dynamic(link, move |id| {
            let Some(id) = id else { return Vec::new() };
            let look = el("a")
                .class("button button-primary")
                .attr("href", &format!("/customers/{id}"));
            vec![look.words(i18n.text(|m| m.view_profile))]
        })
}

/// The first step with a field whose violation is visible, or whose value somebody has already.
fn first_step_in_trouble(session: &Session) -> Option<usize> {
    let is_broken = |field: &Field| {
        let view = session.field(*field);
        let is_taken = view.status == FieldStatus::NotSaved(Why::Duplicate) && *field == Field::Email;
        view.violation.is_some() || is_taken
    };
    FIELDS.iter().position(|fields| fields.iter().any(is_broken))
}
