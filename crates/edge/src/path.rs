//! Which resource a path names, however it is spelt: what any server behind us might read as `/customers` is
//! `/customers` here.
//!
//! Taken away before matching: the query, a scheme and host, percent-encoding (three layers: each hop may
//! remove one), backslashes for slashes, empty and dot segments, `;` parameters, control characters and white
//! space, letter case. Matching too much only means judging too much; matching too little is a way round.

/// Proxies in a row that each decode once.
const LAYERS: usize = 3;

/// A guarded resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `/customers`
    Collection,
    /// `/customers/{id}`, whatever the id
    Item,
}

/// The guarded resource of a request target (`/path?query`, or `http://host/path`), if it is one.
#[must_use]
pub fn target(base_path: &str, request_target: &str) -> Option<Target> {
    plain_target(base_path, request_target).or_else(|| any_target(base_path, request_target))
}

/// The spelling that nearly every request has, without a copy; whatever is not exactly that is for
/// [`any_target`] to say.
fn plain_target(base_path: &str, request_target: &str) -> Option<Target> {
    let base_path = base_path.trim_end_matches('/');
    let rest = request_target
        .strip_prefix(base_path)?
        .strip_prefix("/customers")?;
    match rest.strip_prefix('/') {
        None => rest.is_empty().then_some(Target::Collection),
        Some(id) => (!id.is_empty() && id.bytes().all(|b| b.is_ascii_digit())).then_some(Target::Item),
    }
}

fn any_target(base_path: &str, request_target: &str) -> Option<Target> {
    let decoded = decoded(path_of(request_target));
    // What decoding brings to light ends the path too: another server would cut it there.
    let path = decoded.split(['?', '#']).next().unwrap_or_default();
    let mut resolved: Vec<String> = Vec::new();
    for segment in segments(path) {
        match segment.as_str() {
            ".." => {
                resolved.pop();
            }
            _ => resolved.push(segment),
        }
    }
    let mut rest = resolved.iter();
    for expected in segments(base_path) {
        if !rest.next()?.eq_ignore_ascii_case(&expected) {
            return None;
        }
    }
    if !rest.next()?.eq_ignore_ascii_case("customers") {
        return None;
    }
    match (rest.next(), rest.next()) {
        (None, _) => Some(Target::Collection),
        (Some(_), None) => Some(Target::Item),
        (Some(_), Some(_)) => None,
    }
}

/// Segments that name something, without parameters, white space and control characters; `..` is one of them.
pub(crate) fn segments(path: &str) -> impl Iterator<Item = String> {
    path.split(['/', '\\']).filter_map(|segment| {
        let name = segment.split(';').next().unwrap_or_default();
        let name: String = name
            .chars()
            .filter(|c| !c.is_control() && !c.is_whitespace())
            .collect();
        (!name.is_empty() && name != ".").then_some(name)
    })
}

fn path_of(request_target: &str) -> &str {
    let whole = request_target.split(['?', '#']).next().unwrap_or_default();
    match whole.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('/') => {
            rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
        }
        _ => whole,
    }
}

pub(crate) fn decoded(path: &str) -> String {
    let mut path = path.to_owned();
    for _ in 0..LAYERS {
        if !path.contains('%') {
            break;
        }
        path = decoded_once(&path);
    }
    path
}

fn decoded_once(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let value = match (byte, ahead.next().and_then(hex), ahead.next().and_then(hex)) {
            (b'%', Some(high), Some(low)) => {
                rest = ahead;
                high << 4 | low
            }
            _ => byte,
        };
        bytes.push(value);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
