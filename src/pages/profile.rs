//! `/customers/{id}`: the customer's profile, read at rest and edited in place.

use cyrexa_contract::{Customer, Field};
use cyrexa_editor::{Event, FieldSet, Session, Target};
use leptos::prelude::*;

use super::unknown::start_link;
use crate::app::Shell;
use crate::components::{
    ButtonKind, Trouble, button, card, completeness, fact, facts, skeleton, trouble_panel,
};
use crate::dom::{El, Text, el};
use crate::i18n::{full_date, use_i18n};
use crate::panels::{
    conflict_question, editable_section, follow_title, save_line, saved_payment_methods, session_banners,
    trouble, voice,
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
#[must_use]
pub fn profile(shell: Shell, id: i64) -> El {
    let i18n = use_i18n();
    let editing = Editing::open(
        &shell.config.get_value(),
        &shell.tokens.get_value(),
        Target::Edit { id },
    );
    shell.navigation.guard(editing);
    let screen = move || {
        editing.with(|session| match (trouble(session), session.baseline()) {
            (Some(trouble), _) => Screen::Trouble(trouble),
            (None, None) => Screen::Loading,
            (None, Some(_)) => Screen::Content,
        })
    };
    follow_title(i18n.words(move |m| match screen() {
        Screen::Trouble(trouble) => format!("{} – Cyrexa", trouble.words(m).title),
        Screen::Loading | Screen::Content => m.title_profile.to_owned(),
    }));
    el("div")
        .class("page")
        .child(voice(editing))
        .child(session_banners(editing))
        .dynamic(screen, move |screen| match *screen {
            Screen::Loading => loading().into(),
            Screen::Trouble(trouble) => vec![in_trouble(editing, trouble)],
            Screen::Content => content(shell, editing, id).into(),
        })
        .child(conflict_question(editing))
}

/// The shape of the content, so that nothing moves when it comes.
fn loading() -> [El; 2] {
    let heading = el("h1")
        .attr("tabindex", "-1")
        .words(use_i18n().text(|m| m.profile_title));
    let card = |lines| el("div").class("card").child(skeleton(lines));
    let main = el("div")
        .class("profile-main")
        .children([card(3), card(3), card(2)]);
    let side = el("div").class("profile-side").child(card(4));
    [
        el("div").class("profile-head").child(heading),
        el("div").class("profile").child(main).child(side),
    ]
}

fn in_trouble(editing: Editing, trouble: Trouble) -> El {
    let i18n = use_i18n();
    let help = match trouble {
        Trouble::Unauthorised => button(ButtonKind::Primary, i18n.text(|m| m.sign_in), move || {
            editing.sign_in()
        }),
        Trouble::Failed | Trouble::GatewayDown => {
            button(ButtonKind::Primary, i18n.text(|m| m.retry), move || {
                editing.dispatch(Event::Load)
            })
        }
        _ => start_link(),
    };
    trouble_panel(trouble, vec![help])
}

fn content(shell: Shell, editing: Editing, id: i64) -> [El; 2] {
    let i18n = use_i18n();
    let name = stored(editing, |customer| customer.name.clone());
    let heading = el("h1").attr("tabindex", "-1").child(el("bdi").words(name));
    let under = el("p").class("muted").words(i18n.text(|m| m.profile_title));
    let head = el("div")
        .class("profile-head")
        .child(el("div").child(heading).child(under))
        .child(save_line(editing));
    let main = el("div")
        .class("profile-main")
        .child(editable_section(
            editing,
            "personal",
            i18n.text(|m| m.section_personal),
            PERSONAL,
        ))
        .child(editable_section(
            editing,
            "contact",
            i18n.text(|m| m.section_contact),
            CONTACT,
        ))
        .child(editable_section(
            editing,
            "address",
            i18n.text(|m| m.section_address),
            ADDRESS,
        ));
    let side = el("div")
        .class("profile-side")
        .child(account(editing, id))
        .child(saved_payment_methods(shell, id));
    [head, el("div").class("profile").child(main).child(side)]
}

/// What only the gateway writes, and how complete the rest is.
fn account(editing: Editing, id: i64) -> El {
    let i18n = use_i18n();
    let missing = move || {
        let shown = editing.with(Session::shown);
        Field::ALL
            .into_iter()
            .filter(|field| shown.text(*field).is_none())
            .collect::<FieldSet>()
    };
    let created = stored(editing, |customer| customer.create_date.clone());
    let since = Text::new(move || full_date(i18n.locale(), &created.get()).unwrap_or_default());
    let merchant = stored(editing, |customer| customer.owner_name.clone());
    card("account", i18n.text(|m| m.section_account))
        .child(completeness(missing))
        .child(facts(vec![
            fact(
                i18n.text(|m| m.customer_number),
                Text::fixed(id.to_string()),
                true,
            ),
            fact(i18n.text(|m| m.customer_since), since, false),
            fact(i18n.text(|m| m.merchant), merchant, false),
        ]))
}

/// What the gateway holds; empty where it holds nothing.
fn stored(editing: Editing, text: fn(&Customer) -> Option<String>) -> Text {
    Text::new(move || {
        editing
            .with(|session| session.baseline().and_then(text))
            .unwrap_or_default()
    })
}
