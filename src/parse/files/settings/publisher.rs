//! The publisher's part of `book.toml`: address, brand, contact, accessibility statement.

use jiff::civil::Date;

use crate::book::publisher::{Brand, Conformance, Contact, Done, FooterLink, Problem, Statement, Tint};
use crate::colour::Colour;
use crate::diagnostic::Diagnostic;
use crate::parse::files::text::words;
use crate::parse::markdown::address;
use crate::parse::rules;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Parsed, Placed, Text, choice, day, each, text, text_as, whole};
use crate::source::Span;

/// The colours that a book can set.
const COLOURS: [(&str, &str); 3] = [
    ("brand", "The bar at the head of every page."),
    ("brand-text", "The name of the site on that bar."),
    ("link", "Links."),
];

const CONFORMANCE: [(&str, Conformance, &str); 3] = [
    ("full", Conformance::Full, "All of the standard is met."),
    ("partial", Conformance::Partial, "Most of it is met."),
    ("none", Conformance::None, "Little of it is met, or nobody knows."),
];

/// Where the site is published. Everything behind the host is a folder.
pub(crate) fn site_address(Text { text, span, .. }: Text<'_>) -> Parsed<String> {
    let fault = match address::fault(text) {
        None if text.to_ascii_lowercase().starts_with("https://") && !text.contains(['?', '#']) => {
            return Ok(format!("{}/", text.trim_end_matches('/')));
        }
        None => format!("`{text}` is not the address of a folder that is served with encryption"),
        Some((fault, _)) => fault,
    };
    let help = "write where the site is published: https://www.example.org/reports/";
    Err(Box::new(rules::BAD_LINK.at(span, fault).help(help)))
}

/// `[brand]`.
pub(crate) fn brand(fields: &mut Fields<'_>) -> Option<Brand> {
    let name = fields.may("name", words(), "The name at the head of every page; the title if it is left out.");
    let about = "A picture beside the name: a file of themes/NAME/assets/.";
    let logo = fields.may("logo", text().placed(), about);
    let about = "Colours in place of the theme's. A theme's style sheet sets all others.";
    let light = fields.may("colours", record("`[brand.colours]`", |fields| colours(fields, false)), about);
    let about = "The same for dark mode.";
    let dark = fields.may("dark_colours", record("`[brand.dark_colours]`", |fields| colours(fields, true)), about);
    let about = "Links at the foot of every page.";
    let footer = fields.may("footer", each(record("a link of the footer", link)), about);
    Some(Brand {
        name,
        logo: logo.map(|logo| (logo.value, logo.span)),
        colours: light.into_iter().chain(dark).flatten().collect(),
        footer: footer.unwrap_or_default(),
    })
}

fn colours(fields: &mut Fields<'_>, dark: bool) -> Option<Vec<Tint>> {
    let colours = COLOURS.iter().filter_map(|(property, about)| fields.may(*property, text_as(colour).placed(), about));
    Some(
        colours
            .map(|colour| Tint { property: colour.key.text, dark, colour: colour.value, span: colour.span })
            .collect(),
    )
}

/// A day on which something was done.
pub(crate) fn done(day: Placed<Date>) -> Done {
    Done { on: day.value, span: day.span }
}

fn colour(text: Text<'_>) -> Parsed<String> {
    let refuse = |_| text.refuse(format!("`{}` is not a colour", text.text), "write it as # and six digits: #12436d");
    text.text.parse::<Colour>().map(|_| text.text.to_owned()).map_err(refuse)
}

/// A link of the footer.
fn link(fields: &mut Fields<'_>) -> Option<FooterLink> {
    let text = fields.need("text", words(), "The words of the link.");
    let url = fields.need("url", text_as(url), "Where it leads.");
    Some(FooterLink { text: text?, address: url? })
}

