//! Is a local port free, and does something answer on it yet?

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Result, anyhow};

pub(crate) fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// A socket on this port, or the flag that chooses another.
pub(crate) fn claim(port: u16, flag: &str) -> Result<TcpListener> {
    let taken = "is taken: stop what listens there, or choose another with";
    TcpListener::bind(local(port)).map_err(|_| anyhow!("port {port} {taken} {flag}"))
}

/// A socket on the port that was asked for, or else on the usual one, or where that is taken on any.
pub(crate) fn listen(given: Option<u16>, usual: u16, flag: &str) -> Result<TcpListener> {
    match given {
        Some(port) => claim(port, flag),
        None => Ok(TcpListener::bind(local(usual)).or_else(|_taken| TcpListener::bind(local(0)))?),
    }
}

pub(crate) fn answers(port: u16) -> bool {
    TcpStream::connect_timeout(&local(port), Duration::from_millis(500)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_port_that_is_taken_is_another_and_a_given_one_is_an_error() {
        let port = |socket: &TcpListener| socket.local_addr().unwrap().port();
        let taken = TcpListener::bind(local(0)).unwrap();
        let other = listen(None, port(&taken), "--port").unwrap();
        assert_ne!(port(&other), port(&taken));
        let error = listen(Some(port(&taken)), 0, "--port").unwrap_err();
        assert!(error.to_string().ends_with("--port"), "{error}");
        assert_ne!(port(&listen(Some(0), port(&taken), "--port").unwrap()), 0);
    }

    #[test]
    fn taken_port_is_named_with_its_flag() {
        let listener = TcpListener::bind(local(0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(answers(port));
        for flag in ["--port", "--gateway-port"] {
            let message = claim(port, flag).unwrap_err().to_string();
            assert!(
                message.contains(&port.to_string()) && message.ends_with(flag),
                "{message}"
            );
        }
    }
}
