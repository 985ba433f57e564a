//! Whether an object has a key twice, for all objects that are open at once.
//!
//! A customer has few keys, so that each is compared with those before it and nothing is allocated. From the first key that is escaped
//! or does not fit, each object's keys are sorted when it closes: linear comparison of 64 KB of keys would take seconds.

use std::borrow::Cow;

use crate::literal::Literal;

/// More than twice a customer's keys.
const FEW: usize = 16;

#[derive(Default)]
pub(crate) struct Keys<'a> {
    /// Depth of the object and key, the innermost object's last.
    few: [(usize, &'a [u8]); FEW],
    count: usize,
    /// All keys, once they are not few.
    many: Vec<(usize, Cow<'a, [u8]>)>,
    are_many: bool,
    /// Depth of the innermost open object that is known to have a key twice.
    twins_at: usize,
}

impl<'a> Keys<'a> {
    /// A key of the innermost object, which is `depth` deep.
    pub(crate) fn add(&mut self, depth: usize, key: &Literal<'a>) {
        if !self.are_many {
            match (key.plain(), self.few.get_mut(self.count)) {
                (Some(bytes), Some(place)) => {
                    *place = (depth, bytes);
                    let mut before = self.few.iter().take(self.count).rev();
                    let is_twin = |(of, other): &(usize, &[u8])| *of == depth && *other == bytes;
                    if before.any(is_twin) {
                        self.add_twin(depth);
                    }
                    self.count += 1;
                    return;
                }
                _ => self.become_many(),
            }
        }
        self.many.push((depth, key.unescaped()));
    }

    /// A key of which is known, without a list, that it stood there before.
    pub(crate) fn add_twin(&mut self, depth: usize) {
        self.twins_at = self.twins_at.max(depth);
    }

    /// The innermost object is whole; whether it had a key twice.
    pub(crate) fn close(&mut self, depth: usize) -> bool {
        if self.are_many {
            let first = self
                .many
                .iter()
                .rposition(|(of, _)| *of != depth)
                .map_or(0, |last| last + 1);
            let own = self.many.get_mut(first..).unwrap_or_default();
            own.sort_unstable();
            let has_twins = own
                .windows(2)
                .any(|pair| matches!(pair, [one, next] if one == next));
            self.many.truncate(first);
            if has_twins {
                return true;
            }
        } else {
            while self.count > 0 && self.few.get(self.count - 1).is_some_and(|(of, _)| *of == depth) {
                self.count -= 1;
            }
        }
        self.twins_at == depth
    }

    fn become_many(&mut self) {
        self.are_many = true;
        let few = self.few.iter().take(self.count);
        self.many = few.map(|(of, key)| (*of, Cow::Borrowed(*key))).collect();
    }
}
