//! One request and its answer.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Request};
use cyrexa_gateway::auth::{Caller, SigningKey, mint};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// Knows where the gateway is and the key that it trusts.
#[derive(Clone)]
pub(crate) struct Client {
    http: hyper_util::client::legacy::Client<HttpConnector, Full<Bytes>>,
    pub(crate) base: String,
    key: SigningKey,
}

pub(crate) struct Call {
    client: Client,
    request: axum::http::request::Builder,
    body: Bytes,
}

#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Client {
    pub(crate) fn new(base: &str, key: SigningKey) -> Self {
        Self {
            http: hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http(),
            base: base.to_owned(),
            key,
        }
    }

    /// The same client with connections of its own.
    pub(crate) fn anew(&self) -> Self {
        Self::new(&self.base, self.key.clone())
    }

    /// The same client at another address of this machine.
    pub(crate) fn at_address(&self, address: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_local_address(Some(address.parse().unwrap()));
        let http = hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build(connector);
        Self { http, ..self.anew() }
    }

    /// A request to a path below the base path, or to a whole address.
    pub(crate) fn call(&self, method: Method, path: &str) -> Call {
        let address = if path.starts_with("http://") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        Call {
            client: self.clone(),
            request: Request::builder().method(method).uri(address),
            body: Bytes::new(),
        }
    }

    pub(crate) fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    pub(crate) fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    pub(crate) fn put(&self, path: &str) -> Call {
        self.call(Method::PUT, path)
    }

    pub(crate) fn delete(&self, path: &str) -> Call {
        self.call(Method::DELETE, path)
    }

    /// The address of a path outside the base path.
    pub(crate) fn root(&self, path: &str) -> String {
        let host = self.base.split('/').nth(2).unwrap();
        format!("http://{host}{path}")
    }

    /// Makes a customer and returns its id.
    pub(crate) async fn create(&self, caller: &Caller, name: &str, email: &str) -> i64 {
        let body = serde_json::json!({ "name": name, "email": email });
        let answer = self.post("/customers").by(caller).json(&body).send().await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["id"].as_i64().unwrap()
    }
}

impl Call {
    pub(crate) fn by(self, caller: &Caller) -> Self {
        let token = mint(&self.client.key, caller);
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json")
            .body(body.to_string())
    }

    pub(crate) fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) async fn send(self) -> Answer {
        let (parts, body) = self.stream().await.into_parts();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    /// The answer with its body still to come.
    pub(crate) async fn stream(self) -> hyper::Response<Incoming> {
        self.try_stream().await.expect("there is an answer")
    }

    pub(crate) async fn try_stream(
        self,
    ) -> Result<hyper::Response<Incoming>, hyper_util::client::legacy::Error> {
        let request = self.request.body(Full::new(self.body)).unwrap();
        self.client.http.request(request).await
    }

    /// The answer, where the gateway lived long enough to give all of it.
    pub(crate) async fn try_send(self) -> Option<Answer> {
        let (parts, body) = self.try_stream().await.ok()?.into_parts();
        Some(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.collect().await.ok()?.to_bytes(),
        })
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn etag(&self) -> &str {
        self.header("etag").expect("an ETag")
    }

    /// The envelope's code, or nothing where the answer is no error.
    pub(crate) fn code(&self) -> String {
        let body: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        body["error"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Status and code, as case tables compare them.
    pub(crate) fn verdict(&self) -> (u16, String) {
        (self.status, self.code())
    }
}
