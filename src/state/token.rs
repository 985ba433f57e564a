//! The bearer token: in memory only, asked for once however many calls need it.
//!
//! It comes from a function of the integrator's, `async ({reason, previous}) => token`, `reason` being
//! `"initial"` or `"expired"`: the page's `window.cyrexaTokenProvider`, or the `tokenProvider` of a widget.
//! Without one a page, and only where it and its gateway are on this machine, asks `/dev/token`; a widget
//! never does.

use std::cell::RefCell;
use std::future::ready;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Function, JsString, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api;
use crate::browser::page;
use crate::browser::task::spawn;
use crate::config::Config;

/// No token could be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoToken {
    /// The provider says that no user is signed in, or there is none.
    SignedOut,
    /// The provider threw or rejected: no user is signed in, or it could not find out.
    Threw,
    /// The integrator's fault, in words for the integrator; never with what was given.
    Unusable(&'static str),
}

impl NoToken {
    /// What the console says; nothing where there is no fault.
    pub(super) const fn fault(self) -> Option<&'static str> {
        match self {
            Self::SignedOut => None,
            Self::Threw => Some("the token provider threw or rejected"),
            Self::Unusable(fault) => Some(fault),
        }
    }
}

const NO_FUNCTION: NoToken = NoToken::Unusable("the token provider is no function");
const NO_STRING: NoToken = NoToken::Unusable("the token provider gave something that is no string");
const NO_TOKEN: NoToken = NoToken::Unusable("the token provider gave a string that is no bearer token");
/// Rejected with null: the server that would know did not answer.
const UNANSWERED: NoToken = NoToken::Unusable("it could not be found out who is signed in");
const INSECURE: NoToken = NoToken::Unusable(INSECURE_GATEWAY);

/// What the console says of a gateway that would be sent tokens in the clear.
pub const INSECURE_GATEWAY: &str = "no token is sent to an http: gateway, except on localhost";

/// A token that may have to be asked for first. Boxed: each caller would have a copy of the asking.
pub(super) type ComingToken = Pin<Box<dyn Future<Output = Result<String, NoToken>>>>;

/// The one holder of the token. Clones share it.
#[derive(Clone)]
pub struct Tokens {
    state: Rc<RefCell<State>>,
}

/// Where tokens come from when the integrator gives no function: resolves with a text, or with null where there
/// is none; rejects with null where that cannot be found out.
pub(super) type Fallback = fn(gateway: String, customer: Option<i64>, resolve: Function, reject: Function);

struct State {
    gateway: String,
    customer: Option<i64>,
    current: Option<String>,
    asking: Option<Promise>,
    /// Has the provider's function, under that name, from the time it is set.
    holder: JsValue,
    provider: &'static str,
    fallback: Option<Fallback>,
    /// It was not set yet when it was needed last.
    was_missed: bool,
    /// The user signed out: nothing is asked for until the user signs in.
    is_signed_out: bool,
    /// A token would cross the network in the clear.
    is_insecure: bool,
}

impl Tokens {
    /// Of a page: `window.cyrexaTokenProvider`, or a development token.
    #[must_use]
    pub fn of_page(config: &Config) -> Self {
        // What came in the clear itself may talk to its own server in the clear.
        let is_insecure = config.is_insecure() && !config.is_of_own_origin();
        let tokens = Self::new(
            config,
            page::window().into(),
            "cyrexaTokenProvider",
            Some(dev_token),
        );
        tokens.state.borrow_mut().is_insecure = is_insecure;
        tokens
    }

    /// Of a widget's element: its `tokenProvider` and nothing else.
    #[must_use]
    pub fn of_element(config: &Config, element: JsValue) -> Self {
        Self::new(config, element, "tokenProvider", None)
    }

