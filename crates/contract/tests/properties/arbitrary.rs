//! What is fed in: texts, bodies, patches, customers, right and wrong.

use cyrexa_contract::{Change, Customer, Field, Patch, check_text};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::prop_compose;
use proptest::sample::select;
use serde_json::{Map, Value};

pub(super) fn any_field() -> impl Strategy<Value = Field> {
    select(&Field::ALL[..])
}

/// Any scalar values, with those that rules ask about as likely as all others together.
pub(super) fn any_text(length: usize) -> impl Strategy<Value = String> {
    let telling = select(
        &[
            ' ',
            '\n',
            '\r',
            '\t',
            '\0',
            '\u{7F}',
            '\u{85}',
            '\u{A0}',
            '\u{AD}',
            '\u{200B}',
            '\u{200C}',
            '\u{200E}',
            '\u{200F}',
            '\u{202E}',
            '\u{2028}',
            '\u{2029}',
            '\u{2011}',
            '\u{2212}',
            '\u{180E}',
            '\u{61C}',
            '\u{FE0F}',
            '\u{FF0B}',
            '\u{FF10}',
            '\u{3000}',
            '\u{FEFF}',
            '\u{FFFF}',
            '\u{10FFFF}',
            '"',
            '\\',
            '/',
            '@',
            '.',
            '-',
            '+',
            '(',
            ')',
            '0',
            '4',
            '1',
            '5',
            '٤',
            'a',
            'Z',
            'é',
            '\u{301}',
            '山',
            '😀',
        ][..],
    );
    vec(prop_oneof![telling, any::<char>()], 0..length).prop_map(String::from_iter)
}

pub(super) fn any_space() -> impl Strategy<Value = String> {
    vec(
        select(
            &[
                ' ', '\t', '\n', '\r', '\u{85}', '\u{A0}', '\u{2028}', '\u{3000}', '\u{200E}', '\u{200F}',
                '\u{61C}',
            ][..],
        ),
        0..4,
    )
    .prop_map(String::from_iter)
}

/// A text that the field accepts.
pub(super) fn accepted_text(field: Field) -> BoxedStrategy<String> {
    match field {
        Field::Name => "[A-Za-zÀ-ÿ山田\u{200D}' .-]{1,100}".boxed(),
        Field::Email => {
            "[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,20}@[a-z0-9]{1,10}(-[a-z0-9]{1,10})?(\\.[a-z0-9]{1,10}){0,3}"
                .boxed()
        }
        Field::Address => "([0-9]{1,3} [A-Za-zÅÄÖ,]{1,20}\n){1,8}".boxed(),
        Field::Phone => "\\+?[0-9]{3}[ .()-]?[0-9]{4,8}".boxed(),
        _ => "[!-~\u{200F}]{1,50}".boxed(),
    }
    .prop_filter("accepted", move |text| {
        check_text(field, text).is_none() && !text.trim().is_empty()
    })
    .boxed()
}

pub(super) fn accepted_change(field: Field) -> impl Strategy<Value = Change<String>> {
    let cleared = if field.is_required() {
        Change::Keep
    } else {
        Change::Clear
    };
    prop_oneof![
        1 => Just(Change::Keep),
        1 => Just(cleared),
        3 => accepted_text(field).prop_map(Change::Set),
    ]
}

pub(super) fn patch_from<S: Strategy<Value = Change<String>>>(
    change: impl Fn(Field) -> S,
) -> impl Strategy<Value = Patch> {
    Field::ALL.map(change).prop_map(|changes| {
        let mut patch = Patch::default();
        for (field, change) in Field::ALL.into_iter().zip(changes) {
            patch.set(field, change);
        }
        patch
    })
}

pub(super) fn any_change() -> impl Strategy<Value = Change<String>> {
    prop_oneof![
        Just(Change::Keep),
        Just(Change::Clear),
        any_text(8).prop_map(Change::Set)
    ]
}

prop_compose! {
    pub(super) fn any_customer()(texts in [option::of(any_text(4)), option::of(any_text(4)), option::of(any_text(4)), option::of(any_text(4)), option::of(any_text(4))])
        -> Customer {
        let mut customer = Customer::default();
        for (field, text) in Field::ALL.into_iter().zip(texts) {
            customer.set_text(field, text);
        }
        customer
    }
}

/// What a member of a body may hold, right or wrong.
pub(super) fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any_text(30).prop_map(Value::from),
        any_text(130).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((any_key(), inner), 0..3).prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

pub(super) fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any_field().prop_map(|field| field.key().to_owned()),
        1 => select(&["id", "ownerName", "preferences", "Name", ""][..]).prop_map(str::to_owned),
        1 => any_text(5),
    ]
}

pub(super) fn any_object() -> impl Strategy<Value = Value> {
    vec((any_key(), any_value()), 0..9).prop_map(|members| Value::Object(Map::from_iter(members)))
}
