//! Envoy's statistics: `cyrexa_edge.passed`, `.refused.CODE`, `.observed.CODE`, `.field.NAME.CODE`,
//! `.faults`. Names are made of codes and field names alone, so there are few of them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use cyrexa_edge::Finding;

use crate::host::{self, Level};

#[derive(Default)]
pub(crate) struct Counters {
    ids: RefCell<BTreeMap<String, u32>>,
    /// Passed since the last [`Counters::flush`]: telling the host of each one would take longer than
    /// checking it.
    passed: Cell<i64>,
}

impl Counters {
    pub(crate) fn passed(&self) {
        self.passed.set(self.passed.get() + 1);
    }

    /// Reports the counters to the host.
    pub(crate) fn flush(&self) {
        match self.passed.take() {
            0 => {}
            count => self.add("passed".to_owned(), count),
        }
    }

    pub(crate) fn fault(&self) {
        self.increment("faults".to_owned());
        host::log(
            Level::Error,
            "cyrexa edge: the host gave no head or no body to judge",
        );
    }

    pub(crate) fn refused(&self, finding: &Finding) {
        self.found("refused", finding);
    }

    pub(crate) fn observed(&self, finding: &Finding) {
        self.found("observed", finding);
    }

    fn found(&self, what: &str, finding: &Finding) {
        let code = finding.code.as_str();
        let fields: Vec<_> = finding
            .fields
            .iter()
            .map(|(field, code)| format!("{}.{code}", field.key()))
            .collect();
        host::log(
            Level::Info,
            &format!("cyrexa edge: {what} {code} {}", fields.join(" ")),
        );
        self.increment(format!("{what}.{code}"));
        for field in fields {
            self.increment(format!("field.{field}"));
        }
    }

    fn increment(&self, name: String) {
        self.add(name, 1);
    }

    fn add(&self, name: String, count: i64) {
        let mut ids = self.ids.borrow_mut();
        let id = match ids.get(&name) {
            Some(id) => Some(*id),
            None => host::counter(&format!("cyrexa_edge.{name}")).inspect(|id| {
                ids.insert(name, *id);
            }),
        };
        // A statistic that cannot be kept is no reason to fail a request.
        if let Some(id) = id {
            host::increment(id, count);
        }
    }
}
