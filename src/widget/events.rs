//! The events of the element. No detail contains customer data, except the customer id that the page knows.

use std::rc::Rc;

use cyrexa_contract::{Field, Violation};
use cyrexa_editor::{FailureKind, FieldStatus, Notice, Session, Target, Why};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::state::{Editing, EditingEvent, Failure, Observer};

/// The members of an event's `detail`.
type Detail = Vec<(&'static str, JsValue)>;

/// Dispatches one session's events on the element. Cheap to clone.
#[derive(Clone)]
pub(super) struct EventDispatcher {
    host: HtmlElement,
    target: Target,
}

/// Reports that the element's attributes are unusable.
pub(super) fn misconfigured(host: &HtmlElement) {
    fire(host, "cyrexa-error", vec![("type", "configuration".into())]);
}

impl EventDispatcher {
    pub(super) fn new(host: &HtmlElement, target: Target) -> Self {
        Self {
            host: host.clone(),
            target,
        }
    }

    /// An observer that dispatches the session's events.
    pub(super) fn observer(&self) -> Observer {
        let dispatcher = self.clone();
        Rc::new(move |editing, event| dispatcher.dispatch(editing, event))
    }

    /// The form can be used now.
    pub(super) fn ready(&self) {
        let mode = match self.target {
            Target::Create => "create",
            Target::Edit { .. } => "edit",
        };
        self.fire("cyrexa-ready", vec![("mode", mode.into())]);
    }

    fn dispatch(&self, editing: Editing, event: EditingEvent) -> bool {
        match event {
            EditingEvent::Edited(field) => self.fire("cyrexa-change", vec![("field", field.key().into())]),
            EditingEvent::AboutToSave => {
                let fields = fields_where(editing, |session, field| session.field(field).is_dirty);
                self.fire("cyrexa-before-save", vec![("fields", fields)])
            }
            EditingEvent::Invalid => self.invalid(editing),
            EditingEvent::Noticed(notice) => self.noticed(editing, notice),
            EditingEvent::Failed(failure) => self.fire("cyrexa-error", vec![("type", kind(failure).into())]),
            EditingEvent::AuthRequired => self.fire("cyrexa-auth-required", Vec::new()),
        }
    }

    fn noticed(&self, editing: Editing, notice: Notice) -> bool {
        match notice {
            Notice::Saved { fields } | Notice::Undone { fields } => {
                self.saved(editing, names(fields.iter()), false)
            }
            Notice::Created => {
                let given = fields_where(editing, |session, field| session.shown().text(field).is_some());
                self.saved(editing, given, true)
            }
            Notice::NotSaved { why } => {
                let Some(reason) = reason(why) else {
                    return true;
                };
                let fields = fields_where(editing, |session, field| {
                    matches!(session.field(field).status, FieldStatus::NotSaved(_))
                });
                if why == Why::Invalid {
                    self.invalid(editing);
                }
                self.fire(
                    "cyrexa-rolled-back",
                    vec![("fields", fields), ("reason", reason.into())],
                )
            }
            Notice::Invalid { .. } => self.invalid(editing),
            Notice::Conflict { fields } => {
                self.fire("cyrexa-conflict", vec![("fields", names(fields.iter()))])
            }
            _ => true,
        }
    }

    fn saved(&self, editing: Editing, fields: JsValue, created: bool) -> bool {
        let id = match self.target {
            Target::Edit { id } => Some(id),
            Target::Create => editing.with_untracked(Session::created_id),
        };
        // As text: ids are larger than 2^53, JavaScript's largest exact integer.
        let id = id.map_or(JsValue::NULL, |id| id.to_string().into());
        let detail = vec![
            ("customerId", id),
            ("fields", fields),
            ("created", created.into()),
        ];
        self.fire("cyrexa-saved", detail)
    }

    fn invalid(&self, editing: Editing) -> bool {
        let violations = editing.with_untracked(Session::violations);
        let broken = violations.iter().map(|Violation { field, reason }| {
            object(vec![
                ("field", field.key().into()),
                ("code", reason.code().into()),
            ])
        });
        self.fire(
            "cyrexa-validation-error",
            vec![("fields", broken.collect::<Array>().into())],
        )
    }

    fn fire(&self, name: &str, detail: Detail) -> bool {
        fire(&self.host, name, detail)
    }
}

/// Returns whether no listener called `preventDefault()`.
fn fire(host: &HtmlElement, name: &str, detail: Detail) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(name == "cyrexa-before-save");
    init.set_detail(&object(detail));
    let event = CustomEvent::new_with_event_init_dict(name, &init);
    // What a listener throws is reported to the page by the browser, and is not thrown here.
    event.is_ok_and(|event| host.dispatch_event(&event).unwrap_or(true))
}

fn object(entries: Detail) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // A plain new object refuses nothing.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &value);
    }
    object.into()
}

fn names(fields: impl Iterator<Item = Field>) -> JsValue {
    fields
        .map(|field| JsValue::from_str(field.key()))
        .collect::<Array>()
        .into()
}

fn fields_where(editing: Editing, claim: fn(&Session, Field) -> bool) -> JsValue {
    let found = editing.with_untracked(|session| Field::ALL.map(|field| (field, claim(session, field))));
    names(
        found
            .into_iter()
            .filter(|(_, holds)| *holds)
            .map(|(field, _)| field),
    )
}

const fn kind(failure: Failure) -> &'static str {
    match failure {
        Failure::NoAnswer(FailureKind::Network) => "network",
        Failure::NoAnswer(FailureKind::Timeout) => "timeout",
        Failure::NoAnswer(_) => "server",
        Failure::RateLimited => "rate-limited",
        Failure::Forbidden => "forbidden",
        Failure::NotFound => "not-found",
        Failure::Duplicate => "duplicate",
        Failure::Refused => "refused",
        Failure::Configuration => "configuration",
    }
}

/// `None` where the change only waits (for the network, a token, the user's choice) and is sent later:
/// nothing is rolled back.
const fn reason(why: Why) -> Option<&'static str> {
    Some(match why {
        Why::Offline | Why::AuthRequired | Why::NoToken | Why::Conflict => return None,
        Why::Invalid => "invalid",
        Why::Duplicate => "duplicate",
        Why::Forbidden => "forbidden",
        Why::NotFound => "not-found",
        Why::Refused => "refused",
        Why::Unlinked => "unlinked",
        Why::NotKept => "not-kept",
    })
}
