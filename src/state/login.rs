//! Whose token it is, as a word that tells one login from another and nothing else.

use cyrexa_editor::answer::Json as _;
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;

use crate::api::json::Json;
use crate::browser::page::window;

/// Enough of a SHA-256 that no two logins of a merchant share it.
const BYTES: usize = 16;

/// A hash of the token's issuer and subject. `None` where it is no JSON web token, or the browser does not
/// hash here.
pub(super) async fn login_of(token: &str) -> Option<String> {
    let claims = claims(token)?;
    let text = |name| claims.get(name).text();
    let subject = text("sub").or_else(|| {
        claims
            .get("sub")
            .number()
            .map(|number| (number as i64).to_string())
    })?;
    let who = [text("iss").unwrap_or_default(), subject].join("\n").into_bytes();
    // Only over HTTPS and on localhost: elsewhere there is none, and the call fails.
    let subtle = window().crypto().ok()?.subtle();
    let hash = subtle.digest_with_str_and_u8_array("SHA-256", &who).ok()?;
    let hash = Uint8Array::new(&JsFuture::from(hash).await.ok()?).to_vec();
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    let hash = hash.iter().take(BYTES);
    Some(
        hash.flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)])
            .collect(),
    )
}

/// The second part (RFC 7519 section 3). Its signature is the gateway's to check: here it only names a place
/// in storage.
fn claims(token: &str) -> Option<Json> {
    let standard = |c| match c {
        '-' => '+',
        '_' => '/',
        c => c,
    };
    let payload: String = token.split('.').nth(1)?.chars().map(standard).collect();
    Some(Json::parse(&window().atob(&payload).ok()?))
}
