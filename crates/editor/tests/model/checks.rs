//! What must hold after every single step.

use cyrexa_contract::{Field, normal_text};
use cyrexa_editor::{FieldSet, FieldStatus, FieldView, Notice, Operation, SessionStatus, Why};

use crate::client::{Client, value};
use crate::server::{Author, Server};
use crate::world::Checked;

/// Everything that a person can see.
pub(crate) fn sight(person: &Client) -> (SessionStatus, Vec<FieldView>, bool, bool) {
    let session = &person.session;
    let views = Field::ALL.map(|field| session.field(field)).into();
    (
        session.status(),
        views,
        session.can_undo(),
        session.has_unsaved_work(),
    )
}

pub(crate) fn check(person: &mut Client, server: &Server) -> Checked {
    check_baseline(person, server)?;
    let mut is_unsaved = false;
    for field in Field::ALL {
        let view = person.session.field(field);
        let text = value(field, &view.text);
        let is_held = server.ever_held(field, text.as_deref());
        match view.status {
            FieldStatus::Clean | FieldStatus::Saved => {
                let confirmed = person.session.baseline().and_then(|record| record.text(field));
                if text.as_deref() != confirmed
                    || (person.session.baseline().is_some()
                        && server.exists()
                        && !is_held
                        && !person.is_creating)
                {
                    return Err(format!(
                        "{field:?} shows as {:?} what is not confirmed: {text:?}",
                        view.status
                    ));
                }
                if view.status == FieldStatus::Saved && !is_held {
                    return Err(format!(
                        "{field:?} shows as saved what the gateway never held: {text:?}"
                    ));
                }
                if person.session.baseline().is_some() {
                    person.seen[field.index()].insert(text);
                }
            }
            FieldStatus::Saving | FieldStatus::NotSaved(_) => {
                is_unsaved = true;
                person.own[field.index()].insert(text);
            }
            FieldStatus::Unsaved => is_unsaved = true,
        }
        check_typed(person, field, &view, server)?;
    }
    if is_unsaved != person.session.has_unsaved_work() {
        return Err("the fields and the session disagree on unsaved work".into());
    }
    if person.session.status() == SessionStatus::Saved && is_unsaved {
        return Err("all is shown as saved while a field is not".into());
    }
    if person.persist && person.storage.is_some() != is_unsaved {
        return Err("storage does not hold the unsaved work, or holds what is saved".into());
    }
    Ok(())
}

/// What was typed last shows until the gateway has held it, letter by letter while it is typed, as it would
/// be stored when the field was left; never an older change in its place.
fn check_typed(person: &Client, field: Field, view: &FieldView, server: &Server) -> Checked {
    let Some(typed) = &person.typed[field.index()] else {
        return Ok(());
    };
    let text = value(field, typed);
    let was_held = server.ever_held(field, text.as_deref()) || (person.is_creating && text.is_none());
    let is_other_wish = view.is_dirty || view.status == FieldStatus::Saving;
    let is_shown = if person.has_left[field.index()] {
        normal_text(field, typed) == view.text
    } else {
        *typed == view.text
    };
    if !is_shown && (!was_held || (is_other_wish && text != value(field, &view.text))) {
        return Err(format!(
            "typed text was lost: {typed:?} in {field:?} became {:?}",
            view.text
        ));
    }
    Ok(())
}

/// What was asked to be saved stays asked until it is held, refused with a reason, or taken back by the
/// person.
pub(crate) fn check_asked(person: &mut Client, server: &Server, is_taken_back: FieldSet) -> Checked {
    for field in Field::ALL {
        let view = person.session.field(field);
        let is_asked = matches!(
            view.status,
            FieldStatus::Saving
                | FieldStatus::NotSaved(Why::Offline | Why::AuthRequired | Why::NoToken | Why::Conflict)
        );
        let before = std::mem::replace(
            &mut person.saving[field.index()],
            is_asked.then(|| value(field, &view.text)),
        );
        let Some(text) = before else { continue };
        let is_forgotten = matches!(view.status, FieldStatus::Unsaved | FieldStatus::Clean);
        if is_forgotten && !is_taken_back.contains(field) && !server.ever_held(field, text.as_deref()) {
            return Err(format!(
                "{field:?} was asked to be saved and is {:?} now",
                view.status
            ));
        }
    }
    Ok(())
}

