//! What one element shows, from when its language is loaded until it is removed from the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cyrexa_contract::Field;
use cyrexa_editor::{Event, Session, Target};
use cyrexa_view::{El, RootOptions, ViewRoot, effect};
use js_sys::{Function, Object, Reflect};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use super::attributes;
use super::events::{self, EventDispatcher};
use crate::browser::{console, task};
use crate::components::{ButtonKind, Trouble, button, trouble_panel};
use crate::i18n::{self, I18n, use_i18n};
use crate::panels::{AfterCreate, Extent, HEADING, Onboarding, profile_panel};
use crate::state::{Editing, INSECURE_GATEWAY, Tokens};

/// One `<cyrexa-customer>` and what it shows.
pub struct Widget(Rc<Shown>);

struct Shown {
    host: HtmlElement,
    container: HtmlElement,
    /// The prefix of this element's ids.
    prefix: String,
    view: RefCell<Option<View>>,
}

struct View {
    layout: Layout,
    owner: Owner,
    _mounted: UnmountHandle<El>,
}

/// Handles to what is drawn. Cheap to copy.
#[derive(Clone, Copy)]
struct Layout {
    i18n: I18n,
    root: ViewRoot,
    extent: RwSignal<Extent>,
    /// `None` where the attributes are unusable.
    editing: Option<Editing>,
    onboarding: Option<Onboarding>,
}

impl Drop for View {
    fn drop(&mut self) {
        // Before the elements are removed: no listener of ours is called for that.
        self.owner.cleanup();
    }
}

impl Widget {
    /// Draws into the container, replacing its content, as soon as the language is loaded. `prefix` is the
    /// prefix of its ids.
    #[must_use]
    pub fn new(host: HtmlElement, container: HtmlElement, packs: Function, prefix: String) -> Self {
        i18n::set_source(packs);
        let shown = Rc::new(Shown {
            host,
            container,
            prefix,
            view: RefCell::new(None),
        });
        let later = Rc::downgrade(&shown);
        let locale = attributes::locale(&shown.host);
        task::spawn(async move {
            i18n::fetch(locale).await;
            // The element may have been removed.
            if let Some(shown) = later.upgrade() {
                shown.draw(false);
            }
        });
        Self(shown)
    }

    /// An attribute has another value; or, where it is none's name, there is another token provider.
    pub fn changed(&self, name: &str) {
        let host = &self.0.host;
        match (name, self.0.layout()) {
            ("theme", _) => self.0.show_theme(),
            ("", _) => self.edit_later(Editing::look_for_provider),
            // What is not drawn yet reads them when it is.
            (_, None) => {}
            ("locale", Some(layout)) => layout.i18n.set_locale(attributes::locale(host)),
            (_, Some(layout)) => layout.extent.set(attributes::extent(host)),
        }
    }

    /// The focus to the first input, else to the first button.
    pub fn focus(&self) {
        if let Some(Layout { root, .. }) = self.0.layout()
            && !root.focus_first(".input")
        {
            root.focus_first("button");
        }
    }

    /// Saves; returns whether a save was started.
    #[must_use]
    pub fn submit(&self) -> bool {
        self.read_inputs();
        if let Some(onboarding) = self.0.onboarding() {
            return onboarding.submit();
        }
        let Some(editing) = self.0.editing() else {
            return false;
        };
        // An open part closes as it does for a person.
        let form = self.0.container.query_selector("form").ok().flatten();
        // The event, not `requestSubmit()`: a sandboxed frame without `allow-forms` submits nothing, and we
        // never send a form. One that can be prevented: otherwise Firefox does send it.
        let init = CustomEventInit::new();
        init.set_cancelable(true);
        match (form, CustomEvent::new_with_event_init_dict("submit", &init)) {
            (Some(form), Ok(event)) => {
                // Only what a listener throws could be an error, and ours throw nothing.
                let _ = form.dispatch_event(&event);
            }
            _ => {
                editing.save();
            }
        }
        editing.is_busy()
    }

    /// Discards unsaved work.
    pub fn reset(&self) {
        self.read_inputs();
        if let Some(editing) = self.0.editing() {
            editing.dispatch(Event::Discard);
        }
    }

    /// What is shown: typed text over what is stored; `null` before there is anything.
    #[must_use]
    pub fn value(&self) -> JsValue {
        self.read_inputs();
        let customer = self
            .0
            .editing()
            .and_then(|editing| editing.with_untracked(|session| session.baseline().map(|_| texts(session))));
        let Some(texts) = customer else {
            return JsValue::NULL;
        };
        let object = Object::new();
        for (field, text) in texts {
            // A plain new object refuses nothing.
            let _ = Reflect::set(&object, &field.key().into(), &JsValue::from_str(&text));
        }
        object.into()
    }

