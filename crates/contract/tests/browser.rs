//! The e-mail rule against the browser's own `input type=email`, address by address. Chromium is the one that is asked; where the
//! two differ, the difference is listed with its reason, and nothing else may differ.
#![cfg(target_arch = "wasm32")]

use cyrexa_contract::{Field, check_text};
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlDocument, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> HtmlDocument {
    let document = web_sys::window().and_then(|window| window.document());
    document.expect("a browser has a document").unchecked_into()
}

fn email_input() -> HtmlInputElement {
    let input: HtmlInputElement = document()
        .create_element("input")
        .expect("an input can be made")
        .unchecked_into();
    input.set_type("email");
    input.set_required(true);
    input
}

fn browser_accepts(input: &HtmlInputElement, address: &str) -> bool {
    input.set_value(address);
    input.check_validity()
}

fn we_accept(address: &str) -> bool {
    check_text(Field::Email, address).is_none()
}

/// Every address on which the two differ, as `address: who accepts it`.
fn differences<S: AsRef<str>>(addresses: &[S]) -> Vec<String> {
    let input = email_input();
    let mut found = Vec::new();
    for address in addresses {
        let address = address.as_ref();
        let (browser, ours) = (browser_accepts(&input, address), we_accept(address));
        if browser != ours {
            let who = if browser { "browser" } else { "contract" };
            found.push(format!("{}: {who}", address.escape_default()));
        }
    }
    found
}

fn corpus() -> Vec<String> {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("../corpus/email.json")).expect("the corpus is JSON");
    let address = |case: &Value| -> Option<String> {
        let body: Value = serde_json::from_str(case["body"].as_str()?).ok()?;
        body["email"].as_str().map(str::to_owned)
    };
    let addresses: Vec<_> = cases.iter().filter_map(address).collect();
    assert_eq!(addresses.len(), cases.len(), "a case without an address");
    addresses
}

/// Numbers that look random and are the same in every run (the multiplier of Knuth's MMIX).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| char::from(alphabet[self.below(alphabet.len())]))
            .collect()
    }
}

/// Near the edge of the production: short pieces of what it tells apart, then labels around 63 bytes.
fn generated() -> Vec<String> {
    let printable: Vec<u8> = (b' '..=b'~').collect();
    let mut sequence = Sequence(2026);
    let mut addresses = Vec::new();
    for _ in 0..400 {
        let length = 2 + sequence.below(12);
        addresses.push(sequence.text(b"ab1.-@@_ ", length));
    }
    for _ in 0..400 {
        let (local, domain) = (1 + sequence.below(3), 1 + sequence.below(4));
        let local = sequence.text(&printable, local);
        addresses.push(format!("{local}@{}", sequence.text(b"aZ09.-", domain)));
    }
    for _ in 0..400 {
        let length = 1 + sequence.below(4);
        addresses.push(format!("a@b{}c", sequence.text(&printable, length)));
    }
    for _ in 0..100 {
        let (first, second) = (60 + sequence.below(7), 1 + sequence.below(30));
        let (first, second) = (sequence.text(b"ab-", first), sequence.text(b"ab.", second));
        addresses.push(format!("a@{first}.{second}"));
    }
    addresses.retain(|address| address.trim().chars().count() <= 100);
    addresses
}

#[wasm_bindgen_test]
fn chromium_and_the_rule_agree_on_the_corpus_but_where_the_contract_decides_otherwise() {
    let addresses = corpus();
    assert!(addresses.len() >= 150, "only {}", addresses.len());
    let expected = [
        // Trimmed of Unicode's white space, not only of ASCII's.
        "\\u{a0}a@b\\u{a0}: contract",
        // 101 characters.
        &format!("{}@b.c: browser", "a".repeat(97)),
        // The browser drops line breaks from its value before it judges.
        "a\\n@b: browser",
    ];
    assert_eq!(differences(&addresses), expected);
}

