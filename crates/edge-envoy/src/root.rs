//! One per virtual machine: reads the configuration, makes a filter for each request.

use std::rc::Rc;

use cyrexa_edge::Config;
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::ContextType;

use crate::counters::Counters;
use crate::filter::Filter;
use crate::host::{self, Level};

/// How late the statistics may be, in milliseconds.
const FLUSH: u32 = 1000;

/// What every filter of a virtual machine shares.
#[derive(Default)]
pub(crate) struct Root {
    config: Option<Rc<Config>>,
    counters: Rc<Counters>,
}

impl Context for Root {}

impl RootContext for Root {
    /// A configuration that cannot be used stops Envoy from starting, with the reason in its log.
    fn on_configure(&mut self, _: usize) -> bool {
        match Config::from_json(&host::configuration()) {
            Ok(config) => {
                self.config = Some(Rc::new(config));
                host::tick_every(FLUSH);
                true
            }
            Err(error) => {
                host::log(Level::Error, &format!("cyrexa edge: {error}"));
                false
            }
        }
    }

    fn on_tick(&mut self) {
        self.counters.flush();
    }

    fn create_http_context(&self, id: u32) -> Option<Box<dyn HttpContext>> {
        let config = Rc::clone(self.config.as_ref()?);
        Some(Box::new(Filter::new(config, Rc::clone(&self.counters), id)))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}
