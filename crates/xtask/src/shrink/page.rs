//! How the page names a file: by a hash in its name, for caches, and with a hash of its bytes, for the browser to check.

use anyhow::{Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256, Sha384};

/// As many digits as Trunk's.
const DIGITS: usize = 16;

/// `name-HASH.js` or `name-HASH_bg.wasm` with the hash of other bytes.
pub(super) fn name(old: &str, bytes: &[u8]) -> String {
    let hash = hash(bytes);
    let is_hash =
        |part: &&str| part.len() >= DIGITS && part.as_bytes()[..DIGITS].iter().all(u8::is_ascii_hexdigit);
    match old.rsplit_once('-').filter(|(_, part)| is_hash(part)) {
        Some((stem, part)) => format!("{stem}-{hash}{}", &part[DIGITS..]),
        None => old.to_owned(),
    }
}

/// What stands for the bytes in a name.
pub(crate) fn hash(bytes: &[u8]) -> String {
    let digest = Sha384::digest(bytes);
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    digits.take(DIGITS / 2).collect()
}

/// Whether this is what [`hash`] gives.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The page with another file in place of one. A preloaded module's hash goes where start.js looks for it: as
/// `integrity` the browser would warn on every load that it does not check this kind of file.
pub(super) fn with_file_replaced(
    html: &str,
    (old, old_bytes): (&str, &[u8]),
    (new, new_bytes): (&str, &[u8]),
    attribute: &str,
) -> Result<String> {
    let (before, after) = (short_integrity(old_bytes), short_integrity(new_bytes));
    ensure!(html.contains(old), "dist/index.html does not name {old}");
    ensure!(
        html.contains(&before),
        "dist/index.html has not the hash of {old}"
    );
    let mut html = html.replace(old, new);
    for quote in ["", "\""] {
        html = html.replace(
            &format!(" integrity={quote}{before}"),
            &format!(" {attribute}={quote}{after}"),
        );
    }
    ensure!(
        html.contains(&after),
        "the hash of {old} does not stand in an attribute"
    );
    Ok(html)
}

/// For the attribute of this name.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// The same, 16 bytes shorter, and they do not compress: in what every visitor downloads. index.html asks Trunk for it.
pub(crate) fn short_integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_the_content() {
        for (old, expected) in [
            ("app-0123456789abcdef.js", "app-38b060a751ac9638.js"),
            (
                "my-app-0123456789abcdef_bg.wasm",
                "my-app-38b060a751ac9638_bg.wasm",
            ),
            ("app.js", "app.js"),
            ("my-app.js", "my-app.js"),
        ] {
            assert_eq!(name(old, b""), expected);
        }
    }

    #[test]
    fn the_page_gets_the_new_name_and_hash() {
        let (one, two) = (short_integrity(b"one"), short_integrity(b"two"));
        for quote in ["", "\""] {
            let html =
                format!("<link href={quote}/a-1.js{quote} integrity={quote}{one}{quote} rel=modulepreload>");
            let replace =
                |attribute| with_file_replaced(&html, ("a-1.js", b"one"), ("a-2.js", b"two"), attribute);
            for attribute in ["integrity", "data-integrity"] {
                let expected = format!(
                    "<link href={quote}/a-2.js{quote} {attribute}={quote}{two}{quote} rel=modulepreload>"
                );
                assert_eq!(replace(attribute).unwrap(), expected);
            }
        }
    }

    #[test]
    fn a_page_that_does_not_know_the_file_is_refused() {
        let one = short_integrity(b"one");
        for html in [
            "<link href=/a-1.js>".to_owned(),
            format!("<link href=/b-1.js integrity={one}>"),
            format!("<link href=/a-1.js title={one}>"),
        ] {
            let replaced = with_file_replaced(&html, ("a-1.js", b"one"), ("a-2.js", b"two"), "integrity");
            assert!(replaced.is_err(), "{html}");
        }
    }
}
