//! Thousands of event streams: so many, and so many of one login, are served, the others refused; each gets
//! its event, and writers do not wait for them.

use std::time::Duration;

use cyrexa_gateway::auth::Caller;
use serde_json::json;
use tokio::task::JoinSet;

use crate::figures;
use crate::load::{Load, Times, timed};
use crate::process::{Launch, NO_RATE_LIMITS, Process, authorization, descriptor_limit, folder};
use crate::sockets::{Stream, address_of, get};
use crate::support::{admin, merchant};

/// The gateway's defaults, `--streams` and `--streams-per-login`.
const STREAMS: usize = 2000;
const PER_LOGIN: usize = 20;
/// Asked for beyond what is allowed.
const TOO_MANY: usize = 100;
const WRITES: usize = 200;
/// Half a minute for two thousand events on a machine that others keep busy.
const ARRIVES: Duration = Duration::from_secs(30);
/// Twice the time that a stopping gateway gives running requests.
const STOP: Duration = Duration::from_secs(20);

pub(crate) async fn thousands() {
    // Elsewhere than here, users have as few as 1,024.
    let allowed = usize::try_from(descriptor_limit()).unwrap_or(usize::MAX);
    let streams = STREAMS.min(allowed.saturating_sub(400)) / PER_LOGIN * PER_LOGIN;
    let count = streams.to_string();
    let folder = folder();
    let gateway = Launch::new(folder.path())
        .options(&NO_RATE_LIMITS)
        .options(&["--streams", &count])
        .start();
    let followed = gateway.create(&merchant(1), "Ana", "ana@example.com").await;
    let other = gateway.create(&merchant(1), "Bo", "bo@example.com").await;
    let calm = writes(&gateway, other, WRITES).await;

    let one_login = open(&gateway, followed, PER_LOGIN + 5, |_| login(0)).await;
    figures::equal("streams of one login served", one_login.served.len(), PER_LOGIN);
    figures::equal("others answered 429", one_login.refused, 5);
    drop(one_login);
    let mut opened = open(&gateway, followed, streams + TOO_MANY, |n| {
        login(1 + n / PER_LOGIN)
    })
    .await;
    figures::equal("streams of one customer served", opened.served.len(), streams);
    figures::equal("more of them answered 429", opened.refused, TOO_MANY);
    figures::note("memory with them, MB", format!("{:.0}", gateway.peak_memory()));

    let beside = writes(&gateway, other, WRITES).await;
    let again = writes(&gateway, other, WRITES).await;
    figures::at_most(
        "a write to another customer, p50 against none",
        beside.percentile(50).min(again.percentile(50)) / calm.percentile(50),
        3.0,
        "x",
    );
    let own = writes(&gateway, followed, 20).await;
    figures::note(
        "a write to that customer, p50, ms",
        format!("{:.1}", own.percentile(50)),
    );

    let last = "id: 21\n";
    let mut arrivals = JoinSet::new();
    for mut stream in opened.served.drain(..) {
        arrivals.spawn(async move { (stream.until(last).await, stream) });
    }
    let arrived = tokio::time::timeout(ARRIVES, arrivals.join_all()).await;
    let arrived = arrived.unwrap_or_default();
    let served = arrived.iter().filter(|(text, _)| text.is_some()).count();
    figures::equal("streams that got the last of 20 changes", served, streams);
    let stopped = gateway.stop(STOP).await;
    figures::equal(
        "stops when asked, with all of them open",
        stopped.is_some_and(|(status, _)| status.success()),
        true,
    );
}

/// Stops in time, whatever its clients do.
pub(crate) async fn stop() {
    let folder = folder();
    let connection = crate::fill::schema(&folder.path().join("cyrexa.db"));
    crate::fill::customers(&connection, 200);
    crate::fill::revisions(&connection, 1, 50_000);
    crate::fill::finish(connection);
    let gateway = Launch::new(folder.path()).options(&NO_RATE_LIMITS).start();
    let mut unread = Vec::new();
    let requests = [
        get("/ipg/2.0.0/customers/1/events", &authorization(&merchant(1))),
        get("/ipg/2.0.0/customers/1/export", &authorization(&merchant(1))),
        "POST /ipg/2.0.0/customers HTTP/1.1\r\n".to_owned(),
    ];
    for n in 0..60 {
        unread.push(crate::sockets::unread(&gateway.address(), address_of(n), &requests[n % 3]).await);
    }
    let client = (*gateway).clone();
    let writers = Load::start(8, move |caller, n| {
        let body = json!({ "name": "Ana", "email": format!("{caller}-{n}@example.com") });
        let call = client.post("/customers").by(&merchant(1)).json(&body);
        async move {
            call.try_send().await;
        }
    });
    let stopped = gateway.stop(STOP).await;
    writers.stop().await;
    let seconds = stopped.map_or(f64::INFINITY, |(_, time)| time.as_secs_f64());
    figures::at_most("stops after (10 s for running requests)", seconds, 15.0, "s");
    figures::equal(
        "with success",
        stopped.is_some_and(|(status, _)| status.success()),
        true,
    );
}

fn login(n: usize) -> Caller {
    Caller {
        user: 5000 + i64::try_from(n).expect("small"),
        ..admin()
    }
}

struct Opened {
    served: Vec<Stream>,
    refused: usize,
}

async fn open(gateway: &Process, customer: i64, count: usize, login: impl Fn(usize) -> Caller) -> Opened {
    let mut opened = Opened {
        served: Vec::new(),
        refused: 0,
    };
    for n in 0..count {
        let request = get(
            &format!("/ipg/2.0.0/customers/{customer}/events"),
            &authorization(&login(n)),
        );
        match Stream::open(&gateway.address(), address_of(n), &request).await {
            Some(stream) if stream.status == 200 => opened.served.push(stream),
            Some(stream) if stream.status == 429 => opened.refused += 1,
            _ => {}
        }
    }
    opened
}

async fn writes(gateway: &Process, customer: i64, count: usize) -> Times {
    let mut times = Times::default();
    for n in 0..count {
        let call = gateway.put(&format!("/customers/{customer}")).by(&merchant(1));
        let (answer, time) = timed(call.json(&json!({ "memberId": format!("m{n}") })).send()).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        times.add(time);
    }
    times
}
