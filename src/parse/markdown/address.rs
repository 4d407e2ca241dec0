//! Addresses to which a page may lead.

use std::borrow::Cow;
use std::net::IpAddr;

use super::mask;
use crate::diagnostic::shown;
use crate::parse::strange::is_strange;

/// What is wrong with an address, and what to do about it; nothing where readers can follow it safely.
pub fn fault(to: &str) -> Option<(String, Cow<'static, str>)> {
    let strange = |sign: char| is_strange(sign) || sign.is_whitespace() || sign == '\\';
    let (what, help) = if to.contains(mask::MASK) {
        ("cannot be an address: a figure stands in it", "write the address out".into())
    } else if is_path(to) {
        (
            "is a file on somebody's own computer, which no reader can open",
            "put the file where everybody can read it, and write its address there; or write the words without the link".into(),
        )
    } else if to.contains(strange) {
        (
            "holds a sign that no address can hold",
            "delete spaces, line ends, backslashes and invisible characters".into(),
        )
    } else if host(to).is_some_and(|host| host.contains('@')) {
        (
            "has a name in front of its host",
            "delete what stands between // and @: it makes an address look like another".into(),
        )
    } else if host(to).is_some_and(is_misspelt) {
        (
            "has no host that there can be",
            "write the name of the website as the browser shows it: https://www.example.org/".into(),
        )
    } else if let Some((address, fault)) = host(to).and_then(|host| unreachable(host, to)) {
        (fault, address)
    } else if let Some(sign) = ending(to) {
        (
            "holds a sign that belongs to the sentence",
            format!("delete the `{sign}`, or write it behind the link").into(),
        )
    } else if after(to, "mailto:").is_some_and(|to| !is_mail(to)) {
        ("is no whole e-mail address", "write the part behind the @ in full: mailto:office@example.org".into())
    } else {
        let after = host(to).or_else(|| after(to, "mailto:")).or_else(|| after(to, "tel:")).or_else(|| after(to, "#"));
        if after.is_some_and(|after| !after.is_empty()) {
            return None;
        }
        let section = to.strip_suffix(".md").filter(|name| !name.contains('/'));
        let help = "write the whole address, beginning with https://, mailto: or tel:";
        let help = section
            .map_or(help.into(), |key| format!("write `{{{{ see section {key} }}}}`, or `[words](#{key})`").into());
        ("is not an address that can be published", help)
    };
    let visible = to.split(mask::MASK).next().unwrap_or_default().replace(strange, "\u{fffd}");
    Some((format!("`{}` {what}", shown(&visible)), help))
}

/// Whether an address is a path of a computer: `C:\\plan.docx`, `\\\\server\\share`, `file:///plan`.
pub fn is_path(to: &str) -> bool {
    let mut signs = to.chars();
    let is_drive = signs.next().is_some_and(|sign| sign.is_ascii_alphabetic())
        && signs.next() == Some(':')
        && matches!(signs.next(), Some('\\' | '/'));
    is_drive || to.starts_with('\\') || after(to, "file:").is_some()
}

/// Websites whose addresses open for those only with whom a file is shared, each with what begins the paths that open for all.
const SHARED: [(&str, &[&str]); 8] = [
    ("sharepoint.com", &[]),
    ("onedrive.live.com", &[]),
    ("1drv.ms", &[]),
    ("docs.google.com", &["/forms/", "/document/d/e/", "/spreadsheets/d/e/", "/presentation/d/e/"]),
    ("drive.google.com", &[]),
    ("teams.microsoft.com", &[]),
    ("dropbox.com", &["/s/", "/scl/"]),
    ("box.com", &["/s/"]),
];
/// Names of websites that stand for another: `https://www.example.com`, `https://the.address`.
const STAND_INS: [&str; 10] = [
    "example.com",
    "example.net",
    "domain.com",
    "mydomain.com",
    "yourdomain.com",
    "yoursite.com",
    "yourwebsite.com",
    "website.com",
    "the.address",
    "yourcompany.com",
];

/// Why readers cannot go to a website, after what to do about it.
fn unreachable(host: &str, to: &str) -> Option<(Cow<'static, str>, &'static str)> {
    let (name, _) = host.split_once(':').filter(|_| !host.starts_with('[')).unwrap_or((host, ""));
    let name = name.to_ascii_lowercase();
    let is = |other: &str| name.strip_suffix(other).is_some_and(|front| front.is_empty() || front.ends_with('.'));
    let path = to.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or_default();
    if let Some(inside) = wrapped(to) {
        let help = format!("write the address that stands in it: `{}`", shown(&inside));
        return Some((help.into(), "is the address of a program that looks through e-mails, and holds another"));
    }
    if STAND_INS.iter().any(|other| is(other)) || [".invalid", ".test"].iter().any(|end| name.ends_with(end)) {
        return Some(("write the address that is meant".into(), "stands for an address, and is none"));
    }
    let is_shared = SHARED.iter().any(|(other, open)| is(other) && !open.iter().any(|start| path.starts_with(start)));
    let is_number = name.parse::<IpAddr>().is_ok() || name.starts_with('[');
    let is_inside = ["local", "localhost", "internal", "intranet", "lan", "corp", "home"]
        .iter()
        .any(|end| name.rsplit('.').next() == Some(*end))
        || name.split('.').any(|label| label == "intranet");
    (is_shared || is_number || is_inside || !name.is_empty() && !name.contains(['.', '%'])).then(|| {
        let help = "put what it leads to where everybody can read it, and write its address there";
        (help.into(), "opens for those only who work there, or with whom it is shared")
    })
}

