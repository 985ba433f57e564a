//! Which version the record is, and whether its tag can be used for `If-Match`.

/// How many versions are remembered. A replica or a cache lags by a few.
pub(crate) const PAST: usize = 8;

/// What proxies that compress put before the closing quote of a strong ETag (Apache, Jetty, Varnish, Envoy).
const SUFFIXES: [&str; 9] = [
    "--gzip", "-gzip", ";gzip", "-br", ";br", "-zstd", ";zstd", "-deflate", ";deflate",
];

/// The version of the record.
#[derive(Default)]
pub(crate) struct Version {
    /// As sent; none where the gateway has none.
    etag: Option<String>,
    usage: Usage,
    /// The versions that the record had before, newest last.
    past: Vec<String>,
    /// Refused by a 412 that did not show the record.
    refused: Option<String>,
    /// Refusals in a row that came with the record as we know it.
    pointless: u32,
    /// The last read had no tag that `If-Match` can name.
    is_untagged: bool,
}

/// What of a tag goes into `If-Match`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Usage {
    #[default]
    AsSent,
    /// Without what a proxy put into it.
    Stripped,
    /// Nothing: it is never accepted.
    Unusable,
}

impl Version {
    pub(crate) const fn etag(&self) -> Option<&String> {
        self.etag.as_ref()
    }

    /// The record is this version now.
    pub(crate) fn set(&mut self, etag: Option<String>) {
        if etag == self.etag {
            return;
        }
        self.past.retain(|past| Some(past) != etag.as_ref());
        // A record without a tag may be the same one.
        let is_tagged = etag.is_some();
        if let Some(before) = std::mem::replace(&mut self.etag, etag).filter(|_| is_tagged) {
            if self.past.len() == PAST {
                self.past.remove(0);
            }
            self.past.push(before);
        }
    }

    /// The record that was read has this tag.
    pub(crate) fn was_read(&mut self, etag: Option<&String>) {
        self.is_untagged = etag.is_none();
        // Every read shows the very version that was refused: the tag is at fault, no change was made.
        if etag.is_some() && self.refused.take().as_ref() == etag {
            self.step_down();
        }
    }

    /// A version that the record has left, or that was just refused as old: a cache's or a slow replica's,
    /// most likely. `None` without a tag to tell by.
    pub(crate) fn is_past(&self, etag: Option<&String>) -> Option<bool> {
        etag.map(|etag| self.past.contains(etag) || self.refused.as_ref() == Some(etag))
    }

    /// For `If-Match`.
    pub(crate) fn if_match(&self) -> Option<String> {
        let etag = self.etag.as_ref()?;
        match self.usage {
            Usage::AsSent => Some(etag.clone()),
            Usage::Stripped => Some(stripped(etag).unwrap_or_else(|| etag.clone())),
            Usage::Unusable => None,
        }
    }

    /// Whether a change made in the same moment may go unnoticed.
    pub(crate) fn is_race_open(&self) -> bool {
        self.is_untagged || self.usage == Usage::Unusable
    }

    /// Refused, with no word of what the record is now.
    pub(crate) fn is_refused_unseen(&mut self) {
        self.refused.clone_from(&self.etag);
    }

    /// Refused, with the record: whether that is no conflict, since nothing has changed. `most` such refusals
    /// under ever new tags are none either.
    pub(crate) fn is_refused_for_nothing(&mut self, etag: Option<&String>, is_same: bool, most: u32) -> bool {
        self.pointless = if is_same { self.pointless + 1 } else { 0 };
        let is_nothing = match etag {
            Some(_) => etag == self.etag.as_ref() || self.pointless > most,
            None => is_same,
        };
        if is_nothing {
            if self.pointless > most {
                self.usage = Usage::Stripped;
            }
            self.pointless = 0;
            self.step_down();
        }
        is_nothing
    }

    fn step_down(&mut self) {
        let can_strip = self.etag.as_deref().and_then(stripped).is_some();
        self.usage = match self.usage {
            Usage::AsSent if can_strip => Usage::Stripped,
            _ => Usage::Unusable,
        };
    }
}

fn stripped(etag: &str) -> Option<String> {
    let inner = etag.strip_suffix('"')?;
    let suffix = SUFFIXES.iter().find(|suffix| inner.ends_with(*suffix))?;
    Some([inner.strip_suffix(suffix)?, "\""].concat())
}

#[cfg(test)]
mod tests {
    use super::{PAST, Version, stripped};

    fn at(etag: &str) -> Version {
        let mut version = Version::default();
        version.set(Some(etag.to_owned()));
        version
    }

    #[test]
    fn what_a_proxy_put_into_a_tag_is_taken_out() {
        for (etag, expected) in [
            (r#""5-gzip""#, Some(r#""5""#)),
            (r#""5--gzip""#, Some(r#""5""#)),
            (r#""5;br""#, Some(r#""5""#)),
            (r#""5""#, None),
            (r#""gzip""#, None),
            ("5-gzip", None),
        ] {
            assert_eq!(stripped(etag).as_deref(), expected, "{etag}");
        }
    }

    #[test]
    fn a_tag_that_is_refused_for_nothing_is_stripped_and_then_left_out() {
        let mut version = at(r#""5-gzip""#);
        let same = Some(r#""5-gzip""#.to_owned());
        assert!(version.is_refused_for_nothing(same.as_ref(), true, 3));
        assert_eq!(version.if_match().as_deref(), Some(r#""5""#));
        assert!(!version.is_race_open());
        assert!(version.is_refused_for_nothing(same.as_ref(), true, 3));
        assert_eq!(version.if_match(), None);
        assert!(version.is_race_open());
    }

    #[test]
    fn a_newer_version_is_a_conflict_unless_it_never_holds_anything_new() {
        let mut version = at("\"1\"");
        for n in 2..5 {
            let etag = Some(format!("\"{n}\""));
            assert!(!version.is_refused_for_nothing(etag.as_ref(), true, 3));
            version.set(etag);
        }
        let etag = Some("\"9\"".to_owned());
        assert!(version.is_refused_for_nothing(etag.as_ref(), true, 3));
        assert_eq!(version.if_match(), None);
    }

    #[test]
    fn versions_that_the_record_has_left_are_known_as_long_as_they_may_come_back() {
        let mut version = at("0");
        for n in 1..20 {
            version.set(Some(n.to_string()));
        }
        let known = |n: usize| version.is_past(Some(&n.to_string()));
        assert_eq!(
            (known(19), known(18), known(19 - PAST)),
            (Some(false), Some(true), Some(true))
        );
        assert_eq!((known(1), version.is_past(None)), (Some(false), None));
        // By somebody's change back, under tags made of the content.
        version.set(Some("18".to_owned()));
        assert_eq!(version.is_past(Some(&"18".to_owned())), Some(false));
    }
}
