//! The exact text typed, and what is known of it. It knows no rule.

use cyrexa_contract::{Change, Field, Violation, normal_form, normal_text};

use crate::Why;

/// What is typed in one field.
#[derive(Clone)]
pub(crate) struct Typed {
    field: Field,
    /// The whole text; none where the field shows the record.
    pub(crate) text: Option<String>,
    /// Edited since the focus came: the text may be half a word, and even its white space is kept.
    pub(crate) is_typing: bool,
    /// Whether violations are visible: the field was left, or a save was tried.
    pub(crate) is_judged: bool,
    /// Why the last save of this very text failed.
    pub(crate) not_saved: Option<Why>,
    /// The gateway's violation for this very text, where our own rules have none.
    pub(crate) refused: Option<Violation>,
}

impl Typed {
    const fn nothing(field: Field) -> Self {
        Self {
            field,
            text: None,
            is_typing: false,
            is_judged: false,
            not_saved: None,
            refused: None,
        }
    }

    /// The change that the text would make: `Set` or `Clear`; `Keep` where nothing is typed.
    pub(crate) fn change(&self) -> Change<String> {
        self.text
            .as_deref()
            .map_or(Change::Keep, |text| normal_form(self.field, text))
    }

    /// Whether text is typed, and would be stored as `stored`.
    pub(crate) fn is_stored_as(&self, stored: Option<&str>) -> bool {
        self.text.is_some() && self.change().over(None) == stored
    }

    /// Whether the text is more than `stored` as a person sees it: white space counts while it is being
    /// typed.
    pub(crate) fn differs_visibly(&self, stored: Option<&str>) -> bool {
        self.text.as_deref().is_some_and(|text| {
            !self.is_stored_as(stored) || (self.is_typing && text != stored.unwrap_or_default())
        })
    }

    /// The text becomes what would be stored: nothing more is typed in it for now.
    pub(crate) fn normalise(&mut self) {
        if let Some(text) = &mut self.text {
            *text = normal_text(self.field, text).into_owned();
        }
    }

    /// The record holds the text: nothing is typed any more.
    pub(crate) fn forget_text(&mut self) {
        *self = Self {
            is_typing: self.is_typing,
            ..Self::nothing(self.field)
        };
    }
}

/// What is typed, field by field.
#[derive(Clone)]
pub(crate) struct Draft([Typed; Field::ALL.len()]);

impl Default for Draft {
    fn default() -> Self {
        Self(Field::ALL.map(Typed::nothing))
    }
}

impl Draft {
    pub(crate) const fn get(&self, field: Field) -> &Typed {
        &self.0[field.index()]
    }

    pub(crate) const fn get_mut(&mut self, field: Field) -> &mut Typed {
        &mut self.0[field.index()]
    }

    /// A new text: what was known of the old one no longer applies.
    pub(crate) fn edit(&mut self, field: Field, text: String) {
        let typed = self.get_mut(field);
        typed.text = Some(text);
        typed.is_typing = true;
        typed.not_saved = None;
        typed.refused = None;
    }
}
