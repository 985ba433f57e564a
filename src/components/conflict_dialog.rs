//! Both sides changed the same fields: what it was, theirs, mine, and the choice. Nothing is chosen by closing it: a
//! banner leads back.

use cyrexa_contract::{Field, Violation};
use cyrexa_editor::{Choice, Clash, Conflict};
use leptos::either::Either;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Banner, Button, ButtonKind, Dialog, Tone};
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
#[component]
pub fn ConflictDialog(
    #[prop(into)] conflict: Signal<Option<Conflict>>,
    #[prop(into)] violations: Signal<Vec<Violation>>,
    #[prop(into)] on_resolve: Callback<Vec<(Field, Choice)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_put_off = RwSignal::new(false);
    let marks = Marks {
        picks: RwSignal::default(),
        texts: RwSignal::default(),
    };
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
        on_resolve.run(answers);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        resolve(&|clash| marks.choice(clash));
    };
    let rows = move || {
        clashes
            .get()
            .into_iter()
            .map(|clash| row(clash, marks, violations))
            .collect_view()
    };
    let for_all = move || {
        clashes.with(|all| all.len() > 1).then(|| {
            view! {
                <div class="row">
                    <Button label=i18n.text(|m| m.keep_all_mine) on_click=move |()| resolve(&|_| Choice::KeepMine)/>
                    <Button label=i18n.text(|m| m.take_all_theirs) on_click=move |()| resolve(&|_| Choice::TakeTheirs)/>
                </div>
            }
        })
    };
    let way_back = move || {
        (exists.get() && is_put_off.get()).then(|| {
            view! {
                <Banner tone=Tone::Warning title=i18n.text(|m| m.conflict_title) body=i18n.text(|m| m.conflict_waits)>
                    <Button label=i18n.text(|m| m.conflict_choose) on_click=move |()| is_put_off.set(false)/>
                </Banner>
            }
        })
    };
    view! {
        {way_back}
        <Dialog id="conflict" open reads_first=true title=i18n.text(|m| m.conflict_title) on_close=move |()| is_put_off.set(true)>
            <p>{i18n.text(|m| m.conflict_body)}</p>
            {for_all}
            <form novalidate on:submit=submit>
                {rows}
                <div class="dialog-actions">
                    <Button label=i18n.text(|m| m.conflict_later) on_click=move |()| is_put_off.set(true)/>
                    <Button kind=ButtonKind::Primary submits=true label=i18n.text(|m| m.conflict_apply)/>
                </div>
            </form>
        </Dialog>
    }
}

fn row(clash: Clash, marks: Marks, violations: Signal<Vec<Violation>>) -> impl IntoView {
    let i18n = use_i18n();
    let field = clash.field;
    let shown = move |value: &Option<String>| {
        let value = value.clone();
        i18n.words(move |m| value.clone().unwrap_or_else(|| m.conflict_empty.to_owned()))
    };
    let option = move |pick: Pick, name: Signal<String>, value: Option<Signal<String>>| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name=format!("clash-{}", field.key())
                    prop:checked=move || marks.picks.with(|picks| picks[field.index()] == pick)
                    on:change=move |_| marks.picks.update(|picks| picks[field.index()] = pick)
                />
                <span>
                    <span class="option-name">{name}</span>
                    {value.map(|value| view! { <bdi class="option-value">{value}</bdi> })}
                </span>
            </label>
        }
    };
    let is_own = move || marks.picks.with(|picks| picks[field.index()] == Pick::Other);
    view! {
        <fieldset class="clash">
            <legend>{i18n.words(move |m| m.label(field).to_owned())}</legend>
            <p class="muted">{i18n.text(|m| m.conflict_before)}": "<bdi>{shown(&clash.base)}</bdi></p>
            {option(Pick::Mine, i18n.text(|m| m.keep_mine), Some(shown(&clash.mine)))}
            {option(Pick::Theirs, i18n.text(|m| m.take_theirs), Some(shown(&clash.theirs)))}
            {option(Pick::Other, i18n.text(|m| m.edit_value), None)}
            {move || is_own().then(|| own_text(&clash, marks, violations))}
        </fieldset>
    }
}

/// The text that is neither mine nor theirs; it starts as mine.
fn own_text(clash: &Clash, marks: Marks, violations: Signal<Vec<Violation>>) -> impl IntoView + use<> {
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
    let label = i18n.words(move |m| m.label(field).to_owned());
    let invalid = move || (!complaint.get().is_empty()).then_some("true");
    let keep = move |event| {
        marks
            .texts
            .update(|texts| texts[field.index()] = Some(event_target_value(&event)))
    };
    let input = if field.is_multiline() {
        Either::Left(view! {
            <textarea
                class="input"
                rows="3"
                dir="auto"
                aria-label=label
                aria-describedby=error.clone()
                aria-invalid=invalid
                prop:value=text
                on:input=keep
            />
        })
    } else {
        Either::Right(view! {
            <input
                class="input"
                type="text"
                dir="auto"
                aria-label=label
                aria-describedby=error.clone()
                aria-invalid=invalid
                prop:value=text
                on:input=keep
            />
        })
    };
    view! {
        {input}
        <p class="field-error" id=error>{complaint}</p>
    }
}
