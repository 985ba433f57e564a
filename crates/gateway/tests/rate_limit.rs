//! `--rate-limit`.

use cyrexa_gateway::Surface;
use cyrexa_gateway::limits::Rate;
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
async fn without_a_limit_nobody_is_refused() {
    let gateway = Gateway::start().await;
    let mut calls = JoinSet::new();
    for _ in 0..100 {
        calls.spawn(gateway.get("/customers").by(&customer(7)).send());
    }
    assert!(calls.join_all().await.iter().all(|answer| answer.status == 200));
}
