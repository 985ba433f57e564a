//! The saved payment methods of the customer on the page.

use cyrexa_view::El;
use leptos::prelude::*;

use crate::browser::clock;
use crate::components::{PaymentMethodList, YearMonth, payment_methods};
use crate::state::Editing;

/// Loads them when it is drawn, and again on retry.
#[must_use]
pub fn saved_payment_methods(editing: Editing, customer: i64) -> El {
    let list = RwSignal::new(PaymentMethodList::Loading);
    let load = move || {
        list.set(PaymentMethodList::Loading);
        editing.payment_methods(customer, move |methods| {
            list.set(methods.map_or(PaymentMethodList::Failed, PaymentMethodList::Ready));
        });
    };
    load();
    let (year, month) = clock::month();
    payment_methods(move || list.get(), YearMonth { year, month }, load)
}
