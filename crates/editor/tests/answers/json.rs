//! serde_json in the place of a browser's parser; its numbers are doubles as there.

use cyrexa_editor::answer::Json;

pub(crate) struct Value(serde_json::Value);

impl Value {
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }
}

impl Json for Value {
    fn get(&self, key: &str) -> Self {
        Self(self.0.get(key).cloned().unwrap_or_default())
    }

    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn items(&self) -> Option<Vec<Self>> {
        let items = self.0.as_array()?;
        Some(items.iter().cloned().map(Self).collect())
    }

    fn is_object(&self) -> bool {
        self.0.is_object()
    }

    fn is_nothing(&self) -> bool {
        self.0.is_null()
    }
}
