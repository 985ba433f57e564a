//! Clients that never read what they asked for, or never send what they began: they hold no more than their
//! share, and not for ever. Everybody else is served.

use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use tokio::net::TcpStream;

use crate::figures;
use crate::fill;
use crate::load::{Times, timed};
use crate::process::{Launch, NO_RATE_LIMITS, Process, authorization, folder};
use crate::sockets::{address_of, get, unread};
use crate::support::{Client, merchant};

/// docs/field-cases.md, S3: a gateway that may open 64 files, and 60 bad clients.
const FILES: &str = "ulimit -n 64";
const BAD: usize = 60;
const GOOD: usize = 40;
/// What the issue asks for, in milliseconds.
const SERVED: f64 = 2000.0;
/// All time-outs of a connection, in seconds.
const TIMEOUTS: [&str; 8] = [
    "--header-timeout",
    "3",
    "--body-timeout",
    "3",
    "--write-timeout",
    "3",
    "--idle-timeout",
    "3",
];

pub(crate) async fn never_read() {
    let list = get("/ipg/2.0.0/customers?limit=100", &authorization(&merchant(1)));
    let requests = [
        // More than the kernel takes on the gateway's side: 4 MB.
        list.repeat(300),
        get("/ipg/2.0.0/customers/1/export", &authorization(&merchant(1))),
        get(
            "/ipg/2.0.0/customers/1/events",
            &format!("{}Last-Event-ID: 0\r\n", authorization(&merchant(1))),
        ),
        // Answered, but nothing comes after it.
        get("/ipg/2.0.0/customers/2", &authorization(&merchant(1))),
    ];
    keep_nobody_out(&requests).await;
}

pub(crate) async fn never_send() {
    let head = "POST /ipg/2.0.0/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    let token = authorization(&merchant(1));
    let requests = [
        String::new(),
        "GET /ipg/2.0.0/cust".to_owned(),
        format!("{head}{token}Content-Length: 2000\r\n\r\n{{"),
        format!("{head}{token}Transfer-Encoding: chunked\r\n\r\n5\r\n{{"),
    ];
    keep_nobody_out(&requests).await;
}

async fn keep_nobody_out(requests: &[String]) {
    let folder = folder();
    let connection = fill::schema(&folder.path().join("cyrexa.db"));
    fill::customers(&connection, 200);
    fill::revisions(&connection, 1, 50_000);
    fill::finish(connection);
    let launch = || Launch::new(folder.path()).options(&NO_RATE_LIMITS).after(FILES);

    let gateway = launch().start();
    let idle = good(&gateway, GOOD).await;
    for (who, source) in [
        ("60 addresses", address_of as fn(usize) -> IpAddr),
        ("one address, everybody's", |_| IpAddr::V4(Ipv4Addr::LOCALHOST)),
    ] {
        let bad = open(&gateway, requests, source).await;
        let served = good(&gateway, GOOD).await;
        figures::equal(&format!("{who}: of 40 good clients served"), served.count(), GOOD);
        if served.count() > 0 {
            // A machine that others keep busy is slow without bad clients, too.
            let limit = SERVED.max(20.0 * idle.longest());
            figures::at_most(
                &format!("{who}: the slowest of them"),
                served.longest(),
                limit,
                "ms",
            );
        }
        drop(bad);
    }
    drop(gateway);

    let gateway = launch().options(&TIMEOUTS).start();
    let before = gateway.descriptors();
    // A stream of events on which nothing happens is no client that does not read.
    let requests: Vec<String> = requests
        .iter()
        .filter(|one| !one.contains("/events"))
        .cloned()
        .collect();
    let bad = open(&gateway, &requests, address_of).await;
    let began = Instant::now();
    while gateway.descriptors() > before && began.elapsed() < Duration::from_secs(30) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    figures::equal(
        "time-outs of 3 s: connections still held",
        gateway.descriptors().saturating_sub(before),
        0,
    );
    drop(bad);
}

/// The bad clients, each held open.
async fn open(gateway: &Process, requests: &[String], source: impl Fn(usize) -> IpAddr) -> Vec<TcpStream> {
    let mut bad = Vec::new();
    for n in 0..BAD {
        let request = &requests[n % requests.len()];
        // A gateway that closed it already has made room.
        if let Ok(stream) = unread(&gateway.address(), source(n), request).await {
            bad.push(stream);
        }
    }
    bad
}

/// How long those of `count` good clients waited that were answered, each on a connection of its own.
async fn good(gateway: &Process, count: usize) -> Times {
    let mut times = Times::default();
    for n in 0..count {
        let client = Client::new(&gateway.base, crate::process::key());
        let call = client
            .get(&format!("/customers/{}", n + 2))
            .by(&merchant(if (n + 2) % 10 == 0 { 2 } else { 1 }));
        let answered = tokio::time::timeout(Duration::from_secs(10), timed(call.try_send())).await;
        match answered {
            Ok((Some(answer), time)) if answer.status == 200 => times.add(time),
            // One is enough to fail.
            _ => break,
        }
    }
    times
}
