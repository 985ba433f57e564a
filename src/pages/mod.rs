//! One file per address.

pub mod onboarding;
pub mod profile;
pub mod unknown;

pub use onboarding::Onboarding;
pub use profile::Profile;
pub use unknown::UnknownPage;
