//! `<cyrexa-customer>`: the same panels as the app's, on a merchant's page. The element itself is
//! `element.js`; this is what it shows once the module is there.

mod attributes;
mod events;
mod view;

pub use view::Widget;
