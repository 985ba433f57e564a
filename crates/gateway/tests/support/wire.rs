//! One connection, written to byte by byte: for what an HTTP client would not send.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Client;

pub(crate) struct Wire {
    stream: TcpStream,
    host: String,
}

impl Wire {
    pub(crate) async fn open(client: &Client) -> Self {
        let host = client.root("").replace("http://", "");
        let stream = TcpStream::connect(&host).await.unwrap();
        Self { stream, host }
    }

    /// A create, from the headers after `Content-Type` on.
    pub(crate) async fn post(&mut self, rest: &str) {
        let head = format!(
            "POST /ipg/2.0.0/customers HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n",
            self.host
        );
        self.send(&format!("{head}{rest}")).await;
    }

    pub(crate) async fn send(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.unwrap();
    }

    /// What comes until it has sent these bytes.
    pub(crate) async fn until(&mut self, end: &str) -> String {
        let mut text = String::new();
        let mut bytes = [0; 4096];
        while !text.ends_with(end) {
            let read = self.stream.read(&mut bytes).await;
            let read = read.expect("the connection is not reset");
            assert_ne!(read, 0, "closed after {text:?}");
            text.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
        text
    }

    /// An answer up to the end of its error envelope.
    pub(crate) async fn refusal(&mut self) -> String {
        self.until("}}}").await
    }

    /// All that comes until the gateway closes the connection.
    pub(crate) async fn rest(mut self) -> String {
        let mut text = String::new();
        self.stream.read_to_string(&mut text).await.unwrap();
        text
    }
}

/// The header line of a new customer, by `--dev`.
pub(crate) async fn authorization(client: &Client) -> String {
    let issued = client.get(&client.root("/dev/token?role=customer")).send().await;
    let issued = issued.json();
    format!("Authorization: Bearer {}\r\n", issued["token"].as_str().unwrap())
}
