//! Which address a request came from: the connection's, or what a trusted proxy says.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::Response;

use crate::config::TrustedProxy;
use crate::state::App;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Where a request came from, as limits count it; `None` where only a trusted proxy is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientAddress(pub(crate) Option<IpAddr>);

/// Notes it for the rate limits.
pub(crate) async fn find_client(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    let proxies = &app.config.limits.trusted_proxies;
    let client = peer.and_then(|peer| client_of(peer, request.headers(), proxies));
    request
        .extensions_mut()
        .insert(ClientAddress(client.map(counted)));
    next.run(request).await
}

/// The right-most address that is no trusted proxy's: each proxy adds the address that it saw at the right,
/// and what is further left may be the client's invention.
fn client_of(peer: IpAddr, headers: &HeaderMap, proxies: &[TrustedProxy]) -> Option<IpAddr> {
    let is_trusted = |address: IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
    if !is_trusted(peer) {
        return Some(peer);
    }
    let lines: Vec<_> = headers.get_all(X_FORWARDED_FOR).iter().collect();
    let mut hops = lines
        .iter()
        .rev()
        .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    loop {
        // What cannot be read was written by a trusted proxy, or is left of all that is known.
        let address = read(hops.next()?)?;
        if !is_trusted(address) {
            return Some(address);
        }
    }
}

/// An address, with or without a port.
fn read(hop: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(hop).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse::<IpAddr>();
    address
        .ok()
        .or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

/// One address for all that one client can use: of IPv6, a network of /64 (RFC 6177: a site has at least
/// one).
pub(crate) fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_right_most_address_that_is_no_trusted_proxys_counts() {
        let proxies: Vec<TrustedProxy> = ["10.0.0.0/8", "::1"].map(|text| text.parse().unwrap()).into();
        for (peer, lines, expected) in [
            ("203.0.113.9", &[][..], Some("203.0.113.9")),
            ("203.0.113.9", &["198.51.100.7"], Some("203.0.113.9")),
            ("10.0.0.1", &[], None),
            ("10.0.0.1", &["198.51.100.7"], Some("198.51.100.7")),
            ("10.0.0.1", &["198.51.100.7:4711"], Some("198.51.100.7")),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.7"], Some("198.51.100.7")),
            (
                "10.0.0.1",
                &["1.1.1.1, 198.51.100.7, 10.2.2.2"],
                Some("198.51.100.7"),
            ),
            (
                "10.0.0.1",
                &["1.1.1.1", "198.51.100.7, 10.2.2.2"],
                Some("198.51.100.7"),
            ),
            ("10.0.0.1", &["1.1.1.1, unknown"], None),
            (
                "10.0.0.1",
                &["not an address, 198.51.100.7"],
                Some("198.51.100.7"),
            ),
            ("10.0.0.1", &["10.3.3.3"], None),
            ("::1", &["[2001:db8:1:2:3::4]:80"], Some("2001:db8:1:2:3::4")),
            ("::1", &["2001:db8:1:2:3::4"], Some("2001:db8:1:2:3::4")),
            ("::ffff:10.0.0.1", &["198.51.100.7"], Some("198.51.100.7")),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(X_FORWARDED_FOR, HeaderValue::from_static(line));
            }
            let client = client_of(peer.parse().unwrap(), &headers, &proxies);
            assert_eq!(
                client,
                expected.map(|text| text.parse().unwrap()),
                "{peer} {lines:?}"
            );
        }
    }

    #[test]
    fn a_network_of_one_client_counts_as_one() {
        for (address, expected) in [
            ("203.0.113.9", "203.0.113.9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:3::", "2001:db8:1:3::"),
        ] {
            assert_eq!(
                counted(address.parse().unwrap()),
                expected.parse::<IpAddr>().unwrap(),
                "{address}"
            );
        }
    }
}
