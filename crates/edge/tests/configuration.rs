//! A configuration does what it says or is refused.

mod support;

use cyrexa_edge::{Config, FailMode, Mode};
use support::config;

#[test]
fn configuration_is_refused_where_it_would_not_do_what_it_says() {
    for (json, expected) in [
        (r#"{"basePath":"/ipg/2.0.0"}"#, None),
        (
            r#"{"basePath":"/","limit":1,"mode":"observe","fail":"open","hold":true,"allowOrigins":["*"]}"#,
            None,
        ),
        (r#"{"basePath":"/","limit":16777216}"#, None),
        (r#"{}"#, Some("missing field `basePath`")),
        (r#"{"basePath":"ipg"}"#, Some("basePath must begin with a slash")),
        (
            r#"{"basePath":"/ipg/../x"}"#,
            Some("basePath must begin with a slash"),
        ),
        (
            r#"{"basePath":"/","limit":0}"#,
            Some("limit must be between 1 and 16777216"),
        ),
        (
            r#"{"basePath":"/","limit":16777217}"#,
            Some("limit must be between 1 and 16777216"),
        ),
        (r#"{"basePath":"/","mode":"log"}"#, Some("unknown variant `log`")),
        (r#"{"basePath":"/","mod":"observe"}"#, Some("unknown field `mod`")),
        ("", Some("cannot be read")),
    ] {
        let error = Config::from_json(json.as_bytes())
            .err()
            .map(|error| error.to_string());
        match expected {
            None => assert_eq!(error, None, "{json}"),
            Some(part) => assert!(
                error.as_deref().is_some_and(|error| error.contains(part)),
                "{json}: {error:?}"
            ),
        }
    }
    let defaults = config();
    assert_eq!(
        (defaults.limit, defaults.mode, defaults.fail),
        (65_536, Mode::Enforce, FailMode::Closed)
    );
    assert!(!defaults.hold);
}
