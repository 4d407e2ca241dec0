//! The hosts that requests may name: this machine, so that no page from elsewhere can read a draft.
//!
//! A page of another site can have its name lead to this machine, and its script then reads whatever is served here (DNS
//! rebinding). Its requests still name that site as their host.

use std::net::{IpAddr, SocketAddr};

/// The host names under which a preview answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hosts(SocketAddr);

impl Hosts {
    /// The hosts of a preview that listens at an address.
    pub(super) fn new(listens: SocketAddr) -> Self {
        Hosts(listens)
    }

    /// Whether a request may name `host` as the one it is for: this machine by its own names, or the address that the
    /// preview was told to listen at. One that listens at every address may be asked by any number, never by a name.
    pub(super) fn allows(self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port),
            _ => (host, "80"),
        };
        if port.parse() != Ok(self.0.port()) {
            return false;
        }
        let number = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        match number.parse::<IpAddr>() {
            Ok(address) if address.is_ipv6() == name.starts_with('[') => {
                address.is_loopback() || address == self.0.ip() || self.0.ip().is_unspecified()
            }
            Ok(_) => false,
            Err(_) => name.eq_ignore_ascii_case("localhost"),
        }
    }

    /// Whether a page of `origin` may listen to what changes.
    pub(super) fn allows_origin(self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.allows(host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(listens: &str) -> Hosts {
        Hosts::new(SocketAddr::new(listens.parse().unwrap_or(IpAddr::from([0, 0, 0, 1])), 4242))
    }

    #[test]
    fn only_this_machine_is_allowed() {
        for host in ["localhost:4242", "LOCALHOST:4242", "127.0.0.1:4242", "127.8.0.1:4242", "[::1]:4242"] {
            assert!(hosts("127.0.0.1").allows(host), "{host}");
        }
        #[rustfmt::skip]
        let foreign = [
            "", "localhost", "localhost:80", "localhost:4243", "example.org:4242", "localhost.example.org:4242", "10.0.0.1:4242",
            "127.0.0.1", "127.0.0.1.nip.io:4242", "[::2]:4242", "::1:4242", "localhost:4242:4242", "localhost:4242@evil.org",
            "[127.0.0.1]:4242", "[::1]", "localhost.:4242", "0.0.0.0:4242",
        ];
        for host in foreign {
            assert!(!hosts("127.0.0.1").allows(host), "{host}");
        }
    }

    #[test]
    fn an_address_that_was_asked_for_is_allowed_and_no_name() {
        assert!(hosts("10.0.0.7").allows("10.0.0.7:4242") && !hosts("10.0.0.7").allows("10.0.0.8:4242"));
        assert!(hosts("0.0.0.0").allows("192.168.1.5:4242") && !hosts("0.0.0.0").allows("laptop.local:4242"));
        assert!(hosts("127.0.0.1").allows_origin("http://localhost:4242"));
        for origin in ["https://localhost:4242", "null", "http://example.org", "http://localhost"] {
            assert!(!hosts("127.0.0.1").allows_origin(origin), "{origin}");
        }
    }
}
