//! Shown when both sides changed the same fields: the old value, theirs, mine, and the choice. Closing it
//! chooses nothing: a banner opens it again.

use cyrexa_contract::{Field, Violation};
use cyrexa_editor::{Choice, Clash, Conflict};
use cyrexa_view::{El, effect, el, use_root};
use leptos::prelude::*;

use super::{ButtonKind, Tone, banner, button, dialog, submit_button};
use crate::i18n::use_i18n;

/// The selected answer. Mine at first, so that a quick Enter does not lose what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Pick {
    #[default]
    Mine,
    Theirs,
    Other,
}

/// The selected answers and the custom texts by field. They are kept when a clash comes back because a rule
/// refused the text.
type Marks = RwSignal<[(Pick, Option<String>); Field::ALL.len()]>;

fn choice(marks: Marks, clash: &Clash) -> Choice {
    match marks
        .try_with_untracked(|marks| marks[clash.field.index()].0)
        .unwrap_or_default()
    {
        Pick::Mine => Choice::KeepMine,
        Pick::Theirs => Choice::TakeTheirs,
        Pick::Other => Choice::Edit(own(marks, clash)),
    }
}

fn own(marks: Marks, clash: &Clash) -> String {
    let typed = marks.try_with_untracked(|marks| marks[clash.field.index()].1.clone());
    typed.flatten().or_else(|| clash.mine.clone()).unwrap_or_default()
}

/// Opens when there is a conflict. `violations` are the editor's: those of a refused custom text are shown
/// here.
#[must_use]
pub fn conflict_dialog(
    conflict: impl Fn() -> Option<Conflict> + Copy + Send + Sync + 'static,
    violations: impl Fn() -> Vec<Violation> + Copy + Send + Sync + 'static,
    on_resolve: impl Fn(Vec<(Field, Choice)>) + Copy + Send + Sync + 'static,
) -> El {
    let (i18n, root) = (use_i18n(), use_root());
    let is_put_off = RwSignal::new(false);
    let marks = Marks::new(Default::default());
    let clashes = move || conflict().map(|conflict| conflict.clashes).unwrap_or_default();
    let exists = move || !clashes().is_empty();
    effect(move || {
        if !exists() {
            is_put_off.set(false);
            marks.set(Default::default());
        }
    });
    let resolve = move |choice: &dyn Fn(&Clash) -> Choice| {
        on_resolve(
            untrack(clashes)
                .iter()
                .map(|clash| (clash.field, choice(clash)))
                .collect(),
        );
    };
    let for_all = move || {
        let keep = button(ButtonKind::Quiet, i18n.text(|m| m.keep_all_mine), move || {
            resolve(&|_| Choice::KeepMine)
        });
        let take = button(ButtonKind::Quiet, i18n.text(|m| m.take_all_theirs), move || {
            resolve(&|_| Choice::TakeTheirs)
        });
        el("div").class("row").child(keep).child(take)
    };
    let actions = el("div")
        .class("dialog-actions")
        .child(button(
            ButtonKind::Quiet,
            i18n.text(|m| m.conflict_later),
            move || is_put_off.set(true),
        ))
        .child(submit_button(i18n.text(|m| m.conflict_apply), || false));
    let rows = el("div").keyed(clashes, move |all| {
        all.iter()
            .map(|clash| row(clash.clone(), marks, violations))
            .collect()
    });
    let form = el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            root.read_inputs();
            resolve(&|clash| choice(marks, clash));
        })
        .child(rows)
        .child(actions);
    let content = vec![
        el("p").bind_text(i18n.text(|m| m.conflict_body)),
        el("div").when(move || clashes().len() > 1, for_all),
        form,
    ];
    let way_back = move || {
        let choose = button(ButtonKind::Quiet, i18n.text(|m| m.conflict_choose), move || {
            is_put_off.set(false)
        });
        banner(
            Tone::Warning,
            i18n.text(|m| m.conflict_title),
            i18n.text(|m| m.conflict_waits),
            vec![choose],
        )
    };
    let open = move || exists() && !is_put_off.get();
    let put_off = move || is_put_off.set(true);
    el("div")
        .when(move || exists() && is_put_off.get(), way_back)
        .child(dialog(
            "conflict",
            open,
            true,
            i18n.text(|m| m.conflict_title),
            put_off,
            content,
        ))
}

fn row(
    clash: Clash,
    marks: Marks,
    violations: impl Fn() -> Vec<Violation> + Copy + Send + Sync + 'static,
) -> El {
    let (i18n, root) = (use_i18n(), use_root());
    let field = clash.field;
    let shown = move |value: &Option<String>| {
        let value = value.clone();
        i18n.words(move |m| value.clone().unwrap_or_else(|| m.conflict_empty.to_owned()))
    };
    let pick = move || marks.with(|marks| marks[field.index()].0);
    let option = move |answer: Pick, name: TextProp, value: Option<TextProp>| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", &root.id(&["clash-", field.key()].concat()))
            .bind_property("checked", move || pick() == answer)
            .on("change", move |_| {
                marks.update(|marks| marks[field.index()].0 = answer)
            });
        let words = el("span")
            .child(el("span").class("option-name").bind_text(name))
            .children(value.map(|value| el("bdi").class("option-value").bind_text(value)));
        el("label").class("option").child(radio).child(words)
    };
    let before = el("p")
        .class("muted")
        .span(i18n.text(|m| m.conflict_before))
        .text(": ")
        .child(el("bdi").bind_text(shown(&clash.base)));
    el("fieldset")
        .class("clash")
        .child(el("legend").bind_text(i18n.words(move |m| m.label(field).to_owned())))
        .child(before)
        .child(option(
            Pick::Mine,
            i18n.text(|m| m.keep_mine),
            Some(shown(&clash.mine)),
        ))
        .child(option(
            Pick::Theirs,
            i18n.text(|m| m.take_theirs),
            Some(shown(&clash.theirs)),
        ))
        .child(option(Pick::Other, i18n.text(|m| m.edit_value), None))
        .when(
            move || pick() == Pick::Other,
            move || own_text(&clash, marks, violations),
        )
}

/// The custom text, neither mine nor theirs; it starts as mine.
fn own_text(
    clash: &Clash,
    marks: Marks,
    violations: impl Fn() -> Vec<Violation> + Copy + Send + Sync + 'static,
) -> El {
    let i18n = use_i18n();
    let field = clash.field;
    let text = own(marks, clash);
    let error = use_root().id(&["clash-error-", field.key()].concat());
    let complaint = i18n.words(move |m| {
        let mine = violations()
            .into_iter()
            .find(|violation| violation.field == field);
        mine.map(|violation| m.violation(&violation)).unwrap_or_default()
    });
    let is_invalid = move || violations().iter().any(|violation| violation.field == field);
    let input = if field.is_multiline() {
        el("textarea").attr("rows", "3")
    } else {
        el("input").attr("type", "text")
    };
    let input = input
        .class("input")
        .attr("dir", "auto")
        .attr("aria-describedby", &error)
        .bind_attr("aria-label", move || Some(i18n.t().label(field).to_owned()))
        .bind_flag("aria-invalid", is_invalid)
        .bind_input(TextProp::from(text), move |typed| {
            marks.update(|marks| marks[field.index()].1 = Some(typed));
        });
    el("div").child(input).child(
        el("p")
            .class("field-error")
            .attr("id", &error)
            .bind_text(complaint),
    )
}
