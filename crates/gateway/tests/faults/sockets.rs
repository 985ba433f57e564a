//! Connections of bad clients: they never read, or never send. And streams that are followed.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// The smallest that Linux gives: what is not read then waits in the gateway, not in the kernel.
const SMALL_BUFFER: u32 = 2048;

/// Another address of this machine: `n` to `n` mod 250.
pub(crate) fn address_of(n: usize) -> IpAddr {
    let last = u8::try_from(n % 250).expect("below 250") + 1;
    IpAddr::V4(Ipv4Addr::new(127, 0, 1, last))
}

/// A connection from that address of this machine.
pub(crate) async fn connect(address: &str, from: IpAddr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(SMALL_BUFFER)?;
    socket.bind(SocketAddr::new(from, 0))?;
    socket.connect(address.parse().expect("an address")).await
}

/// A request as text; `rest` are more header lines.
pub(crate) fn get(path: &str, rest: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{rest}\r\n")
}

/// Sends a request and leaves the answer unread.
pub(crate) async fn unread(address: &str, from: IpAddr, request: &str) -> std::io::Result<TcpStream> {
    let mut stream = connect(address, from).await?;
    stream.write_all(request.as_bytes()).await?;
    Ok(stream)
}

/// A stream of events that is read.
pub(crate) struct Stream {
    stream: TcpStream,
    text: Vec<u8>,
    pub(crate) status: u16,
}

impl Stream {
    /// Sends the request and reads the head of the response; `None` where the connection ends before.
    pub(crate) async fn open(address: &str, from: IpAddr, request: &str) -> Option<Self> {
        let stream = unread(address, from, request).await.ok()?;
        let mut stream = Self {
            stream,
            text: Vec::new(),
            status: 0,
        };
        let head = stream.until("\r\n\r\n").await?;
        stream.status = head.split(' ').nth(1)?.parse().ok()?;
        Some(stream)
    }

    /// All up to and with `end`; what follows stays for the next call.
    pub(crate) async fn until(&mut self, end: &str) -> Option<String> {
        let mut bytes = [0; 4096];
        loop {
            let found = self
                .text
                .windows(end.len())
                .position(|window| window == end.as_bytes());
            if let Some(at) = found {
                let text = self.text.drain(..at + end.len()).collect();
                return String::from_utf8(text).ok();
            }
            match self.stream.read(&mut bytes).await {
                Ok(0) | Err(_) => return None,
                Ok(length) => self.text.extend_from_slice(&bytes[..length]),
            }
        }
    }
}
