//! From codes and parameters to text: what needs more than picking a message.

use cyrexa_contract::{Field, Reason, Violation, rules};

use super::template::isolated;
use super::{FieldWords, Form, Messages, Plural};

impl Messages {
    /// The words of a field.
    #[must_use]
    pub const fn field(&self, field: Field) -> &FieldWords {
        &self.fields[field.index()]
    }

    /// What a field is called.
    #[must_use]
    pub const fn label(&self, field: Field) -> &'static str {
        self.field(field).label
    }

    /// What is wrong with a field and how to put it right, with the limit in the words.
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
    pub fn labels(&self, fields: &[Field]) -> String {
        let mut out = String::new();
        for (index, field) in fields.iter().enumerate() {
            let glue = match index {
                0 => "",
                _ if index + 1 == fields.len() => self.list_and,
                _ => self.list_comma,
            };
            out.extend([glue, self.label(*field)]);
        }
        out
    }

    /// Where the customer stands in onboarding; counted from 1.
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

    /// What to quote to support.
    #[must_use]
    pub fn reference(&self, id: &str) -> String {
        self.reference.fill(&[("id", &isolated(id))])
    }
}
