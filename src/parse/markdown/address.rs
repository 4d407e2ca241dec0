//! Addresses to which a page may lead.

use super::mask;
use crate::diagnostic::shown;
use crate::parse::strange::is_strange;

/// What is wrong with an address, and what to do about it; nothing where readers can follow it safely.
pub fn fault(to: &str) -> Option<(String, &'static str)> {
    let strange = |sign: char| is_strange(sign) || sign.is_whitespace() || sign == '\\';
    let (what, help) = if to.contains(mask::MASK) {
        ("cannot be an address: a figure stands in it", "write the address out")
    } else if to.contains(strange) {
        ("holds a sign that no address can hold", "delete spaces, line ends, backslashes and invisible characters")
    } else if host(to).is_some_and(|host| host.contains('@')) {
        (
            "has a name in front of its host",
            "delete what stands between // and @: it makes an address look like another",
        )
    } else if host(to).is_some_and(is_misspelt) {
        (
            "has no host that there can be",
            "write the name of the website as the browser shows it: https://www.example.org/",
        )
    } else {
        let after = host(to).or_else(|| after(to, "mailto:")).or_else(|| after(to, "tel:")).or_else(|| after(to, "#"));
        if after.is_some_and(|after| !after.is_empty()) {
            return None;
        }
        ("is not an address that can be published", "write the whole address, beginning with https://, mailto: or tel:")
    };
    let visible = to.split(mask::MASK).next().unwrap_or_default().replace(strange, "\u{fffd}");
    Some((format!("`{}` {what}", shown(&visible)), help))
}

/// The host of a web address, with whatever stands in front of it.
fn host(to: &str) -> Option<&str> {
    after(to, "https://").or_else(|| after(to, "http://"))?.split(['/', '?', '#']).next()
}

/// Whether no website can be called so: its name is of letters and digits between full stops, perhaps with the number of a port.
fn is_misspelt(host: &str) -> bool {
    let (name, port) = host.split_once(':').filter(|_| !host.starts_with('[')).unwrap_or((host, "0"));
    let is_sign = |sign: char| sign.is_alphanumeric() || "-_.~%[]:".contains(sign);
    !name.is_empty()
        && (name.starts_with('.') || name.contains("..") || !name.chars().all(is_sign) || port.parse::<u16>().is_err())
}

fn after<'a>(to: &'a str, start: &str) -> Option<&'a str> {
    to.split_at_checked(start.len()).filter(|(head, _)| head.eq_ignore_ascii_case(start)).map(|(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn only_safe_addresses_are_taken() {
        for safe in [
            "https://www.gov.uk",
            "HTTP://a/b@c?d=e@f#g",
            "mailto:a@b.org",
            "tel:+441632960000",
            "#a",
            "https://a:1/é",
            "https://[::1]:8/",
            "https://é.example",
        ] {
            assert_eq!(fault(safe), None, "{safe}");
        }
        for unsafe_one in [
            "",
            "#",
            "https://",
            "https:///a",
            "mailto:",
            "www.gov.uk",
            "javascript:alert(1)",
            "//gov.uk",
            "/a",
            "a#b",
            "https://gov.uk@evil.org/",
            "https://a:b@c",
            "https://gov.uk\\@evil.org",
            "https://a\u{202e}b",
            "https://a b",
            "https://a\nb",
            "tel:\u{0}",
            "#\u{e000}000",
            "é",
            "https://www.gov,uk/",
            "https://www..gov.uk",
            "https://https://www.gov.uk",
            "https://www.gov.uk;a",
        ] {
            assert!(fault(unsafe_one).is_some(), "{unsafe_one:?}");
        }
    }
}
