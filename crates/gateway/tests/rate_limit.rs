//! `--rate-limit`.

use cyrexa_gateway::Surface;
use cyrexa_gateway::limits::{Limits, Rate};
use tokio::task::JoinSet;

use crate::support::{Gateway, customer};

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again_and_nobody_else_is() {
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
async fn all_requests_of_an_address_are_counted_whoever_asks() {
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

#[test]
fn a_gateway_that_is_told_nothing_has_limits() {
    let limits = Limits::default();
    assert_eq!(limits.rate, Rate::new(100, 500));
    assert_eq!(limits.address_rate, Rate::new(300, 1500));
}

#[tokio::test]
async fn without_a_limit_nobody_is_refused() {
    let gateway = Gateway::start().await;
    let mut calls = JoinSet::new();
    for _ in 0..100 {
        calls.spawn(gateway.get("/customers").by(&customer(7)).send());
    }
    assert!(calls.join_all().await.iter().all(|answer| answer.status == 200));
}