    fn new(config: &Config, holder: JsValue, provider: &'static str, fallback: Option<Fallback>) -> Self {
        let state = State {
            gateway: config.gateway.clone(),
            customer: None,
            current: None,
            asking: None,
            holder,
            provider,
            fallback,
            was_missed: false,
            is_signed_out: false,
            is_insecure: config.is_insecure(),
        };
        Self {
            state: Rc::new(RefCell::new(state)),
        }
    }

    /// Forgets the token, and asks for none until [`Tokens::sign_in`].
    pub fn sign_out(&self) {
        let mut state = self.state.borrow_mut();
        (state.current, state.asking, state.is_signed_out) = (None, None, true);
    }

    /// A person wants to go on.
    pub fn sign_in(&self) {
        self.state.borrow_mut().is_signed_out = false;
    }

    /// Whether the provider is there now, and was not when it was needed. One that was there and gave no
    /// token does not count: some frameworks set another function whenever they draw.
    #[must_use]
    pub fn has_come_late(&self) -> bool {
        let state = self.state.borrow();
        state.was_missed && !state.is_signed_out && state.provider().is_some()
    }

    /// Names the customer whose page this is. A development token is one customer's: another's needs another.
    pub fn set_customer(&self, customer: Option<i64>) {
        let mut state = self.state.borrow_mut();
        if state.customer != customer && state.provider().is_none() {
            state.current = None;
        }
        state.customer = customer;
    }

    /// The token there is, or one that is asked for; [`NoToken`] where the provider gives none.
    #[must_use]
    pub fn get(&self) -> ComingToken {
        let current = self.state.borrow().current.clone();
        match current {
            Some(token) => Box::pin(ready(Ok(token))),
            None => self.ask(None),
        }
    }

    /// Whether the tokens are the gateway's own for development: of no user, another login whenever one is
    /// asked for.
    #[must_use]
    pub fn is_of_development(&self) -> bool {
        let state = self.state.borrow();
        state.fallback.is_some() && state.provider().is_none()
    }

    /// The token there is now; nothing is asked for.
    #[must_use]
    pub fn current(&self) -> Option<String> {
        self.state.borrow().current.clone()
    }

    /// A token in place of one that was refused; [`NoToken`] where the provider gives none. If another has
    /// come meanwhile, that one.
    #[must_use]
    pub fn renew(&self, refused: Option<&str>) -> ComingToken {
        let current = self.state.borrow().current.clone();
        match current {
            Some(token) if refused.is_some_and(|refused| refused != token) => Box::pin(ready(Ok(token))),
            _ => self.ask(current),
        }
    }

    fn ask(&self, previous: Option<String>) -> ComingToken {
        let tokens = self.clone();
        Box::pin(async move {
            let (asking, is_signed_out, is_insecure) = {
                let state = tokens.state.borrow();
                (state.asking.clone(), state.is_signed_out, state.is_insecure)
            };
            if is_signed_out {
                return Err(NoToken::SignedOut);
            }
            if is_insecure {
                return Err(INSECURE);
            }
            if asking.is_none() && tokens.state.borrow().has_no_function() {
                tokens.state.borrow_mut().was_missed = true;
                return Err(NO_FUNCTION);
            }
            let promise = asking.unwrap_or_else(|| {
                let promise = tokens.start(previous);
                tokens.state.borrow_mut().asking = Some(promise.clone());
                promise
            });
            let answer = JsFuture::from(promise).await;
            let mut state = tokens.state.borrow_mut();
            state.asking = None;
            if state.is_signed_out {
                return Err(NoToken::SignedOut);
            }
            let token = read_token(answer);
            state.current = token.clone().ok();
            token
        })
    }

