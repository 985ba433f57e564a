//! English.

use super::{FieldWords, Locale, Messages, Plural, StepWords, Template, TroubleWords};

/// How many fields every language has words for: those of the contract.
pub(super) const FIELDS: usize = 5;

/// English.
pub static EN: Messages = Messages {
    locale: Locale::En,

    title_onboarding: "Create your profile – Cyrexa",
    title_success: "Your profile is ready – Cyrexa",
    title_profile: "Your profile – Cyrexa",
    title_with_errors: Template("Error: {title}"),

    skip_to_content: "Skip to content",
    language: "Language",
    theme: "Appearance",
    theme_auto: "Same as device",
    theme_light: "Light",
    theme_dark: "Dark",

    fields: [
        FieldWords {
            label: "Full name",
            hint: "As you want it on receipts and invoices.",
            missing: "Enter your full name",
            malformed: Template("Check your name"),
            card_number: "Use a name without a card number",
        },
        FieldWords {
            label: "Email address",
            hint: "For example, name@example.com.",
            missing: "Enter your email address",
            malformed: Template("Enter an email address in the form name@example.com"),
            card_number: "Use an email address without a card number",
        },
        FieldWords {
            label: "Billing address",
            hint: "The address your bank has for you, with postcode and country.",
            missing: "Enter your billing address",
            malformed: Template("Check your billing address"),
            card_number: "Use an address without a card number",
        },
        FieldWords {
            label: "Phone number",
            hint: "With the country code, for example \u{2066}+44 20 7946 0018\u{2069}.",
            missing: "Enter your phone number",
            malformed: Template(
                "Enter a phone number of {min} to {max} digits; only spaces, dots, hyphens and brackets may stand between them",
            ),
            card_number: "Use a phone number, not a card number; begin it with + and the country code",
        },
        FieldWords {
            label: "Member number",
            hint: "If the shop or club gave you one.",
            missing: "Enter your member number",
            malformed: Template("Check your member number"),
            card_number: "Use a member number, not a card number",
        },
    ],
    optional: "(optional)",
    not_given: "Not given",
    error_prefix: "Error:",
    too_long: Plural::two_forms(
        "Enter at most {max} character; you have typed {actual}",
        "Enter at most {max} characters; you have typed {actual}",
    ),
    too_short: Plural::two_forms(
        "Enter at least {min} character; you have typed {actual}",
        "Enter at least {min} characters; you have typed {actual}",
    ),
    characters: Template(
        "Delete character number {position}; it cannot be stored. It may be invisible and have come with pasted text",
    ),
    not_allowed: "You cannot change this yourself",
    out_of_range: "Enter a value within the allowed range",
    wrong_type: "Enter this as text",
    characters_left: Plural::two_forms("{n} character left", "{n} characters left"),
    characters_over: Plural::two_forms("{n} character too many", "{n} characters too many"),
    summary_heading: "Please check these details",

    save: "Save changes",
    undo: "Undo",
    cancel: "Cancel",
    edit: "Edit",
    change: "Change",
    next: "Continue",
    back: "Back",
    create: "Create profile",
    creating: "Creating your profile…",
    retry: "Try again",
    reload: "Reload this page",
    sign_in: "Sign in again",
    view_profile: "Go to your profile",
    start_page: "Go to the start page",

    field_unsaved: "Not saved yet",
    field_saving: "Saving…",
    field_saved: "Saved",
    field_not_saved: "Not saved",
    not_saved_because: Template("Not saved: {why}"),
    why_offline: "you are offline",
    why_auth_required: "you have been signed out",
    why_no_token: "your access could not be confirmed",
    why_conflict: "it was also changed elsewhere",
    why_invalid: "please check the marked details",
    why_duplicate: "this email address is already in use",
    why_forbidden: "you are not allowed to change this",
    why_not_found: "this profile no longer exists",
    why_refused: "the gateway did not accept it",
    why_unlinked: "the new profile cannot be changed from here",
    why_not_kept: "the gateway accepted it but shows something else",

    unsaved: Plural::two_forms("{n} change is not saved yet", "{n} changes are not saved yet"),
    saving_changes: "Saving your changes…",
    saved: "Your changes are saved",
    saved_fields: Template("Saved: {fields}"),
    created: "Your profile has been created",
    undone: Template("Undone: {fields}"),
    discarded: "Your changes were discarded",
    discarded_maybe_sent: "Your changes were discarded. One save had already left; we are checking what is stored.",
    waiting_for_connection: "Your changes are kept here and will be saved once you are online",
    still_trying: "Saving takes longer than usual. We are still trying.",
    sign_in_to_save: "Your changes are kept here until you sign in again",
    no_token_kept: "Your changes are kept here until your access is confirmed",
    conflict_waits: "Your changes wait for your choice",
    invalid: Plural::two_forms(
        "Not saved yet: {n} detail needs another look",
        "Not saved yet: {n} details need another look",
    ),
    merged: Template("Changed elsewhere in the meantime, and up to date here: {fields}"),
    changed_elsewhere: Template("Just changed elsewhere: {fields}"),
    conflict_about: Template("Also changed elsewhere, please choose: {fields}"),
    restored: Template("Brought back what you had not saved: {fields}"),
    weak_conflict_detection: "Should someone else save this profile at the very same moment, we may not notice.",
    list_comma: ", ",
    list_and: " and ",

    offline: TroubleWords {
        title: "You are offline",
        body: "Keep going: what you type stays here and is saved once you are back online.",
    },
    back_online: "You are back online",
    stale_rules: TroubleWords {
        title: "There is a newer version of this page",
        body: "Reload it when it suits you. Save your changes first.",
    },
    signed_out: TroubleWords {
        title: "You have been signed out",
        body: "Sign in again to save. What you typed is still here.",
    },
    maybe_signed_out: TroubleWords {
        title: "You may have been signed out",
        body: "Something other than the payment gateway answered, perhaps a sign-in page. What you typed is still here. Sign in again, or wait: we keep trying.",
    },
    strange_answer: TroubleWords {
        title: "Something other than the payment gateway answered",
        body: "We could not confirm anything with the gateway. What you typed is still here, and what you asked to save is tried again.",
    },
    other_customer: TroubleWords {
        title: "We were sent the details of another customer",
        body: "They are not shown, and none of your details were changed because of them. Please try again in a moment.",
    },
    no_token: TroubleWords {
        title: "We could not confirm your access",
        body: "This site gave us no valid answer. What you typed is still here. Please try again in a moment.",
    },

    loading: "Loading your profile…",
    page_not_found: TroubleWords {
        title: "We cannot find that page",
        body: "Check the address, or go to the start page.",
    },
    not_found: TroubleWords {
        title: "We cannot find this profile",
        body: "Check the customer number in the address. The profile may also have been deleted.",
    },
    forbidden: TroubleWords {
        title: "This profile is not yours",
        body: "You can only see your own profile. If you have several accounts, sign in with the other one.",
    },
    unauthorised: TroubleWords {
        title: "Please sign in",
        body: "Your session has ended or has not begun. Sign in to see this profile.",
    },
    failed: TroubleWords {
        title: "Something went wrong",
        body: "The fault is on our side, and nothing was changed. Please try again in a moment.",
    },
    gateway_down: TroubleWords {
        title: "We cannot reach the payment gateway",
        body: "It may not be running, or your connection may be down. Please try again in a moment.",
    },
    deleted: TroubleWords {
        title: "This profile was deleted",
        body: "It was deleted while you had it open. Nothing more can be saved to it.",
    },
    duplicate: TroubleWords {
        title: "There is already a profile with this email address",
        body: "Use another email address, or open the profile you already have.",
    },

    steps_label: "Progress",
    step_of: Template("Step {step} of {steps}"),
    step_done: "done",
    steps: [
        StepWords {
            name: "Name",
            heading: "What is your name?",
            intro: "Your name stands on receipts and invoices.",
        },
        StepWords {
            name: "Contact",
            heading: "How can we reach you?",
            intro: "We write to you about your payments only.",
        },
        StepWords {
            name: "Address",
            heading: "What is your billing address?",
            intro: "Your bank may compare it when you pay. You can leave it empty for now.",
        },
        StepWords {
            name: "Review",
            heading: "Is everything right?",
            intro: "Check your details before we create your profile.",
        },
    ],
    review_privacy: "By creating a profile you store these details with the merchant. You can change them at any time.",
    success_title: Template("Welcome, {name}"),
    success_body: "Your profile is ready. You can look at it and change it at any time.",
    success_body_without_link: "Your profile is ready. The shop that sent you here can open it for you from now on.",

    profile_title: "Your profile",
    section_personal: "Personal details",
    section_contact: "Contact",
    section_address: "Address",
    section_account: "Account",
    customer_number: "Customer number",
    customer_since: "Customer since",
    merchant: "Merchant",
    completeness: "Profile completeness",
    completeness_value: Template("{done} of {all} details given"),
    completeness_full: "Your profile is complete",
    completeness_next: Template("Still missing: {field}"),

    payment_methods: "Payment methods",
    payment_methods_intro: "Only the last digits are kept here, never the full number.",
    payment_methods_none: TroubleWords {
        title: "No saved payment methods",
        body: "When you pay and choose to save your card, it appears here.",
    },
    payment_methods_failed: "Your payment methods could not be loaded.",
    payment_method: "Payment method",
    ending_in: Template("ending in {digits}"),
    expires: Template("Expires {date}"),
    expired_on: Template("Expired {date}"),
    default_method: "Default",

    conflict_title: "This profile was also changed elsewhere",
    conflict_body: "You and someone else changed the same details. Choose what should stay; nothing is saved until you do.",
    conflict_before: "Before",
    keep_mine: "Keep mine",
    take_theirs: "Take theirs",
    edit_value: "Write something else",
    keep_all_mine: "Keep all of mine",
    take_all_theirs: "Take all of theirs",
    conflict_apply: "Save my choice",
    conflict_empty: "Empty",
    conflict_later: "Decide later",
    conflict_choose: "Choose now",

    leave: TroubleWords {
        title: "Leave without saving?",
        body: "Your changes are not saved yet. They will be lost if you leave now.",
    },
    leave_confirm: "Leave without saving",
    leave_stay: "Stay here",
    discard_question: TroubleWords {
        title: "Discard your changes?",
        body: "Everything you typed since the last save will be lost.",
    },
    discard_confirm: "Discard changes",
    discard_keep: "Keep editing",
    leave_while_saving: "Your changes are being saved. One moment, please.",
};
