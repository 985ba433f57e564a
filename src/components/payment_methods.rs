//! The saved payment methods, masked and read-only.

use cyrexa_contract::PaymentMethod;
use leptos::either::EitherOf3;
use leptos::prelude::*;

use super::{Button, Card, EmptyState, Skeleton};
use crate::i18n::{Messages, use_i18n};

/// How far the list has come.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum PaymentMethodList {
    /// On its way.
    #[default]
    Loading,
    /// Could not be had.
    Failed,
    /// There.
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

/// Whole part of the profile. `today` is the month now: a card is good through the last day of its month.
#[component]
pub fn PaymentMethods(
    #[prop(into)] list: Signal<PaymentMethodList>,
    today: YearMonth,
    #[prop(into)] on_retry: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let content = move || match list.get() {
        PaymentMethodList::Loading => EitherOf3::A(view! { <Skeleton lines=2/> }),
        PaymentMethodList::Failed => EitherOf3::B(view! {
            <p role="alert">{i18n.text(|m| m.payment_methods_failed)}</p>
            <Button label=i18n.text(|m| m.retry) on_click=on_retry/>
        }),
        PaymentMethodList::Ready(methods) => EitherOf3::C(ready(methods, today)),
    };
    view! {
        <Card id="payment-methods" title=i18n.text(|m| m.payment_methods) intro=i18n.text(|m| m.payment_methods_intro)>
            {content}
        </Card>
    }
}

fn ready(methods: Vec<PaymentMethod>, today: YearMonth) -> impl IntoView {
    let i18n = use_i18n();
    if methods.is_empty() {
        return view! {
            <EmptyState
                title=i18n.text(|m| m.payment_methods_none.title)
                body=i18n.text(|m| m.payment_methods_none.body)
            />
        }
        .into_any();
    }
    let methods = methods
        .into_iter()
        .map(|method| row(method, today))
        .collect_view();
    view! { <ul class="methods">{methods}</ul> }.into_any()
}

fn row(method: PaymentMethod, today: YearMonth) -> impl IntoView {
    let i18n = use_i18n();
    let expiry = method
        .expiry_year
        .zip(method.expiry_month)
        .map(|(year, month)| YearMonth { year, month });
    let is_expired = expiry.is_some_and(|expiry| expiry < today);
    let brand = method.brand;
    let name = i18n.words(move |m| brand_name(m, brand.as_deref()));
    let digits = method.last4.unwrap_or_default();
    let spoken = digits.clone();
    let ending = i18n.words(move |m| {
        if spoken.is_empty() {
            String::new()
        } else {
            format!(", {}", m.ending_in.fill(&[("digits", &spoken)]))
        }
    });
    let until = i18n.words(move |m| {
        let Some(YearMonth { year, month }) = expiry else {
            return String::new();
        };
        let template = if is_expired { m.expired_on } else { m.expires };
        template.fill(&[("date", &format!("\u{2066}{month:02}/{year}\u{2069}"))])
    });
    view! {
        <li class="method" class:method-expired=is_expired>
            <p class="method-name">
                <bdi>{name}</bdi>
                {(!digits.is_empty())
                    .then(|| view! { <span class="method-digits" dir="ltr" aria-hidden="true">"•••• "{digits}</span> })}
                <span class="visually-hidden">{ending}</span>
            </p>
            <p class="method-expiry">{until}</p>
            {method
                .is_default
                .unwrap_or_default()
                .then(|| view! { <span class="tag">{i18n.text(|m| m.default_method)}</span> })}
        </li>
    }
}

/// The schemes' own spellings; one that we do not know is shown as the gateway names it.
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
