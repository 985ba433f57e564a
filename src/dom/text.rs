//! Text on the screen that follows the language and the facts.

use std::rc::Rc;

use super::closure::Gives;

/// How to get the text now. Whoever shows it follows every signal that is read for it.
#[derive(Clone)]
pub struct Text(Rc<dyn Gives<String>>);

impl Text {
    /// Text by a closure.
    pub fn new(text: impl Fn() -> String + 'static) -> Self {
        Self(Rc::new(text))
    }

    /// Text that stays as it is.
    #[must_use]
    pub fn fixed(text: String) -> Self {
        Self::new(move || text.clone())
    }

    /// The text now.
    #[must_use]
    pub fn get(&self) -> String {
        self.0.give()
    }
}
