//! What a verdict costs, next to what `serde_json` needs to read the same bytes as a `Value` in the same run: the ratio
//! says more than a number of microseconds of one machine.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use cyrexa_contract::{Field, Operation, check_text, judge};

fn bodies() -> [(&'static str, String); 5] {
    let accepted = r#"{"name":"Åsa Öberg-Łukasiewicz","email":"asa.oberg@mail.example.com","address":"Storgatan 12\n111 22 Stockholm\nSweden","phone":"+46 (8) 123 456 78","memberId":"GOLD-000123","preferences":{"currency":"SEK"}}"#;
    let refused = r#"{"name":"","email":"asa.oberg@","address":"4111 1111 1111 1111","phone":"call me","memberId":"GOLD-\u0000"}"#;
    let deep = format!(
        r#"{{"x":{}{}{}}}"#,
        "[".repeat(127),
        "1,".repeat(32_000) + "1",
        "]".repeat(127)
    );
    let mut wide = String::from("{");
    for i in 0..5_000 {
        write!(wide, r#""key{i:05}":0,"#).expect("a string grows");
    }
    wide.push_str(r#""name":"Ana"}"#);
    let long = format!(r#"{{"address":"{}"}}"#, "1 ".repeat(32_000));
    [
        ("accepted 200 B", accepted.to_owned()),
        ("refused 110 B", refused.to_owned()),
        ("deep 64 KB", deep),
        ("wide 70 KB", wide),
        ("long text 64 KB", long),
    ]
}

fn judging(c: &mut Criterion) {
    let mut group = c.benchmark_group("body");
    for (name, body) in bodies() {
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_with_input(BenchmarkId::new("judge", name), &body, |b, body| {
            b.iter(|| judge(black_box(body.as_bytes()), Operation::Update));
        });
        group.bench_with_input(BenchmarkId::new("serde_json::Value", name), &body, |b, body| {
            b.iter(|| serde_json::from_slice::<serde_json::Value>(black_box(body.as_bytes())));
        });
    }
    group.finish();
}

fn keystroke(c: &mut Criterion) {
    c.bench_function("keystroke", |b| {
        b.iter(|| {
            check_text(
                Field::Address,
                black_box("Storgatan 12\n111 22 Stockholm\nSweden"),
            )
        });
    });
}

criterion_group!(benches, judging, keystroke);
criterion_main!(benches);
