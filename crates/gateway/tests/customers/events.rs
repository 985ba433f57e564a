use std::collections::HashMap;

use axum::http::Response;
use cyrexa_gateway::auth::Caller;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::support::{Gateway, admin, customer, merchant, support};

/// Reads events off an open stream, one after the other.
struct Reader {
    body: Incoming,
    text: String,
}

impl Reader {
    async fn open(gateway: &Gateway, caller: &Caller, last: Option<&str>) -> Self {
        let mut call = gateway.get("/customers/1/events").by(caller);
        if let Some(last) = last {
            call = call.header("last-event-id", last);
        }
        Self::of(call.stream().await)
    }

    fn of(answer: Response<Incoming>) -> Self {
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        Self {
            body: answer.into_body(),
            text: String::new(),
        }
    }

    /// The next event: name, id and data. `None` once the stream has ended.
    async fn next(&mut self) -> Option<(String, String, Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let fields: HashMap<&str, &str> =
                    event.lines().filter_map(|line| line.split_once(": ")).collect();
                let read = (
                    fields["event"].to_owned(),
                    fields["id"].to_owned(),
                    serde_json::from_str(fields["data"]).unwrap(),
                );
                self.text = rest.to_owned();
                return Some(read);
            }
            let frame = self.body.frame().await?.ok()?;
            self.text
                .push_str(std::str::from_utf8(&frame.into_data().unwrap()).unwrap());
        }
    }
}

/// A request id that the gateway keeps.
fn request_id(n: u32) -> String {
    format!("{n:032}")
}

async fn change(gateway: &Gateway, n: u32, body: Value) {
    let call = gateway
        .put("/customers/1")
        .by(&merchant(1))
        .header("x-request-id", &request_id(n));
    assert_eq!(call.json(&body).send().await.status, 200);
}

#[tokio::test]
async fn a_change_by_somebody_else_arrives_without_its_values() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let mut events = Reader::open(&gateway, &customer(7), None).await;
    let (name, id, data) = events.next().await.unwrap();
    assert_eq!((name.as_str(), id.as_str()), ("current", "1"));
    assert_eq!(data, json!({ "id": 1, "etag": "\"1-1\"", "fields": [] }));

    gateway.create(&merchant(1), "Bo", "bo@example.com").await;
    change(&gateway, 2, json!({ "name": "Anna", "phone": "+1234567890" })).await;
    let (name, id, data) = events.next().await.unwrap();
    assert_eq!((name.as_str(), id.as_str()), ("changed", "2"));
    let expected =
        json!({ "id": 1, "etag": "\"1-2\"", "fields": ["name", "phone"], "requestId": request_id(2) });
    assert_eq!(data, expected);
}

#[tokio::test]
async fn who_comes_again_is_told_what_they_missed() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for n in 2..=4 {
        change(&gateway, n, json!({ "memberId": n.to_string() })).await;
    }
    let mut events = Reader::open(&gateway, &customer(7), Some("2")).await;
    for n in [3, 4] {
        let (name, id, data) = events.next().await.unwrap();
        assert_eq!((name.as_str(), id.as_str()), ("changed", n.to_string().as_str()));
        assert_eq!(data["requestId"], request_id(n));
    }
    change(&gateway, 5, json!({ "memberId": "5" })).await;
    assert_eq!(events.next().await.unwrap().1, "5");

    for last in [
        "x",
        "6",
        "99",
        "9223372036854775807",
        "9223372036854775808",
        "-1",
        "",
    ] {
        let mut unknown = Reader::open(&gateway, &customer(7), Some(last)).await;
        let (name, id, _) = unknown.next().await.unwrap();
        assert_eq!((name.as_str(), id.as_str()), ("current", "5"), "{last:?}");
    }
}

