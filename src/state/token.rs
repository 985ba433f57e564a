//! The bearer token: in memory only, asked for once however many calls need it.
//!
//! A page gives `window.cyrexaTokenProvider = async ({reason, previous}) => token`, `reason` being `"initial"` or
//! `"expired"`. Without one, and only where page and gateway are on this machine, `/dev/token` is asked.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api;
use crate::browser::page;
use crate::browser::task::spawn;
use crate::config::{Config, host};

/// The name of the hook on `window`.
const PROVIDER: &str = "cyrexaTokenProvider";

/// No token could be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoToken;

/// The one holder of the token. Clones share it.
#[derive(Clone, Default)]
pub struct Tokens {
    state: Rc<RefCell<State>>,
}

#[derive(Default)]
struct State {
    gateway: String,
    customer: Option<i64>,
    current: Option<String>,
    asking: Option<Promise>,
}

impl Tokens {
    /// Of a page's configuration.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let state = State {
            gateway: config.gateway.clone(),
            ..State::default()
        };
        Self {
            state: Rc::new(RefCell::new(state)),
        }
    }

    /// Names the customer whose page this is. A development token is one customer's: another's needs another.
    pub fn set_customer(&self, customer: Option<i64>) {
        let mut state = self.state.borrow_mut();
        if state.customer != customer && page::function(PROVIDER).is_none() {
            state.current = None;
        }
        state.customer = customer;
    }

    /// The token there is, or one that is asked for.
    ///
    /// # Errors
    /// [`NoToken`] where the provider gives none.
    pub async fn get(&self) -> Result<String, NoToken> {
        let current = self.state.borrow().current.clone();
        match current {
            Some(token) => Ok(token),
            None => self.ask(None).await,
        }
    }

    /// A token in place of one that was refused. If another has come meanwhile, that one.
    ///
    /// # Errors
    /// [`NoToken`] where the provider gives none.
    pub async fn renew(&self, refused: Option<&str>) -> Result<String, NoToken> {
        let current = self.state.borrow().current.clone();
        match current {
            Some(token) if refused.is_some_and(|refused| refused != token) => Ok(token),
            _ => self.ask(current).await,
        }
    }

    async fn ask(&self, previous: Option<String>) -> Result<String, NoToken> {
        let asking = self.state.borrow().asking.clone();
        let promise = asking.unwrap_or_else(|| {
            let promise = self.start(previous);
            self.state.borrow_mut().asking = Some(promise.clone());
            promise
        });
        let answer = JsFuture::from(promise).await;
        let mut state = self.state.borrow_mut();
        state.asking = None;
        state.current = answer
            .ok()
            .and_then(|token| token.as_string())
            .filter(|token| !token.is_empty());
        state.current.clone().ok_or(NoToken)
    }

    fn start(&self, previous: Option<String>) -> Promise {
        if let Some(provider) = page::function(PROVIDER) {
            return match provider.call1(&JsValue::UNDEFINED, &question(previous)) {
                Ok(answer) => Promise::resolve(&answer),
                Err(thrown) => Promise::reject(&thrown),
            };
        }
        let (gateway, customer) = {
            let state = self.state.borrow();
            (state.gateway.clone(), state.customer)
        };
        Promise::new(&mut |resolve, _| {
            let gateway = gateway.clone();
            spawn(async move {
                let token = if may_ask_for_dev_token(&gateway) {
                    api::dev_token(&gateway, customer).await
                } else {
                    None
                };
                // Resolving a promise does not throw. No token resolves to what is no text.
                let _ = resolve.call1(&JsValue::UNDEFINED, &token.map_or(JsValue::NULL, JsValue::from));
            });
        })
    }
}

fn may_ask_for_dev_token(gateway: &str) -> bool {
    let is_local = host(gateway).is_none_or(|host| {
        let port_at = host
            .rfind(':')
            .filter(|at| !host.ends_with(']') && *at > 0)
            .unwrap_or(host.len());
        host.get(..port_at).is_some_and(page::is_loopback)
    });
    page::is_on_loopback() && is_local
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
