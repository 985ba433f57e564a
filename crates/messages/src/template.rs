//! A message with placeholders, as `{max}`. Data, not code: it compresses well.

/// Text with named placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template(pub &'static str);

impl Template {
    /// Fills the placeholders in. A value without a placeholder is left out; a placeholder without a value stays
    /// visible.
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

    /// The names of its placeholders, in order of appearance.
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

/// The text before and after the first occurrence of an ASCII character. `split_once` is faster, and a kilobyte
/// larger.
pub(crate) fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}
