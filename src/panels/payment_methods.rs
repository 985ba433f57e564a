//! The saved payment methods of the customer on the page.

use leptos::prelude::*;

use crate::app::use_shell;
use crate::browser::clock;
use crate::components::{PaymentMethodList, PaymentMethods, YearMonth};
use crate::state::load_payment_methods;

/// Reads them when it is drawn, and again when asked to.
#[component]
pub fn SavedPaymentMethods(customer: i64) -> impl IntoView {
    let shell = use_shell();
    let list = RwSignal::new(PaymentMethodList::Loading);
    let load = move || {
        list.set(PaymentMethodList::Loading);
        let (gateway, tokens) = (shell.config.with_value(|c| c.gateway.clone()), shell.tokens.get_value());
        load_payment_methods(&gateway, &tokens, customer, move |methods| {
            // The page may be gone.
            let _ = list.try_set(methods.map_or(PaymentMethodList::Failed, PaymentMethodList::Ready));
        });
    };
    load();
    let (year, month) = clock::month();
    view! { <PaymentMethods list today=YearMonth { year, month } on_retry=move |()| load()/> }
}
