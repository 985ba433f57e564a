//! An element is a Leptos view, and any Leptos view may be a child of one.

use std::any::Any;

use leptos::prelude::{AddAnyAttr, IntoView, Mountable, Render, RenderHtml, StoredValue};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};
use web_sys::{Element, Node};

use crate::El;

impl El {
    /// A child: an element, or any other view of Leptos's.
    #[must_use]
    pub fn child<V: IntoView + 'static>(self, child: V) -> Self {
        let mut child = Some(child);
        // Decided while compiling.
        let element = (&mut child as &mut dyn Any).downcast_mut::<Option<Self>>();
        if let Some(element) = element.and_then(Option::take) {
            self.append(element.node());
        } else if let Some(view) = child {
            let mut state = view.into_view().build();
            state.mount(self.node(), None);
            // It has what keeps the view up to date.
            StoredValue::new_local(state);
        }
        self
    }
}

impl Render for El {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(self, state: &mut Self) {
        // In the place of the old one.
        let _ = state.node().replace_with_with_node_1(self.node());
        *state = self;
    }
}

impl Mountable for El {
    fn unmount(&mut self) {
        self.node().remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        // A parent takes any element that is not its own ancestor.
        let _ = parent.insert_before(self.node(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.node().parent_element();
        parent.is_some_and(|parent| child.try_mount(&parent, Some(self.node())))
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.node().clone()]
    }
}

impl AddAnyAttr for El {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self {
        StoredValue::new_local(attr.into_cloneable_owned().build(self.node()));
        self
    }
}

/// For Leptos's type of a view. It is drawn in the browser alone: there is no server that would ask for its
/// HTML.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, buf: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        buf.push_str(&self.node().outer_html());
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self {
        self
    }

    fn into_owned(self) -> Self {
        self
    }
}
