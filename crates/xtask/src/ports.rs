//! Is a local port free, and does something answer on it yet?

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Result, ensure};

pub(crate) fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// Fails with the flag that chooses another port.
pub(crate) fn ensure_free(port: u16, flag: &str) -> Result<()> {
    let taken = "is taken: stop what listens there, or choose another with";
    ensure!(
        TcpListener::bind(local(port)).is_ok(),
        "port {port} {taken} {flag}"
    );
    Ok(())
}

pub(crate) fn answers(port: u16) -> bool {
    TcpStream::connect_timeout(&local(port), Duration::from_millis(500)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_port_is_named_with_its_flag() {
        let listener = TcpListener::bind(local(0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(answers(port));
        for flag in ["--port", "--gateway-port"] {
            let message = ensure_free(port, flag).unwrap_err().to_string();
            assert!(
                message.contains(&port.to_string()) && message.ends_with(flag),
                "{message}"
            );
        }
    }
}
