//! Placeholder until this crate's first step lands.