/// Where every edit is promised to survive: no clash with oneself, and no "saved" over a text of one's own
/// that the gateway holds instead.
pub(crate) fn check_notice(client: usize, person: &Client, server: &Server, notice: Notice) -> Checked {
    let is_own = |author: Author| author.client == client && author.life == person.life;
    match notice {
        Notice::Conflict { fields } => {
            for field in fields.iter() {
                if is_own(server.author_of(field, person.revision_now())) {
                    return Err(format!("{field:?} clashes with a text of one's own"));
                }
            }
        }
        Notice::Saved { fields } | Notice::Undone { fields } => {
            for field in fields.iter() {
                let author = server.author_of(field, server.revision());
                let shown = person.session.baseline().and_then(|record| record.text(field));
                let is_other = server.current()[field.index()].as_deref() != shown;
                if is_other && is_own(author) && author.request > person.discarded {
                    return Err(format!(
                        "{field:?} is said to be saved while another text of one's own is stored"
                    ));
                }
            }
        }
        Notice::ChangedElsewhere { fields } | Notice::Merged { fields } => {
            for field in fields.iter() {
                let author = server.author_of(field, server.revision());
                let shown = person.session.baseline().and_then(|record| record.text(field));
                let is_other = server.current()[field.index()].as_deref() != shown;
                if is_other && is_acknowledged(client, person, author) {
                    return Err(format!(
                        "{field:?} is said to be changed elsewhere while ours is stored"
                    ));
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// What was acknowledged, and is unchanged since, is not undone on the screen by an older record.
pub(crate) fn check_acknowledged(client: usize, person: &Client, server: &Server) -> Checked {
    if person.session.baseline().is_none() || !server.exists() {
        return Ok(());
    }
    for field in Field::ALL {
        let author = server.author_of(field, server.revision());
        let view = person.session.field(field);
        let is_at_rest = matches!(view.status, FieldStatus::Clean | FieldStatus::Saved);
        let is_shown = value(field, &view.text) == server.current()[field.index()];
        if is_acknowledged(client, person, author) && is_at_rest && !is_shown {
            return Err(format!("{field:?} was acknowledged and is undone on the screen"));
        }
    }
    Ok(())
}

/// Whether that was a write of this page, whose acknowledgement has arrived, and that was not discarded.
fn is_acknowledged(client: usize, person: &Client, author: Author) -> bool {
    author.client == client
        && author.life == person.life
        && author.request > person.discarded
        && person.acknowledged.contains(&author.request)
}

/// What counts as confirmed is a version that the gateway had, and with tags never an older one than before.
fn check_baseline(person: &mut Client, server: &Server) -> Checked {
    let Some(record) = person.session.baseline() else {
        return Ok(());
    };
    // A create whose reply did not carry the record has no revision until the read.
    let Some(revision) = record.total_deposits else {
        return Ok(());
    };
    let revision = revision as usize;
    for field in Field::ALL {
        if record.text(field) != server.history[revision][field.index()].as_deref() {
            return Err(format!(
                "{field:?} counts as confirmed in revision {revision} with another text"
            ));
        }
    }
    if revision < person.revision && server.etag().is_some() {
        return Err(format!(
            "the record went back from revision {} to {revision}",
            person.revision
        ));
    }
    if person.revision != revision || person.shown.is_empty() {
        person.shown.push(revision);
    }
    person.revision = revision;
    Ok(())
}

pub(crate) fn check_send(person: &mut Client, operation: &Operation, now: u64) -> Checked {
    if person.outstanding.is_some() {
        return Err("two requests in flight".into());
    }
    if !person.is_online {
        return Err("sent while offline".into());
    }
    if person.awaits_token || person.needs_sign_in {
        return Err("sent without a token".into());
    }
    if now < person.floor {
        return Err("sent before Retry-After".into());
    }
    let patch = match operation {
        Operation::Read { .. } => return Ok(()),
        Operation::Update { patch, .. } => patch,
        Operation::Create {
            patch,
            idempotency_key,
        } => {
            if person.key.as_ref() != Some(idempotency_key) && !person.may_use_new_key {
                return Err("another idempotency key for an attempt that is not settled".into());
            }
            person.key = Some(idempotency_key.clone());
            person.may_use_new_key = false;
            patch
        }
    };
    for field in patch.changed() {
        person.own[field.index()].insert(patch.get(field).value().cloned());
    }
    Ok(())
}
