//! One body, three readers: `judge` (the gateway's), the edge, and `serde_json`, which shares no code with ours.
#![no_main]

use std::fmt;

use arbitrary::Arbitrary;
use cyrexa_contract::{Change, Field, Malformed, Operation, Reason, Refusal, check_body, judge, normal_form};
use cyrexa_edge::{Config, Request, Stamp, Verdict, inspect_body};
use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    is_update: bool,
    body: &'a [u8],
}

fuzz_target!(|input: Input<'_>| {
    let (operation, method, path) = if input.is_update {
        (Operation::Update, "PUT", "/ipg/customers/5")
    } else {
        (Operation::Create, "POST", "/ipg/customers")
    };
    let verdict = judge(input.body, operation);
    assert_eq!(check_body(input.body, operation).err(), verdict.as_ref().err().cloned());

    let config = Config::at("/ipg").expect("it is a path");
    let request = Request { method, path, headers: &[("content-type", b"application/json")] };
    let at_the_edge =
        inspect_body(&config, &request, operation, input.body, &Stamp::at(0, "1"));
    assert_eq!(at_the_edge == Verdict::Pass, verdict.is_ok());

    let malformed = match &verdict {
        Err(Refusal::Malformed(malformed)) => Some(*malformed),
        _ => None,
    };
    match read(input.body) {
        Reading::Malformed(expected) => assert_eq!(malformed, Some(expected)),
        Reading::Twin => assert!(matches!(malformed, Some(Malformed::DuplicateKey | Malformed::TooDeep))),
        Reading::Unreadable => {}
        Reading::Object(object) => {
            assert_eq!(malformed, None);
            assert_same_fields(&object, &verdict.map_err(|refusal| mistyped(&refusal)));
        }
    }
});

/// What `serde_json` makes of a body.
enum Reading {
    Malformed(Malformed),
    /// An object has a key twice.
    Twin,
    /// JSON that a `Value` cannot hold: an unpaired surrogate, a number out of range, 128 levels.
    Unreadable,
    Object(Map<String, Value>),
}

fn read(body: &[u8]) -> Reading {
    let Ok(text) = std::str::from_utf8(body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)) else {
        return Reading::Malformed(Malformed::NotUtf8);
    };
    if serde_json::from_str::<IgnoredAny>(text).is_err() {
        return Reading::Malformed(Malformed::NotJson);
    }
    if !text.trim_start().starts_with('{') {
        return Reading::Malformed(Malformed::NotAnObject);
    }
    match serde_json::from_str(text) {
        Ok(Strict(Value::Object(object))) => Reading::Object(object),
        Ok(_) => unreachable!("it begins as an object"),
        Err(error) if error.to_string().starts_with(TWIN) => Reading::Twin,
        Err(_) => Reading::Unreadable,
    }
}

/// The fields that a refusal calls mistyped.
fn mistyped(refusal: &Refusal) -> Vec<Field> {
    let Refusal::Invalid(violations) = refusal else { return Vec::new() };
    assert!(violations.is_sorted_by(|one, next| one.field < next.field));
    let mistyped = violations.iter().filter(|violation| violation.reason == Reason::Type);
    mistyped.map(|violation| violation.field).collect()
}

fn assert_same_fields(object: &Map<String, Value>, verdict: &Result<cyrexa_contract::Patch, Vec<Field>>) {
    for field in Field::ALL {
        let value = object.get(field.key());
        match verdict {
            Ok(patch) => {
                let expected = match value {
                    None => Change::Keep,
                    Some(Value::Null) => Change::Clear,
                    Some(Value::String(text)) => normal_form(field, text),
                    Some(_) => panic!("{} is of another type, and accepted", field.key()),
                };
                assert!(patch.get(field) == &expected, "{} is read differently", field.key());
            }
            Err(mistyped) => {
                let is_mistyped = value.is_some_and(|value| !value.is_null() && !value.is_string());
                assert_eq!(mistyped.contains(&field), is_mistyped, "{}", field.key());
            }
        }
    }
}

const TWIN: &str = "a key stands twice";

/// A `Value` in which no object may have a key twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        // What it is matters nowhere, but `null` it is not.
        Ok(Value::from(value.to_string().len()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, Strict(value))) = members.next_entry::<String, _>()? {
            if object.insert(key, value).is_some() {
                return Err(A::Error::custom(TWIN));
            }
        }
        Ok(Value::Object(object))
    }
}
