//! The patch: three states of a field on the wire, normal form, the smallest patch, and what it does to a customer.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::Change::{self, Clear, Keep, Set};
use cyrexa_contract::{Customer, Field, Operation, Patch, Reason, Violation, check_text, normal_form};

fn set(text: &str) -> Change<String> {
    Set(text.to_owned())
}

fn patch(changes: &[(Field, Change<String>)]) -> Patch {
    let mut patch = Patch::default();
    for (field, change) in changes {
        patch.set(*field, change.clone());
    }
    patch
}

fn ana() -> Customer {
    Customer {
        id: 7,
        name: Some("Ana".to_owned()),
        email: Some("ana@example.com".to_owned()),
        phone: Some("+1234567890".to_owned()),
        ..Customer::default()
    }
}

#[test]
fn absent_null_and_value_are_three_things_on_the_wire() {
    let check = |changes: &[(Field, Change<String>)], expected: &str| {
        assert_eq!(serde_json::to_string(&patch(changes)).unwrap(), expected);
    };
    check(&[], "{}");
    check(&[(Field::Name, Keep)], "{}");
    check(&[(Field::Phone, Clear)], r#"{"phone":null}"#);
    check(&[(Field::MemberId, set("7"))], r#"{"memberId":"7"}"#);
    check(
        &[(Field::Name, set("\"\n\u{1F600}"))],
        "{\"name\":\"\\\"\\n\u{1F600}\"}",
    );
    check(
        &[
            (Field::MemberId, Clear),
            (Field::Phone, Keep),
            (Field::Address, set("1\n2")),
            (Field::Email, set("a@b")),
            (Field::Name, set("Ana")),
        ],
        r#"{"name":"Ana","email":"a@b","address":"1\n2","memberId":null}"#,
    );
}

#[test]
fn what_a_change_makes_of_the_stored_value() {
    let check = |change: Change<String>, stored: Option<&str>, expected: Option<&str>| {
        assert_eq!(change.over(stored), expected, "{change:?} over {stored:?}");
    };
    check(Keep, None, None);
    check(Keep, Some("a"), Some("a"));
    check(Clear, None, None);
    check(Clear, Some("a"), None);
    check(set("b"), None, Some("b"));
    check(set("b"), Some("a"), Some("b"));
}

#[test]
fn a_normal_form_is_trimmed_and_never_empty() {
    let check = |text: &str, expected: Change<String>| {
        for field in Field::ALL {
            assert!(normal_form(field, text) == expected, "{field:?} {text:?}");
        }
    };
    check("", Clear);
    check(" \t\r\n\u{85}\u{A0}\u{3000}", Clear);
    check("a", set("a"));
    check("  a  b  ", set("a  b"));
    check("\u{200E}\n\u{200F}", Clear);
}

#[test]
fn normalising_twice_changes_nothing_more() {
    let wish = patch(&[
        (Field::Name, set("  Ana ")),
        (Field::Email, set("")),
        (Field::Address, set("\n")),
        (Field::Phone, Clear),
        (Field::MemberId, Keep),
    ]);
    let once = wish.normalised();
    let expected = patch(&[
        (Field::Name, set("Ana")),
        (Field::Email, Clear),
        (Field::Address, Clear),
        (Field::Phone, Clear),
    ]);
    assert!(once == expected, "{once:?}");
    assert!(once.clone().normalised() == once);
}

#[test]
fn the_smallest_patch_keeps_what_would_not_change() {
    let check = |wish: &[(Field, Change<String>)], expected: &[(Field, Change<String>)]| {
        let found = patch(wish).minimal_over(&ana());
        assert!(found == patch(expected), "{found:?}");
    };
    check(&[], &[]);
    check(&[(Field::Name, set("Ana"))], &[]);
    check(&[(Field::Name, set("Bo"))], &[(Field::Name, set("Bo"))]);
    check(&[(Field::Name, set("ana"))], &[(Field::Name, set("ana"))]);
    check(&[(Field::Address, Clear)], &[]);
    check(&[(Field::Phone, Clear)], &[(Field::Phone, Clear)]);
    check(
        &[(Field::Address, set("1 Hill"))],
        &[(Field::Address, set("1 Hill"))],
    );
    check(
        &[
            (Field::Name, set("Ana")),
            (Field::Phone, set("+1234567890")),
            (Field::MemberId, set("7")),
        ],
        &[(Field::MemberId, set("7"))],
    );
}

#[test]
fn a_stored_empty_text_and_no_text_are_told_apart() {
    let stored = Customer {
        address: Some(String::new()),
        ..ana()
    };
    assert!(!Patch::of(Field::Address, Clear).minimal_over(&stored).is_empty());
}

#[test]
fn applying_writes_only_what_changes() {
    let mut customer = ana();
    customer.apply(&patch(&[(Field::Name, set("Bo")), (Field::Phone, Clear)]));
    assert!(
        customer
            == Customer {
                name: Some("Bo".to_owned()),
                phone: None,
                ..ana()
            }
    );
    customer.apply(&Patch::default());
    assert!(
        customer
            == Customer {
                name: Some("Bo".to_owned()),
                phone: None,
                ..ana()
            }
    );
}

#[test]
fn changed_fields_come_in_contract_order() {
    let wish = patch(&[
        (Field::MemberId, Clear),
        (Field::Address, set("x")),
        (Field::Name, set("y")),
    ]);
    let changed: Vec<_> = wish.changed().collect();
    assert_eq!(changed, [Field::Name, Field::Address, Field::MemberId]);
    assert!(!wish.is_empty());
    assert!(Patch::default().is_empty());
}

#[test]
fn who_forgets_to_normalise_gets_no_customer_without_a_name() {
    for text in ["", "  "] {
        let found = Patch::of(Field::Name, set(text)).violations(Operation::Update);
        assert_eq!(
            found,
            [Violation {
                field: Field::Name,
                reason: Reason::Required
            }]
        );
    }
}

#[test]
fn a_keystroke_in_an_optional_field_may_empty_it() {
    for field in Field::ALL {
        let found = check_text(field, "  ").map(|violation| violation.reason);
        let expected = field.is_required().then_some(Reason::Required);
        assert_eq!(found, expected, "{field:?}");
    }
}

/// The rows of docs/contract.md, "Fields": key, longest text, whether it is required.
fn documented_fields() -> Vec<(String, u64, bool)> {
    let page = include_str!("../../../docs/contract.md");
    let section = page
        .split("\n## ")
        .find(|section| section.starts_with("Fields\n"))
        .expect("the page has this section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let (key, rule) = row.split_once("` | ").expect("a row has its rule");
        let limit = rule
            .split("at most ")
            .nth(1)
            .or_else(|| rule.split("1 to ").nth(1))
            .expect("a rule has its limit");
        let digits: String = limit.chars().take_while(char::is_ascii_digit).collect();
        let limit = digits.parse().expect("a limit is a number");
        (key.to_owned(), limit, rule.contains("required"))
    })
    .collect()
}

#[test]
fn fields_have_the_documented_limits_in_the_documented_order() {
    let found = Field::ALL.map(|field| (field.key().to_owned(), field.max_length(), field.is_required()));
    assert_eq!(found.as_slice(), documented_fields());
    for (place, field) in Field::ALL.into_iter().enumerate() {
        assert_eq!(field.index(), place);
        assert_eq!(Field::from_key(field.key()), Some(field));
    }
    for key in ["", "Name", "NAME", "member_id", "memberid", "id", "name "] {
        assert_eq!(Field::from_key(key), None, "{key:?}");
    }
}

#[test]
fn nothing_personal_shows_in_debug_output() {
    let customer = Customer {
        address: Some("Secret Road".to_owned()),
        member_id: Some("Secret-7".to_owned()),
        ..ana()
    };
    assert_eq!(format!("{customer:?}"), "Customer { id: 7, .. }");
    let wish = patch(&[(Field::Name, set("Secret")), (Field::Phone, Clear)]);
    let shown = format!("{wish:?}");
    let expected = "Patch { name: Set(..), email: Keep, address: Keep, phone: Clear, member_id: Keep";
    assert!(shown.starts_with(expected), "{shown}");
    assert!(!shown.contains("Secret"), "{shown}");
}

#[test]
fn a_customer_reads_whatever_a_gateway_leaves_out() {
    let read = |json: &str| serde_json::from_str::<Customer>(json).unwrap();
    assert!(read(r#"{"id":7,"name":"Ana","email":"ana@example.com","phone":"+1234567890"}"#) == ana());
    assert!(read("{}") == Customer::default());
    let whole = read(
        r#"{"id":9007199254740993,"ownerId":1,"userId":2,"ownerName":"M","name":null,"memberId":"7","hasPaymentRequests":true,
            "totalDeposits":12.5,"createDate":"2023-11-07T05:31:56Z","preferences":{"currency":"USD"}}"#,
    );
    assert_eq!(whole.id, 9_007_199_254_740_993);
    assert_eq!(
        (whole.owner_id, whole.user_id, whole.total_deposits),
        (Some(1), Some(2), Some(12.5))
    );
    assert_eq!(whole.text(Field::MemberId), Some("7"));
    assert_eq!(whole.text(Field::Name), None);
}
