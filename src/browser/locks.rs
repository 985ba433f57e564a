//! Web Locks: what only one tab or element of an origin holds at a time. The browser releases what a closed
//! tab held.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue, throw_val};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, DomException};

use super::page::window;
use super::task::spawn;

/// What becomes of a lock that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockNews {
    /// It is held now.
    Granted,
    /// Another tab or element took it.
    Taken,
    /// The browser gives no locks to this page.
    Refused,
}

/// A lock that is asked for or held; dropping it withdraws or releases.
pub struct Lock {
    is_wanted: Rc<Cell<bool>>,
    release: Function,
    granted: Function,
    withdraw: Option<AbortController>,
}

impl Lock {
    /// Asks for a lock, behind earlier requests; `steal` takes it at once. `None` where the browser has
    /// no locks.
    #[must_use]
    pub fn request(name: &str, steal: bool, on_news: impl Fn(LockNews) + 'static) -> Option<Self> {
        let navigator: JsValue = window().navigator().into();
        let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
        let request: Function = Reflect::get(&manager, &"request".into()).ok()?.dyn_into().ok()?;

        let (until_released, release) = promise();
        let (until_granted, granted) = promise();
        let options = Object::new();
        // The two may not be combined (Web Locks API, "request").
        let withdraw = (!steal).then(|| AbortController::new().ok()).flatten();
        let (key, value) = match &withdraw {
            Some(controller) => ("signal", controller.signal().into()),
            None => ("steal", JsValue::TRUE),
        };
        // A plain new object refuses nothing.
        let _ = Reflect::set(&options, &key.into(), &value);
        let callback = {
            let granted = granted.clone();
            Closure::<dyn FnMut() -> Promise>::new(move || {
                resolve(&granted);
                until_released.clone()
            })
        };
        let ended = request
            .call3(&manager, &name.into(), &options, callback.as_ref())
            .ok()?
            .dyn_into::<Promise>()
            .ok()?;

        let is_wanted = Rc::new(Cell::new(true));
        let on_news = Rc::new(on_news);
        spawn({
            let (is_wanted, on_news) = (is_wanted.clone(), on_news.clone());
            async move {
                // It does not reject.
                let _ = JsFuture::from(until_granted).await;
                if is_wanted.get() {
                    on_news(LockNews::Granted);
                }
            }
        });
        spawn({
            let is_wanted = is_wanted.clone();
            async move {
                let ended = JsFuture::from(ended).await;
                // Until then the browser may call it, also for a lock that has been dropped: a grant may be under way.
                drop(callback);
                let Err(error) = ended else { return };
                // The browser rejects by a `DOMException`. Anything else is a trap in our callback, and the page must
                // not go on as if nothing had happened.
                let Some(error) = error.dyn_ref::<DomException>() else {
                    throw_val(error)
                };
                if is_wanted.get() {
                    on_news(if error.name() == "AbortError" {
                        LockNews::Taken
                    } else {
                        LockNews::Refused
                    });
                }
            }
        });
        Some(Self {
            is_wanted,
            release,
            granted,
            withdraw,
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.is_wanted.set(false);
        resolve(&self.release);
        // So that the task that waits for it ends.
        resolve(&self.granted);
        if let Some(controller) = &self.withdraw {
            controller.abort();
        }
    }
}

fn promise() -> (Promise, Function) {
    let mut resolve = None;
    let promise = Promise::new(&mut |function, _| resolve = Some(function));
    (promise, resolve.expect("a promise calls its executor at once"))
}

fn resolve(function: &Function) {
    // Resolving a promise does not throw.
    let _ = function.call0(&JsValue::UNDEFINED);
}
