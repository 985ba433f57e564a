//! Creating a customer: short steps, a review, and a confirmation.

use std::rc::Rc;

use cyrexa_contract::{Field, Section};
use cyrexa_editor::{Event, FieldStatus, Session, Why};
use cyrexa_view::{El, ViewRoot, effect, el, use_root};
use leptos::prelude::*;

use super::{edited_field, save_line, session_banners, voice};
use crate::components::{
    ButtonKind, STEPS, button, error_summary, field_row_to_change, steps, submit_button, summary_list,
};
use crate::i18n::use_i18n;
use crate::state::Editing;

/// The fields of each step; the last reviews them all.
const FIELDS: [&[Field]; STEPS] = [
    Section::Personal.fields(),
    Section::Contact.fields(),
    Section::Address.fields(),
    &[],
];
const REVIEW: usize = STEPS - 1;
const STEP_HEADING: &str = "step-heading";
const CREATED_HEADING: &str = "created-heading";

/// Makes the link from the confirmation to the new customer's profile.
pub type AfterCreate = Rc<dyn Fn(i64) -> El>;

/// The state of onboarding. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Onboarding {
    editing: Editing,
    root: ViewRoot,
    step: RwSignal<usize>,
    attempts: RwSignal<usize>,
}

impl Onboarding {
    /// At its first step.
    #[must_use]
    pub fn new(editing: Editing) -> Self {
        Self {
            editing,
            root: use_root(),
            step: RwSignal::new(0),
            attempts: RwSignal::new(0),
        }
    }

    /// For the browser's tab.
    #[must_use]
    pub fn title(self) -> TextProp {
        let editing = self.editing;
        use_i18n().words(move |m| {
            if editing.with(Session::is_created) {
                return m.title_success.to_owned();
            }
            let step = self.step.get();
            let title = [m.steps[step].heading, " – ", m.title_onboarding].concat();
            let is_refused =
                self.attempts.get() > 0 && editing.with(|session| !session.violations().is_empty());
            if is_refused {
                m.title_with_errors.fill(&[("title", &title)])
            } else {
                title
            }
        })
    }

    /// The steps to a new customer, then the confirmation.
    #[must_use]
    pub fn draw(self, after_create: AfterCreate) -> El {
        let editing = self.editing;
        el("div")
            .class("page")
            .child(voice(editing))
            .child(session_banners(editing))
            .keyed(
                move || editing.with(Session::is_created),
                move |is_created| {
                    vec![if *is_created {
                        self.created(after_create.clone())
                    } else {
                        self.draw_steps()
                    }]
                },
            )
    }

    /// Saves without the review; returns whether a save was started. Violations are shown.
    #[must_use]
    pub fn submit(self) -> bool {
        self.check() && self.editing.save() && self.editing.with_untracked(Session::is_busy)
    }

    /// Shows every violation; returns whether there is none.
    #[must_use]
    pub fn check(self) -> bool {
        for field in Field::ALL {
            self.editing.dispatch(Event::Blur { field });
        }
        let broken = self.editing.with_untracked(first_step_in_trouble);
        if let Some(step) = broken {
            self.refuse_at(step);
        }
        broken.is_none()
    }

