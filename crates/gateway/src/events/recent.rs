//! The last events of one customer, for all its streams.

use std::collections::VecDeque;

use cyrexa_contract::AuditEntry;

use super::frame::Frame;

/// Events times streams that one change may cost; above it, `current` replaces all of them.
const LARGEST_FAN_OUT: usize = 20_000;

/// Events kept for one stream more; a few changes in a row, then the audit is read.
const KEPT_PER_STREAM: usize = 4;
const LEAST_KEPT: usize = 16;
const MOST_KEPT: usize = 512;

#[derive(Debug, Default)]
pub(super) struct Recent {
    /// The newest revision that is known here; 0 before the first.
    pub(super) revision: i64,
    frames: VecDeque<Frame>,
}

/// What a stream does not have yet.
#[derive(Debug)]
pub(super) enum Missing {
    Nothing,
    These(Vec<Frame>),
    /// More than is kept here.
    More,
}

impl Recent {
    pub(super) fn add(&mut self, customer: i64, mut entries: Vec<AuditEntry>, streams: usize) {
        let Some(newest) = entries.pop() else { return };
        self.revision = newest.revision;
        if (entries.len() + 1) * streams > LARGEST_FAN_OUT {
            self.frames.clear();
            self.frames.push_back(Frame::instead_of_all(customer, newest));
            return;
        }
        entries.push(newest);
        self.frames
            .extend(entries.into_iter().map(|entry| Frame::of(customer, entry)));
        let kept = (streams * KEPT_PER_STREAM).clamp(LEAST_KEPT, MOST_KEPT);
        let surplus = self.frames.len().saturating_sub(kept);
        self.frames.drain(..surplus);
    }

    /// For a stream that has this revision.
    pub(super) fn missing(&self, last: i64) -> Missing {
        if last >= self.revision {
            return Missing::Nothing;
        }
        let mut frames = self
            .frames
            .iter()
            .skip_while(|frame| frame.revision <= last)
            .peekable();
        match frames.peek() {
            Some(first) if first.after <= last => Missing::These(frames.cloned().collect()),
            _ => Missing::More,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(revision: i64, action: &str) -> AuditEntry {
        let text = format!(
            r#"{{"revision":{revision},"action":"{action}","fields":["name"],
            "actor":{{"role":"admin","sub":"1"}},"at":"","requestId":"r"}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn entries(revisions: std::ops::RangeInclusive<i64>) -> Vec<AuditEntry> {
        revisions.map(|revision| entry(revision, "update")).collect()
    }

    fn check(recent: &Recent, last: i64, expected: Option<&[i64]>) {
        let revisions = match recent.missing(last) {
            Missing::Nothing => Some(Vec::new()),
            Missing::These(frames) => Some(frames.iter().map(|frame| frame.revision).collect()),
            Missing::More => None,
        };
        assert_eq!(revisions.as_deref(), expected, "after {last}");
    }

    #[test]
    fn a_stream_is_given_what_it_does_not_have_or_told_to_read() {
        let mut recent = Recent {
            revision: 10,
            ..Recent::default()
        };
        check(&recent, 10, Some(&[]));
        check(&recent, 9, None);
        recent.add(1, entries(11..=13), 1);
        check(&recent, 10, Some(&[11, 12, 13]));
        check(&recent, 12, Some(&[13]));
        check(&recent, 13, Some(&[]));
        check(&recent, 9, None);
        // More than is kept for one stream.
        recent.add(1, entries(14..=40), 1);
        check(
            &recent,
            40 - i64::try_from(LEAST_KEPT).unwrap(),
            Some(&(25..=40).collect::<Vec<_>>()),
        );
        check(&recent, 13, None);
    }

    #[test]
    fn many_changes_for_many_streams_are_one_event() {
        let mut recent = Recent {
            revision: 1,
            ..Recent::default()
        };
        recent.add(1, entries(2..=21), 2000);
        check(&recent, 1, Some(&[21]));
        check(&recent, 0, Some(&[21]));
        let Missing::These(frames) = recent.missing(1) else {
            panic!("it is there")
        };
        assert!(frames[0].bytes.starts_with(b"event: current\nid: 21\n"));

        let mut deleted = entries(22..=40);
        deleted.push(entry(41, "delete"));
        recent.add(1, deleted, 2000);
        let Missing::These(frames) = recent.missing(5) else {
            panic!("it is there")
        };
        assert!(frames[0].is_last && frames[0].bytes.starts_with(b"event: deleted\nid: 41\n"));
    }
}
