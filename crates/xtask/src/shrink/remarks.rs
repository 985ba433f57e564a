//! A module's custom sections: names, who made it, which features it uses. Tools read them, browsers do not.

use anyhow::Result;
use wasmparser::{Parser, Payload};

/// The module without them.
pub(super) fn without(module: &[u8]) -> Result<Vec<u8>> {
    let (mut kept, mut end) = (Vec::new(), 0);
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let next = match &payload {
            // Magic number and version.
            Payload::Version { range, .. } => range.end,
            other => match other.as_section() {
                Some((_, content)) => content.end,
                None => continue,
            },
        };
        let next = usize::try_from(next)?;
        if !matches!(payload, Payload::CustomSection(_)) {
            kept.extend_from_slice(&module[end..next]);
        }
        end = next;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";
    const CUSTOM: &[u8] = b"\x00\x04\x01xyz";
    const TYPES: &[u8] = b"\x01\x04\x01\x60\x00\x00";
    const MEMORY: &[u8] = b"\x05\x03\x01\x00\x01";

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        for (sections, expected) in [
            (vec![], vec![]),
            (vec![TYPES, MEMORY], vec![TYPES, MEMORY]),
            (
                vec![CUSTOM, TYPES, CUSTOM, CUSTOM, MEMORY, CUSTOM],
                vec![TYPES, MEMORY],
            ),
        ] {
            let module = [&[HEADER], &*sections].concat().concat();
            assert_eq!(
                without(&module).unwrap(),
                [&[HEADER], &*expected].concat().concat()
            );
        }
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without(b"<html>").is_err());
    }
}
