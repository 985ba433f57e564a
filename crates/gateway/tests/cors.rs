//! Whose pages may call.

use axum::http::Method;

use crate::support::{Gateway, customer};

#[tokio::test]
async fn a_preflight_tells_an_allowed_page_what_it_may_send() {
    let gateway =
        Gateway::start_with(|config| config.allow_origins = vec!["https://shop.example".to_owned()]).await;
    let call = gateway
        .call(Method::OPTIONS, "/customers/1")
        .header("origin", "https://shop.example")
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "authorization,if-match");
    let answer = call.send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        Some("https://shop.example")
    );
    let methods = answer.header("access-control-allow-methods").unwrap();
    for method in ["GET", "POST", "PUT", "DELETE"] {
        assert!(methods.contains(method), "{method} in {methods}");
    }
    let headers = answer
        .header("access-control-allow-headers")
        .unwrap()
        .to_lowercase();
    for header in [
        "authorization",
        "content-type",
        "if-match",
        "if-none-match",
        "idempotency-key",
        "x-request-id",
        "x-contract",
        "last-event-id",
    ] {
        assert!(
            headers.split(',').any(|one| one.trim() == header),
            "{header} in {headers}"
        );
    }
}

#[tokio::test]
async fn an_answer_shows_an_allowed_page_our_headers_even_when_it_is_an_error() {
    let gateway =
        Gateway::start_with(|config| config.allow_origins = vec!["https://shop.example".to_owned()]).await;
    for path in ["/customers", "/customers/1", "/nothing"] {
        let answer = gateway
            .get(path)
            .header("origin", "https://shop.example")
            .send()
            .await;
        assert_eq!(answer.status, 401, "{path}");
        assert_eq!(
            answer.header("access-control-allow-origin"),
            Some("https://shop.example"),
            "{path}"
        );
        assert!(
            answer.header("vary").unwrap().to_lowercase().contains("origin"),
            "{path}"
        );
        let exposed = answer
            .header("access-control-expose-headers")
            .unwrap()
            .to_lowercase();
        for header in ["etag", "location", "x-contract", "x-request-id", "retry-after"] {
            assert!(
                exposed.split(',').any(|one| one.trim() == header),
                "{header} in {exposed}"
            );
        }
    }
}

#[tokio::test]
async fn which_origins_are_let_in() {
    for (is_dev, list, origin, expected) in [
        (false, vec![], "https://shop.example", false),
        (false, vec!["https://shop.example"], "https://shop.example", true),
        (false, vec!["https://shop.example"], "http://shop.example", false),
        (
            false,
            vec!["https://shop.example"],
            "https://shop.example.evil.example",
            false,
        ),
        (
            false,
            vec!["https://a.example", "https://b.example"],
            "https://b.example",
            true,
        ),
        (false, vec!["*"], "https://anything.example", true),
        (false, vec![], "http://localhost:8080", false),
        (true, vec![], "http://localhost:8080", true),
        (true, vec![], "http://127.0.0.1:3000", true),
        (true, vec![], "http://[::1]:3000", true),
        (true, vec![], "https://localhost.evil.example", false),
    ] {
        let gateway = Gateway::start_with(|config| {
            config.is_dev = is_dev;
            config.allow_origins = list.iter().map(ToString::to_string).collect();
        })
        .await;
        let answer = gateway
            .get("/customers")
            .by(&customer(7))
            .header("origin", origin)
            .send()
            .await;
        let allowed = answer.header("access-control-allow-origin");
        assert_eq!(allowed, expected.then_some(origin), "{list:?} {origin}");
    }
}
