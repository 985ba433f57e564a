//! A message with places to fill in: `{max}`. Data, not code: a page of them compresses to little.

/// Text with named places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template(pub &'static str);

impl Template {
    /// Fills the places in. What the catalogue did not name stays out; a place that nobody fills stays visible.
    #[must_use]
    pub fn fill(self, places: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(self.0.len() + 16);
        let mut rest = self.0;
        while let Some((before, after)) = cut(rest, b'{') {
            out.push_str(before);
            let Some((name, tail)) = cut(after, b'}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match places.iter().find(|(place, _)| *place == name) {
                Some((_, value)) => out.push_str(value),
                None => out.extend(["{", name, "}"]),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// The names of its places, in order of appearance.
    #[must_use]
    pub fn places(self) -> Vec<&'static str> {
        self.0
            .split('{')
            .skip(1)
            .filter_map(|part| cut(part, b'}'))
            .map(|(name, _)| name)
            .collect()
    }
}

/// What stands before and after the first of an ASCII mark. `split_once` searches faster, for a kilobyte of code.
pub(crate) fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|octet| octet == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}
