//! What the merchant wrote on the element.

use cyrexa_contract::Field;
use cyrexa_editor::{FieldSet, Target};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::config::Config;
use crate::i18n::Locale;
use crate::panels::{Extent, Section};

/// Whether a customer is made or changed, and which one.
pub(super) fn target(host: &HtmlElement) -> Option<Target> {
    let id = host
        .get_attribute("customer-id")
        .and_then(|id| id.trim().parse().ok())
        .filter(|id| *id > 0);
    match (host.get_attribute("mode").as_deref(), id) {
        (Some("create"), _) => Some(Target::Create),
        (Some("edit"), None) => None,
        (_, Some(id)) => Some(Target::Edit { id }),
        (_, None) => Some(Target::Create),
    }
}

/// Nothing is kept over a reload: the page is the merchant's.
pub(super) fn config(host: &HtmlElement) -> Config {
    Config::new(&host.get_attribute("gateway").unwrap_or_default(), false)
}

/// `locale`, else the nearest `lang` around the element, through the shadow roots around it.
pub(super) fn locale(host: &HtmlElement) -> Locale {
    let own = host.get_attribute("locale").filter(|tag| !tag.trim().is_empty());
    Locale::negotiate(own.or_else(|| nearest_lang(host)))
}

fn nearest_lang(host: &HtmlElement) -> Option<String> {
    let mut at: Option<Element> = Some(host.clone().into());
    while let Some(element) = at {
        if let Some(found) = element.closest("[lang]").ok().flatten() {
            return found.get_attribute("lang");
        }
        // A shadow root has a host; a document has none.
        let root = Reflect::get(&element.get_root_node(), &JsValue::from_str("host"));
        at = root.ok().and_then(|host| host.dyn_into().ok());
    }
    None
}

/// The value of the container's `data-theme`.
pub(super) fn theme(host: &HtmlElement) -> &'static str {
    match host.get_attribute("theme").as_deref() {
        Some("light") => "light",
        Some("dark") => "dark",
        _ => "auto",
    }
}

/// `sections` (all of them where it names none) and `readonly-fields`.
pub(super) fn extent(host: &HtmlElement) -> Extent {
    let words = |name: &str| host.get_attribute(name).unwrap_or_default();
    let mut sections: Vec<Section> = Vec::new();
    for name in words("sections").split_whitespace() {
        if let Some(section) = Section::ALL.into_iter().find(|section| section.name() == name)
            && !sections.contains(&section)
        {
            sections.push(section);
        }
    }
    let mut extent = Extent::whole();
    if !sections.is_empty() {
        extent.sections = sections;
    }
    extent.fixed = words("readonly-fields")
        .split_whitespace()
        .filter_map(Field::from_key)
        .collect::<FieldSet>();
    extent
}
