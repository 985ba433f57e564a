//! The published corpus, natively and in a browser's wasm: every body gets its verdict byte for byte, and no verdict changes
//! while the rules claim to be the same.
//!
//! In a browser: `cargo test -p cyrexa-contract --target wasm32-unknown-unknown --test corpus`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cyrexa_contract::{FINGERPRINT, Operation, Refusal, judge};
use serde::Deserialize;
use serde_json::value::RawValue;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

/// The rules' fingerprint, and the hash of what they say of the corpus.
const GOLDEN: (&str, &str) = ("d4de53120d13c912", "dbabda68c0b6f315");

const FILES: [(&str, &str); 10] = [
    ("address.json", include_str!("../corpus/address.json")),
    ("body.json", include_str!("../corpus/body.json")),
    ("card_number.json", include_str!("../corpus/card_number.json")),
    ("characters.json", include_str!("../corpus/characters.json")),
    ("email.json", include_str!("../corpus/email.json")),
    ("malformed.json", include_str!("../corpus/malformed.json")),
    ("member_id.json", include_str!("../corpus/member_id.json")),
    ("name.json", include_str!("../corpus/name.json")),
    ("normal_form.json", include_str!("../corpus/normal_form.json")),
    ("phone.json", include_str!("../corpus/phone.json")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case<'a> {
    name: String,
    operation: String,
    body: Option<String>,
    base64: Option<&'a str>,
    #[serde(borrow)]
    verdict: &'a RawValue,
}

impl Case<'_> {
    fn bytes(&self) -> Vec<u8> {
        match (&self.body, self.base64) {
            (Some(text), None) => text.as_bytes().to_vec(),
            (None, Some(base64)) => decode_base64(base64),
            _ => panic!("{}: a case has either a body or base64", self.name),
        }
    }

    fn verdict_now(&self) -> String {
        let operation = match self.operation.as_str() {
            "create" => Operation::Create,
            "update" => Operation::Update,
            other => panic!("{}: no operation {other}", self.name),
        };
        let (kind, said) = match judge(&self.bytes(), operation) {
            Ok(patch) => ("accepted", serde_json::to_string(&patch)),
            Err(Refusal::Invalid(violations)) => ("invalid", serde_json::to_string(&violations)),
            Err(Refusal::Malformed(malformed)) => ("malformed", serde_json::to_string(malformed.message())),
        };
        format!("{{\"{kind}\":{}}}", said.expect("a verdict is JSON"))
    }
}

fn cases() -> Vec<Case<'static>> {
    let read = |(file, text)| -> Vec<Case<'static>> {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"))
    };
    FILES.into_iter().flat_map(read).collect()
}

/// RFC 4648, for the bytes of a few bodies.
fn decode_base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let value = ALPHABET
            .iter()
            .position(|known| *known == letter)
            .expect("base64");
        bits = bits << 6 | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    bytes
}

/// FNV-1a, 64 bit.
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn every_body_gets_its_verdict_byte_for_byte() {
    let mut wrong = String::new();
    for case in cases() {
        let found = case.verdict_now();
        if found != case.verdict.get() {
            writeln!(
                wrong,
                "{}\n  expected {}\n  found    {found}",
                case.name, case.verdict
            )
            .expect("a string grows");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn no_verdict_changes_while_the_rules_claim_to_be_the_same() {
    let said: String = cases()
        .iter()
        .map(|case| format!("{} {}\n", case.name, case.verdict_now()))
        .collect();
    let verdicts = hash(&said);
    if (FINGERPRINT, verdicts.as_str()) == GOLDEN {
        return;
    }
    let advice = if FINGERPRINT != GOLDEN.0 {
        "A rule's STATEMENT or limit changed. Add corpus cases that show what it changes, say in CHANGELOG.md that pages and \
         gateways must be updated together, and"
    } else {
        "A verdict changed and no STATEMENT did, so a stale page would not find out. Where the change is meant, say so in the \
         STATEMENT of its rule (src/rules/*.rs, src/body.rs); where it is not, mend the rule. (If cases were only added, \
         nothing else is to do.) Then"
    };
    panic!(
        "{advice} record in tests/corpus.rs:\nconst GOLDEN: (&str, &str) = (\"{FINGERPRINT}\", \"{verdicts}\");"
    );
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn the_corpus_is_large_and_each_case_has_a_name_of_its_own() {
    let cases = cases();
    let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), cases.len(), "two cases share a name");
    assert!(cases.len() >= 800, "only {} cases", cases.len());
    for code in [
        "type",
        "required",
        "too_long",
        "characters",
        "format",
        "card_number",
    ] {
        let quoted = format!("\"code\":\"{code}\"");
        let count = cases
            .iter()
            .filter(|case| case.verdict.get().contains(&quoted))
            .count();
        assert!(count >= 5, "only {count} cases of {code}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_file_of_the_corpus_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let published: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    let run: BTreeSet<String> = FILES.iter().map(|(file, _)| (*file).to_owned()).collect();
    assert_eq!(published, run);
}