    fn draw_steps(self) -> El {
        let i18n = use_i18n();
        let step = self.step;
        // A refusal by the gateway leads back to the step of its field.
        effect(move || {
            let broken = self.editing.with(first_step_in_trouble);
            if let (Some(broken), REVIEW) = (broken, step.get_untracked()) {
                self.show_trouble_at(broken);
            }
        });
        let heading = i18n.words(move |m| m.steps[step.get()].heading.to_owned());
        let intro = i18n.words(move |m| m.steps[step.get()].intro.to_owned());
        let heading_id = self.root.id(STEP_HEADING);
        let violations = move || self.editing.with(Session::violations);
        let form = el("form")
            .class("card")
            .part("section")
            .attr("novalidate", "")
            .attr("aria-labelledby", &heading_id)
            .on("submit", move |event| {
                event.prevent_default();
                self.root.read_inputs();
                self.go_on();
            })
            .child(
                self.root
                    .heading(1)
                    .part("heading")
                    .attr("id", &heading_id)
                    .attr("tabindex", "-1")
                    .bind_text(heading),
            )
            .child(el("p").class("card-intro").bind_text(intro))
            // After the heading that it belongs to, so that heading levels are in order on any page.
            .child(error_summary(violations, self.attempts))
            .keyed(
                move || step.get(),
                move |step| match *step {
                    REVIEW => self.review().into(),
                    step => FIELDS[step]
                        .iter()
                        .map(|field| edited_field(self.editing, *field))
                        .collect(),
                },
            )
            .keyed(move || step.get(), move |step| vec![self.actions(*step)]);
        el("div")
            .class("onboarding")
            .child(steps(move || step.get()))
            .child(form)
    }

    fn review(self) -> [El; 2] {
        let rows = FIELDS.iter().enumerate().flat_map(|(step, fields)| {
            fields.iter().map(move |field| {
                field_row_to_change(
                    *field,
                    move || self.editing.field(*field),
                    move || self.go_to(step),
                )
            })
        });
        [
            summary_list(rows.collect()),
            el("p")
                .class("muted")
                .bind_text(use_i18n().text(|m| m.review_privacy)),
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

    /// The next step, or the save; not while a rule is violated.
    fn go_on(self) {
        if self.editing.with_untracked(Session::is_busy) {
            return;
        }
        let here = self.step.get_untracked();
        if here == REVIEW {
            self.editing.save();
        }
        for field in FIELDS[here] {
            self.editing.dispatch(Event::Blur { field: *field });
        }
        match self.editing.with_untracked(first_step_in_trouble) {
            // The save has announced it itself.
            Some(broken) if here == REVIEW => self.show_trouble_at(broken),
            Some(broken) if broken <= here => self.refuse_at(broken),
            _ if here < REVIEW => self.go_to(here + 1),
            _ => {}
        }
    }

    fn refuse_at(self, step: usize) {
        self.show_trouble_at(step);
        self.editing.report_invalid();
    }

    fn show_trouble_at(self, step: usize) {
        self.step.set(step);
        self.attempts.update(|n| *n += 1);
    }

    fn go_to(self, step: usize) {
        self.step.set(step);
        // The heading shows the new step only after this run of effects.
        request_animation_frame(move || {
            if !self.root.is_typing() {
                self.root.focus(STEP_HEADING);
            }
        });
    }

    fn created(self, after_create: AfterCreate) -> El {
        let (i18n, root) = (use_i18n(), self.root);
        let name = self
            .editing
            .with_untracked(|session| session.shown().name.unwrap_or_default());
        let id = move || self.editing.with(Session::created_id);
        // A screen reader starts at the confirmation's heading.
        request_animation_frame(move || root.focus(CREATED_HEADING));
        let body = i18n.words(move |m| match id() {
            Some(_) => m.success_body.to_owned(),
            None => m.success_body_without_link.to_owned(),
        });
        let title = root
            .heading(1)
            .attr("id", &root.id(CREATED_HEADING))
            .attr("tabindex", "-1");
        el("div")
            .class("card success")
            .part("section")
            .child(title.bind_text(i18n.words(move |m| m.success_title(&name))))
            .child(el("p").bind_text(body))
            .keyed(id, move |id| id.map(|id| after_create(id)).into_iter().collect())
    }
}

/// The first step with a field whose violation is visible, or whose value another customer has already.
fn first_step_in_trouble(session: &Session) -> Option<usize> {
    let is_broken = |field: &Field| {
        let view = session.field(*field);
        let is_taken = view.status == FieldStatus::NotSaved(Why::Duplicate) && *field == Field::Email;
        view.violation.is_some() || is_taken
    };
    FIELDS.iter().position(|fields| fields.iter().any(is_broken))
}