#[tokio::test]
async fn a_deletion_is_the_last_event() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let mut events = Reader::open(&gateway, &customer(7), Some("1")).await;
    gateway.delete("/customers/1").by(&admin()).send().await;
    let (name, _, data) = events.next().await.unwrap();
    assert_eq!((name.as_str(), &data["etag"]), ("deleted", &Value::Null));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_stream_ends_with_its_token() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let mut lasts = 1;
    // A machine that is busy may come to it only when a token has ended: the next one lasts longer.
    let answer = loop {
        let short = Caller {
            expires: OffsetDateTime::now_utc().unix_timestamp() + lasts,
            ..customer(7)
        };
        let answer = gateway.get("/customers/1/events").by(&short).stream().await;
        if answer.status() != 401 {
            break answer;
        }
        lasts *= 2;
    };
    let mut events = Reader::of(answer);
    assert_eq!(events.next().await.unwrap().0, "current");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_stream_ends_with_the_gateway() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let mut events = Reader::open(&gateway, &customer(7), None).await;
    assert_eq!(events.next().await.unwrap().0, "current");
    gateway.stop().await;
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn who_may_follow_which_customer() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for (who, caller, expected) in [
        ("the login itself", customer(7), 200),
        ("another login", customer(8), 403),
        ("the merchant", merchant(1), 200),
        ("another merchant", merchant(2), 404),
        ("support", support(), 200),
        ("an administrator", admin(), 200),
    ] {
        let answer = gateway.get("/customers/1/events").by(&caller).stream().await;
        assert_eq!(answer.status().as_u16(), expected, "{who}");
    }
}

/// Gives customer 1 so many revisions.
pub(super) fn with_history(gateway: &Gateway, revisions: i64) {
    let database = rusqlite::Connection::open(gateway.database()).unwrap();
    database
        .execute(
            "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
             INSERT INTO audit (customer_id, revision, owner_id, action, fields, actor_role, actor_user,
             request_id, at) SELECT 1, i, 1, 'update', 'name', 'customer', 7, 'r', '' FROM n",
            [revisions],
        )
        .unwrap();
    database
        .execute("UPDATE customers SET revision = ?1 WHERE id = 1", [revisions])
        .unwrap();
}

#[tokio::test]
async fn so_many_missed_events_are_replayed_and_more_are_one() {
    let gateway = Gateway::start_with(|config| config.limits.replay_events = 250).await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    with_history(&gateway, 300);
    for (last, expected) in [
        ("50", Some(51)),
        ("299", Some(300)),
        ("49", None),
        ("0", None),
        ("301", None),
        ("-1", None),
        ("9223372036854775807", None),
    ] {
        let mut events = Reader::open(&gateway, &customer(7), Some(last)).await;
        let Some(first) = expected else {
            let (name, id, _) = events.next().await.unwrap();
            assert_eq!((name.as_str(), id.as_str()), ("current", "300"), "after {last}");
            continue;
        };
        for revision in first..=300 {
            let (name, id, _) = events.next().await.unwrap();
            assert_eq!(
                (name.as_str(), id),
                ("changed", revision.to_string()),
                "after {last}"
            );
        }
    }
}

#[tokio::test]
async fn all_streams_of_a_customer_are_told_every_change_in_order() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let mut streams = Vec::new();
    for _ in 0..5 {
        streams.push(Reader::open(&gateway, &customer(7), None).await);
    }
    for n in 2..=60 {
        change(&gateway, n, json!({ "memberId": n.to_string() })).await;
    }
    for events in &mut streams {
        assert_eq!(events.next().await.unwrap().0, "current");
        for n in 2..=60 {
            let (name, id, _) = events.next().await.unwrap();
            assert_eq!((name.as_str(), id), ("changed", n.to_string()));
        }
    }
}

#[tokio::test]
async fn streams_are_limited_per_login_and_in_all_and_a_closed_one_makes_room() {
    let gateway = Gateway::start_with(|config| {
        config.limits.streams = 3;
        config.limits.streams_per_login = 2;
    })
    .await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let open = async |caller| {
        let answer = gateway.get("/customers/1/events").by(&caller).stream().await;
        (
            answer.status().as_u16(),
            answer.headers().contains_key("retry-after"),
            answer,
        )
    };
    let (first, second) = (open(customer(7)).await, open(customer(7)).await);
    assert_eq!((first.0, second.0), (200, 200));
    let third = open(customer(7)).await;
    assert_eq!((third.0, third.1), (429, true), "two per login");
    let merchant_s = open(merchant(1)).await;
    assert_eq!(merchant_s.0, 200);
    let fourth = open(admin()).await;
    assert_eq!((fourth.0, fourth.1), (429, true), "three in all");
    drop(first);
    // The gateway learns of a closed connection when it looks.
    while open(admin()).await.0 != 200 {}
}
