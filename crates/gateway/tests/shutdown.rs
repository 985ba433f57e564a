//! SIGTERM and SIGINT: what is running finishes.

use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Program, customer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_running_finishes_and_then_the_program_ends_well() {
    for name in ["TERM", "INT"] {
        let folder = TempDir::new().unwrap();
        let mut gateway = Program::start(folder.path(), &["--dev"]);
        gateway.create(&customer(7), "Ana", "ana@example.com").await;
        let events = gateway.get("/customers/1/events").by(&customer(7)).stream().await;

        let issued = gateway
            .get(&gateway.root("/dev/token?role=customer"))
            .send()
            .await
            .json();
        let host = gateway.root("").replace("http://", "");
        let body = json!({ "name": "Bo", "email": "bo@example.com" }).to_string();
        let head = format!(
            "POST /ipg/2.0.0/customers HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
             Authorization: Bearer {}\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
            issued["token"].as_str().unwrap(),
            body.len()
        );
        let mut stream = TcpStream::connect(&host).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut go_on = [0; 25];
        stream.read_exact(&mut go_on).await.unwrap();
        assert_eq!(
            &go_on, b"HTTP/1.1 100 Continue\r\n\r\n",
            "it is waiting for the body"
        );

        gateway.signal(name);
        while TcpStream::connect(&host).await.is_ok() {
            tokio::task::yield_now().await;
        }
        stream.write_all(body.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{name}: {answer}");
        assert!(gateway.wait().success(), "{name}");
        drop(events);

        let database = rusqlite::Connection::open(folder.path().join("cyrexa.db")).unwrap();
        let count: i64 = database
            .query_row("SELECT count(*) FROM customers", [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 2, "{name}");
    }
}
