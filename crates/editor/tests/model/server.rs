//! The simulated gateway: one record, its whole history, and the rules of the contract. Full, or only what is
//! documented.

use std::collections::HashMap;

use cyrexa_contract::{Customer, Field, Operation as Contract, Patch};
use cyrexa_editor::{Operation, Outcome, Rejection, RequestId};

use crate::client::Texts;

pub(crate) const ID: i64 = 7;

pub(crate) struct Server {
    /// The record after each write; its revision is the index. Empty before the create.
    pub(crate) history: Vec<Texts>,
    /// Who wrote what where: per revision, for the checks.
    pub(crate) authors: Vec<Author>,
    has_etags: bool,
    tells_id: bool,
    keys: HashMap<String, (Patch, Outcome)>,
}

/// Who wrote a revision.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Author {
    pub(crate) client: usize,
    pub(crate) life: u32,
    pub(crate) request: RequestId,
}

/// A writer outside the schedule.
const BEFORE: Author = Author {
    client: usize::MAX,
    life: 0,
    request: RequestId(0),
};

/// What processing one request did.
pub(crate) struct Processed {
    pub(crate) outcome: Outcome,
    /// The fields that got another text, with the text that went.
    pub(crate) overwritten: Vec<(Field, Option<String>)>,
    pub(crate) is_written: bool,
}

impl Server {
    pub(crate) fn new(has_etags: bool, tells_id: bool, is_there: bool) -> Self {
        let first = Field::ALL.map(|field| {
            let text = match field {
                Field::Name => "Ana",
                Field::Email => "ana@example.org",
                Field::Address => "Rua 1",
                _ => return None,
            };
            Some(text.to_owned())
        });
        Self {
            history: is_there.then_some(first).into_iter().collect(),
            authors: if is_there { vec![BEFORE] } else { vec![] },
            has_etags,
            tells_id,
            keys: HashMap::new(),
        }
    }

    pub(crate) fn exists(&self) -> bool {
        !self.history.is_empty()
    }

    pub(crate) fn current(&self) -> Texts {
        self.history.last().cloned().unwrap_or_default()
    }

    pub(crate) fn revision(&self) -> usize {
        self.history.len().saturating_sub(1)
    }

    pub(crate) fn etag(&self) -> Option<String> {
        (self.has_etags && self.exists()).then(|| format!("\"{}\"", self.revision()))
    }

    /// Whether it is the newest record.
    pub(crate) fn is_current(&self, customer: &Customer) -> bool {
        customer.total_deposits == Some(self.revision() as f64)
    }

    /// Whether the record ever held this text.
    pub(crate) fn ever_held(&self, field: Field, text: Option<&str>) -> bool {
        self.history
            .iter()
            .any(|record| record[field.index()].as_deref() == text)
    }

    /// Who wrote the text of a field at a revision.
    pub(crate) fn author_of(&self, field: Field, revision: usize) -> Author {
        let at = field.index();
        let changed = |revision: &usize| {
            *revision == 0 || self.history[*revision - 1][at] != self.history[*revision][at]
        };
        (0..=revision)
            .rev()
            .find(changed)
            .map_or(BEFORE, |revision| self.authors[revision])
    }

    fn customer(&self) -> Box<Customer> {
        self.customer_at(self.revision())
    }

    fn customer_at(&self, revision: usize) -> Box<Customer> {
        let mut customer = Customer {
            id: ID,
            ..Customer::default()
        };
        for field in Field::ALL {
            customer.set_text(field, self.history[revision][field.index()].clone());
        }
        // A read-only field carries the revision, so that the checks know which one a screen shows.
        customer.total_deposits = Some(revision as f64);
        Box::new(customer)
    }

    /// A read of a replica that lags, or of a cache.
    pub(crate) fn read_at(&self, revision: usize) -> Outcome {
        Outcome::Read {
            customer: self.customer_at(revision),
            etag: self.has_etags.then(|| format!("\"{revision}\"")),
        }
    }

    /// Does what is asked, as a correct gateway does. An `Err` is a request that no correct client sends.
    pub(crate) fn process(&mut self, author: Author, operation: &Operation) -> Result<Processed, String> {
        let mut overwritten = Vec::new();
        let mut is_written = false;
        let outcome = match operation {
            Operation::Read { id } if *id != ID || !self.exists() => return Err("read of nothing".into()),
            Operation::Read { .. } => Outcome::Read {
                customer: self.customer(),
                etag: self.etag(),
            },
            Operation::Create {
                patch,
                idempotency_key,
            } => {
                legal(patch, Contract::Create)?;
                if let Some((body, outcome)) = self.keys.get(idempotency_key) {
                    if body != patch {
                        return Err("another body under the same idempotency key".into());
                    }
                    outcome.clone()
                } else if self.exists() {
                    return Err("a second customer was created".into());
                } else {
                    self.write(author, patch, &mut overwritten);
                    is_written = true;
                    overwritten.clear();
                    let outcome = Outcome::Created {
                        id: self.tells_id.then_some(ID),
                        customer: (self.has_etags && self.tells_id).then(|| self.customer()),
                        etag: self.etag().filter(|_| self.tells_id),
                    };
                    self.keys
                        .insert(idempotency_key.clone(), (patch.clone(), outcome.clone()));
                    outcome
                }
            }
            Operation::Update { patch, if_match, .. } => {
                legal(patch, Contract::Update)?;
                if self.has_etags != if_match.is_some() {
                    return Err("If-Match does not fit the gateway".into());
                }
                if self.has_etags && *if_match != self.etag() {
                    Outcome::Conflict {
                        current: Some(self.customer()),
                        etag: self.etag(),
                    }
                } else if patch.changed().any(|field| is_refused(patch, field)) {
                    Outcome::Rejected(Rejection::Duplicate)
                } else {
                    self.write(author, patch, &mut overwritten);
                    is_written = true;
                    let has_body = self.has_etags;
                    Outcome::Saved {
                        customer: has_body.then(|| self.customer()),
                        etag: self.etag(),
                    }
                }
            }
        };
        Ok(Processed {
            outcome,
            overwritten,
            is_written,
        })
    }

    fn write(&mut self, author: Author, patch: &Patch, overwritten: &mut Vec<(Field, Option<String>)>) {
        let mut record = self.current();
        for field in patch.changed() {
            let text = patch.get(field).value().cloned();
            if record[field.index()] != text {
                overwritten.push((field, std::mem::replace(&mut record[field.index()], text)));
            }
        }
        self.history.push(record);
        self.authors.push(author);
    }
}

/// What this gateway refuses although the contract allows it.
fn is_refused(patch: &Patch, field: Field) -> bool {
    patch
        .get(field)
        .value()
        .is_some_and(|text| text.contains("taken"))
}

fn legal(patch: &Patch, operation: Contract) -> Result<(), String> {
    if patch.is_empty() {
        return Err("an empty patch was sent".into());
    }
    if patch.clone().normalised() != *patch {
        return Err("a patch was sent that is not in normal form".into());
    }
    match patch.violations(operation).as_slice() {
        [] => Ok(()),
        violations => Err(format!(
            "a patch was sent that the contract refuses: {violations:?}"
        )),
    }
}
