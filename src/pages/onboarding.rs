//! `/`: become a customer, in short steps with a review.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, Session, Target};
use leptos::either::{Either, EitherOf3};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::app::use_shell;
use crate::browser::page;
use crate::components::{Button, ButtonKind, Facts, FieldFact, STEPS, Steps, TroublePanel};
use crate::i18n::use_i18n;
use crate::panels::{EditedField, SaveLine, SessionBanners, Summary, Voice, follow_title, trouble};
use crate::state::Editing;

/// The fields of each step; the last reviews them all.
const FIELDS: [&[Field]; STEPS] =
    [&[Field::Name, Field::MemberId], &[Field::Email, Field::Phone], &[Field::Address], &[]];
const REVIEW: usize = STEPS - 1;

/// What the page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Steps,
    Created,
}

/// Steps to a new customer, or the good end of them.
#[component]
pub fn Onboarding() -> impl IntoView {
    let i18n = use_i18n();
    let shell = use_shell();
    let editing = Editing::open(&shell.config.get_value(), &shell.tokens.get_value(), Target::Create);
    shell.navigation.guard(editing.memo(Session::leaving).into());
    let step = RwSignal::new(0_usize);
    let screen = editing.memo(|session| if session.is_created() { Screen::Created } else { Screen::Steps });
    let title = i18n.words(move |m| match screen.get() {
        Screen::Created => m.title_success.to_owned(),
        Screen::Steps => format!("{} – {}", m.steps[step.get()].heading, m.title_onboarding),
    });
    follow_title(title);
    view! {
        <Voice/>
        <SessionBanners/>
        {move || match screen.get() {
            Screen::Created => Either::Left(view! { <Created editing/> }),
            Screen::Steps => Either::Right(view! { <InSteps editing step/> }),
        }}
    }
}

#[component]
fn InSteps(editing: Editing, step: RwSignal<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let attempts = RwSignal::new(0_usize);
    let go_to = move |to: usize| {
        step.set(to);
        // The heading is in the document once the step is drawn.
        request_animation_frame(|| page::focus("step-heading"));
    };
    let is_busy = editing.memo(Session::is_busy);
    let goes_on = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let here = step.get_untracked();
        if here == REVIEW {
            editing.dispatch(Event::Save);
        } else {
            for field in FIELDS[here] {
                editing.dispatch(Event::Blur { field: *field });
            }
        }
        match editing.now(first_step_in_trouble) {
            Some(broken) if broken <= here => {
                step.set(broken);
                attempts.update(|n| *n += 1);
            }
            _ if here < REVIEW => go_to(here + 1),
            _ => {}
        }
    };
    // What the gateway refuses leads back to its step.
    let refused = editing.memo(first_step_in_trouble);
    Effect::new(move |_| {
        if let (Some(broken), REVIEW) = (refused.get(), step.get_untracked()) {
            step.set(broken);
            attempts.update(|n| *n += 1);
        }
    });
    let heading = i18n.words(move |m| m.steps[step.get()].heading.to_owned());
    let intro = i18n.words(move |m| m.steps[step.get()].intro.to_owned());
    let in_trouble = editing.memo(trouble);
    view! {
        {move || in_trouble.get().map(|what| view! { <TroublePanel what/> })}
        <div class="onboarding">
            <Steps current=step/>
            <form class="card" novalidate on:submit=goes_on aria-labelledby="step-heading">
                <Summary attempts/>
                <h1 id="step-heading" tabindex="-1">{heading}</h1>
                <p class="card-intro">{intro}</p>
                {move || match step.get() {
                    REVIEW => Either::Left(view! { <Review editing go_to=Callback::new(go_to)/> }),
                    step => Either::Right(FIELDS[step].iter().map(|field| view! { <EditedField field=*field/> }).collect_view()),
                }}
                <div class="save-bar">
                    {move || match step.get() {
                        REVIEW => EitherOf3::A(view! {
                            <Button kind=ButtonKind::Primary submits=true busy=is_busy
                                label=i18n.words(move |m| if is_busy.get() { m.creating } else { m.create }.to_owned())/>
                        }),
                        0 => EitherOf3::B(view! { <Button kind=ButtonKind::Primary submits=true label=i18n.text(|m| m.next)/> }),
                        _ => EitherOf3::C(view! { <Button kind=ButtonKind::Primary submits=true label=i18n.text(|m| m.next)/> }),
                    }}
                    {move || (step.get() > 0).then(|| view! {
                        <Button label=i18n.text(|m| m.back) on_click=move |()| go_to(step.get_untracked() - 1)/>
                    })}
                </div>
                {move || (step.get() == REVIEW).then(|| view! { <SaveLine/> })}
            </form>
        </div>
    }
}

#[component]
fn Review(editing: Editing, go_to: Callback<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let facts = FIELDS.iter().enumerate().flat_map(move |(step, fields)| {
        fields.iter().map(move |field| {
            view! { <FieldFact field=*field view=editing.field(*field) on_change=move |()| go_to.run(step)/> }
        })
    });
    view! {
        <Facts>{facts.collect_view()}</Facts>
        <p class="muted">{i18n.text(|m| m.review_privacy)}</p>
    }
}

#[component]
fn Created(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let name = editing.now(|session| session.shown().name.unwrap_or_default());
    let link = editing.memo(Session::created_id);
    // The new page is read from its heading.
    Effect::new(|_| page::focus("created-heading"));
    let body = i18n.words(move |m| match link.get() {
        Some(_) => m.success_body.to_owned(),
        None => m.success_body_without_link.to_owned(),
    });
    view! {
        <div class="card success">
            <h1 id="created-heading" tabindex="-1">{i18n.words(move |m| m.success_title(&name))}</h1>
            <p>{body}</p>
            {move || link.get().map(|id| view! {
                <a class="button button-primary" href=format!("/customers/{id}")>{i18n.text(|m| m.view_profile)}</a>
            })}
        </div>
    }
}

/// The first step with a field whose violation is visible.
fn first_step_in_trouble(session: &Session) -> Option<usize> {
    let is_broken = |field: &Field| session.field(*field).violation.is_some();
    FIELDS.iter().position(|fields| fields.iter().any(is_broken))
}
