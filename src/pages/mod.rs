//! One file per address.

mod onboarding;
mod profile;
mod unknown;

pub use onboarding::onboarding;
pub use profile::profile;
pub use unknown::unknown_page;