    fn start(&self, previous: Option<String>) -> Promise {
        let (provider, holder, fallback, gateway, customer) = {
            let state = self.state.borrow();
            let holder = state.holder.clone();
            (
                state.provider(),
                holder,
                state.fallback,
                state.gateway.clone(),
                state.customer,
            )
        };
        self.state.borrow_mut().was_missed = provider.is_none();
        match (provider, fallback) {
            // Not while the state is borrowed: a provider may do as it likes.
            (Some(provider), _) => match provider.call1(&holder, &question(previous)) {
                Ok(answer) => Promise::resolve(&answer),
                Err(thrown) => Promise::reject(&thrown),
            },
            (None, Some(fallback)) => {
                // Not called inside: a promise swallows a trap of what runs in there, and the page would go on.
                let mut settle = None;
                let token = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
                if let Some((resolve, reject)) = settle {
                    fallback(gateway, customer, resolve, reject);
                }
                token
            }
            (None, None) => Promise::resolve(&JsValue::NULL),
        }
    }
}

impl State {
    fn provider(&self) -> Option<Function> {
        let function = Reflect::get(&self.holder, &JsValue::from_str(self.provider)).ok()?;
        function.dyn_into().ok()
    }

    /// Something is where the provider should be, and cannot be called.
    fn has_no_function(&self) -> bool {
        let given = Reflect::get(&self.holder, &JsValue::from_str(self.provider)).unwrap_or(JsValue::NULL);
        !given.is_null() && !given.is_undefined() && !given.is_function()
    }
}

/// What the provider's answer comes to. Nothing at all, or an empty string, is a clear answer: no user is
/// signed in.
fn read_token(answer: Result<JsValue, JsValue>) -> Result<String, NoToken> {
    let given = answer.map_err(|thrown| {
        if thrown.is_null() {
            UNANSWERED
        } else {
            NoToken::Threw
        }
    })?;
    if given.is_null() || given.is_undefined() {
        return Err(NoToken::SignedOut);
    }
    // JavaScript's own `trim`: it takes a byte order mark off, too.
    let text = given.dyn_into::<JsString>().map_err(|_| NO_STRING)?.trim();
    let token = String::from(text);
    match token.as_bytes() {
        [] => Err(NoToken::SignedOut),
        bytes if is_bearer_token(bytes) => Ok(token),
        _ => Err(NO_TOKEN),
    }
}

/// Visible ASCII, which is what can be in a header after `Bearer `. A page or a JSON text in its place is
/// a common mistake, and no token begins like one (RFC 6750 section 2.1).
fn is_bearer_token(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_graphic) && !matches!(bytes.first(), Some(b'<' | b'{' | b'[' | b'"'))
}

/// The gateway's own origin, where `cargo xtask serve` builds the page. Its server does not pass `/dev/token`
/// on: it would hide from the gateway under which name it was asked, and a page of the web could have its own
/// name lead here.
const DEV_GATEWAY: Option<&str> = option_env!("CYREXA_DEV_GATEWAY");

fn dev_token(gateway: String, customer: Option<i64>, resolve: Function, reject: Function) {
    spawn(async move {
        // Only where page and gateway are on this machine.
        let server = page::server_of(&gateway)
            .filter(|server| page::is_on_loopback() && page::is_loopback(&server.hostname()));
        let token = match server {
            Some(server) => {
                let origin = DEV_GATEWAY.map_or_else(|| server.origin(), str::to_owned);
                api::dev_token(&origin, customer).await
            }
            None => Ok(None),
        };
        let (settle, value) = match token {
            Ok(token) => (resolve, token.map_or(JsValue::NULL, JsValue::from)),
            Err(api::Unanswered) => (reject, JsValue::NULL),
        };
        // Settling a promise does not throw.
        let _ = settle.call1(&JsValue::UNDEFINED, &value);
    });
}

fn question(previous: Option<String>) -> JsValue {
    let question = Object::new();
    let reason = if previous.is_some() { "expired" } else { "initial" };
    for (key, value) in [
        ("reason", JsValue::from(reason)),
        ("previous", previous.map_or(JsValue::NULL, JsValue::from)),
    ] {
        // Setting a property of a plain object does not fail.
        let _ = Reflect::set(&question, &key.into(), &value);
    }
    question.unchecked_into()
}
