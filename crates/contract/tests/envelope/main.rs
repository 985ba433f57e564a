//! The error envelope, byte for byte as we write it. How an answer is read, is the editor's
//! (`tests/answers`).
#![cfg(not(target_arch = "wasm32"))]

mod writing;

use cyrexa_contract::{ErrorCode, ErrorEnvelope};

const NOW: &str = "2026-11-20T10:30:00Z";

fn envelope(code: ErrorCode) -> ErrorEnvelope {
    ErrorEnvelope::new(code, "Words", NOW.to_owned(), "r-1".to_owned())
}
