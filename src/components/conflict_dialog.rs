//! Both sides changed the same fields: what it was, theirs, mine, and the choice. Nothing is chosen by closing it: a
//! banner leads back.

use cyrexa_contract::{Field, Violation};
use cyrexa_editor::{Choice, Clash, Conflict};
use leptos::prelude::*;

use super::{ButtonKind, Tone, banner, button, dialog, submit_button};
use crate::dom::{El, Text, el};
use crate::i18n::use_i18n;

/// Which answer is marked. Mine at first: what was typed is not lost by a quick Enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Pick {
    #[default]
    Mine,
    Theirs,
    Other,
}

/// The marks and own texts by field; they outlive a clash that comes back because a rule refused the text.
#[derive(Clone, Copy)]
struct Marks {
    picks: RwSignal<[Pick; Field::ALL.len()]>,
    texts: RwSignal<[Option<String>; Field::ALL.len()]>,
}

impl Marks {
    fn choice(self, clash: &Clash) -> Choice {
        match self.picks.get_untracked()[clash.field.index()] {
            Pick::Mine => Choice::KeepMine,
            Pick::Theirs => Choice::TakeTheirs,
            Pick::Other => Choice::Edit(self.text_untracked(clash)),
        }
    }

    fn text_untracked(self, clash: &Clash) -> String {
        let typed = self
            .texts
            .with_untracked(|texts| texts[clash.field.index()].clone());
        typed.or_else(|| clash.mine.clone()).unwrap_or_default()
    }
}

/// Opens itself when there is a conflict. `violations` are the editor's: a refused own text shows its own here.
#[must_use]
pub fn conflict_dialog(
    conflict: Signal<Option<Conflict>>,
    violations: Signal<Vec<Violation>>,
    on_resolve: impl Fn(Vec<(Field, Choice)>) + Copy + 'static,
) -> El {
    let i18n = use_i18n();
    let is_put_off = RwSignal::new(false);
    let marks = Marks { picks: RwSignal::default(), texts: RwSignal::default() };
    let clashes =
        Memo::new(move |_| conflict.with(|c| c.as_ref().map(|c| c.clashes.clone()).unwrap_or_default()));
    let exists = Memo::new(move |_| clashes.with(|clashes| !clashes.is_empty()));
    Effect::new(move |_| {
        if !exists.get() {
            is_put_off.set(false);
            marks.picks.set(Default::default());
            marks.texts.set(Default::default());
        }
    });
    let open = Signal::derive(move || exists.get() && !is_put_off.get());
    let resolve = move |choice: &dyn Fn(&Clash) -> Choice| {
        let answers =
            clashes.with_untracked(|all| all.iter().map(|clash| (clash.field, choice(clash))).collect());
        on_resolve(answers);
    };
    let for_all = move || {
        let keep = button(ButtonKind::Quiet, i18n.text(|m| m.keep_all_mine), move || resolve(&|_| Choice::KeepMine));
        let take = button(ButtonKind::Quiet, i18n.text(|m| m.take_all_theirs), move || resolve(&|_| Choice::TakeTheirs));
        el("div").class("row").child(keep).child(take)
    };
    let actions = el("div")
        .class("dialog-actions")
        .child(button(ButtonKind::Quiet, i18n.text(|m| m.conflict_later), move || is_put_off.set(true)))
        .child(submit_button(i18n.text(|m| m.conflict_apply), Signal::stored(false)));
    let form = el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            resolve(&|clash| marks.choice(clash));
        })
        .child(el("div").dynamic(move || clashes.get().into_iter().map(|clash| row(clash, marks, violations)).collect()))
        .child(actions);
    let is_many = Memo::new(move |_| clashes.with(|all| all.len() > 1));
    let content = vec![
        el("p").words(i18n.text(|m| m.conflict_body)),
        el("div").maybe(move || is_many.get().then(for_all)),
        form,
    ];
    let way_back = move || {
        let choose = button(ButtonKind::Quiet, i18n.text(|m| m.conflict_choose), move || is_put_off.set(false));
        banner(Tone::Warning, i18n.text(|m| m.conflict_title), i18n.text(|m| m.conflict_waits), vec![choose])
    };
    el("div")
        .maybe(move || (exists.get() && is_put_off.get()).then(way_back))
        .child(dialog("conflict", open, true, i18n.text(|m| m.conflict_title), move || is_put_off.set(true), content))
}

fn row(clash: Clash, marks: Marks, violations: Signal<Vec<Violation>>) -> El {
    let i18n = use_i18n();
    let field = clash.field;
    let shown = move |value: &Option<String>| {
        let value = value.clone();
        i18n.words(move |m| value.clone().unwrap_or_else(|| m.conflict_empty.to_owned()))
    };
    let option = move |pick: Pick, name: Text, value: Option<Text>| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", &format!("clash-{}", field.key()))
            .flag("checked", move || marks.picks.with(|picks| picks[field.index()] == pick))
            .on("change", move |_| marks.picks.update(|picks| picks[field.index()] = pick));
        let words = el("span")
            .child(el("span").class("option-name").words(name))
            .children(value.map(|value| el("bdi").class("option-value").words(value)));
        el("label").class("option").child(radio).child(words)
    };
    let before = el("p")
        .class("muted")
        .words(i18n.text(|m| m.conflict_before))
        .text(": ")
        .child(el("bdi").words(shown(&clash.base)));
    let is_own = Memo::new(move |_| marks.picks.with(|picks| picks[field.index()] == Pick::Other));
    el("fieldset")
        .class("clash")
        .child(el("legend").words(i18n.words(move |m| m.label(field).to_owned())))
        .child(before)
        .child(option(Pick::Mine, i18n.text(|m| m.keep_mine), Some(shown(&clash.mine))))
        .child(option(Pick::Theirs, i18n.text(|m| m.take_theirs), Some(shown(&clash.theirs))))
        .child(option(Pick::Other, i18n.text(|m| m.edit_value), None))
        .dynamic(move || if is_own.get() { own_text(&clash, marks, violations).into() } else { Vec::new() })
}

/// The text that is neither mine nor theirs; it starts as mine.
fn own_text(clash: &Clash, marks: Marks, violations: Signal<Vec<Violation>>) -> [El; 2] {
    let i18n = use_i18n();
    let field = clash.field;
    let text = marks.text_untracked(clash);
    let error = format!("clash-{}-error", field.key());
    let complaint = i18n.words(move |m| {
        violations.with(|all| {
            let mine = all.iter().find(|violation| violation.field == field);
            mine.map(|violation| m.violation(violation)).unwrap_or_default()
        })
    });
    let input = if field.is_multiline() { el("textarea").attr("rows", "3") } else { el("input").attr("type", "text") };
    let input = input
        .class("input")
        .attr("dir", "auto")
        .attr("aria-describedby", &error)
        .bind("aria-label", move || Some(i18n.t().label(field).to_owned()))
        .bind("aria-invalid", move || (!complaint.get().is_empty()).then(|| "true".to_owned()))
        .value(Signal::stored(text))
        .on("input", move |event| {
            marks.texts.update(|texts| texts[field.index()] = Some(event_target_value(&event)));
        });
    [input, el("p").class("field-error").attr("id", &error).words(complaint)]
}
