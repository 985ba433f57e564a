//! Long histories and callers that do not read them: memory stays small, and other callers hardly notice.

use std::net::IpAddr;
use std::time::Duration;

use cyrexa_gateway::auth::Caller;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::figures;
use crate::fill;
use crate::load::{Load, Times};
use crate::process::{Launch, NO_RATE_LIMITS, Process, authorization, folder};
use crate::sockets::{address_of, get, unread};
use crate::support::{Client, merchant, of_profile};

/// docs/field-cases.md, S2.
const STREAMS: usize = 100;
const FOLLOWED: i64 = 32_525;
const EXPORTS: usize = 8;
const EXPORTED: i64 = 100_000;
/// The issue's: 1.2 and 1.3 GB before.
const MEMORY: f64 = 150.0;
const SLOWER: f64 = 3.0;
/// Below this a busy machine's scheduler is measured, not the gateway; in milliseconds.
const NOISE: f64 = 10.0;

const ROUNDS: usize = 4;
const WINDOW: Duration = Duration::from_millis(1500);
const CALLERS: usize = 4;
const CUSTOMERS: usize = 200;

/// Everything by one customer's own token.
pub(crate) async fn one_login() {
    attack(|_| of_profile(1), 1).await;
}

/// A login of the merchant's for each.
pub(crate) async fn many_logins() {
    attack(
        |n| Caller {
            user: 1000 + i64::try_from(n).expect("small"),
            ..merchant(1)
        },
        2,
    )
    .await;
}

async fn attack(login: fn(usize) -> Caller, exported: i64) {
    let folder = folder();
    let connection = fill::schema(&folder.path().join("cyrexa.db"));
    fill::customers(&connection, CUSTOMERS);
    fill::revisions(&connection, 1, if exported == 1 { EXPORTED } else { FOLLOWED });
    fill::revisions(&connection, 2, EXPORTED);
    fill::finish(connection);
    let gateway = Launch::new(folder.path()).options(&NO_RATE_LIMITS).start();

    let (mut idle, mut attacked) = (Others::default(), Others::default());
    let mut exports = 0;
    for _ in 0..ROUNDS {
        idle.append(others(&gateway).await);
        let streams = follow(&gateway, login).await;
        let exporters = export(&gateway, login, exported);
        attacked.append(others(&gateway).await);
        exports += exporters.stop().await.count();
        drop(streams);
    }
    figures::at_most("memory at its peak", gateway.peak_memory(), MEMORY, "MB");
    figures::note(
        "requests of other callers",
        idle.reads.count() + attacked.reads.count(),
    );
    figures::note("exports asked for meanwhile", exports);
    for (what, idle, attacked) in [
        ("reads", &idle.reads, &attacked.reads),
        ("writes", &idle.writes, &attacked.writes),
    ] {
        let (calm, busy) = (idle.percentile(99), attacked.percentile(99));
        figures::note(
            &format!("{what} of other callers, p99 idle and attacked, ms"),
            format!("{calm:.1} and {busy:.1}"),
        );
        figures::at_most(
            &format!("{what} of other callers, p99 against idle (10 ms at least)"),
            busy / calm.max(NOISE),
            SLOWER,
            "x",
        );
    }
}

/// Streams from the beginning, never read.
async fn follow(gateway: &Process, login: fn(usize) -> Caller) -> Vec<TcpStream> {
    let mut streams = Vec::new();
    for n in 0..STREAMS {
        let headers = format!("{}Last-Event-ID: 0\r\n", authorization(&login(n)));
        let request = get("/ipg/2.0.0/customers/1/events", &headers);
        streams.extend(unread(&gateway.address(), address_of(n), &request).await);
    }
    streams
}

/// Exports by several at once: one half read to the end, again and again, the other half not at all.
fn export(gateway: &Process, login: fn(usize) -> Caller, exported: i64) -> Exporters {
    let (client, address) = ((**gateway).clone(), gateway.address());
    let path = format!("/customers/{exported}/export");
    let readers = Load::start(EXPORTS / 2, move |n, _| {
        let call = client.get(&path).by(&login(n));
        async move {
            // 503 where too many run: asked for again.
            if call.try_send().await.is_none_or(|answer| answer.status != 200) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    });
    let mut unread_ones = JoinSet::new();
    for n in EXPORTS / 2..EXPORTS {
        let request = get(
            &format!("/ipg/2.0.0/customers/{exported}/export"),
            &authorization(&login(n)),
        );
        let (address, from): (String, IpAddr) = (address.clone(), address_of(n));
        unread_ones.spawn(async move {
            let _held = unread(&address, from, &request).await;
            std::future::pending::<()>().await;
        });
    }
    Exporters { readers, unread_ones }
}

struct Exporters {
    readers: Load,
    unread_ones: JoinSet<()>,
}

impl Exporters {
    async fn stop(self) -> Times {
        drop(self.unread_ones);
        self.readers.stop().await
    }
}

#[derive(Default)]
struct Others {
    reads: Times,
    writes: Times,
}

impl Others {
    fn append(&mut self, other: Self) {
        self.reads.append(other.reads);
        self.writes.append(other.writes);
    }
}

/// What other callers wait for reads and writes of their own customers.
async fn others(gateway: &Process) -> Others {
    let read = |client: Client, n: usize| async move {
        let call = client
            .get(&format!("/customers/{}", customer(n)))
            .by(&merchant(1));
        assert_eq!(call.send().await.status, 200);
    };
    let write = |client: Client, n: usize| async move {
        let call = client
            .put(&format!("/customers/{}", customer(n)))
            .by(&merchant(1));
        let answer = call.json(&json!({ "memberId": n.to_string() })).send().await;
        assert_eq!(answer.status, 200, "{answer:?}");
    };
    let (reader, writer) = ((**gateway).clone(), (**gateway).clone());
    let reads = Load::start(CALLERS, move |caller, n| read(reader.clone(), caller * 50 + n));
    let writes = Load::start(1, move |caller, n| write(writer.clone(), caller * 50 + n));
    let (reads, writes) = tokio::join!(reads.run_for(WINDOW), writes.run_for(WINDOW));
    Others { reads, writes }
}

/// One of merchant 1's that is not attacked.
fn customer(n: usize) -> usize {
    let id = 3 + n % (CUSTOMERS - 4);
    if id.is_multiple_of(10) { id + 1 } else { id }
}
