//! The saved payment methods, masked and read-only.

use cyrexa_contract::PaymentMethod;
use cyrexa_view::{El, el, use_root};

use super::{ButtonKind, button, card, empty_state, skeleton};
use crate::i18n::{Messages, use_i18n};

/// The loading state of the list.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum PaymentMethodList {
    /// Loading.
    #[default]
    Loading,
    /// Failed to load.
    Failed,
    /// Loaded.
    Ready(Vec<PaymentMethod>),
}

/// A month of a year, to compare an expiry with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
}

/// The section of the profile. `today` is the current month: a card is valid through the last day of its
/// month.
#[must_use]
pub fn payment_methods(
    list: impl Fn() -> PaymentMethodList + 'static,
    today: YearMonth,
    on_retry: impl Fn() + Copy + Send + Sync + 'static,
) -> El {
    let (i18n, root) = (use_i18n(), use_root());
    card("payment-methods", i18n.text(|m| m.payment_methods))
        .child(
            el("p")
                .class("card-intro")
                .bind_text(i18n.text(|m| m.payment_methods_intro)),
        )
        .keyed(list, move |list| match list {
            PaymentMethodList::Loading => vec![skeleton(2)],
            PaymentMethodList::Failed => vec![
                el("p")
                    .attr("role", "alert")
                    .bind_text(i18n.text(|m| m.payment_methods_failed)),
                button(ButtonKind::Quiet, i18n.text(|m| m.retry), move || {
                    // The button is removed.
                    root.focus("payment-methods-heading");
                    on_retry();
                }),
            ],
            PaymentMethodList::Ready(methods) if methods.is_empty() => vec![empty_state(
                i18n.text(|m| m.payment_methods_none.title),
                i18n.text(|m| m.payment_methods_none.body),
            )],
            PaymentMethodList::Ready(methods) => {
                vec![
                    el("ul")
                        .class("methods")
                        .children(methods.iter().map(|method| row(method.clone(), today))),
                ]
            }
        })
}

fn row(method: PaymentMethod, today: YearMonth) -> El {
    let i18n = use_i18n();
    let expiry = method
        .expiry_year
        .zip(method.expiry_month)
        .map(|(year, month)| YearMonth { year, month });
    let is_expired = expiry.is_some_and(|expiry| expiry < today);
    let brand = method.brand;
    let mut name = el("p")
        .class("method-name")
        .child(el("bdi").bind_text(i18n.words(move |m| brand_name(m, brand.as_deref()))));
    if let Some(digits) = method.last4.filter(|digits| !digits.is_empty()) {
        let shown = el("span")
            .class("method-digits")
            .attr("dir", "ltr")
            .attr("aria-hidden", "true");
        name = name.child(shown.text(&["•••• ", &digits].concat()));
        let spoken = i18n.words(move |m| [", ", &m.ending_in.fill(&[("digits", &digits)])].concat());
        name = name.child(el("span").class("visually-hidden").bind_text(spoken));
    }
    let until = i18n.words(move |m| {
        let Some(YearMonth { year, month }) = expiry else {
            return String::new();
        };
        let template = if is_expired { m.expired_on } else { m.expires };
        let zero = if month < 10 { "0" } else { "" };
        let date = [
            "\u{2066}",
            zero,
            &month.to_string(),
            "/",
            &year.to_string(),
            "\u{2069}",
        ]
        .concat();
        template.fill(&[("date", &date)])
    });
    let is_default = method.is_default.unwrap_or_default();
    el("li")
        .class(if is_expired {
            "method method-expired"
        } else {
            "method"
        })
        .child(name)
        .child(el("p").class("method-expiry").bind_text(until))
        .children(is_default.then(|| el("span").class("tag").bind_text(i18n.text(|m| m.default_method))))
}

/// The schemes' own spellings; an unknown one is shown as the gateway names it.
fn brand_name(m: &Messages, brand: Option<&str>) -> String {
    let Some(brand) = brand.filter(|brand| !brand.trim().is_empty()) else {
        return m.payment_method.to_owned();
    };
    match brand.to_ascii_lowercase().as_str() {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "maestro" => "Maestro",
        "amex" | "american_express" => "American Express",
        "discover" => "Discover",
        "diners" | "diners_club" => "Diners Club",
        "jcb" => "JCB",
        "unionpay" => "UnionPay",
        "mada" => "mada",
        "paypal" => "PayPal",
        "sepa" | "sepa_debit" => "SEPA",
        _ => brand,
    }
    .to_owned()
}