/// The address that another carries with it: programs that look through e-mails put their own in front.
fn wrapped(to: &str) -> Option<String> {
    const PROGRAMS: [&str; 6] =
        ["safelinks.", "urldefense.", "mimecast.com", "linkprotect.", "google.com/url", "l.facebook.com/l.php"];
    let (front, query) = to.split_once('?')?;
    PROGRAMS.iter().any(|program| front.contains(program)).then_some(())?;
    let keys = ["url=", "u=", "a=", "target=", "redirect="];
    let inside = query.split('&').find_map(|part| keys.iter().find_map(|key| part.strip_prefix(key)))?;
    let plain = decoded(inside);
    (plain.starts_with("https://") || plain.starts_with("http://")).then_some(plain)
}

/// The text of a value in an address, without its escapes.
fn decoded(value: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), value.as_bytes());
    while let [first, behind @ ..] = rest {
        let hex = |at: usize| behind.get(at).and_then(|sign| char::from(*sign).to_digit(16));
        let byte =
            hex(0).zip(hex(1)).filter(|_| *first == b'%').and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = &behind[if byte.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The sign of a sentence with which an address ends. Brackets belong to it where they are opened in it, and full stops where they
/// end a name as encyclopaedias write it: `Example_Inc.`.
fn ending(to: &str) -> Option<char> {
    if host(to)?.ends_with('.') {
        return Some('.');
    }
    let last = to.chars().next_back()?;
    let name = to.rsplit('/').next().unwrap_or(to);
    let is_sign = match last {
        '.' => !name.contains('_'),
        ',' | ';' | ':' | '!' | '”' | '’' | '"' | '\'' | '>' | '…' => true,
        ')' => to.matches('(').count() < to.matches(')').count(),
        ']' => to.matches('[').count() < to.matches(']').count(),
        _ => false,
    };
    is_sign.then_some(last)
}

/// Whether every address of a message is whole.
fn is_mail(to: &str) -> bool {
    let (to, _) = to.split_once('?').unwrap_or((to, ""));
    let is_host = |host: &str| {
        host.contains('.') && host.split('.').all(|label| !label.is_empty()) && !host.contains(['/', ',', ';'])
    };
    to.is_empty()
        || to.split(',').all(|one| one.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host)))
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

    const SAFE: &[&str] = &[
        "https://www.gov.uk",
        "HTTP://a.uk/b@c?d=e@f#g",
        "mailto:a@b.org",
        "tel:+441632960000",
        "#a",
        "https://a.uk:1/é",
        "https://é.example",
        "https://docs.google.com/forms/d/e/abc",
        "https://www.google.com/maps?q=north",
        "https://www.sharepoint-help.org/",
        "https://web.archive.org/web/2014/http://www.gov.uk/",
        "https://en.wikipedia.org/wiki/North_(area)",
        "https://en.wikipedia.org/wiki/Example_Inc.",
        "https://www.gov.uk/plan.pdf?a=1",
        "mailto:a@b.org?subject=The",
        "mailto:a@b.org,c@d.org.uk",
    ];
    const UNSAFE: &[&str] = &[
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
        "https://plans",
        "https://[::1]:8/",
        "http://192.168.0.7/x",
        "http://staff.intranet.north.gov.uk/",
        "https://north.sharepoint.com/:w:/r/x.docx",
        "https://docs.google.com/document/d/abc/edit",
        "https://eur02.safelinks.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2F&data=1",
        "https://www.example.com/",
        "https://the.address",
        "https://www.gov.uk.",
        "https://www.gov.uk/plan.",
        "https://www.gov.uk/plan)",
        "https://www.gov.uk/plan”",
        "mailto:a@north",
        "mailto:office",
        "mailto:a@north.uk,b@",
        "C:/plan.docx",
        "S:\\The board\\plan.docx",
        "\\\\server\\share",
        "file:///plan.pdf",
        "foreword.md",
    ];

    #[test]
    fn only_safe_addresses_are_taken() {
        for safe in SAFE {
            assert_eq!(fault(safe), None, "{safe}");
        }
        for unsafe_one in UNSAFE {
            assert!(fault(unsafe_one).is_some(), "{unsafe_one:?}");
        }
    }
}