#[wasm_bindgen_test]
fn chromium_and_the_rule_agree_on_every_generated_address() {
    let addresses = generated();
    assert!(addresses.len() >= 1_200, "only {}", addresses.len());
    let input = email_input();
    let accepted = addresses
        .iter()
        .filter(|address| browser_accepts(&input, address))
        .count();
    assert!((200..=1_000).contains(&accepted), "a lopsided sample: {accepted}");
    assert_eq!(differences(&addresses), [""; 0]);
}

#[wasm_bindgen_test]
fn neither_accepts_an_international_domain() {
    let international = [
        "a@bücher.example",
        "a@例子.广告",
        "a@пример.рф",
        "a@مثال.إختبار",
        "a@faß.example",
        "a@EXAMPLE。com",
        "a@ｅｘａｍｐｌｅ.com",
        "a@😀.example",
        "a@b\u{200B}",
        "a@b\u{AD}c",
        "a@b\u{FEFF}c",
        "a@b\u{200C}c",
        "a@b\u{202E}c",
        "a@\u{301}b",
        "a@b_ü",
        "a@-ü",
        "a@ü-",
        "a@ü..b",
        "a@ü b",
    ];
    assert_eq!(differences(&international), [""; 0]);
    assert!(international.iter().all(|address| !we_accept(address)));
}

/// What a person types, Chromium translates before the page sees it: the page's `value`, and so the contract, gets ASCII.
#[wasm_bindgen_test]
fn a_typed_international_domain_reaches_the_page_as_ascii() {
    for (typed, value) in [
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@例子.广告", "a@xn--fsqu00a.xn--4rr70v"),
        ("a@EXAMPLE。com", "a@example.com"),
    ] {
        let input = email_input();
        let body = document().body().expect("a document has a body");
        body.append_child(&input).expect("an input can be shown");
        input.focus().expect("an input takes focus");
        let is_typed = document().exec_command_with_show_ui_and_value("insertText", false, typed);
        assert_eq!((is_typed, input.value().as_str()), (Ok(true), value));
        assert!(input.check_validity() && we_accept(&input.value()));
        input.remove();
    }
}

#[wasm_bindgen_test]
fn chromium_drops_line_breaks_and_trims_ascii_white_space_only() {
    let spaced = [
        " a@b ",
        "\ta@b\t",
        "\u{C}a@b\u{C}",
        "a@b\n",
        "\r\na@b",
        "a\n@b",
        "a@\r\nb",
        "\na\n@\nb\n",
        "\u{A0}a@b",
        "a@b\u{3000}",
        "\u{2028}a@b",
        "\u{B}a@b",
        "\u{85}a@b",
        "a @b",
        "a@ b",
        "a\t@b",
        " ",
        "\n",
        "",
    ];
    let expected = [
        "a\\n@b: browser",
        "a@\\r\\nb: browser",
        "\\na\\n@\\nb\\n: browser",
        "\\u{a0}a@b: contract",
        "a@b\\u{3000}: contract",
        "\\u{2028}a@b: contract",
        "\\u{b}a@b: contract",
        "\\u{85}a@b: contract",
    ];
    assert_eq!(differences(&spaced), expected);
    // As the page reads it, the value has neither any more.
    let input = email_input();
    for address in spaced {
        input.set_value(address);
        let value = input.value();
        let is_ascii_space = value.trim() == value;
        assert!(
            !is_ascii_space || input.check_validity() == we_accept(&value),
            "{}",
            address.escape_default()
        );
    }
}

#[wasm_bindgen_test]
fn chromium_has_no_limit_of_length_and_the_contract_has() {
    let long = [100, 101, 300].map(|length| format!("{}@b.c", "a".repeat(length - 4)));
    let input = email_input();
    assert!(long.iter().all(|address| browser_accepts(&input, address)));
    assert_eq!(long.map(|address| we_accept(&address)), [true, false, false]);
}
