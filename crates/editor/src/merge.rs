//! The three-way merge of one field. Pure: three values in, one verdict out.

/// What becomes of our change to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merge {
    /// Only we changed it: it is to be sent.
    Send,
    /// The record holds it already, whoever put it there.
    Held,
    /// Only they changed it, we want what it was before: theirs stays.
    Theirs,
    /// Both changed it, differently.
    Clash,
}

/// `base` is what we began with, `mine` what we want, `theirs` what the record holds.
pub(crate) fn merge(base: Option<&str>, mine: Option<&str>, theirs: Option<&str>) -> Merge {
    if mine == theirs {
        Merge::Held
    } else if theirs == base {
        Merge::Send
    } else if mine == base {
        Merge::Theirs
    } else {
        Merge::Clash
    }
}

#[cfg(test)]
mod tests {
    use super::{Merge, merge};

    #[test]
    fn a_field_is_merged_by_who_changed_it() {
        let (x, a, b) = (Some("x"), Some("a"), Some("b"));
        for (base, mine, theirs, expected) in [
            (x, a, x, Merge::Send),
            (x, None, x, Merge::Send),
            (None, a, None, Merge::Send),
            (x, a, a, Merge::Held),
            (x, None, None, Merge::Held),
            (x, x, x, Merge::Held),
            (x, x, b, Merge::Theirs),
            (None, None, b, Merge::Theirs),
            (x, a, b, Merge::Clash),
            (x, a, None, Merge::Clash),
            (x, None, b, Merge::Clash),
            (None, a, b, Merge::Clash),
        ] {
            assert_eq!(
                merge(base, mine, theirs),
                expected,
                "{base:?} {mine:?} {theirs:?}"
            );
        }
    }
}