fn url(text: Text<'_>) -> Parsed<String> {
    match address::fault(text.text) {
        None => Ok(text.text.to_owned()),
        Some((fault, help)) => Err(Box::new(rules::BAD_LINK.at(text.span, fault).help(help))),
    }
}

/// `[contact]`.
pub(crate) fn contact(fields: &mut Fields<'_>) -> Option<Contact> {
    let name = fields.may("name", words(), "Who it is.");
    let email = fields.may("email", text_as(email), "An e-mail address.").unwrap_or_default();
    let phone = fields.may("phone", words(), "A telephone number.");
    Some(Contact { name, email, phone })
}

fn email(Text { text, span, .. }: Text<'_>) -> Parsed<String> {
    if text.contains('@') && address::fault(&format!("mailto:{text}")).is_none() {
        return Ok(text.to_owned());
    }
    let finding = rules::BAD_LINK.at(span, format!("`{text}` is not an e-mail address"));
    Err(Box::new(finding.help("write it as in figures@example.org")))
}

/// `[accessibility]`.
pub(crate) fn statement(fields: &mut Fields<'_>) -> Option<Statement> {
    let organisation = fields.need("organisation", words(), "Who is responsible for the site.");
    let about = "How far the site conforms to the Web Content Accessibility Guidelines.";
    let conformance = fields.need("conformance", choice(&CONFORMANCE).placed(), about);
    let reachable = record("`contact`", |fields| {
        let contact = contact(fields);
        fields.any_of(&[&["email"], &["phone"]], |span, _| nobody_to_ask(span));
        contact
    });
    let contact = fields.may("contact", reachable, "Whom readers can ask, by e-mail or telephone.");
    fields.any_of(&[&["contact"]], |span, _| nobody_to_ask(span));
    let reply_days = fields.may(
        "reply_days",
        whole(0..=u16::MAX.into(), "nobody waits so long"),
        "In how many days they have an answer.",
    );
    let testing = fields.need("testing", words(), "How the site was tested, in a sentence or two.");
    let tested = fields.may("tested", day().placed(), "The day of the last test.");
    let prepared = fields.need("prepared", day().placed(), "The day on which the statement was written.");
    let reviewed = fields.may("reviewed", day().placed(), "The day on which it was last looked at.");
    let about = "What cannot be used by everybody.";
    let problems = fields.may("problems", each(record("a problem", problem)), about).unwrap_or_default();
    let conformance = conformance?;
    let contradiction = match (conformance.value, problems.is_empty()) {
        (Conformance::Partial, true) => Some((
            "a site that conforms in part has something that does not",
            "say under [[accessibility.problems]] what it is: what, criterion, plan",
        )),
        (Conformance::Full, false) => Some((
            "a site that conforms in full has nothing that does not",
            "write conformance = \"partial\", or delete the problems that are mended",
        )),
        _ => None,
    };
    let finding = |(message, help)| rules::BAD_VALUE.at(conformance.span, message).help(help);
    fields.findings.extend(contradiction.map(finding));
    Some(Statement {
        organisation: organisation?,
        conformance: conformance.value,
        contact: contact.unwrap_or_default(),
        reply_days,
        testing: testing?,
        tested: tested.map(done),
        prepared: done(prepared?),
        reviewed: reviewed.map(done),
        problems,
    })
}

fn problem(fields: &mut Fields<'_>) -> Option<Problem> {
    let what = fields.need("what", words(), "What cannot be used.");
    let criterion = fields.need("criterion", words(), "The criterion that is not met, such as 1.1.1 Non-text content.");
    let plan = fields.need("plan", words(), "What is done about it.");
    Some(Problem { what: what?, criterion: criterion?, plan: plan? })
}

fn nobody_to_ask(span: Span) -> Diagnostic {
    let finding = rules::MISSING_KEY.at(span, "an accessibility statement says whom people can ask");
    finding.help("write contact = { email = \"…\" } or contact = { phone = \"…\" } under [accessibility]")
}
