//! A customer's profile: read at rest and edited in place.

use cyrexa_contract::{Customer, Field};
use cyrexa_editor::{FieldSet, Session};
use cyrexa_view::{El, el, text, use_root};
use leptos::prelude::*;

use super::{
    ask_again, conflict_question, editable_section, save_line, saved_payment_methods, session_banners,
    trouble, voice,
};
use crate::components::{
    ButtonKind, Trouble, button, card, completeness, skeleton, summary_list, summary_row, trouble_panel,
};
use crate::i18n::{full_date, use_i18n};
use crate::state::Editing;

/// A part of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Name and member number.
    Personal,
    /// E-mail address and phone number.
    Contact,
    /// The billing address.
    Address,
    /// What only the gateway writes.
    Account,
    /// The saved payment methods.
    PaymentMethods,
}

impl Section {
    /// In the order of the page.
    pub const ALL: [Self; 5] = [
        Self::Personal,
        Self::Contact,
        Self::Address,
        Self::Account,
        Self::PaymentMethods,
    ];

    /// Its name in a widget's `sections`, and in ids.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Contact => "contact",
            Self::Address => "address",
            Self::Account => "account",
            Self::PaymentMethods => "payment-methods",
        }
    }

    /// What a person can change in it.
    const fn fields(self) -> &'static [Field] {
        match self {
            Self::Personal => cyrexa_contract::Section::Personal.fields(),
            Self::Contact => cyrexa_contract::Section::Contact.fields(),
            Self::Address => cyrexa_contract::Section::Address.fields(),
            Self::Account | Self::PaymentMethods => &[],
        }
    }
}

/// How much of a profile is shown, and how much of it may be changed.
#[derive(Clone, PartialEq, Eq)]
pub struct Extent {
    /// In this order.
    pub sections: Vec<Section>,
    /// Shown, not offered for a change.
    pub fixed: FieldSet,
}

impl Extent {
    /// Everything.
    #[must_use]
    pub fn whole() -> Self {
        Self {
            sections: Section::ALL.to_vec(),
            fixed: FieldSet::EMPTY,
        }
    }
}

/// What the profile shows: changes seldom, so that typing redraws nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Loading,
    Trouble(Trouble),
    Content,
}

fn screen(editing: Editing) -> Screen {
    editing.with(|session| match (trouble(session), session.baseline()) {
        (Some(trouble), _) => Screen::Trouble(trouble),
        (None, None) => Screen::Loading,
        (None, Some(_)) => Screen::Content,
    })
}

/// For the browser's tab.
#[must_use]
pub fn profile_title(editing: Editing) -> TextProp {
    use_i18n().words(move |m| match screen(editing) {
        Screen::Trouble(trouble) => [trouble.words(m).title, " – Cyrexa"].concat(),
        Screen::Loading | Screen::Content => m.title_profile.to_owned(),
    })
}

/// The profile of one customer. `way_out` is offered where there is nothing to do here.
#[must_use]
pub fn profile_panel(
    editing: Editing,
    id: i64,
    extent: impl Fn() -> Extent + Copy + Send + Sync + 'static,
    way_out: fn() -> Option<El>,
) -> El {
    el("div")
        .class("page")
        .child(voice(editing))
        .child(session_banners(editing))
        .keyed(
            move || screen(editing),
            move |screen| match *screen {
                Screen::Loading => loading().into(),
                Screen::Trouble(trouble) => vec![in_trouble(editing, trouble, way_out)],
                Screen::Content => content(editing, id, extent).into(),
            },
        )
        .child(conflict_question(editing))
}

/// The shape of the content, so that nothing moves when it comes.
fn loading() -> [El; 2] {
    let heading = use_root()
        .heading(1)
        .part("heading")
        .attr("tabindex", "-1")
        .bind_text(use_i18n().text(|m| m.profile_title));
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

fn in_trouble(editing: Editing, trouble: Trouble, way_out: fn() -> Option<El>) -> El {
    let i18n = use_i18n();
    let sign_in = || {
        button(ButtonKind::Primary, i18n.text(|m| m.sign_in), move || {
            editing.sign_in()
        })
    };
    let retry = |kind| button(kind, i18n.text(|m| m.retry), move || editing.read_again());
    let help = match trouble {
        Trouble::Unauthorised => vec![sign_in()],
        Trouble::NoToken => vec![ask_again(editing)],
        Trouble::MaybeSignedOut => vec![sign_in(), retry(ButtonKind::Quiet)],
        Trouble::Failed | Trouble::GatewayDown | Trouble::OtherCustomer => vec![retry(ButtonKind::Primary)],
        _ => way_out().into_iter().collect(),
    };
    trouble_panel(trouble, help)
}

fn content(editing: Editing, id: i64, extent: impl Fn() -> Extent + Copy + Send + Sync + 'static) -> [El; 2] {
    let i18n = use_i18n();
    let name = stored(editing, |customer| customer.name.clone());
    let heading = use_root()
        .heading(1)
        .part("heading")
        .attr("tabindex", "-1")
        .child(el("bdi").bind_text(name));
    let under = el("p").class("muted").bind_text(i18n.text(|m| m.profile_title));
    let head = el("div")
        .class("profile-head")
        .child(el("div").child(heading).child(under))
        .child(save_line(editing));
    let part = move |section: Section, fixed| match section {
        Section::Account => account(editing, id),
        Section::PaymentMethods => saved_payment_methods(editing, id),
        section => editable_section(
            editing,
            section.name(),
            section_title(section),
            section.fields(),
            fixed,
        ),
    };
    let column = move |class: &str, is_main: bool| {
        el("div").class(class).keyed(extent, move |extent| {
            let mine = |section: &&Section| section.fields().is_empty() != is_main;
            let sections = extent.sections.iter().filter(mine);
            sections.map(|section| part(*section, extent.fixed)).collect()
        })
    };
    [
        head,
        el("div")
            .class("profile")
            .child(column("profile-main", true))
            .child(column("profile-side", false)),
    ]
}

fn section_title(section: Section) -> TextProp {
    use_i18n().words(move |m| {
        match section {
            Section::Personal => m.section_personal,
            Section::Contact => m.section_contact,
            Section::Address => m.section_address,
            Section::Account => m.section_account,
            Section::PaymentMethods => m.payment_methods,
        }
        .to_owned()
    })
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
    let since = text(move || full_date(i18n.locale(), &created.get()).unwrap_or_default());
    let merchant = stored(editing, |customer| customer.owner_name.clone());
    card(Section::Account.name(), section_title(Section::Account))
        .child(completeness(missing))
        .child(summary_list(vec![
            summary_row(
                i18n.text(|m| m.customer_number),
                TextProp::from(id.to_string()),
                true,
            ),
            summary_row(i18n.text(|m| m.customer_since), since, false),
            summary_row(i18n.text(|m| m.merchant), merchant, false),
        ]))
}

/// What the gateway holds; empty where it holds nothing.
fn stored(editing: Editing, member: fn(&Customer) -> Option<String>) -> TextProp {
    text(move || {
        editing
            .with(|session| session.baseline().and_then(member))
            .unwrap_or_default()
    })
}
