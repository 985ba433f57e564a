//! The two origins: the shop's pages, with the addresses of the others put in, and the widget's files, for
//! any page.

use std::path::PathBuf;

use super::answer::Answer;
use super::policy;
use crate::widget::{self, Loader};

const REACT: &str = "/react/";

/// Origins.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    pub(crate) shop: String,
    pub(crate) widget: String,
    pub(crate) gateway: String,
    /// Whether there is a page in React.
    pub(crate) has_react: bool,
}

impl Addresses {
    pub(crate) fn react(&self) -> String {
        format!("{}{REACT}", self.shop)
    }

    /// What `gateway=""` of the element takes.
    pub(crate) fn gateway(&self) -> String {
        format!("{}/ipg/2.0.0", self.gateway)
    }

    fn put_into(&self, page: &str, loader: &Loader) -> String {
        page.replace("__WIDGET_SCRIPT__", &format!("{}/{}", self.widget, loader.name))
            .replace("__WIDGET_INTEGRITY__", &loader.integrity)
            .replace("__WIDGET__", &self.widget)
            .replace("__GATEWAY__", &self.gateway())
            .replace("__TOKEN__", &format!("{}/dev/token", self.gateway))
    }
}

pub(super) struct Shop {
    pub(super) pages: PathBuf,
    pub(super) react: PathBuf,
    /// Of the widget, under the name that has its version and hash.
    pub(super) loader: Loader,
    pub(super) addresses: Addresses,
}

impl Shop {
    pub(super) fn answer(&self, path: &str) -> Answer {
        let Addresses { widget, gateway, .. } = &self.addresses;
        let (mut answer, policy) = match path.strip_prefix(REACT) {
            Some(below) => (Answer::file(&self.react, below), policy::with_package(gateway)),
            None => (
                Answer::file(&self.pages, path),
                policy::with_script_tag(widget, gateway),
            ),
        };
        answer.set("content-security-policy", policy);
        for (name, value) in policy::HEADERS {
            answer.set(name, value);
        }
        if answer.is_page() {
            let page = String::from_utf8_lossy(&answer.body);
            answer.body = self.addresses.put_into(&page, &self.loader).into_bytes();
        }
        answer
    }
}

pub(super) struct Widget {
    pub(super) files: PathBuf,
}

impl Widget {
    pub(super) fn answer(&self, path: &str) -> Answer {
        let mut answer = Answer::file(&self.files, path);
        answer.set("access-control-allow-origin", "*");
        answer.set("cross-origin-resource-policy", "cross-origin");
        if answer.status == 200 && widget::is_immutable(path) {
            answer.set("cache-control", "public, max-age=31536000, immutable");
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = crate::project::scratch().join("tests").join(name);
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        folder
    }

    #[test]
    fn a_page_gets_the_addresses_and_its_policy() {
        let page = "__WIDGET_SCRIPT__ __WIDGET_INTEGRITY__ __WIDGET__ __GATEWAY__ __TOKEN__";
        let shop = Shop {
            pages: folder("shop", &[("index.html", page), ("shop.js", "\"__WIDGET__\"")]),
            react: folder("react", &[("index.html", "__GATEWAY__")]),
            loader: Loader {
                name: "a-1.js".to_owned(),
                integrity: "sha384-x".to_owned(),
            },
            addresses: Addresses {
                shop: "http://s".to_owned(),
                widget: "http://w".to_owned(),
                gateway: "http://g".to_owned(),
                has_react: true,
            },
        };
        let filled = "http://w/a-1.js sha384-x http://w http://g/ipg/2.0.0 http://g/dev/token";
        for (path, status, body, scripts) in [
            ("/", 200, filled, "script-src 'self' http://w 'wasm"),
            (
                "/shop.js",
                200,
                "\"__WIDGET__\"",
                "script-src 'self' http://w 'wasm",
            ),
            ("/react/", 200, "http://g/ipg/2.0.0", "script-src 'self' 'wasm"),
            ("/none.js", 404, "Not found", "script-src 'self' http://w 'wasm"),
        ] {
            let answer = shop.answer(path);
            assert_eq!(
                (answer.status, String::from_utf8_lossy(&answer.body).as_ref()),
                (status, body)
            );
            let policy = answer.header("content-security-policy").unwrap();
            assert!(policy.contains(scripts), "{path}: {policy}");
            for (name, value) in policy::HEADERS {
                assert_eq!(answer.header(name), Some(value), "{path}");
            }
        }
    }

    #[test]
    fn only_what_has_a_hash_in_its_name_is_kept_for_ever() {
        let hashed = "view-0123456789abcdef.js";
        let widget = Widget {
            files: folder("files", &[(hashed, ""), (widget::ALIAS, "")]),
        };
        for (path, status, caching) in [
            (
                format!("/{hashed}"),
                200,
                Some("public, max-age=31536000, immutable"),
            ),
            (format!("/{}", widget::ALIAS), 200, Some("no-cache")),
            ("/gone-0123456789abcdef.js".to_owned(), 404, None),
        ] {
            let answer = widget.answer(&path);
            assert_eq!(
                (answer.status, answer.header("cache-control")),
                (status, caching),
                "{path}"
            );
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        }
    }
}
