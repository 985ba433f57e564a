//! Files over HTTP: one thread per origin, reads only.

use std::fs;
use std::io::Cursor;
use std::net::TcpListener;
use std::path::{Component, Path};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

/// What `respond` makes of a path, from now on.
pub(super) fn in_background(
    socket: TcpListener,
    respond: impl Fn(&str) -> Answer + Send + 'static,
) -> Result<()> {
    let server = Server::from_listener(socket, None).map_err(|error| anyhow!("cannot serve: {error}"))?;
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            // A browser that has gone away is no concern of ours.
            let _sent = send(request, &respond);
        }
    });
    Ok(())
}

fn send(request: Request, respond: &impl Fn(&str) -> Answer) -> std::io::Result<()> {
    let is_read = matches!(request.method(), Method::Get | Method::Head);
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let answer = if is_read {
        respond(path)
    } else {
        Answer::plain(405, "Only GET and HEAD")
    };
    let length = answer.body.len();
    let headers = answer
        .headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(*name, value.as_bytes()).ok());
    request.respond(Response::new(
        answer.status.into(),
        headers.collect(),
        Cursor::new(answer.body),
        Some(length),
        None,
    ))
}

impl Answer {
    pub(super) fn plain(status: u16, text: &str) -> Self {
        Self {
            status,
            headers: vec![
                ("content-type", "text/plain; charset=utf-8".to_owned()),
                ("x-content-type-options", "nosniff".to_owned()),
            ],
            body: text.as_bytes().to_vec(),
        }
    }

    /// The file of this path below `folder`; a folder's is its `index.html`.
    pub(super) fn file(folder: &Path, path: &str) -> Self {
        let name = path.trim_start_matches('/');
        let name = if name.is_empty() || name.ends_with('/') {
            format!("{name}index.html")
        } else {
            name.to_owned()
        };
        let stays_below = Path::new(&name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        match fs::read(folder.join(&name)) {
            Ok(body) if stays_below => Self {
                status: 200,
                headers: vec![
                    ("content-type", media_type(&name).to_owned()),
                    ("x-content-type-options", "nosniff".to_owned()),
                    ("cache-control", "no-cache".to_owned()),
                ],
                body,
            },
            _ => Self::plain(404, "Not found"),
        }
    }

    pub(super) fn is_page(&self) -> bool {
        self.header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"))
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(other, _)| *other == name);
        header.map(|(_, value)| value.as_str())
    }

    /// In place of the one of this name.
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.into()));
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    #[test]
    fn a_path_is_a_file_below_the_folder_or_nothing() {
        let folder = project::root().join("crates");
        for (path, expected) in [
            ("/xtask/Cargo.toml", 200),
            ("/xtask/README.md", 200),
            ("/xtask", 404),
            ("/xtask/", 404),
            ("/", 404),
            ("/../Cargo.toml", 404),
            ("/xtask/../../Cargo.toml", 404),
            ("//etc/passwd", 404),
        ] {
            assert_eq!(Answer::file(&folder, path).status, expected, "{path}");
        }
    }

    #[test]
    fn only_reading_is_answered() {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        in_background(socket, |path| Answer::plain(200, path)).unwrap();
        for (request, status, end) in [
            ("GET /a?b HTTP/1.1", "200", "\r\n\r\n/a"),
            ("HEAD /a HTTP/1.1", "200", "\r\n\r\n"),
            ("POST /a HTTP/1.1", "405", "Only GET and HEAD"),
        ] {
            let mut stream = TcpStream::connect(address).unwrap();
            let head = format!("{request}\r\nHost: a\r\nConnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(
                answer.contains(status) && answer.ends_with(end),
                "{request}: {answer}"
            );
        }
    }

    #[test]
    fn media_types_are_what_browsers_insist_on() {
        for (name, expected) in [
            ("a.js", "text/javascript; charset=utf-8"),
            ("a-1.wasm", "application/wasm"),
            ("a.css", "text/css; charset=utf-8"),
            ("LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(media_type(name), expected);
        }
    }

    #[test]
    fn a_header_stands_once() {
        let mut answer = Answer::plain(200, "");
        answer.set("cache-control", "no-cache");
        answer.set("cache-control", "no-store");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.headers.len(), 3);
    }
}
