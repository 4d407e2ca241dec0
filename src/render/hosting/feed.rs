//! What was released and corrected, for those who follow the site: an Atom feed (RFC 4287).

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::Date;

use super::changes::{Changes, Correction, Release, Released};
use crate::book::Book;
use crate::link::anchor;
use crate::render::around::FEED;
use crate::text::markup::escape;

/// What happened, with what names it for ever.
struct Entry {
    /// The last part of its name.
    name: String,
    day: Date,
    time: Timestamp,
    title: String,
    summary: String,
    /// Where to read more, from the site's address.
    to: String,
}

/// The file of a site at an address, which ends in `/`.
pub(super) fn file(book: &Book, base: &str) -> String {
    let changes = Changes::new(book);
    let of_release = |release: &Release<'_>| {
        let known = book.history.releases.iter().find(|known| known.name == release.name);
        known.map(|known| of_release(release, known.clock.date()))
    };
    let releases = changes.releases.iter().filter_map(of_release);
    let corrections = changes.corrections.iter().map(|one| of_correction(book, one));
    let mut entries: Vec<_> = releases.chain(corrections).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.time));
    let host = base.split_once("://").map_or(base, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or(host);
    let mut feed = head(book, base, changes.title, entries.first().map_or(Timestamp::UNIX_EPOCH, |entry| entry.time));
    for Entry { name, day, time, title, summary, to } in &entries {
        let _ = write!(
            feed,
            "<entry>\n<id>tag:{host},{day}:{name}</id>\n<title>{}</title>\n<updated>{time}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
            escape(title),
            escape(&format!("{base}{to}")),
            escape(summary)
        );
    }
    feed + "</feed>\n"
}

/// Whose feed it is, and where it stands.
fn head(book: &Book, base: &str, title: &str, updated: Timestamp) -> String {
    let settings = &book.settings;
    let author = settings.publisher.contact.name.as_deref().unwrap_or(title);
    let rights = match settings.licence.is_empty() {
        true => String::new(),
        false => format!("<rights>{}</rights>\n", escape(&settings.licence)),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{base}</id>\n<title>{}</title>\n<subtitle>Releases and corrections</subtitle>\n<updated>{updated}</updated>\n\
         <author><name>{}</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{base}{FEED}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}\"/>\n{rights}",
        escape(&settings.language),
        escape(title),
        escape(author),
        base = escape(base),
    )
}

fn of_release(release: &Release<'_>, day: Date) -> Entry {
    let parts = [(&release.published, "published"), (&release.changed, "changed")];
    let parts = || parts.into_iter().filter(|(reports, _)| !reports.is_empty());
    let titles = |reports: &[Released]| reports.iter().map(|one| one.title.as_str()).collect::<Vec<_>>().join(", ");
    let title = parts().map(|(reports, word)| match reports.as_slice() {
        [one] => format!("{} {word}", one.title),
        several => format!("{} reports {word}", several.len()),
    });
    let summary = parts().map(|(reports, word)| match word {
        "published" => format!("Published: {}.", titles(reports)),
        _ => format!("Changed: {}.", titles(reports)),
    });
    let mut all = parts().flat_map(|(reports, _)| reports);
    let first = all.next();
    Entry {
        name: format!("releases/{}", release.name),
        day,
        time: release.time,
        title: title.collect::<Vec<_>>().join(", "),
        summary: summary.collect::<Vec<_>>().join(" "),
        to: first.filter(|_| all.next().is_none()).map(|one| one.page.clone()).unwrap_or_default(),
    }
}

fn of_correction(book: &Book, one: &Correction) -> Entry {
    let Correction { id, date, scale, report, about, was, now, reason, .. } = one;
    let what = match report {
        Some(report) => format!("{}, {about}", report.title),
        None => about.clone(),
    };
    let page = report.as_ref().map_or("corrections/", |report| &report.page);
    Entry {
        name: format!("corrections/{id}"),
        day: *date,
        time: date.to_zoned(book.settings.zone.clone()).map_or(Timestamp::UNIX_EPOCH, |start| start.timestamp()),
        title: format!("Corrected ({scale}): {what}"),
        summary: format!("It was “{was}” and is now “{now}”. {reason}"),
        to: format!("{page}#{}", anchor::of_table(anchor::CHANGES)),
    }
}
