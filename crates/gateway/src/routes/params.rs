//! The parameters of an address, by name.

use axum::extract::Query;
use axum::http::Uri;

use crate::error::ApiError;

pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub(super) fn of(uri: &Uri) -> Result<Self, ApiError> {
        Query::try_from_uri(uri)
            .map(|Query(pairs)| Self(pairs))
            .map_err(|_| ApiError::BadRequest("The query of the address cannot be read"))
    }

    /// The value of a parameter; one that is there twice has none that both sides would agree on.
    pub(super) fn get(&self, name: &str) -> Result<Option<&str>, ApiError> {
        let mut values = self.0.iter().filter(|(key, _)| key == name);
        let value = values.next().map(|(_, value)| value.as_str());
        match values.next() {
            None => Ok(value),
            Some(_) => Err(ApiError::BadRequest("A parameter of the address is there twice")),
        }
    }
}
