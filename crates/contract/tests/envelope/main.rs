//! The error envelope: byte for byte as we write it, and leniently as we read other gateways'.
#![cfg(not(target_arch = "wasm32"))]

mod reading;
mod writing;

use cyrexa_contract::{ErrorCode, ErrorEnvelope};

const NOW: &str = "2026-11-20T10:30:00Z";

fn envelope(code: ErrorCode) -> ErrorEnvelope {
    ErrorEnvelope::new(code, "Words", NOW.to_owned(), "r-1".to_owned())
}
