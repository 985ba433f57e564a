//! Tokens: JWT, HS256 pinned, an end required, issuer and audience checked.

use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::{Caller, SigningKey};

const ISSUER: &str = "cyrexa";
const AUDIENCE: &str = "cyrexa-gateway";

/// Who mints tokens may have a clock that is ahead of ours: so many seconds early a token is taken.
const EARLY: u64 = 60;

/// What a token says. `sub` is text by RFC 7519; ours is an int64.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    exp: i64,
    role: String,
    owner: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<i64>,
}

/// Writes a token that lets its bearer act as `caller` until `caller.expires`.
#[must_use]
pub fn mint(key: &SigningKey, caller: &Caller) -> String {
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: caller.user.to_string(),
        exp: caller.expires,
        role: caller.role.as_str().to_owned(),
        owner: caller.owner,
        owner_name: caller.owner_name.clone(),
        customer: caller.customer,
    };
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key.encoding)
        .expect("plain claims and a key of octets can always be signed")
}

/// Whom a token speaks for at `now` (seconds since 1970); `None` where it is not valid, or not any more.
pub(crate) fn verify(key: &SigningKey, token: &str, now: i64) -> Option<Caller> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.validate_nbf = true;
    validation.leeway = EARLY;
    // The end is judged below by the caller's clock, to the second.
    validation.validate_exp = false;
    let token = jsonwebtoken::decode::<Claims>(token, &key.decoding, &validation).ok()?;
    // RFC 7515 section 4.1.11: who does not understand an extension that is critical must refuse. We know none.
    if token.header.crit.is_some() {
        return None;
    }
    let claims = token.claims;
    let user = claims.sub.parse().ok().filter(|user| *user > 0)?;
    (claims.exp > now).then_some(Caller {
        role: claims.role.parse().ok()?,
        user,
        owner: claims.owner,
        owner_name: claims.owner_name,
        customer: claims.customer,
        expires: claims.exp,
    })
}
