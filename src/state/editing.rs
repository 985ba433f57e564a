//! The editor's session behind a signal. Decides nothing; what the session asks for is run in `running.rs`.

mod keeping;
mod network;
mod running;

use cyrexa_contract::{Field, PaymentMethod};
use cyrexa_editor::{
    Config as SessionConfig, Effect, Entropy, Event, FieldView, Notice, RequestId, Session, SessionStatus,
    Target, TimerId,
};
use cyrexa_view::Listener;
use leptos::prelude::*;
use web_sys::AbortController;

use super::editing_event::{EditingEvent, Observer};
use super::live::LiveChanges;
use super::payment_methods::load_payment_methods;
use super::token::{NoToken, Tokens};
use crate::browser::channel::Channel;
use crate::browser::timer::Timer;
use crate::browser::{clock, page, random, unload};
use crate::config::Config;

/// Something to be said in the live region; the number tells one from the next of the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Grows with every notice.
    pub number: u32,
    /// What it is.
    pub notice: Notice,
}

/// One customer being created or edited on this page. Cheap to copy; lives as long as the page that made it.
#[derive(Clone, Copy)]
pub struct Editing {
    session: RwSignal<Session>,
    status: RwSignal<PageStatus>,
    io: StoredValue<Io, LocalStorage>,
}

/// What the page knows beside the session.
#[derive(Clone, Copy, Default)]
struct PageStatus {
    announcement: Option<Announcement>,
    /// Changes made elsewhere, until the person has done something since.
    elsewhere: Option<Notice>,
    has_stale_rules: bool,
    /// Why the provider gave no token, where it should have.
    no_token: Option<NoToken>,
}

struct Io {
    observer: Option<Observer>,
    /// A pointer, so that a widget, which keeps nothing, goes without that code.
    restore: Option<fn(Editing)>,
    gateway: String,
    is_of_own_origin: bool,
    tokens: Tokens,
    target: Target,
    keeping: keeping::Keeping,
    last_token: Option<String>,
    requests: Vec<(RequestId, AbortController, Timer)>,
    timers: Vec<(TimerId, Timer)>,
    tries: network::Tries,
    channel: Option<Channel>,
    live: Option<LiveChanges>,
    listeners: Vec<Listener>,
}

impl Editing {
    /// Opens a session: restores what was kept, then reads.
    #[must_use]
    pub fn open(config: &Config, tokens: &Tokens, target: Target) -> Self {
        let restore = config.persists.then_some(Self::restore as fn(Self));
        Self::open_with(config, tokens, target, None, restore)
    }

    /// Opens a session that keeps nothing over a reload, and whose events are reported.
    #[must_use]
    pub fn open_observed(config: &Config, tokens: &Tokens, target: Target, observer: Observer) -> Self {
        Self::open_with(config, tokens, target, Some(observer), None)
    }

    fn open_with(
        config: &Config,
        tokens: &Tokens,
        target: Target,
        observer: Option<Observer>,
        restore: Option<fn(Self)>,
    ) -> Self {
        let session = Session::new(SessionConfig {
            persist: restore.is_some(),
            // Whatever the browser says: the first read is tried.
            online: true,
            ..SessionConfig::new(target)
        });
        let name = match target {
            Target::Create => "new".to_owned(),
            Target::Edit { id } => id.to_string(),
        };
        let keeping = keeping::Keeping::new(restore.is_some(), &config.gateway, &name);
        let name = ["cyrexa", &config.gateway, &name].join(" ");
        let id = match target {
            Target::Create => None,
            Target::Edit { id } => Some(id),
        };
        tokens.set_customer(id);

        let editing = Self {
            session: RwSignal::new(session),
            status: RwSignal::new(PageStatus::default()),
            io: StoredValue::new_local(Io {
                observer,
                restore,
                gateway: config.gateway.clone(),
                is_of_own_origin: config.is_of_own_origin(),
                tokens: tokens.clone(),
                target,
                keeping,
                last_token: None,
                requests: Vec::new(),
                timers: Vec::new(),
                tries: network::Tries::default(),
                channel: None,
                live: None,
                listeners: Vec::new(),
            }),
        };
        let listeners = editing.listen();
        let channel = id
            .and_then(|_| Channel::open(&name, move |etag| editing.dispatch(Event::RemoteChanged { etag })));
        editing.with_io(|io| {
            io.listeners = listeners;
            io.channel = channel;
        });
        editing.restore_if_kept();
        editing.dispatch(Event::Load);
        editing
    }

    /// Asks to save what is typed; whether that was let go on.
    pub fn save(self) -> bool {
        let goes_on = self.report(EditingEvent::AboutToSave);
        if goes_on {
            self.dispatch(Event::Save);
            self.try_if_offline();
        }
        goes_on
    }

    /// Reports that a rule refused to go on.
    pub fn report_invalid(self) {
        self.report(EditingEvent::Invalid);
    }

