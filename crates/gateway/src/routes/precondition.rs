//! The conditions that a client makes of a customer's version (RFC 9110 section 13.1).

use axum::http::header::{IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName};

use crate::error::ApiError;
use crate::etag::etag;
use crate::store::customers::Record;

/// Which versions a client names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// The header is not there.
    Absent,
    /// `*`.
    Any,
    /// As written, each with its quotes, a weak one with its `W/`.
    Tags(Vec<String>),
}

impl Condition {
    /// Reads `If-Match`. One that cannot be read is an error: to pass over it would overwrite what it was to
    /// protect.
    pub(crate) fn if_match(headers: &HeaderMap) -> Result<Self, ApiError> {
        read(headers, &IF_MATCH).ok_or(ApiError::BadRequest("If-Match is not a list of entity tags"))
    }

    /// Reads `If-None-Match`. One that cannot be read is as none: the answer is then whole.
    pub(crate) fn if_none_match(headers: &HeaderMap) -> Self {
        read(headers, &IF_NONE_MATCH).unwrap_or(Self::Absent)
    }

    /// Whether a write may go ahead: strong comparison, so a weak tag never matches.
    pub(crate) fn allows_write_over(&self, record: &Record) -> bool {
        match self {
            Self::Absent | Self::Any => true,
            Self::Tags(tags) => tags.contains(&etag(record.id(), record.revision)),
        }
    }

    /// Whether a client that sent this as `If-None-Match` has the current version: weak comparison.
    pub(crate) fn has_seen(&self, record: &Record) -> bool {
        let current = etag(record.id(), record.revision);
        match self {
            Self::Absent => false,
            Self::Any => true,
            Self::Tags(tags) => tags
                .iter()
                .any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == current),
        }
    }
}

fn read(headers: &HeaderMap, name: &HeaderName) -> Option<Condition> {
    let mut tags = Vec::new();
    let mut is_any = false;
    for value in headers.get_all(name) {
        let value = value.to_str().ok()?.trim();
        if value == "*" {
            is_any = true;
        } else {
            read_tags(value, &mut tags)?;
        }
    }
    match (is_any, tags.is_empty()) {
        (true, true) => Some(Condition::Any),
        (true, false) => None,
        (false, true) => (!headers.contains_key(name)).then_some(Condition::Absent),
        (false, false) => Some(Condition::Tags(tags)),
    }
}

/// An opaque tag may contain a comma, so a list is read, not split.
fn read_tags(list: &str, tags: &mut Vec<String>) -> Option<()> {
    let mut rest = list.trim_start_matches([' ', '\t', ',']);
    while !rest.is_empty() {
        let mark = if rest.starts_with("W/") { 2 } else { 0 };
        let opaque = rest.get(mark..)?.strip_prefix('"')?;
        let end = opaque.find('"')?;
        let length = mark + 1 + end + 1;
        tags.push(rest[..length].to_owned());
        let after = rest[length..].trim_start_matches([' ', '\t']);
        if !after.is_empty() && !after.starts_with(',') {
            return None;
        }
        rest = after.trim_start_matches([' ', '\t', ',']);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use cyrexa_contract::Customer;

    fn record() -> Record {
        let customer = Customer {
            id: 7,
            ..Customer::default()
        };
        Record {
            customer,
            revision: 3,
        }
    }

    fn headers(name: HeaderName, values: &[&'static str]) -> HeaderMap {
        values
            .iter()
            .map(|value| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn if_match_compares_strongly_and_refuses_what_it_cannot_read() {
        for (values, expected) in [
            (&[][..], Some(true)),
            (&["*"], Some(true)),
            (&["\"7-3\""], Some(true)),
            (&["\"7-2\""], Some(false)),
            (&["W/\"7-3\""], Some(false)),
            (&["\"7-2\", \"7-3\""], Some(true)),
            (&["\"7-2\"", "\"7-3\""], Some(true)),
            (&["\"a,b\",,\t\"7-3\" ,"], Some(true)),
            (&["\"\""], Some(false)),
            (&["7-3"], None),
            (&["\"7-3"], None),
            (&["\"7-3\" \"7-4\""], None),
            (&["\"7-3\", *"], None),
            (&["*", "\"7-3\""], None),
            (&[""], None),
            (&["w/\"7-3\""], None),
        ] {
            let condition = Condition::if_match(&headers(IF_MATCH, values));
            let allowed = condition
                .ok()
                .map(|condition| condition.allows_write_over(&record()));
            assert_eq!(allowed, expected, "{values:?}");
        }
    }

    #[test]
    fn if_none_match_compares_weakly() {
        for (values, expected) in [
            (&[][..], false),
            (&["*"], true),
            (&["\"7-3\""], true),
            (&["W/\"7-3\""], true),
            (&["\"7-2\", W/\"7-3\""], true),
            (&["\"7-2\""], false),
            (&["7-3"], false),
        ] {
            let condition = Condition::if_none_match(&headers(IF_NONE_MATCH, values));
            assert_eq!(condition.has_seen(&record()), expected, "{values:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_list_of_any_tags_reads_back_and_no_text_panics(
            tags in proptest::collection::vec("(W/)?\"[!#-~]{0,8}\"", 1..5),
            text in "[ -~]{0,40}",
        ) {
            let mut read = Vec::new();
            proptest::prop_assert_eq!(read_tags(&tags.join(" , "), &mut read), Some(()));
            proptest::prop_assert_eq!(read, tags);
            read_tags(&text, &mut Vec::new());
        }
    }
}
