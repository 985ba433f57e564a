//! The one iteration over every text of a catalogue, in the order of its declaration: packing, unpacking and
//! proofreading use it.

use super::{Locale, Template};

/// Called for each text, which it may replace.
pub(super) type Visitor<'a> = &'a mut dyn FnMut(&mut &'static str);

/// A value made of texts.
pub(super) trait Texts {
    /// Calls the visitor with every text, always in the same order.
    fn visit(&mut self, visitor: Visitor<'_>);
}

/// Not a text: [`super::unpack`] sets it.
impl Texts for Locale {
    fn visit(&mut self, _: Visitor<'_>) {}
}

impl Texts for &'static str {
    fn visit(&mut self, visitor: Visitor<'_>) {
        visitor(self);
    }
}

impl Texts for Template {
    fn visit(&mut self, visitor: Visitor<'_>) {
        visitor(&mut self.0);
    }
}

impl<T: Texts, const N: usize> Texts for [T; N] {
    fn visit(&mut self, visitor: Visitor<'_>) {
        for part in self {
            part.visit(visitor);
        }
    }
}

/// Every text of a value, in order.
pub(super) fn texts_of(mut part: impl Texts) -> Vec<&'static str> {
    let mut texts = Vec::new();
    part.visit(&mut |text| texts.push(*text));
    texts
}

/// Declares a struct of texts and its iteration: a text cannot be forgotten in either.
macro_rules! texts {
    ($($(#[$about:meta])* pub struct $name:ident { $($(#[$words:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy)]
        pub struct $name { $($(#[$words])* pub $field: $type,)* }

        impl $crate::catalogue::Texts for $name {
            fn visit(&mut self, visitor: $crate::catalogue::Visitor<'_>) {
                let Self { $($field,)* } = self;
                $($crate::catalogue::Texts::visit($field, visitor);)*
            }
        }

        impl $name {
            /// Every message by its name, with its texts.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, Vec<&'static str>)> {
                vec![$((stringify!($field), $crate::catalogue::texts_of(self.$field)),)*]
            }
        }
    )*};
}
pub(super) use texts;
