//! The shape of the catalogue: every text of every screen. A language is one value of [`Messages`].

use super::catalogue::texts;
use super::en::FIELDS;
use super::{Locale, Plural, Template};

texts! {
/// The label of one field, its hint, and the texts of its own violations.
pub struct FieldWords {
    /// Its label.
    pub label: &'static str,
    /// What to put there, and why it is asked for.
    pub hint: &'static str,
    /// It is required and empty.
    pub missing: &'static str,
    /// Its format is wrong. May name `{min}` and `{max}` digits.
    pub malformed: Template,
    /// It contains a card number.
    pub card_number: &'static str,
}

/// One step of onboarding.
pub struct StepWords {
    /// In the list of steps.
    pub name: &'static str,
    /// Above the step's fields.
    pub heading: &'static str,
    /// Under the heading.
    pub intro: &'static str,
}

/// A state shown instead of content: what happened, what to do.
pub struct TroubleWords {
    /// What happened.
    pub title: &'static str,
    /// What it means and what to do.
    pub body: &'static str,
}

/// Every text of the app in one language.
#[expect(missing_docs, reason = "a message is documented by its own English text")]
pub struct Messages {
    pub locale: Locale,

    // Document titles
    pub title_onboarding: &'static str,
    pub title_success: &'static str,
    pub title_profile: &'static str,
    /// `{title}`: the title of a page that refused what was entered.
    pub title_with_errors: Template,

    // Page header
    pub skip_to_content: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,

    // Fields, in contract order, and verdicts on them
    pub fields: [FieldWords; FIELDS],
    pub optional: &'static str,
    pub not_given: &'static str,
    pub error_prefix: &'static str,
    /// `{max}`, `{actual}`; the plural form is that of `{max}`.
    pub too_long: Plural,
    /// `{min}`, `{actual}`; the plural form is that of `{min}`.
    pub too_short: Plural,
    /// `{position}`
    pub characters: Template,
    pub not_allowed: &'static str,
    pub out_of_range: &'static str,
    pub wrong_type: &'static str,
    /// `{n}`
    pub characters_left: Plural,
    /// `{n}`
    pub characters_over: Plural,
    pub summary_heading: &'static str,

    // Actions
    pub save: &'static str,
    pub undo: &'static str,
    pub cancel: &'static str,
    pub edit: &'static str,
    pub change: &'static str,
    pub next: &'static str,
    pub back: &'static str,
    pub create: &'static str,
    pub creating: &'static str,
    pub retry: &'static str,
    pub reload: &'static str,
    pub sign_in: &'static str,
    pub view_profile: &'static str,
    pub start_page: &'static str,

    // The state of a field
    pub field_unsaved: &'static str,
    pub field_saving: &'static str,
    pub field_saved: &'static str,
    pub field_not_saved: &'static str,
    /// `{why}`
    pub not_saved_because: Template,
    pub why_offline: &'static str,
    pub why_auth_required: &'static str,
    pub why_no_token: &'static str,
    pub why_conflict: &'static str,
    pub why_invalid: &'static str,
    pub why_duplicate: &'static str,
    pub why_forbidden: &'static str,
    pub why_not_found: &'static str,
    pub why_refused: &'static str,
    pub why_unlinked: &'static str,
    pub why_not_kept: &'static str,

    // The state of the whole
    /// `{n}`
    pub unsaved: Plural,
    pub saving_changes: &'static str,
    pub saved: &'static str,
    /// `{fields}`
    pub saved_fields: Template,
    pub created: &'static str,
    /// `{fields}`
    pub undone: Template,
    pub discarded: &'static str,
    pub discarded_maybe_sent: &'static str,
    pub waiting_for_connection: &'static str,
    pub still_trying: &'static str,
    pub sign_in_to_save: &'static str,
    pub no_token_kept: &'static str,
    pub conflict_waits: &'static str,
    /// `{n}`
    pub invalid: Plural,
    /// `{fields}`
    pub merged: Template,
    /// `{fields}`
    pub changed_elsewhere: Template,
    /// `{fields}`
    pub conflict_about: Template,
    /// `{fields}`
    pub restored: Template,
    pub weak_conflict_detection: &'static str,
    /// Between the members of a list.
    pub list_comma: &'static str,
    /// Before the last member of a list.
    pub list_and: &'static str,

    // Banners
    pub offline: TroubleWords,
    pub back_online: &'static str,
    pub stale_rules: TroubleWords,
    pub signed_out: TroubleWords,
    pub maybe_signed_out: TroubleWords,
    pub strange_answer: TroubleWords,
    pub other_customer: TroubleWords,
    pub no_token: TroubleWords,

    // States in place of content
    pub loading: &'static str,
    pub page_not_found: TroubleWords,
    pub not_found: TroubleWords,
    pub forbidden: TroubleWords,
    pub unauthorised: TroubleWords,
    pub failed: TroubleWords,
    pub gateway_down: TroubleWords,
    pub deleted: TroubleWords,
    pub duplicate: TroubleWords,

    // Onboarding
    pub steps_label: &'static str,
    /// `{step}`, `{steps}`
    pub step_of: Template,
    pub step_done: &'static str,
    /// Name, contact, address, review.
    pub steps: [StepWords; 4],
    pub review_privacy: &'static str,
    /// `{name}`
    pub success_title: Template,
    pub success_body: &'static str,
    pub success_body_without_link: &'static str,

    // Profile
    pub profile_title: &'static str,
    pub section_personal: &'static str,
    pub section_contact: &'static str,
    pub section_address: &'static str,
    pub section_account: &'static str,
    pub customer_number: &'static str,
    pub customer_since: &'static str,
    pub merchant: &'static str,
    pub completeness: &'static str,
    /// `{done}`, `{all}`
    pub completeness_value: Template,
    pub completeness_full: &'static str,
    /// `{field}`
    pub completeness_next: Template,

    // Payment methods
    pub payment_methods: &'static str,
    pub payment_methods_intro: &'static str,
    pub payment_methods_none: TroubleWords,
    pub payment_methods_failed: &'static str,
    pub payment_method: &'static str,
    /// `{digits}`
    pub ending_in: Template,
    /// `{date}`
    pub expires: Template,
    /// `{date}`
    pub expired_on: Template,
    pub default_method: &'static str,

    // Conflict
    pub conflict_title: &'static str,
    pub conflict_body: &'static str,
    pub conflict_before: &'static str,
    pub keep_mine: &'static str,
    pub take_theirs: &'static str,
    pub edit_value: &'static str,
    pub keep_all_mine: &'static str,
    pub take_all_theirs: &'static str,
    pub conflict_apply: &'static str,
    pub conflict_empty: &'static str,
    pub conflict_later: &'static str,
    pub conflict_choose: &'static str,

    // Questions
    pub leave: TroubleWords,
    pub leave_confirm: &'static str,
    pub leave_stay: &'static str,
    pub discard_question: TroubleWords,
    pub discard_confirm: &'static str,
    pub discard_keep: &'static str,
    pub leave_while_saving: &'static str,
}
}
