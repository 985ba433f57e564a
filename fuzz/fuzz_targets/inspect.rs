//! Any request, any body: a verdict without a panic, the same in pieces as in one, in a bounded answer.
#![no_main]

use arbitrary::Arbitrary;
use cyrexa_edge::{Config, Head, Request, Stamp, Verdict, inspect, inspect_body, inspect_head};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    is_guarded: bool,
    is_update: bool,
    is_observing: bool,
    method: &'a str,
    path: &'a str,
    headers: Vec<(&'a str, &'a [u8])>,
    base_path: &'a str,
    request_id: &'a str,
    now: u64,
    body: &'a [u8],
}

fuzz_target!(|input: Input<'_>| {
    let json = if input.is_observing { r#"{"basePath":"/ipg","mode":"observe"}"# } else { r#"{"basePath":"/ipg","limit":4096}"# };
    let mut config = Config::from_json(json.as_bytes()).expect("it is valid");
    let mut headers = input.headers;
    let (mut method, mut path) = (input.method, input.path);
    if input.is_guarded {
        (method, path) = if input.is_update { ("PUT", "/ipg/customers/5") } else { ("POST", "/ipg/customers") };
        headers.insert(0, ("content-type", b"application/json"));
    } else {
        config.base_path = input.base_path.to_owned();
    }
    let request = Request { method, path, headers: &headers };
    let stamp = Stamp::at(input.now, input.request_id);
    let whole = inspect(&config, &request, input.body, &stamp);
    let in_pieces = match inspect_head(&config, &request, &stamp) {
        Head::Decided(verdict) => verdict,
        Head::Read(operation) => inspect_body(&config, &request, operation, input.body, &stamp),
    };
    assert_eq!(whole, in_pieces);
    if let Verdict::Reject(rejection) = whole {
        assert!(rejection.body.len() < 2048 + input.request_id.len() * 6, "{} bytes", rejection.body.len());
        assert!((400..=415).contains(&rejection.status));
    }
});