    /// Shows every violation and focuses the first; returns whether there is none.
    #[must_use]
    pub fn show_validation(&self) -> bool {
        self.read_inputs();
        if let Some(onboarding) = self.0.onboarding() {
            return onboarding.check();
        }
        let Some(Layout {
            root,
            editing: Some(editing),
            ..
        }) = self.0.layout()
        else {
            return false;
        };
        for field in Field::ALL {
            editing.dispatch(Event::Blur { field });
        }
        let is_valid = editing.with_untracked(|session| session.violations().is_empty());
        if !is_valid {
            root.focus_first("[aria-invalid]");
            editing.report_invalid();
        }
        is_valid
    }

    /// Forgets the token and everything shown; the user has to sign in again.
    pub fn log_out(&self) {
        self.later(|shown| shown.draw(true));
    }

    /// The user may have signed in: waiting requests are sent.
    pub fn retry(&self) {
        self.edit_later(Editing::retry_sign_in);
    }

    fn read_inputs(&self) {
        if let Some(layout) = self.0.layout() {
            layout.root.read_inputs();
        }
    }

    fn edit_later(&self, act: fn(Editing)) {
        self.later(move |shown| {
            if let Some(editing) = shown.editing() {
                act(editing);
            }
        });
    }

    /// Not at once: the caller may be a listener that runs while the session is being updated.
    fn later(&self, act: impl FnOnce(&Shown) + 'static) {
        let shown = Rc::downgrade(&self.0);
        task::spawn(async move {
            if let Some(shown) = shown.upgrade() {
                act(&shown);
            }
        });
    }
}

impl Shown {
    fn layout(&self) -> Option<Layout> {
        self.view.borrow().as_ref().map(|view| view.layout)
    }

    fn editing(&self) -> Option<Editing> {
        self.layout()?.editing
    }

    fn onboarding(&self) -> Option<Onboarding> {
        self.layout()?.onboarding
    }

    fn show_theme(&self) {
        // The name is well-formed, which is all that could be refused.
        let _ = self
            .container
            .set_attribute("data-theme", attributes::theme(&self.host));
    }

    fn draw(&self, is_signed_out: bool) {
        // The old view first: it aborts its requests and removes its listeners.
        self.view.take();
        self.container.set_text_content(None);
        let _ = self.container.set_attribute("part", "container");
        self.show_theme();
        let options = RootOptions {
            root: self.container.clone().into(),
            language_element: Some(self.container.clone().into()),
            id_prefix: self.prefix.clone(),
            outer_headings: 1,
            refocus: HEADING,
        };
        let (host, view) = (self.host.clone(), Rc::new(Cell::new(None)));
        let drawn = Rc::clone(&view);
        let mounted = mount_to(self.container.clone(), move || {
            let root = ViewRoot::provide(options);
            let (layout, element) = Layout::new(&host, root, is_signed_out);
            drawn.set(Owner::current().map(|owner| (layout, owner)));
            element
        });
        self.view.replace(view.take().map(|(layout, owner)| View {
            layout,
            owner,
            _mounted: mounted,
        }));
    }
}

impl Layout {
    /// As the attributes are now.
    fn new(host: &HtmlElement, root: ViewRoot, is_signed_out: bool) -> (Self, El) {
        let mut layout = Self {
            i18n: I18n::provide(attributes::locale(host)),
            root,
            extent: RwSignal::new(attributes::extent(host)),
            editing: None,
            onboarding: None,
        };
        let config = attributes::config(host);
        let target = attributes::target(host).filter(|_| !config.gateway.is_empty());
        let Some(target) = target else {
            events::misconfigured(host);
            return (layout, trouble_panel(Trouble::Failed, Vec::new()));
        };
        if config.is_insecure() {
            console::log(INSECURE_GATEWAY);
            events::misconfigured(host);
            return (layout, trouble_panel(Trouble::Failed, Vec::new()));
        }
        let tokens = Tokens::of_element(&config, host.into());
        if is_signed_out {
            tokens.sign_out();
        }
        let dispatcher = EventDispatcher::new(host, target);
        let editing = Editing::open_observed(&config, &tokens, target, dispatcher.observer());
        layout.editing = Some(editing);
        let mut is_announced = false;
        effect(move || {
            if !is_announced && editing.with(|session| session.baseline().is_some()) {
                is_announced = true;
                dispatcher.ready();
            }
        });
        let element = match target {
            Target::Create => {
                let onboarding = Onboarding::new(editing);
                layout.onboarding = Some(onboarding);
                onboarding.draw(to_profile(host))
            }
            Target::Edit { id } => {
                let extent = layout.extent;
                profile_panel(editing, id, move || extent.get(), || None)
            }
        };
        (layout, element)
    }
}

/// The button after a create: the element becomes the new customer's profile.
fn to_profile(host: &HtmlElement) -> AfterCreate {
    let host = host.clone();
    Rc::new(move |id| {
        let host = host.clone();
        button(
            ButtonKind::Primary,
            use_i18n().text(|m| m.view_profile),
            move || {
                // Neither name is malformed, which is all that could be refused.
                let _ = host.set_attribute("customer-id", &id.to_string());
                let _ = host.set_attribute("mode", "edit");
            },
        )
    })
}

fn texts(session: &Session) -> Vec<(Field, String)> {
    Field::ALL
        .into_iter()
        .map(|field| (field, session.field(field).text))
        .collect()
}
