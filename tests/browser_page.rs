//! Everything else on a page: buttons, news, sections, lists, states, language and appearance.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser_support;

use browser_support::*;
use cyrexa_contract::{Field, PaymentMethod};
use cyrexa_editor::{FieldSet, Millis, Notice, SessionStatus, Why};
use cyrexa_profile::components::*;
use cyrexa_profile::i18n::{Locale, full_date};
use cyrexa_view::{El, el};
use leptos::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_busy_button_keeps_its_name_and_the_focus_and_does_nothing() {
    let (busy, submits) = (RwSignal::new(false), RwSignal::new(0));
    let screen = show(move || {
        el("form")
            .child(save_bar(of(busy), || ()))
            .on("submit", move |event| {
                event.prevent_default();
                submits.update(|n| *n += 1);
            })
    });
    let button = screen.role("button", "Save changes");
    button.focus().unwrap();
    button.click();
    busy.set(true);
    frame().await;
    let button = screen.role("button", "Save changes");
    button.click();
    assert_eq!(submits.get_untracked(), 1);
    assert!(has_focus(&button));
    assert_eq!(button.get_attribute("aria-busy").as_deref(), Some("true"));
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_detail_is_part_of_the_name_and_out_of_sight() {
    let clicks = RwSignal::new(0);
    let screen = show(move || {
        button_with_detail(ButtonKind::Link, text("Change"), text("Full name"), move || {
            clicks.update(|n| *n += 1);
        })
    });
    screen.click("button", "Change – Full name");
    assert_eq!(clicks.get_untracked(), 1);
    assert_eq!(screen.all(".visually-hidden").len(), 1);
}

#[wasm_bindgen_test]
async fn a_danger_is_announced_at_once_and_other_news_politely() {
    for (tone, role) in [
        (Tone::Info, "status"),
        (Tone::Good, "status"),
        (Tone::Warning, "status"),
        (Tone::Danger, "alert"),
    ] {
        let screen = show(move || banner(tone, text("You are offline"), text("Keep going."), Vec::new()));
        screen.role(role, "You are offlineKeep going.");
    }
}

#[wasm_bindgen_test]
async fn the_first_stop_skips_the_header_and_the_switches_are_named() {
    let chosen = RwSignal::new(Theme::Auto);
    let kept = RwSignal::new(None);
    let screen = show(move || {
        let header = page_header(
            of(chosen),
            move |theme| chosen.set(theme),
            move |locale| kept.set(Some(locale)),
        );
        el("div").child(skip_link()).child(header)
    });
    let stops = screen.all("a, button, select, input");
    assert_eq!(
        stops.iter().map(name_of).collect::<Vec<_>>(),
        ["Skip to content", "Cyrexa", "Language", "Appearance"],
    );
    screen.choose("Appearance", "dark");
    assert_eq!(chosen.get_untracked(), Theme::Dark);
    screen.choose("Language", "ar");
    frame().await;
    assert_eq!(kept.get_untracked(), Some(Locale::Ar));
    screen.role("combobox", "المظهر");
    assert_eq!(
        document()
            .document_element()
            .unwrap()
            .get_attribute("dir")
            .as_deref(),
        Some("rtl")
    );
}

#[wasm_bindgen_test]
async fn a_section_moves_the_focus_into_its_form_and_back_to_its_button() {
    let is_editing = RwSignal::new(false);
    let screen = show(move || {
        let email = || field_view(Field::Email, "ana@example.com");
        section(
            "contact",
            text("Contact"),
            of(is_editing),
            move || is_editing.set(true),
            move || summary_list(vec![field_row(Field::Email, email)]),
            move || text_field(Field::Email, email, |_| (), || ()),
        )
    });
    screen.role("region", "Contact");
    assert!(screen.find_role("textbox", "Email address").is_none());
    screen.click("button", "Edit – Contact");
    until("the first field has the focus", || {
        screen
            .find_role("textbox", "Email address")
            .is_some_and(|input| has_focus(&input))
    })
    .await;
    is_editing.set(false);
    until("the edit button has the focus", || {
        screen
            .find_role("button", "Edit – Contact")
            .is_some_and(|button| has_focus(&button))
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_section_that_opens_leaves_the_focus_to_somebody_who_types_elsewhere() {
    let is_editing = RwSignal::new(false);
    let screen = show(move || {
        let email = || field_view(Field::Email, "ana@example.com");
        let section = section(
            "contact",
            text("Contact"),
            of(is_editing),
            move || is_editing.set(true),
            || el("p"),
            move || text_field(Field::Email, email, |_| (), || ()),
        );
        el("div")
            .child(el("textarea").attr("aria-label", "Notes"))
            .child(section)
    });
    screen.role("textbox", "Notes").focus().unwrap();
    is_editing.set(true);
    until("the form is there", || {
        screen.find_role("textbox", "Email address").is_some()
    })
    .await;
    frame().await;
    frame().await;
    assert!(has_focus(&screen.role("textbox", "Notes")));
}

#[wasm_bindgen_test]
async fn an_empty_value_says_that_nothing_is_given() {
    let value = RwSignal::new(String::new());
    let screen = show(move || {
        summary_list(vec![summary_row(
            text("Phone number"),
            cyrexa_view::text(of(value)),
            true,
        )])
    });
    assert_eq!(screen.all("dd")[0].text_content().unwrap(), "Not given");
    value.set("+44 20 7946 0018".to_owned());
    frame().await;
    let value = &screen.all("bdi")[0];
    assert_eq!(value.text_content().unwrap(), "+44 20 7946 0018");
    assert_eq!(value.get_attribute("dir").as_deref(), Some("ltr"));
}

#[wasm_bindgen_test]
async fn a_reviewed_field_leads_back_to_where_it_is_changed() {
    let asked = RwSignal::new(false);
    let screen = show(move || {
        let view = || field_view(Field::Name, "Ana");
        summary_list(vec![field_row_to_change(Field::Name, view, move || {
            asked.set(true)
        })])
    });
    screen.click("button", "Change – Full name");
    assert!(asked.get_untracked());
}

#[wasm_bindgen_test]
async fn one_step_is_the_present_one_and_those_before_it_are_done() {
    let current = RwSignal::new(0usize);
    let screen = show(move || steps(of(current)));
    screen.role("navigation", "Progress");
    current.set(2);
    frame().await;
    assert!(screen.sees("Step 3 of 4"));
    let present = screen.all("[aria-current=step]");
    assert_eq!(present.iter().map(name_of).collect::<Vec<_>>(), ["Address"]);
    assert_eq!(
        screen.all("li").iter().map(name_of).collect::<Vec<_>>(),
        ["Name (done)", "Contact (done)", "Address", "Review"],
    );
}

const TODAY: YearMonth = YearMonth {
    year: 2026,
    month: 11,
};

fn methods(list: impl Fn() -> PaymentMethodList + 'static, retries: RwSignal<u32>) -> El {
    payment_methods(list, TODAY, move || retries.update(|n| *n += 1))
}

fn method(brand: Option<&str>, last4: &str, expiry: (u16, u8), is_default: bool) -> PaymentMethod {
    PaymentMethod {
        id: last4.to_owned(),
        brand: brand.map(str::to_owned),
        last4: Some(last4.to_owned()),
        expiry_month: Some(expiry.1),
        expiry_year: Some(expiry.0),
        is_default: Some(is_default),
    }
}

#[wasm_bindgen_test]
async fn payment_methods_are_masked_dated_and_marked() {
    let list = PaymentMethodList::Ready(vec![
        method(Some("visa"), "0042", (2028, 8), true),
        method(Some("mastercard"), "4444", (2026, 10), false),
        method(Some("Girocard"), "1111", (2026, 11), false),
        method(None, "2222", (2030, 1), false),
    ]);
    let screen = show(move || methods(move || list.clone(), RwSignal::new(0)));
    screen.role("region", "Payment methods");
    assert_eq!(
        screen.all(".methods li").iter().map(name_of).collect::<Vec<_>>(),
        [
            "Visa, ending in 0042Expires \u{2066}08/2028\u{2069}Default",
            "Mastercard, ending in 4444Expired \u{2066}10/2026\u{2069}",
            "Girocard, ending in 1111Expires \u{2066}11/2026\u{2069}",
            "Payment method, ending in 2222Expires \u{2066}01/2030\u{2069}",
        ],
    );
    assert_eq!(
        screen.all(".method-digits")[0].text_content().unwrap(),
        "•••• 0042"
    );
}

#[wasm_bindgen_test]
async fn payment_methods_load_fail_and_may_be_none() {
    let (list, retries) = (RwSignal::new(PaymentMethodList::Loading), RwSignal::new(0));
    let screen = show(move || methods(of(list), retries));
    assert!(screen.sees("Loading"));
    list.set(PaymentMethodList::Failed);
    frame().await;
    screen.role("alert", "Your payment methods could not be loaded.");
    screen.click("button", "Try again");
    assert_eq!(retries.get_untracked(), 1);
    list.set(PaymentMethodList::Ready(Vec::new()));
    frame().await;
    screen.role("heading", "No saved payment methods");
}

#[wasm_bindgen_test]
async fn completeness_is_a_measure_with_words() {
    let missing = RwSignal::new(FieldSet::of(Field::Phone));
    let screen = show(move || completeness(of(missing)));
    let meter = screen.role("progressbar", "Profile completeness");
    assert_eq!(
        meter.get_attribute("aria-valuetext").as_deref(),
        Some("4 of 5 details given")
    );
    assert!(screen.sees("Still missing: Phone number"));
    missing.set(FieldSet::EMPTY);
    frame().await;
    assert_eq!(meter.get_attribute("value").as_deref(), Some("5"));
    assert!(screen.sees("Your profile is complete"));
}

#[wasm_bindgen_test]
async fn the_same_news_twice_is_said_twice() {
    let fields = FieldSet::of(Field::Email);
    let said = RwSignal::new(None);
    let screen = show(move || live_region(of(said)));
    let region = screen.all("[role=status]").remove(0);
    assert_eq!(region.text_content().unwrap(), "");
    let mut heard = Vec::new();
    for turn in 0..2 {
        said.set(Some((Notice::Saved { fields }, turn)));
        frame().await;
        heard.push(region.text_content().unwrap());
    }
    assert_ne!(heard[0], heard[1]);
    assert!(heard.iter().all(|words| words.trim() == "Saved: Email address"));
}

#[wasm_bindgen_test]
async fn the_status_line_says_where_everything_stands_and_offers_the_way_back() {
    let status = RwSignal::new(SessionStatus::Ready);
    let (unsaved, can_undo) = (RwSignal::new(0usize), RwSignal::new(false));
    let done = RwSignal::new(Vec::new());
    let screen = show(move || {
        let actions = SaveActions {
            can_undo: of(can_undo),
            on_undo: move || done.update(|done| done.push("undo")),
            on_retry: move || done.update(|done| done.push("retry")),
        };
        save_status(of(status), of(unsaved), actions)
    });
    for (now, count, words) in [
        (SessionStatus::Ready, 0, ""),
        (SessionStatus::Ready, 1, "1 change is not saved yet"),
        (SessionStatus::Ready, 2, "2 changes are not saved yet"),
        (SessionStatus::Saving, 0, "Saving your changes…"),
        (SessionStatus::Saved, 0, "Your changes are saved"),
        (
            SessionStatus::NotSaved(Why::Refused),
            0,
            "Not saved: the gateway did not accept it",
        ),
        (
            SessionStatus::Offline,
            0,
            "Your changes are kept here and will be saved once you are online",
        ),
    ] {
        status.set(now);
        unsaved.set(count);
        frame().await;
        assert_eq!(screen.all("p")[0].text_content().unwrap(), words);
        assert!(screen.find_role("button", "Try again").is_none());
    }
    let waiting = |can_retry_now| SessionStatus::WaitingToRetry {
        at: Millis(1),
        can_retry_now,
    };
    status.set(waiting(false));
    frame().await;
    // The gateway has said how long: it would do nothing.
    assert!(screen.find_role("button", "Try again").is_none());
    status.set(waiting(true));
    can_undo.set(true);
    unsaved.set(1);
    frame().await;
    // It would read as taking back what is not saved yet.
    assert!(screen.find_role("button", "Undo").is_none());
    unsaved.set(0);
    frame().await;
    screen.click("button", "Undo");
    screen.click("button", "Try again");
    assert_eq!(done.get_untracked(), ["undo", "retry"]);
}

#[wasm_bindgen_test]
async fn trouble_has_a_heading_and_a_way_out() {
    for (what, heading) in [
        (Trouble::PageNotFound, "We cannot find that page"),
        (Trouble::NotFound, "We cannot find this profile"),
        (Trouble::Forbidden, "This profile is not yours"),
        (Trouble::Unauthorised, "Please sign in"),
        (Trouble::MaybeSignedOut, "You may have been signed out"),
        (
            Trouble::OtherCustomer,
            "We were sent the details of another customer",
        ),
        (Trouble::Failed, "Something went wrong"),
        (Trouble::GatewayDown, "We cannot reach the payment gateway"),
        (Trouble::Deleted, "This profile was deleted"),
    ] {
        let again = || button(ButtonKind::Primary, text("Try again"), || ());
        let screen = show(move || trouble_panel(what, vec![again()]));
        screen.role("heading", heading);
        screen.role("button", "Try again");
    }
}

#[wasm_bindgen_test]
async fn dates_follow_the_language_with_latin_digits() {
    let date = "2023-11-07T12:31:56Z";
    assert_eq!(full_date(Locale::En, date).as_deref(), Some("7 November 2023"));
    let arabic = full_date(Locale::Ar, date).unwrap();
    assert!(arabic.contains("2023") && arabic.contains("نوفمبر"), "{arabic}");
    assert_eq!(full_date(Locale::En, "soon"), None);
}
