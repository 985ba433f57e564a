//! Unsaved work as a text, to survive a reload. Personal data: kept only where the integrator asked for it.
//!
//! The form is a list of counted strings (`3:Ana`; `-` is none, `~` the end of a group): 60 lines here, where
//! JSON by derive would cost the page 5 kB.

use std::fmt;

use cyrexa_contract::{Change, Field, Patch};

/// An opaque text. Its content is judged again when it is restored.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot(String);

impl Snapshot {
    /// From storage. Any text will do: one that is not ours is ignored by `Restore`.
    #[must_use]
    pub const fn from_text(text: String) -> Self {
        Self(text)
    }

    /// For storage.
    #[must_use]
    pub fn as_text(&self) -> &str {
        &self.0
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snapshot(..)")
    }
}

/// The first string; another form has another one, and is not read.
const FORM: &str = "cyrexa-editor 1";

/// What a snapshot says.
#[derive(Default)]
pub(crate) struct Work {
    /// The fingerprint of the rules of then.
    pub(crate) contract: String,
    /// The customer; none for one that does not exist yet.
    pub(crate) id: Option<i64>,
    /// Whether it was created in this very session.
    pub(crate) is_created: bool,
    /// The version of the record.
    pub(crate) etag: Option<String>,
    /// The key of the attempt to create whose body is `creating`.
    pub(crate) key: Option<String>,
    /// The texts of the record as last confirmed; what is read-only comes with the next read.
    pub(crate) baseline: Patch,
    /// What unsaved work began with.
    pub(crate) ancestor: Patch,
    /// Exactly as typed.
    pub(crate) typed: Patch,
    /// Asked to be saved and not confirmed, whether or not it was in flight.
    pub(crate) pending: Patch,
    pub(crate) creating: Patch,
    /// What may have been stored.
    pub(crate) sent: Vec<Patch>,
}

impl Work {
    pub(crate) fn write(&self) -> Snapshot {
        let mut out = String::new();
        put(&mut out, Some(FORM));
        put(&mut out, Some(&self.contract));
        put(&mut out, self.id.map(|id| id.to_string()).as_deref());
        put(&mut out, self.is_created.then_some(""));
        put(&mut out, self.etag.as_deref());
        put(&mut out, self.key.as_deref());
        for patch in [
            &self.baseline,
            &self.ancestor,
            &self.typed,
            &self.pending,
            &self.creating,
        ] {
            put_patch(&mut out, patch);
        }
        for patch in &self.sent {
            put_patch(&mut out, patch);
        }
        Snapshot(out)
    }

    pub(crate) fn read(snapshot: &Snapshot) -> Option<Self> {
        let mut rest = snapshot.as_text();
        if take(&mut rest)?.value()? != FORM {
            return None;
        }
        let mut work = Self {
            contract: take(&mut rest)?.value()?.clone(),
            ..Self::default()
        };
        work.id = match take(&mut rest)? {
            Change::Set(id) => Some(id.parse().ok()?),
            _ => None,
        };
        work.is_created = take(&mut rest)?.value().is_some();
        work.etag = take(&mut rest)?.value().cloned();
        work.key = take(&mut rest)?.value().cloned();
        work.baseline = take_patch(&mut rest)?;
        work.ancestor = take_patch(&mut rest)?;
        work.typed = take_patch(&mut rest)?;
        work.pending = take_patch(&mut rest)?;
        work.creating = take_patch(&mut rest)?;
        while !rest.is_empty() {
            work.sent.push(take_patch(&mut rest)?);
        }
        Some(work)
    }
}

fn put(out: &mut String, text: Option<&str>) {
    let Some(text) = text else { return out.push('-') };
    out.push_str(&text.len().to_string());
    out.push(':');
    out.push_str(text);
}

fn put_patch(out: &mut String, patch: &Patch) {
    for field in patch.changed() {
        put(out, Some(field.key()));
        put(out, patch.get(field).value().map(String::as_str));
    }
    out.push('~');
}

/// The next string: `Set`, `Clear` for none, `Keep` for the end of a group. `None` where the form is broken.
fn take(rest: &mut &str) -> Option<Change<String>> {
    for (mark, meaning) in [('-', Change::Clear), ('~', Change::Keep)] {
        if let Some(after) = rest.strip_prefix(mark) {
            *rest = after;
            return Some(meaning);
        }
    }
    let (length, after) = rest.split_at_checked(rest.bytes().position(|byte| byte == b':')?)?;
    let after = after.strip_prefix(':')?;
    let (text, after) = after.split_at_checked(length.parse().ok()?)?;
    *rest = after;
    Some(Change::Set(text.to_owned()))
}

/// A group, without the fields that are none of today's.
fn take_patch(rest: &mut &str) -> Option<Patch> {
    let mut patch = Patch::default();
    while let Change::Set(key) = take(rest)? {
        let change = take(rest)?;
        if let Some(field) = Field::from_key(&key) {
            patch.set(field, change);
        }
    }
    Some(patch)
}

/// Every field as this function has it.
pub(crate) fn patch_of<'a>(text: impl Fn(Field) -> Option<&'a str>) -> Patch {
    let mut patch = Patch::default();
    for field in Field::ALL {
        patch.set(
            field,
            text(field).map_or(Change::Clear, |text| Change::Set(text.to_owned())),
        );
    }
    patch
}

#[cfg(test)]
mod tests {
    use cyrexa_contract::{Change, Field, Patch};

    use super::{Snapshot, Work};

    fn work() -> Work {
        Work {
            contract: "0123".to_owned(),
            id: Some(-7),
            is_created: true,
            etag: Some("\"é:~-\"".to_owned()),
            key: Some(String::new()),
            baseline: Patch::of(Field::Name, Change::Set("3:Ana~".to_owned())),
            pending: Patch::of(Field::Phone, Change::Clear),
            sent: vec![
                Patch::of(Field::Email, Change::Set("a@b".to_owned())),
                Patch::default(),
            ],
            ..Work::default()
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let text = work().write();
        let read = Work::read(&text).expect("our own");
        assert_eq!(read.write(), text);
        assert_eq!(
            (read.id, read.is_created, read.etag),
            (Some(-7), true, work().etag)
        );
        assert_eq!((read.baseline, read.pending), (work().baseline, work().pending));
        assert_eq!(read.sent, work().sent);
    }

    #[test]
    fn a_text_cut_short_or_changed_anywhere_is_read_or_refused_and_never_panics() {
        let text = work().write().as_text().to_owned();
        for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            let _ = Work::read(&Snapshot::from_text(text[..at].to_owned()));
            for other in ["9", "-", "~", ":", "é", "99999999999999999999:"] {
                let after = text[at..].chars().next().map_or(0, char::len_utf8);
                let changed = text[..at].to_owned() + other + &text[at + after..];
                let _ = Work::read(&Snapshot::from_text(changed));
            }
        }
    }
}
