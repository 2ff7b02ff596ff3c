//! The proxies in front of the server: whose word on where a visitor comes from is taken.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::HeaderMap;

/// Addresses and networks of the proxies. Without any named: this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    /// The first so many bits count.
    bits: u32,
}

/// What is no address and no network.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is neither an address nor a network such as 10.0.0.0/8")]
pub struct NoNetwork(String);

impl Default for Proxies {
    fn default() -> Self {
        let v4 = Network { address: IpAddr::from([127, 0, 0, 0]), bits: 8 };
        let v6 = Network { address: IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1_u16]), bits: 128 };
        Self(vec![v4, v6])
    }
}

impl Proxies {
    /// Reads addresses and networks such as `10.0.0.0/8`.
    ///
    /// # Errors
    ///
    /// The first that is neither.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, NoNetwork> {
        texts.into_iter().map(str::parse).collect::<Result<_, _>>().map(Self)
    }

    /// Whether `address` is one of them.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address.to_canonical()))
    }

    /// Where the visitor is who comes through `peer`: the last address in `x-forwarded-for` that is no proxy.
    /// Of a peer that is no proxy, the header is not believed.
    #[must_use]
    pub fn visitor(&self, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
        if !self.holds(peer) {
            return peer;
        }
        let lines = headers.get_all("x-forwarded-for");
        let passed: Vec<&str> =
            lines.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).collect();
        let mut last = peer;
        for text in passed.iter().rev() {
            // What comes before something unreadable was written by nobody we trust.
            let Ok(address) = text.trim().parse::<IpAddr>() else { break };
            last = address;
            if !self.holds(address) {
                break;
            }
        }
        last
    }
}

impl Network {
    fn holds(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                (own.to_bits() ^ other.to_bits()).leading_zeros() >= self.bits
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                (own.to_bits() ^ other.to_bits()).leading_zeros() >= self.bits
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let wrong = || NoNetwork(text.to_owned());
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u32>().map_err(|_| wrong())?)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits > most { Err(wrong()) } else { Ok(Self { address, bits }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_lies_within_a_network_by_its_first_bits() {
        let proxies = Proxies::parse(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"]).unwrap();
        for inside in ["10.255.0.1", "192.0.2.7", "2001:db8:5::1", "::ffff:10.1.1.1"] {
            assert!(proxies.holds(ip(inside)), "{inside}");
        }
        for outside in ["11.0.0.1", "192.0.2.8", "2001:db9::1", "127.0.0.1"] {
            assert!(!proxies.holds(ip(outside)), "{outside}");
        }
        assert!(Proxies::parse(["0.0.0.0/0"]).unwrap().holds(ip("203.0.113.9")));
        for wrong in ["10.0.0.0/33", "proxy", "", "10.0.0.0/x"] {
            assert!(Proxies::parse([wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_a_proxy_says_where_a_visitor_is_and_a_visitor_cannot_say_it_for_it() {
        let proxies = Proxies::default();
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.1, 203.0.113.9".parse().unwrap());
        assert_eq!(proxies.visitor(&headers, ip("127.0.0.1")), ip("203.0.113.9"));
        assert_eq!(proxies.visitor(&headers, ip("192.0.2.1")), ip("192.0.2.1"));
        let two = Proxies::parse(["127.0.0.1", "203.0.113.0/24"]).unwrap();
        assert_eq!(two.visitor(&headers, ip("127.0.0.1")), ip("198.51.100.1"));
        assert_eq!(proxies.visitor(&HeaderMap::new(), ip("127.0.0.1")), ip("127.0.0.1"));
        headers.insert("x-forwarded-for", "unknown".parse().unwrap());
        assert_eq!(proxies.visitor(&headers, ip("127.0.0.1")), ip("127.0.0.1"));
    }
}
