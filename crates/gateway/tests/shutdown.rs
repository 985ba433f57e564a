//! SIGTERM and SIGINT: what is running finishes.

use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpStream;

use crate::support::{Program, Wire, authorization, customer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_running_finishes_and_then_the_program_ends_well() {
    for name in ["TERM", "INT"] {
        let folder = TempDir::new().unwrap();
        let mut gateway = Program::start(folder.path(), &["--dev"]);
        gateway.create(&customer(7), "Ana", "ana@example.com").await;
        let events = gateway.get("/customers/1/events").by(&customer(7)).stream().await;

        let body = json!({ "name": "Bo", "email": "bo@example.com" }).to_string();
        let authorization = authorization(&gateway).await;
        let mut wire = Wire::open(&gateway).await;
        let length = body.len();
        wire.post(&format!(
            "{authorization}Expect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
        ))
        .await;
        let go_on = wire.until("\r\n\r\n").await;
        assert_eq!(
            go_on, "HTTP/1.1 100 Continue\r\n\r\n",
            "it is waiting for the body"
        );

        gateway.signal(name);
        let host = gateway.root("").replace("http://", "");
        while TcpStream::connect(&host).await.is_ok() {
            tokio::task::yield_now().await;
        }
        wire.send(&body).await;
        let answer = wire.rest().await;
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
