//! Whether a request writes a customer, by any way of saying so that a server behind us might understand.

use cyrexa_contract::Operation;

use crate::path::{Target, target};
use crate::request::Request;

/// Headers by which frameworks let one method stand for another.
const METHOD_OVERRIDES: [&str; 3] = ["x-http-method-override", "x-http-method", "x-method-override"];

/// Headers by which frameworks let one path stand for another.
const PATH_OVERRIDES: [&str; 2] = ["x-original-url", "x-rewrite-url"];

/// The rules that apply; `None` where it is none of our business.
pub(crate) fn operation(base_path: &str, request: &Request<'_>) -> Option<Operation> {
    let overrides = PATH_OVERRIDES.iter().filter_map(|name| request.text(name));
    std::iter::once(request.path)
        .chain(overrides)
        .filter_map(|path| target(base_path, path))
        .find_map(|target| written(target, request))
}

fn written(target: Target, request: &Request<'_>) -> Option<Operation> {
    let query = request.path.split_once('?').map_or("", |(_, query)| query);
    let parameters = query.split('&').filter_map(|pair| pair.strip_prefix("_method="));
    let overrides = METHOD_OVERRIDES.iter().flat_map(|name| request.all(name));
    let overrides = overrides.filter_map(|value| std::str::from_utf8(value).ok());
    // Several in one value, as some hosts join repeated headers.
    let mut methods = std::iter::once(request.method)
        .chain(parameters)
        .chain(overrides.flat_map(|value| value.split(',')));
    let mut says = |wanted: &[&str]| {
        methods.any(|method| wanted.iter().any(|name| method.trim().eq_ignore_ascii_case(name)))
    };
    match target {
        Target::Collection => says(&["POST"]).then_some(Operation::Create),
        // Upstream has no PATCH; a gateway that takes one takes an update.
        Target::Item => says(&["PUT", "PATCH"]).then_some(Operation::Update),
    }
}
