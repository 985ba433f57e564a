//! A million customers against a thousand, in the same run and in turn: what grows with the table shows as
//! a ratio.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::figures;
use crate::fill;
use crate::load::{Load, Times, median, timed};
use crate::process::{Launch, NO_RATE_LIMITS, Process, folder};
use crate::support::{Client, admin, merchant};

const MANY: usize = 1_000_000;
const FEW: usize = 1_000;
/// For what is found by an index. A search for a rare text reads more of its index as that grows, and an
/// update waits for the disk, whose slowest answer is no property of the table: both are printed, and
/// limited only far off.
const SLOWER: f64 = 3.0;
const MUCH_SLOWER: f64 = 10.0;
/// Milliseconds: the slowest of a few dozen requests is below it only where the machine has nothing else to
/// do.
const SCHEDULER: f64 = 10.0;
/// A ratio is the middle one of so many rounds: a machine that stutters spoils one.
const ROUNDS: usize = 7;
const REQUESTS: usize = 60;
const MEMORY: f64 = 150.0;

/// No index of three letters finds it: the table is read, beside everybody else.
const SCAN: &str = "search, two letters without a hit";

type Request = fn(&Client, usize, usize) -> crate::support::Call;

/// Each gets the number of customers and of the request.
const REQUESTS_OF: &[(&str, Request)] = &[
    ("list, first page", |client, _, _| {
        client.get("/customers?limit=100").by(&merchant(1))
    }),
    ("list, everybody's", |client, _, _| {
        client.get("/customers?limit=100").by(&admin())
    }),
    ("search without a hit", |client, _, n| {
        client.get(&format!("/customers?q=nowhere{n}")).by(&merchant(1))
    }),
    ("search without a hit, of frequent parts", |client, _, n| {
        let text = [
            "weberexample",
            "ana%20bauerovich",
            "example.mail",
            "mail9%20",
            "ov%C3%A1k.example",
        ][n % 5];
        client.get(&format!("/customers?q={text}")).by(&merchant(1))
    }),
    ("search, one hit", |client, count, n| {
        let id = pick(count, n);
        client.get(&format!("/customers?q=.{id}@")).by(&merchant(1))
    }),
    ("search, everybody is a hit", |client, _, _| {
        client.get("/customers?q=example").by(&merchant(1))
    }),
    ("read", |client, count, n| {
        client
            .get(&format!("/customers/{}", pick(count, n)))
            .by(&merchant(1))
    }),
    ("update", |client, count, n| {
        let call = client
            .put(&format!("/customers/{}", pick(count, n)))
            .by(&merchant(1));
        call.json(&json!({ "name": format!("Ana {n}"), "memberId": format!("{}", n % 7) }))
    }),
];

/// One of merchant 1's, anywhere in the table.
fn pick(count: usize, n: usize) -> usize {
    let id = 1 + n.wrapping_mul(7_919_317) % count;
    if id.is_multiple_of(10) { id - 1 } else { id }
}

pub(crate) async fn ratios() {
    let folder = folder();
    let began = Instant::now();
    let few = start(&folder.path().join("few"), FEW);
    let many = start(&folder.path().join("many"), MANY);
    figures::note(
        "to make the file of a million, s",
        format!("{:.0}", began.elapsed().as_secs_f64()),
    );
    let bytes = std::fs::metadata(folder.path().join("many/cyrexa.db"))
        .unwrap()
        .len();
    figures::note("its size, MB", bytes / 1_000_000);

    for (what, request) in REQUESTS_OF {
        let limit = match *what {
            "search, one hit" | "update" => MUCH_SLOWER,
            _ => SLOWER,
        };
        compare(what, &few, &many, *request, Some(limit)).await;
    }
    let two_letters: Request = |client, _, _| client.get("/customers?q=qx").by(&merchant(1));
    compare(SCAN, &few, &many, two_letters, None).await;
    beside_searches(&many).await;
    figures::at_most("memory at its peak", many.peak_memory(), MEMORY, "MB");
}

fn start(folder: &Path, customers: usize) -> Process {
    std::fs::create_dir(folder).unwrap();
    let connection = fill::schema(&folder.join("cyrexa.db"));
    fill::customers(&connection, customers);
    fill::finish(connection);
    Launch::new(folder).options(&NO_RATE_LIMITS).start()
}

/// One after the other to either gateway, in turn.
async fn compare(what: &str, few: &Process, many: &Process, request: Request, limit: Option<f64>) {
    let sides = [(few, FEW), (many, MANY)];
    let mut all = [Times::default(), Times::default()];
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let mut times = [Times::default(), Times::default()];
        for n in 0..REQUESTS {
            for (times, (gateway, count)) in times.iter_mut().zip(sides) {
                let call = request(gateway, count, round * REQUESTS + n);
                let (answer, time) = timed(call.send()).await;
                assert_eq!(answer.status, 200, "{what}: {answer:?}");
                times.add(time);
            }
        }
        p50.push(times[1].percentile(50) / times[0].percentile(50));
        p99.push(times[1].percentile(99) / times[0].percentile(99).max(SCHEDULER));
        all.iter_mut()
            .zip(times)
            .for_each(|(all, times)| all.append(times));
    }
    let [few, many] = &all;
    for (percent, ratios) in [(50, p50), (99, p99)] {
        let (few, many) = (few.percentile(percent), many.percentile(percent));
        let floor = if percent == 99 { " (10 at least)" } else { "" };
        let what = format!("{what}, p{percent}: {many:.2} ms against {few:.2}{floor}");
        match limit {
            Some(limit) => figures::at_most(&what, median(ratios), limit, "x"),
            None => figures::note(&what, format!("{:.1} x", median(ratios))),
        }
    }
}

/// Reads while others search for what is not there.
async fn beside_searches(many: &Process) {
    let (mut calm, mut beside) = (Times::default(), Times::default());
    for _ in 0..4 {
        calm.append(reads(many).await);
        let client = (**many).clone();
        let searches = Load::start(4, move |caller, n| {
            let path = format!("/customers?q={}", ["qx", "weberexample", "example"][n % 3]);
            let call = client
                .get(&path)
                .by(&merchant(1 + i64::try_from(caller).expect("small") % 2));
            async move {
                call.try_send().await;
            }
        });
        beside.append(reads(many).await);
        searches.stop().await;
    }
    figures::at_most(
        &format!(
            "reads beside 4 searchers, p99: {:.2} ms against {:.2} (10 at least)",
            beside.percentile(99),
            calm.percentile(99)
        ),
        beside.percentile(99) / calm.percentile(99).max(SCHEDULER),
        SLOWER,
        "x",
    );
}

async fn reads(many: &Process) -> Times {
    let client = (**many).clone();
    let load = Load::start(2, move |caller, n| {
        let id = pick(MANY, caller * 1000 + n);
        let call = client.get(&format!("/customers/{id}")).by(&merchant(1));
        async move { assert_eq!(call.send().await.status, 200) }
    });
    load.run_for(Duration::from_secs(1)).await
}
