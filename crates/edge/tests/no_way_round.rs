//! No spelling of a path, a method or a body gets past the rules.

mod support;

use cyrexa_edge::{Request, Target, inspect, target};
use support::{GOOD, JSON, STAMP, code_of, config, post, status_of};

#[test]
fn every_spelling_of_a_guarded_path_is_guarded() {
    use Target::{Collection, Item};
    for (path, expected) in [
        ("/ipg/2.0.0/customers", Some(Collection)),
        ("/ipg/2.0.0/customers/", Some(Collection)),
        ("/ipg/2.0.0/customers?limit=5", Some(Collection)),
        ("/ipg/2.0.0/customers#x", Some(Collection)),
        ("/ipg/2.0.0/%63ustomers", Some(Collection)),
        ("/ipg/2.0.0/%2563ustomers", Some(Collection)),
        ("/ipg/2.0.0%2Fcustomers", Some(Collection)),
        ("//ipg/2.0.0//customers", Some(Collection)),
        ("/x/../ipg/2.0.0/customers", Some(Collection)),
        ("/x/%2e%2e/ipg/2.0.0/customers", Some(Collection)),
        ("/ipg/2.0.0/x/..;v=1/customers", Some(Collection)),
        ("/ipg/./2.0.0/customers/.", Some(Collection)),
        ("/../ipg/2.0.0/customers", Some(Collection)),
        ("\\ipg\\2.0.0\\customers", Some(Collection)),
        ("/ipg/2.0.0/Customers", Some(Collection)),
        ("/ipg/2.0.0/customers;v=1", Some(Collection)),
        ("/ipg/2.0.0/customers%00", Some(Collection)),
        ("/ipg/2.0.0/customers%20", Some(Collection)),
        ("/ipg/2.0.0/customers%3Fx", Some(Collection)),
        ("http://gateway.example/ipg/2.0.0/customers", Some(Collection)),
        ("/ipg/2.0.0/customers/5", Some(Item)),
        ("/ipg/2.0.0/customers/%35/", Some(Item)),
        ("/ipg/2.0.0/customers/5/../6", Some(Item)),
        ("/ipg/2.0.0/customers/http://x", None),
        ("/ipg/2.0.0/customers/5/export", None),
        ("/ipg/2.0.0/users/payment-methods/5", None),
        ("/ipg/2.0.0/customersx", None),
        ("/ipg/2.0.0/x/customers", None),
        ("/customers", None),
        ("/other/2.0.0/customers", None),
        ("/ipg/2.0.0", None),
        ("/", None),
        ("", None),
        ("*", None),
        ("%", None),
        ("http://gateway.example", None),
    ] {
        assert_eq!(target("/ipg/2.0.0", path), expected, "{path}");
    }
    assert_eq!(target("/", "/customers"), Some(Collection));
    assert_eq!(target("/ipg/2.0.0/", "/ipg/2.0.0/customers"), Some(Collection));
}

#[test]
fn every_way_of_saying_write_is_judged() {
    let bad = b"{}";
    let over = |value: &'static str| ("X-HTTP-Method-Override", value.as_bytes());
    type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a [u8])], Option<u16>);
    let cases: [Case<'_>; 23] = [
        ("POST", "/customers", &[JSON], Some(400)),
        ("post", "/customers", &[JSON], Some(400)),
        ("PUT", "/customers/5", &[JSON], None),
        ("PATCH", "/customers/5", &[JSON], None),
        ("GET", "/customers", &[], None),
        ("DELETE", "/customers/5", &[], None),
        ("OPTIONS", "/customers", &[], None),
        ("GET", "/customers", &[JSON, over("POST")], Some(400)),
        (
            "GET",
            "/customers",
            &[JSON, ("x-http-method", b"post")],
            Some(400),
        ),
        (
            "PUT",
            "/customers",
            &[JSON, ("X-Method-Override", b"PUT, POST")],
            Some(400),
        ),
        ("POST", "/customers?_method=PUT", &[JSON], Some(400)),
        ("POST", "/customers", &[JSON, over("GET")], Some(400)),
        ("POST", "/customers/5", &[JSON, over("GET")], None),
        ("POST", "/customers/5", &[over("PUT")], Some(415)),
        ("POST", "/customers/5", &[over("patch")], Some(415)),
        ("POST", "/customers/5?a=1&_method=put", &[], Some(415)),
        (
            "POST",
            "/ping",
            &[JSON, ("X-Original-URL", b"/ipg/2.0.0/customers")],
            Some(400),
        ),
        (
            "POST",
            "/ping",
            &[JSON, ("X-Rewrite-URL", b"/ipg/2.0.0/%63ustomers")],
            Some(400),
        ),
        (
            "POST",
            "/ping",
            &[
                ("X-Original-URL", b"/ping"),
                ("X-Original-URL", b"/ipg/2.0.0/customers"),
            ],
            Some(415),
        ),
        (
            "POST",
            "/ping",
            &[("X-Original-URL", b"/ping, /ipg/2.0.0/customers")],
            Some(415),
        ),
        (
            "GET",
            "/ping",
            &[("X-Rewrite-URL", b"//h/../ipg/2.0.0/customers/5?_method=PUT")],
            Some(415),
        ),
        ("GET", "/customers/5?%5Fmetho%64=%50UT#x", &[], Some(415)),
        ("GET", "/customers/5?x=_method=PUT&method=PUT", &[], None),
    ];
    for (method, path, headers, expected) in cases {
        let path = format!("/ipg/2.0.0{path}");
        let request = Request {
            method,
            path: &path,
            headers,
        };
        assert_eq!(
            status_of(&inspect(&config(), &request, bad, &STAMP)),
            expected,
            "{method} {path} {headers:?}"
        );
    }
}

#[test]
fn duplicate_key_is_refused_and_a_byte_order_mark_is_not() {
    let marked = [b"\xEF\xBB\xBF", GOOD].concat();
    for (body, expected) in [
        (
            &br#"{"name":"Ana","email":"ana@example.com","name":"Bob"}"#[..],
            Some("MALFORMED_BODY"),
        ),
        (
            br#"{"name":"Ana","email":"ana@example.com","x":{"a":1,"a":2}}"#,
            Some("MALFORMED_BODY"),
        ),
        (
            br#"{"name":"Ana","email":"ana@example.com","n\u0061me":"Bob"}"#,
            Some("MALFORMED_BODY"),
        ),
        (&marked, None),
        (b"", Some("MALFORMED_BODY")),
        (b"[]", Some("MALFORMED_BODY")),
        (b"{}", Some("VALIDATION_FAILED")),
    ] {
        let verdict = inspect(&config(), &post(&[JSON]), body, &STAMP);
        assert_eq!(code_of(&verdict), expected, "{}", String::from_utf8_lossy(body));
    }
}
