//! From codes and parameters to text, where it takes more than picking a message.

use cyrexa_contract::{Field, Reason, Violation, rules};
use cyrexa_editor::{FieldSet, FieldStatus, Notice, SessionStatus, Why};

use super::{FieldWords, Form, Messages, Plural, Template};

impl Messages {
    /// The texts of a field.
    #[must_use]
    pub const fn field(&self, field: Field) -> &FieldWords {
        &self.fields[field.index()]
    }

    /// The label of a field.
    #[must_use]
    pub const fn label(&self, field: Field) -> &'static str {
        self.field(field).label
    }

    /// What is wrong with a field and how to correct it, with the limit in the text.
    #[must_use]
    pub fn violation(&self, violation: &Violation) -> String {
        let words = self.field(violation.field);
        match violation.reason {
            Reason::Required => words.missing.to_owned(),
            Reason::CardNumber => words.card_number.to_owned(),
            Reason::Format => words.malformed.fill(&[
                ("min", &rules::phone::MIN_DIGITS.to_string()),
                ("max", &rules::phone::MAX_DIGITS.to_string()),
            ]),
            Reason::TooLong { max, actual } => self.limit(&self.too_long, "max", max, actual),
            Reason::TooShort { min, actual } => self.limit(&self.too_short, "min", min, actual),
            Reason::Characters { position } => self.characters.fill(&[("position", &position.to_string())]),
            Reason::NotAllowed => self.not_allowed.to_owned(),
            Reason::OutOfRange => self.out_of_range.to_owned(),
            Reason::Type => self.wrong_type.to_owned(),
        }
    }

    fn limit(&self, plural: &Plural, name: &str, limit: u64, actual: u64) -> String {
        let places = [(name, &*limit.to_string()), ("actual", &actual.to_string())];
        plural.pick(Form::of(self.locale, limit)).fill(&places)
    }

    /// A message that counts: `{n}`.
    #[must_use]
    pub fn counted(&self, plural: &Plural, n: u64) -> String {
        plural
            .pick(Form::of(self.locale, n))
            .fill(&[("n", &n.to_string())])
    }

    /// The labels of some fields as one list: "Full name, Email address and Phone number".
    #[must_use]
    pub fn labels(&self, fields: FieldSet) -> String {
        let mut out = String::new();
        for (index, field) in fields.iter().enumerate() {
            let glue = match index {
                0 => "",
                _ if index + 1 == fields.len() => self.list_and,
                _ => self.list_comma,
            };
            out.extend([glue, self.label(field)]);
        }
        out
    }

    /// Why something is not saved, as the end of a sentence.
    #[must_use]
    pub const fn why(&self, why: Why) -> &'static str {
        match why {
            Why::Offline => self.why_offline,
            Why::AuthRequired => self.why_auth_required,
            Why::NoToken => self.why_no_token,
            Why::Conflict => self.why_conflict,
            Why::Invalid => self.why_invalid,
            Why::Duplicate => self.why_duplicate,
            Why::Forbidden => self.why_forbidden,
            Why::NotFound => self.why_not_found,
            Why::Refused => self.why_refused,
            Why::Unlinked => self.why_unlinked,
            Why::NotKept => self.why_not_kept,
        }
    }

    /// "Not saved: you are offline".
    #[must_use]
    pub fn not_saved(&self, why: Why) -> String {
        self.not_saved_because.fill(&[("why", self.why(why))])
    }

    /// What has become of one field's change; empty when there is nothing to say.
    #[must_use]
    pub fn field_status(&self, status: FieldStatus) -> String {
        match status {
            FieldStatus::Clean => String::new(),
            FieldStatus::Unsaved => self.field_unsaved.to_owned(),
            FieldStatus::Saving => self.field_saving.to_owned(),
            FieldStatus::Saved => self.field_saved.to_owned(),
            // The violated rule is shown under the field: no need to repeat it.
            FieldStatus::NotSaved(Why::Invalid) => self.field_not_saved.to_owned(),
            FieldStatus::NotSaved(why) => self.not_saved(why),
        }
    }

    /// The status line. `unsaved` counts the fields typed in and not asked to be
    /// saved.
    #[must_use]
    pub fn session_status(&self, status: SessionStatus, unsaved: usize) -> String {
        match status {
            SessionStatus::Loading => self.loading,
            SessionStatus::Ready if unsaved > 0 => return self.counted(&self.unsaved, unsaved as u64),
            SessionStatus::Ready => "",
            SessionStatus::Saving => self.saving_changes,
            SessionStatus::Saved => self.saved,
            SessionStatus::NotSaved(why) => return self.not_saved(why),
            SessionStatus::WaitingToRetry { .. } => self.still_trying,
            SessionStatus::Offline => self.waiting_for_connection,
            SessionStatus::AuthRequired => self.sign_in_to_save,
            SessionStatus::NoToken => self.no_token_kept,
            SessionStatus::NotFound => self.not_found.title,
            SessionStatus::Forbidden => self.forbidden.title,
            SessionStatus::Failed(_) => self.failed.title,
            SessionStatus::Conflict => self.conflict_waits,
        }
        .to_owned()
    }

    /// What the live region says.
    #[must_use]
    pub fn notice(&self, notice: Notice) -> String {
        let about = |template: Template, fields| template.fill(&[("fields", &self.labels(fields))]);
        match notice {
            Notice::Saved { fields } => about(self.saved_fields, fields),
            Notice::Undone { fields } => about(self.undone, fields),
            Notice::ChangedElsewhere { fields } => about(self.changed_elsewhere, fields),
            Notice::Merged { fields } => about(self.merged, fields),
            Notice::Conflict { fields } => about(self.conflict_about, fields),
            Notice::Restored { fields } => about(self.restored, fields),
            Notice::NotSaved { why } => self.not_saved(why),
            Notice::Invalid { count } => self.counted(&self.invalid, count as u64),
            Notice::Created => self.created.to_owned(),
            Notice::Cancelled { maybe_sent: false } => self.discarded.to_owned(),
            Notice::Cancelled { maybe_sent: true } => self.discarded_maybe_sent.to_owned(),
            Notice::Offline => self.offline.title.to_owned(),
            Notice::BackOnline => self.back_online.to_owned(),
            Notice::AuthRequired => self.signed_out.title.to_owned(),
            Notice::NoToken => self.no_token.title.to_owned(),
        }
    }

    /// The current step of onboarding, counted from 1.
    #[must_use]
    pub fn step_of(&self, step: usize, steps: usize) -> String {
        self.step_of
            .fill(&[("step", &step.to_string()), ("steps", &steps.to_string())])
    }

    /// The greeting after a create.
    #[must_use]
    pub fn success_title(&self, name: &str) -> String {
        self.success_title.fill(&[("name", &isolated(name))])
    }
}

/// A customer's text inside a sentence: isolated (FSI, PDI), so that its direction does not change that of the
/// sentence.
fn isolated(text: &str) -> String {
    ["\u{2068}", text, "\u{2069}"].concat()
}
