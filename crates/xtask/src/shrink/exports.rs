//! The names that a WebAssembly module exports.

/// Of the export section in the binary format.
const EXPORTS: u8 = 7;
/// Magic number and version.
const HEADER: usize = 8;

/// Nothing where the bytes are no module.
pub(super) fn names(module: &[u8]) -> Option<Vec<String>> {
    let mut rest = module.get(HEADER..)?;
    while let Some((&section, after)) = rest.split_first() {
        rest = after;
        let length = number(&mut rest)?;
        let (mut content, after) = rest.split_at_checked(length)?;
        if section == EXPORTS {
            let count = number(&mut content)?;
            return (0..count).map(|_| export(&mut content)).collect();
        }
        rest = after;
    }
    Some(Vec::new())
}

/// A name, what kind of thing it is, and which.
fn export(rest: &mut &[u8]) -> Option<String> {
    let length = number(rest)?;
    let (name, after) = rest.split_at_checked(length)?;
    *rest = after.get(1..)?;
    number(rest)?;
    String::from_utf8(name.to_vec()).ok()
}

/// LEB128, unsigned, 32 bit.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_the_export_section() {
        let with = |sections: &[u8]| [b"\0asm\x01\0\0\0".as_slice(), sections].concat();
        for (module, expected) in [
            (with(&[]), Some(vec![])),
            (with(b"\x07\x0a\x01\x06memory\x02\x00"), Some(vec!["memory"])),
            // Another section before it; a length and an index in two bytes.
            (
                with(b"\x00\x02\x01x\x07\x8a\x00\x02\x01a\x00\x80\x01\x01b\x00\x01"),
                Some(vec!["a", "b"]),
            ),
            (with(b"\x07\x0a\x01\x06mem"), None),
            (b"\0asm".to_vec(), None),
        ] {
            let names = names(&module);
            let expected: Option<Vec<String>> =
                expected.map(|names| names.into_iter().map(str::to_owned).collect());
            assert_eq!(names, expected, "{module:?}");
        }
    }
}
