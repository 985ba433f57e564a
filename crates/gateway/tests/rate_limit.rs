//! `--rate-limit`.

use std::num::NonZeroU32;

use cyrexa_gateway::Surface;
use cyrexa_gateway::auth::Caller;
use cyrexa_gateway::limits::{Limits, Rate};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{Gateway, customer, merchant};

#[tokio::test]
async fn a_caller_above_the_limit_learns_when_to_retry_and_no_other_is_limited() {
    for surface in [Surface::Full, Surface::DocumentedOnly] {
        let gateway = Gateway::start_with(|config| {
            config.limits.rate = Rate::new(1, 1);
            config.surface = surface;
        })
        .await;
        let mut calls = JoinSet::new();
        for _ in 0..40 {
            calls.spawn(gateway.get("/customers/1").by(&customer(7)).send());
        }
        let answers = calls.join_all().await;
        assert!(
            answers.iter().any(|answer| answer.status != 429),
            "the first is let through"
        );
        let refused = answers
            .iter()
            .find(|answer| answer.status == 429)
            .expect("most are refused");
        assert_eq!(refused.code(), "RATE_LIMITED");
        let seconds: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=2).contains(&seconds), "{seconds}");

        let other = gateway.get("/customers/1").by(&customer(8)).send().await;
        assert_ne!(other.status, 429, "another caller");
    }
}

#[tokio::test]
async fn who_has_no_token_is_counted_by_address() {
    let gateway = Gateway::start_with(|config| config.limits.rate = Rate::new(1, 1)).await;
    let mut calls = JoinSet::new();
    for n in 0..40 {
        let token = format!("Bearer guess-{n}");
        calls.spawn(gateway.get("/customers").header("authorization", &token).send());
    }
    let answers = calls.join_all().await;
    assert!(answers.iter().any(|answer| answer.status == 401));
    assert!(answers.iter().any(|answer| answer.status == 429));
}

#[tokio::test]
async fn all_requests_of_an_address_are_counted_for_every_caller() {
    let gateway = Gateway::start_with(|config| config.limits.address_rate = Rate::new(1, 4)).await;
    let mut statuses = Vec::new();
    for login in 1..=40 {
        let answer = gateway.get("/customers").by(&customer(login)).send().await;
        statuses.push(answer.status);
    }
    assert_eq!(statuses[..4], [200; 4]);
    assert!(statuses.contains(&429), "{statuses:?}");
}

#[tokio::test]
async fn the_address_behind_a_trusted_proxy_counts_and_the_proxy_has_no_limit() {
    let proxy = "127.0.0.0/8".parse().unwrap();
    for (what, proxies, client, expected) in [
        ("one client", vec![proxy], Some(1), true),
        ("many clients", vec![proxy], None, false),
        (
            "many invented by a client that is no proxy",
            Vec::new(),
            None,
            true,
        ),
    ] {
        let gateway = Gateway::start_with(|config| {
            config.limits.address_rate = Rate::new(1, 1);
            config.limits.trusted_proxies = proxies;
        })
        .await;
        let mut is_limited = false;
        for n in 0..20 {
            let client = format!("192.0.2.66, 203.0.113.{}", client.unwrap_or(n));
            let call = gateway.get("/customers").header("x-forwarded-for", &client);
            is_limited |= call.by(&customer(7)).send().await.status == 429;
        }
        assert_eq!(is_limited, expected, "{what}");
    }
    let gateway = Gateway::start_with(|config| {
        config.limits.address_rate = Rate::new(1, 1);
        config.limits.trusted_proxies = vec![proxy];
    })
    .await;
    for _ in 0..20 {
        let answer = gateway.get("/customers").by(&customer(7)).send().await;
        assert_eq!(answer.status, 200, "of the proxy itself");
    }
}

#[tokio::test]
async fn the_health_check_is_never_refused_and_uses_nothing_up() {
    let gateway = Gateway::start_with(|config| {
        config.limits.rate = Rate::new(1, 1);
        config.limits.address_rate = Rate::new(1, 1);
    })
    .await;
    for _ in 0..40 {
        assert_eq!(gateway.get(&gateway.root("/health")).send().await.status, 200);
    }
    assert_eq!(
        gateway.get("/customers").by(&customer(7)).send().await.status,
        200
    );
}

#[tokio::test]
async fn who_meets_too_many_duplicates_learns_no_more_of_them() {
    let gateway = Gateway::start_with(|config| config.limits.duplicates_per_hour = NonZeroU32::new(3)).await;
    gateway.create(&merchant(1), "Ana", "ana@example.com").await;
    let bo = gateway.create(&merchant(1), "Bo", "bo@example.com").await;
    let bo = format!("/customers/{bo}");
    let create = |email: &str| {
        let call = gateway.post("/customers").by(&merchant(1));
        call.json(&json!({ "name": "Cy", "email": email })).send()
    };
    let update = |body: Value| gateway.put(&bo).by(&merchant(1)).json(&body).send();
    let taken = json!({ "email": "ana@example.com" });
    assert_eq!(create("ana@example.com").await.status, 409);
    assert_eq!(update(taken.clone()).await.status, 409);
    assert_eq!(create("free@example.com").await.status, 200);
    assert_eq!(create("ana@example.com").await.status, 409);
    for (what, answer) in [
        ("a create with a taken address", create("ana@example.com").await),
        ("a create with a free one", create("other@example.com").await),
        ("an update to a taken one", update(taken).await),
        (
            "an update to a free one",
            update(json!({ "email": "new@example.com" })).await,
        ),
    ] {
        assert_eq!(answer.verdict(), (429, "RATE_LIMITED".to_owned()), "{what}");
        let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=1201).contains(&wait), "{what}: {wait}");
    }
    assert_eq!(
        update(json!({ "name": "Bob" })).await.status,
        200,
        "what is no address"
    );
    assert_eq!(create("").await.status, 400, "what is not valid");
    let other = Caller {
        user: 9,
        ..merchant(1)
    };
    let call = gateway.post("/customers").by(&other);
    let body = json!({ "name": "Cy", "email": "ana@example.com" });
    assert_eq!(call.json(&body).send().await.status, 409, "another login");
}

#[test]
fn a_gateway_that_is_told_nothing_has_limits() {
    let limits = Limits::default();
    assert_eq!(limits.rate, Rate::new(100, 500));
    assert_eq!(limits.address_rate, Rate::new(300, 1500));
    assert_eq!(limits.duplicates_per_hour, NonZeroU32::new(60));
}

#[tokio::test]
async fn without_a_limit_no_request_is_refused() {
    let gateway = Gateway::start().await;
    let mut calls = JoinSet::new();
    for _ in 0..100 {
        calls.spawn(gateway.get("/customers").by(&customer(7)).send());
    }
    assert!(calls.join_all().await.iter().all(|answer| answer.status == 200));
}
