//! Tokens: JWT, an end required, issuer and audience checked. Each key is for one algorithm: HS256 for
//! ours, RS256 or ES256 for another issuer's public keys.

use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::caller::{Caller, is_owner_name};
use super::jwks::Jwks;
use super::key::SigningKey;

/// The `iss` of our own tokens.
pub const ISSUER: &str = "cyrexa";

/// The `aud` of our own tokens.
pub const AUDIENCE: &str = "cyrexa-gateway";

/// Who mints tokens may have a clock that is ahead of ours: so many seconds early a token is taken.
const EARLY: u64 = 60;

/// The longest token that is looked at. Ours have 300 bytes; an issuer may say more in its own.
const LONGEST: usize = 8192;

/// Why a request has no caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenFault {
    /// No bearer token.
    Missing,
    /// One that is not valid, or not any more.
    Invalid,
}

/// Whose tokens are taken, and for how long at most.
pub(crate) struct Trust<'a> {
    pub(crate) key: &'a SigningKey,
    pub(crate) older_keys: &'a [SigningKey],
    pub(crate) jwks: Option<&'a Jwks>,
    pub(crate) lifetime: Duration,
}

/// What a token says. `sub` is text by RFC 7519; ours is an int64.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claims {
    sub: String,
    exp: i64,
    role: String,
    owner: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<i64>,
}

/// What our own tokens say. Another issuer's `aud` may be a list; jsonwebtoken judges it.
#[derive(Serialize)]
struct OwnClaims {
    iss: &'static str,
    aud: &'static str,
    #[serde(flatten)]
    claims: Claims,
}

/// Writes a token that lets its bearer act as `caller` until `caller.expires`.
#[must_use]
pub fn mint(key: &SigningKey, caller: &Caller) -> String {
    let claims = Claims {
        sub: caller.user.to_string(),
        exp: caller.expires,
        role: caller.role.as_str().to_owned(),
        owner: caller.owner,
        owner_name: caller.owner_name.clone(),
        customer: caller.customer,
    };
    let header = Header {
        kid: key.kid.clone(),
        ..Header::new(Algorithm::HS256)
    };
    let claims = OwnClaims {
        iss: ISSUER,
        aud: AUDIENCE,
        claims,
    };
    jsonwebtoken::encode(&header, &claims, &key.encoding)
        .expect("plain claims and a key of bytes can always be signed")
}

/// What a token may be signed with, and what it must say then.
struct Candidate<'a> {
    algorithm: Algorithm,
    key: DecodingKey,
    issuer: &'a str,
    audience: &'a str,
}

/// Whom a token speaks for at `now` (seconds since 1970); `None` where it is not valid, or not any more.
pub(crate) fn verify(trust: &Trust<'_>, token: &str, now: i64) -> Option<Caller> {
    if token.len() > LONGEST {
        return None;
    }
    let header = jsonwebtoken::decode_header(token).ok()?;
    // RFC 7515 section 4.1.11: who does not understand an extension that is critical must refuse. We know
    // none.
    if header.crit.is_some() {
        return None;
    }
    let claims = candidates(trust, header.kid.as_deref())
        .into_iter()
        .find_map(|candidate| candidate.claims(token))?;
    let user = claims.sub.parse().ok().filter(|user| *user > 0)?;
    let lifetime = i64::try_from(trust.lifetime.as_secs()).unwrap_or(i64::MAX);
    let latest = now.saturating_add(lifetime).saturating_add_unsigned(EARLY);
    let is_in_time = (now + 1..=latest).contains(&claims.exp);
    let is_named = claims.owner_name.as_deref().is_none_or(is_owner_name);
    (is_in_time && is_named).then_some(Caller {
        role: claims.role.parse().ok()?,
        user,
        owner: claims.owner,
        owner_name: claims.owner_name,
        customer: claims.customer,
        expires: claims.exp,
    })
}

/// A name means one key. A token without a name, and one whose name no key has, may be signed with any key
/// of ours that it does not contradict.
fn candidates<'a>(trust: &'a Trust<'a>, kid: Option<&str>) -> Vec<Candidate<'a>> {
    let own = || std::iter::once(trust.key).chain(trust.older_keys);
    let Some(kid) = kid else {
        return own().map(Candidate::own).collect();
    };
    if let Some(key) = own().find(|key| key.kid.as_deref() == Some(kid)) {
        return vec![Candidate::own(key)];
    }
    if let Some((jwks, key)) = trust.jwks.and_then(|jwks| Some((jwks, jwks.find(kid)?))) {
        return vec![Candidate {
            algorithm: key.algorithm,
            key: key.decoding,
            issuer: &jwks.issuer,
            audience: &jwks.audience,
        }];
    }
    own()
        .filter(|key| key.kid.is_none())
        .map(Candidate::own)
        .collect()
}

impl Candidate<'_> {
    fn own(key: &SigningKey) -> Self {
        Self {
            algorithm: Algorithm::HS256,
            key: key.decoding.clone(),
            issuer: ISSUER,
            audience: AUDIENCE,
        }
    }

    fn claims(&self, token: &str) -> Option<Claims> {
        let mut validation = Validation::new(self.algorithm);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[self.issuer]);
        validation.set_audience(&[self.audience]);
        validation.validate_nbf = true;
        validation.leeway = EARLY;
        // The end is judged by the caller's clock, to the second.
        validation.validate_exp = false;
        let token = jsonwebtoken::decode::<Claims>(token, &self.key, &validation).ok()?;
        Some(token.claims)
    }
}
