//! Reading what another party wrote: a member of a shape we do not expect is as good as absent, and never takes the rest
//! of the answer with it.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

/// For `deserialize_with`: the member, or its default where it is of another shape.
pub(crate) fn lenient<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let member = Box::<RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(member.get()).unwrap_or_default())
}
