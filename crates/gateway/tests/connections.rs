//! Clients that are slow in any way: good ones are served all the same, and the slow ones go.

use std::time::Duration;

use cyrexa_gateway::limits::Limits;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;

use crate::support::{Client, Gateway, Program, customer};

const HOUR: Duration = Duration::from_secs(60 * 60);
const SECOND: Duration = Duration::from_secs(1);

/// Of a client that reads nothing. The system's own size would hold many answers.
const SMALL_BUFFER: u32 = 4096;

/// Requests that it sends at once: their answers are more than both systems keep.
const PIPELINED: usize = 2000;

/// What a client is slow at.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Slow {
    SendsNothing,
    SendsHalfAHead,
    SendsHalfABody,
    ReadsNothing,
    Idles,
}

const ALL: [Slow; 5] = [
    Slow::SendsNothing,
    Slow::SendsHalfAHead,
    Slow::SendsHalfABody,
    Slow::ReadsNothing,
    Slow::Idles,
];

impl Slow {
    async fn connect(self, client: Client) -> TcpStream {
        let host = client.root("").replace("http://", "");
        let socket = TcpSocket::new_v4().unwrap();
        if self == Self::ReadsNothing {
            socket.set_recv_buffer_size(SMALL_BUFFER).unwrap();
        }
        let mut stream = socket.connect(host.parse().unwrap()).await.unwrap();
        let get = format!("GET /nothing HTTP/1.1\r\nHost: {host}\r\n\r\n");
        let post = format!("POST /nothing HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\n{{");
        let sent = match self {
            Self::SendsNothing => Ok(()),
            Self::SendsHalfAHead => stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await,
            Self::SendsHalfABody => stream.write_all(post.as_bytes()).await,
            Self::ReadsNothing => stream.write_all(get.repeat(PIPELINED).as_bytes()).await,
            Self::Idles => stream.write_all(get.as_bytes()).await,
        };
        // It may have been cut off already.
        if sent.is_ok() && self == Self::Idles {
            stream.read_u8().await.ok();
        }
        stream
    }
}

/// No limit of time but the shortest pause after which a slow client makes room.
fn patient(limits: &mut Limits) {
    limits.header_timeout = HOUR;
    limits.body_timeout = HOUR;
    limits.write_timeout = HOUR;
    limits.idle_timeout = HOUR;
}

/// Clients that are at it, on a client's behalf, until dropped.
async fn crowd(client: &Client, slow: Slow, count: usize) -> JoinSet<()> {
    let mut crowd = JoinSet::new();
    for _ in 0..count {
        let connecting = slow.connect(client.anew());
        crowd.spawn(async move {
            let _open = connecting.await;
            std::future::pending::<()>().await;
        });
    }
    crowd
}

/// As a browser has it: a connection of its own, and another one where the gateway closed it before it
/// answered. On a machine that is busy enough a good client is slower to send its request than a slow
/// client may be.
async fn served(client: &Client, login: i64) -> Option<u16> {
    for _ in 0..10 {
        let call = client.anew().get("/customers").by(&customer(login));
        if let Some(answer) = call.try_send().await {
            return Some(answer.status);
        }
    }
    None
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_clients_make_room_for_good_ones() {
    for slow in ALL {
        let gateway = Gateway::start_with(|config| {
            config.limits.connections = 8;
            patient(&mut config.limits);
        })
        .await;
        let _crowd = crowd(&gateway, slow, 20).await;
        for login in 1..=20 {
            assert_eq!(served(&gateway, login).await, Some(200), "{slow:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_clients_cannot_take_all_the_files_that_the_system_gives() {
    for slow in ALL {
        let folder = TempDir::new().unwrap();
        let any_rate = ["--rate-limit", "0", "--address-rate-limit", "0"];
        let gateway = Program::start_with_files(folder.path(), 64, &any_rate);
        let _crowd = crowd(&gateway, slow, 60).await;
        for login in 1..=3 {
            assert_eq!(served(&gateway, login).await, Some(200), "{slow:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_client_is_cut_off() {
    for slow in ALL {
        let gateway = Gateway::start_with(|config| {
            patient(&mut config.limits);
            match slow {
                Slow::SendsNothing | Slow::SendsHalfAHead => config.limits.header_timeout = SECOND,
                Slow::SendsHalfABody => config.limits.idle_timeout = SECOND,
                Slow::ReadsNothing => config.limits.write_timeout = SECOND,
                Slow::Idles => config.limits.idle_timeout = SECOND,
            }
        })
        .await;
        let mut stream = slow.connect(gateway.anew()).await;
        // All that comes until the end: of the connection, or by a reset.
        let mut text = Vec::new();
        if slow == Slow::ReadsNothing {
            // It must not read before it is cut off: then it could write again.
            while stream.write_all(b"x").await.is_ok() {
                tokio::task::yield_now().await;
            }
        } else {
            stream.read_to_end(&mut text).await.ok();
        }
        let answer = gateway.get("/customers").by(&customer(1)).send().await;
        assert_eq!(answer.status, 200, "{slow:?}");
    }
}

#[tokio::test]
async fn one_address_has_its_share_and_a_trusted_proxy_speaks_for_many() {
    for (proxies, is_served) in [(vec![], false), (vec!["127.0.0.1".parse().unwrap()], true)] {
        let gateway = Gateway::start_with(|config| {
            config.limits.connections_per_address = 2;
            config.limits.trusted_proxies = proxies;
        })
        .await;
        let neighbour = gateway.at_address("127.0.0.2");
        neighbour.create(&customer(7), "Ana", "ana@example.com").await;
        let mut streams = Vec::new();
        for _ in 0..2 {
            let call = gateway.anew().get("/customers/1/events").by(&customer(7));
            streams.push(call.stream().await);
        }
        let answer = gateway
            .anew()
            .get("/customers/1")
            .by(&customer(7))
            .try_send()
            .await;
        assert_eq!(answer.is_some(), is_served);
        let answer = neighbour.get("/customers/1").by(&customer(7)).send().await;
        assert_eq!(answer.status, 200);
        drop(streams);
    }
}
