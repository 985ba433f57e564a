//! Whether a request writes a customer, by any way of saying so that a server behind us might understand.

use cyrexa_contract::Operation;

use crate::path::{Target, decoded, target};
use crate::request::Request;

/// Headers by which frameworks let a client override the method.
const METHOD_OVERRIDES: [&str; 3] = ["x-http-method-override", "x-http-method", "x-method-override"];

/// Headers by which frameworks let a client override the path.
const PATH_OVERRIDES: [&str; 2] = ["x-original-url", "x-rewrite-url"];

/// The rules that apply; `None` where it is none of our business.
pub(crate) fn operation(base_path: &str, request: &Request<'_>) -> Option<Operation> {
    let overrides = PATH_OVERRIDES.iter().flat_map(|name| claims(request, name));
    std::iter::once(request.path)
        .chain(overrides)
        .find_map(|path| written(target(base_path, path)?, path, request))
}

fn written(target: Target, path: &str, request: &Request<'_>) -> Option<Operation> {
    let says = |wanted: &[&str]| {
        let is_wanted = &|method: &str| wanted.iter().any(|name| method.trim().eq_ignore_ascii_case(name));
        is_wanted(request.method)
            || has_method_parameter(request.path, is_wanted)
            || has_method_parameter(path, is_wanted)
            || METHOD_OVERRIDES
                .iter()
                .any(|name| claims(request, name).any(is_wanted))
    };
    match target {
        Target::Collection => says(&["POST"]).then_some(Operation::Create),
        // Upstream has no PATCH; a gateway that takes one takes an update.
        Target::Item => says(&["PUT", "PATCH"]).then_some(Operation::Update),
    }
}

/// What a header says: each of its values, and each part of one, as some hosts join repeated headers.
fn claims<'a>(request: &Request<'a>, name: &str) -> impl Iterator<Item = &'a str> {
    request
        .all(name)
        .filter_map(|value| std::str::from_utf8(value).ok())
        .flat_map(|value| std::iter::once(value).chain(value.split(',').map(str::trim)))
}

/// `_method=PUT` in the query, however it is spelt.
fn has_method_parameter(path: &str, is_wanted: &dyn Fn(&str) -> bool) -> bool {
    let Some((_, query)) = path.split_once('?') else {
        return false;
    };
    let query = query.split('#').next().unwrap_or_default();
    query
        .split(['&', ';'])
        .any(|pair| decoded(pair).strip_prefix("_method=").is_some_and(is_wanted))
}
