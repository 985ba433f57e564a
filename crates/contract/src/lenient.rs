//! Reading what another party wrote: a member of a shape we do not expect is as good as absent, and never takes the rest
//! of the answer with it.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

use crate::Violation;
use crate::violation::WireViolation;

/// For `deserialize_with`: the member, or its default where it is of another shape.
pub(crate) fn lenient<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let member = Box::<RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(member.get()).unwrap_or_default())
}

/// For `deserialize_with`: a list of violations without those that are not of our shape, field or code.
pub(crate) fn violations<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Violation>, D::Error> {
    let entries: Vec<Box<RawValue>> = lenient(deserializer)?;
    Ok(entries
        .iter()
        .filter_map(|entry| serde_json::from_str::<WireViolation>(entry.get()).ok()?.read())
        .collect())
}
