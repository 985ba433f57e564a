//! The editor's session behind a signal. Decides nothing; the session's effects are run in `running.rs`.

mod network;
mod persistence;
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

/// A notice for the live region; the number distinguishes two equal notices in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Grows with every notice.
    pub number: u32,
    /// The notice.
    pub notice: Notice,
}

/// One customer being created or edited on this page. Cheap to copy; lives as long as the page that made it.
#[derive(Clone, Copy)]
pub struct Editing {
    session: RwSignal<Session>,
    status: RwSignal<PageStatus>,
    io: StoredValue<Io, LocalStorage>,
}

/// State of the page that is not the session's.
#[derive(Clone, Copy, Default)]
struct PageStatus {
    announcement: Option<Announcement>,
    /// Changes made elsewhere, until the user acts.
    elsewhere: Option<Notice>,
    has_stale_rules: bool,
    /// Why the provider gave no token, where it should have.
    no_token: Option<NoToken>,
}

struct Io {
    observer: Option<Observer>,
    /// A function pointer: a widget, which stores nothing, does not contain that code.
    restore: Option<fn(Editing)>,
    gateway: String,
    is_of_own_origin: bool,
    tokens: Tokens,
    target: Target,
    persistence: persistence::Persistence,
    last_token: Option<String>,
    requests: Vec<(RequestId, AbortController, Timer)>,
    timers: Vec<(TimerId, Timer)>,
    probe: network::Probe,
    channel: Option<Channel>,
    live: Option<LiveChanges>,
    listeners: Vec<Listener>,
}

impl Editing {
    /// Opens a session: restores stored work, then reads the record.
    #[must_use]
    pub fn open(config: &Config, tokens: &Tokens, target: Target) -> Self {
        let restore = config.persists.then_some(Self::restore as fn(Self));
        Self::open_with(config, tokens, target, None, restore)
    }

    /// Opens a session that stores nothing, and whose events are reported.
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
            // Whatever `navigator.onLine` is: the first read is sent.
            online: true,
            ..SessionConfig::new(target)
        });
        let name = match target {
            Target::Create => "new".to_owned(),
            Target::Edit { id } => id.to_string(),
        };
        let persistence = persistence::Persistence::new(restore.is_some(), &config.gateway, &name);
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
                persistence,
                last_token: None,
                requests: Vec::new(),
                timers: Vec::new(),
                probe: network::Probe::default(),
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
        editing.restore_if_persisted();
        editing.dispatch(Event::Load);
        editing
    }

    /// Saves what was typed, unless the observer prevents it; returns whether it did not.
    pub fn save(self) -> bool {
        let goes_on = self.report(EditingEvent::AboutToSave);
        if goes_on {
            self.dispatch(Event::Save);
            self.probe_if_offline();
        }
        goes_on
    }

    /// Reports that a rule was violated.
    pub fn report_invalid(self) {
        self.report(EditingEvent::Invalid);
    }

    /// Whether a save is in flight; false after the page was removed.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.session.try_with_untracked(Session::is_busy) == Some(true)
    }

    /// The user typed.
    pub fn edit(self, field: Field, text: String) {
        self.dispatch(Event::Edit { field, text });
        self.report(EditingEvent::Edited(field));
    }

    fn report(self, event: EditingEvent) -> bool {
        // Not while anything is borrowed: the observer may call back.
        let observer = self.io.try_with_value(|io| io.observer.clone()).flatten();
        observer.is_none_or(|observer| observer(self, event))
    }

    /// Passes an event to the session, and runs its effects.
    pub fn dispatch(self, event: Event) {
        let entropy = Entropy((0..4).fold(0, |all, _| all << 32 | u128::from(random::bits())));
        if matches!(
            event,
            Event::Edit { .. } | Event::Save | Event::Discard | Event::Undo
        ) {
            self.dismiss_elsewhere();
        }
        // After the page was removed there is nothing to do.
        let effects = self
            .session
            .try_update(|session| session.handle(event, clock::now().session_time(), entropy));
        for effect in effects.into_iter().flatten() {
            self.run(effect);
        }
    }

    /// A value derived from the session; tracked.
    pub fn with<T>(self, derive: impl FnOnce(&Session) -> T) -> T {
        let (mut derive, mut derived) = (Some(derive), None);
        self.visit(&mut |session| derived = derive.take().map(|derive| derive(session)));
        derived.expect("the session lives as long as the page that asks")
    }

    /// The same, not tracked.
    pub fn with_untracked<T>(self, derive: impl FnOnce(&Session) -> T) -> T {
        untrack(|| self.with(derive))
    }

    /// Not generic: compiled once.
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

    /// Whether the gateway's rules differ from this page's.
    #[must_use]
    pub fn has_stale_rules(self) -> bool {
        self.status.get().has_stale_rules
    }

    /// Why the provider gave no token, where that is an error.
    #[must_use]
    pub fn no_token(self) -> Option<NoToken> {
        self.status.get().no_token
    }

    /// Changes made elsewhere, until they are dismissed or the user edits.
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

    /// Calls the token provider again; waiting requests are sent when it gives a token.
    pub fn sign_in(self) {
        self.with_io(|io| io.tokens.sign_in());
        self.run(Effect::RefreshToken);
    }

    /// The integrator reports that a user has signed in: requests that wait for it are sent.
    pub fn retry_sign_in(self) {
        let needs_token = |session: &Session| {
            matches!(
                session.status(),
                SessionStatus::AuthRequired | SessionStatus::NoToken
            )
        };
        if self.with_untracked(needs_token) {
            self.sign_in();
        }
    }

    /// The token provider may have been set only now: requests that wait for it are sent.
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
            Listener::on(&window, "offline", move |_| self.probe_network()),
        ];
        listeners.extend(leave);
        listeners
    }

    /// The gateway's URL and the tokens. `None` after the page was removed.
    fn access(self) -> Option<(String, Tokens)> {
        self.io
            .try_with_value(|io| (io.gateway.clone(), io.tokens.clone()))
    }

    fn with_io(self, act: impl FnOnce(&mut Io)) {
        // After the page was removed there is nothing to act on.
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