    /// Whether a save is on its way; not of a page that is gone.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.session.try_with_untracked(Session::is_busy) == Some(true)
    }

    /// A person typed.
    pub fn edit(self, field: Field, text: String) {
        self.dispatch(Event::Edit { field, text });
        self.report(EditingEvent::Edited(field));
    }

    fn report(self, event: EditingEvent) -> bool {
        // Not while anything is borrowed: the observer may call back.
        let observer = self.io.try_with_value(|io| io.observer.clone()).flatten();
        observer.is_none_or(|observer| observer(self, event))
    }

    /// Tells the session what happened, and does what it asks for.
    pub fn dispatch(self, event: Event) {
        let entropy = Entropy((0..4).fold(0, |all, _| all << 32 | u128::from(random::bits())));
        if matches!(
            event,
            Event::Edit { .. } | Event::Save | Event::Discard | Event::Undo
        ) {
            self.dismiss_elsewhere();
        }
        // After the page is gone there is nothing to do.
        let effects = self
            .session
            .try_update(|session| session.handle(event, clock::now().session_time(), entropy));
        for effect in effects.into_iter().flatten() {
            self.run(effect);
        }
    }

    /// A value derived from the session; tracked.
    pub fn with<T>(self, derive: impl FnOnce(&Session) -> T) -> T {
        let (mut derive, mut fact) = (Some(derive), None);
        self.visit(&mut |session| fact = derive.take().map(|derive| derive(session)));
        fact.expect("the session lives as long as the page that asks")
    }

    /// The same without following it.
    pub fn now<T>(self, derive: impl FnOnce(&Session) -> T) -> T {
        untrack(|| self.with(derive))
    }

    /// Apart from what is derived: compiled once.
    fn visit(self, read: &mut dyn FnMut(&Session)) {
        self.session.with(read);
    }

    /// What a field shows; tracked.
    #[must_use]
    pub fn field(self, field: Field) -> FieldView {
        self.with(|session| session.field(field))
    }

    /// The last notice.
    #[must_use]
    pub fn announcement(self) -> Option<Announcement> {
        self.status.get().announcement
    }

    /// Whether the gateway judges by other rules than this page.
    #[must_use]
    pub fn has_stale_rules(self) -> bool {
        self.status.get().has_stale_rules
    }

    /// Why the provider gave no token, where that is a fault.
    #[must_use]
    pub fn no_token(self) -> Option<NoToken> {
        self.status.get().no_token
    }

    /// What was changed elsewhere, until it is dismissed or work goes on.
    #[must_use]
    pub fn elsewhere(self) -> Option<Notice> {
        self.status.get().elsewhere
    }

    fn dismiss_elsewhere(self) {
        if self
            .status
            .try_get_untracked()
            .is_some_and(|status| status.elsewhere.is_some())
        {
            self.status.update(|status| status.elsewhere = None);
        }
    }

    /// Asks the token provider again; what waits goes on when it gives a token.
    pub fn sign_in(self) {
        self.with_io(|io| io.tokens.sign_in());
        self.run(Effect::RefreshToken);
    }

    /// The integrator says that a user has signed in: what waits for it goes on. Otherwise nothing changes.
    pub fn retry_sign_in(self) {
        let needs_token = |session: &Session| {
            matches!(
                session.status(),
                SessionStatus::AuthRequired | SessionStatus::NoToken
            )
        };
        if self.now(needs_token) {
            self.sign_in();
        }
    }

    /// The integrator may have given the token provider only now: what waits for it goes on.
    pub fn look_for_provider(self) {
        if self.access().is_some_and(|(_, tokens)| tokens.has_come_late()) {
            self.sign_in();
        }
    }

    /// Reads the saved payment methods, and calls back: with `None` where they could not be read.
    pub fn payment_methods(self, id: i64, done: impl FnOnce(Option<Vec<PaymentMethod>>) + 'static) {
        if let Some((gateway, tokens)) = self.access() {
            load_payment_methods(&gateway, &tokens, id, Box::new(done));
        }
    }

    fn announce(self, notice: Notice) {
        let _ = self.status.try_update(|status| {
            if matches!(notice, Notice::ChangedElsewhere { .. } | Notice::Merged { .. }) {
                status.elsewhere = Some(notice);
            }
            let number = status.announcement.map_or(0, |last| last.number) + 1;
            status.announcement = Some(Announcement { number, notice });
        });
        self.report(EditingEvent::Noticed(notice));
    }

    fn listen(self) -> Vec<Listener> {
        let window = page::window();
        let session = self.session;
        let leave = unload::on_leave(move |event| {
            if session.try_with_untracked(Session::has_unsaved_work) == Some(true) {
                event.prevent_default();
            }
        });
        let mut listeners = vec![
            Listener::on(&window, "online", move |_| self.dispatch(Event::Online)),
            Listener::on(&window, "offline", move |_| self.try_network()),
        ];
        listeners.extend(leave);
        listeners
    }

    /// Where requests go, and with what. Nowhere once the page is gone.
    fn access(self) -> Option<(String, Tokens)> {
        self.io
            .try_with_value(|io| (io.gateway.clone(), io.tokens.clone()))
    }

    fn with_io(self, act: impl FnOnce(&mut Io)) {
        // After the page is gone there is nothing to act on.
        self.io.try_update_value(act);
    }
}

impl Drop for Io {
    fn drop(&mut self) {
        for (_, controller, _) in &self.requests {
            controller.abort();
        }
    }
}
