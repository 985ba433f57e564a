//! `/customers/{id}`: the customer's profile, read at rest and edited in place.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldSet, Session, Target};
use leptos::either::EitherOf3;
use leptos::prelude::*;

use crate::app::use_shell;
use crate::components::{Button, ButtonKind, Card, Completeness, Fact, Facts, Skeleton, Trouble, TroublePanel};
use crate::i18n::{full_date, use_i18n};
use crate::panels::{
    ConflictQuestion, EditableSection, SaveLine, SavedPaymentMethods, SessionBanners, Voice, follow_title, trouble,
};
use crate::state::Editing;

const PERSONAL: &[Field] = &[Field::Name, Field::MemberId];
const CONTACT: &[Field] = &[Field::Email, Field::Phone];
const ADDRESS: &[Field] = &[Field::Address];

/// What the page shows: changes seldom, so that typing redraws nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Loading,
    Trouble(Trouble),
    Content,
}

/// The profile of one customer.
#[component]
pub fn Profile(id: i64) -> impl IntoView {
    let i18n = use_i18n();
    let shell = use_shell();
    let config = shell.config.get_value();
    let editing = Editing::open(&config, &shell.tokens.get_value(), Target::Edit { id });
    shell.navigation.guard(editing.memo(Session::leaving).into());
    let screen = editing.memo(|session| match (trouble(session), session.baseline()) {
        (Some(trouble), _) => Screen::Trouble(trouble),
        (None, None) => Screen::Loading,
        (None, Some(_)) => Screen::Content,
    });
    follow_title(i18n.words(move |m| match screen.get() {
        Screen::Trouble(trouble) => trouble.words(m).title.to_owned(),
        Screen::Loading | Screen::Content => m.title_profile.to_owned(),
    }));
    view! {
        <Voice/>
        <SessionBanners/>
        {move || match screen.get() {
            Screen::Loading => EitherOf3::A(view! { <Card id="profile" title=i18n.text(|m| m.profile_title)><Skeleton lines=6/></Card> }),
            Screen::Trouble(trouble) => EitherOf3::B(view! { <InTrouble trouble editing/> }),
            Screen::Content => EitherOf3::C(view! { <Content id editing/> }),
        }}
        <ConflictQuestion/>
    }
}

#[component]
fn InTrouble(trouble: Trouble, editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let retry = move |()| editing.dispatch(Event::Load);
    view! {
        <TroublePanel what=trouble>
            {match trouble {
                Trouble::Unauthorised => view! {
                    <Button kind=ButtonKind::Primary label=i18n.text(|m| m.sign_in) on_click=move |()| editing.sign_in()/>
                }.into_any(),
                Trouble::Failed | Trouble::GatewayDown => view! {
                    <Button kind=ButtonKind::Primary label=i18n.text(|m| m.retry) on_click=retry/>
                }.into_any(),
                _ => view! { <a class="button" href="/">{i18n.text(|m| m.start_page)}</a> }.into_any(),
            }}
        </TroublePanel>
    }
}

#[component]
fn Content(id: i64, editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let name = editing.memo(|session| session.baseline().and_then(|c| c.name.clone()).unwrap_or_default());
    let missing = editing.memo(|session| {
        let shown = session.shown();
        Field::ALL.into_iter().filter(|field| shown.text(*field).is_none()).collect::<FieldSet>()
    });
    view! {
        <div class="profile-head">
            <div>
                <h1 tabindex="-1"><bdi>{name}</bdi></h1>
                <p class="muted">{i18n.text(|m| m.profile_title)}</p>
            </div>
            <SaveLine/>
        </div>
        <div class="profile">
            <div class="profile-main">
                <EditableSection id="personal" question_id="discard-personal" fields=PERSONAL title=i18n.text(|m| m.section_personal)/>
                <EditableSection id="contact" question_id="discard-contact" fields=CONTACT title=i18n.text(|m| m.section_contact)/>
                <EditableSection id="address" question_id="discard-address" fields=ADDRESS title=i18n.text(|m| m.section_address)/>
            </div>
            <div class="profile-side">
                <Card id="account" title=i18n.text(|m| m.section_account)>
                    <Completeness missing/>
                    <Account id editing/>
                </Card>
                <SavedPaymentMethods customer=id/>
            </div>
        </div>
    }
}

/// What only the gateway writes.
#[component]
fn Account(id: i64, editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let customer = editing.memo(|session| session.baseline().cloned().unwrap_or_default());
    let since = Signal::derive(move || customer.with(|c| c.create_date.as_deref().and_then(|date| full_date(i18n.locale(), date))).unwrap_or_default());
    let merchant = Signal::derive(move || customer.with(|c| c.owner_name.clone()).unwrap_or_default());
    view! {
        <Facts>
            <Fact label=i18n.text(|m| m.customer_number) value=Signal::stored(id.to_string()) ltr=true/>
            <Fact label=i18n.text(|m| m.customer_since) value=since/>
            <Fact label=i18n.text(|m| m.merchant) value=merchant/>
        </Facts>
    }
}
