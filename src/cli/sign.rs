//! `areabook sign`

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use areabook::book::Book;
use areabook::book::narrative::Words;
use areabook::book::plan::Now;
use areabook::book::report::{Approval, Authority, Report, Status};
use areabook::diagnostic::{Diagnostic, Edit, Severity, nearest};
use areabook::fix;
use areabook::publish::examine;
use areabook::publish::publication::Publication;
use areabook::publish::released::{Occasion, Readers};
use areabook::query::seals;
use areabook::shell::findings::scope::Scope;
use areabook::shell::terminal::{print, progress};
use areabook::shell::{read, write};
use areabook::source::{FileId, SourceFile, Sources};
use clap::Args;

use super::options::{Format, now};
use super::output::{close, findings};

/// Write down that an authority approves a report exactly as it stands
///
/// The approval goes into approvals.yaml beside the report. It holds until something that the report publishes is changed:
/// then `areabook check` says what, and who has to approve again. Once all who must sign have approved, the report is `signed`.
#[derive(Args)]
#[command(after_help = "Examples:\n  areabook sign north 2013-14 --for council --office \"Chief Executive\"")]
pub(super) struct SignOptions {
    /// The area, by the name of its folder; the nation by its key
    area: String,
    /// The period, as in 2013-14
    period: String,
    /// The authority that approves, by its key in book.toml
    #[arg(long = "for", value_name = "AUTHORITY")]
    authority: String,
    /// The office that approves; the one that signs for the authority in report.yaml unless you say otherwise
    #[arg(long)]
    office: Option<String>,
    /// The folder of the book, or one inside it
    #[arg(default_value = ".")]
    book: PathBuf,
    /// The time that counts as now, as in 2014-10-30T09:30
    #[arg(long, value_name = "TIME")]
    now: Option<Now>,
}

pub(super) fn run(options: &SignOptions) -> Result<ExitCode> {
    let folder = &read::root(&options.book);
    let time = options.now.unwrap_or_else(now);
    let progress = progress("Reading the book");
    let sources = read::book(folder)?;
    let publication = examine(&sources, Occasion::new(time, Readers::Team));
    progress.finish_and_clear();
    let book = publication.book.as_ref().context("book.toml cannot be read: `areabook check` says why")?;
    let report = report(book, options)?;
    let place = seals::folder(&sources, report);
    let is_own = |file: FileId| sources.path(file).starts_with(place);
    let errors = publication.findings.iter().filter(|finding| finding.severity == Severity::Error);
    if errors.clone().any(|finding| is_own(finding.span.file)) {
        let (key, period) = (&report.area.key, report.period.name());
        bail!(
            "this report has errors, and nobody can approve it\n`areabook check --area {key} --period {period}` says which"
        );
    }
    let approval = approval(book, report, options, &sources, time)?;
    let uncorrected = uncorrected((book, report), &approval, &sources, time);
    if !uncorrected.findings.is_empty() {
        print(&findings(Format::Human, &sources, &uncorrected, &Scope::default())?)?;
        let line =
            "what is approved has to say what was corrected since the report was released: nobody has approved it";
        close(Format::Human, line)?;
        return Ok(ExitCode::from(1));
    }
    let (key, office) = (approval.authority.clone(), approval.office.clone());
    let mut approvals = report.approvals.clone();
    approvals.retain(|other| other.authority != key);
    approvals.push(approval);
    // In one order, whoever signs first: two who sign in copies of the book change lines apart from each other.
    approvals.sort_by_key(|one| book.settings.authorities.iter().position(|authority| authority.key == one.authority));
    let missing: Vec<_> =
        book.unsigned(report).filter(|authority| authority.key != key).map(|authority| &authority.name).collect();
    write::files::whole(&format!("{place}{}", seals::FILE), &seals::text(&approvals), folder)?;
    print(&format!("{office} approves {} {} for {key}: {place}{}\n", report.name(), report.period, seals::FILE))?;
    if missing.is_empty() {
        signed(report, &sources, folder)?;
    } else {
        let names = missing.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        print(&format!("still to approve: {names}\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The report that is to be approved.
fn report<'b>(book: &'b Book, SignOptions { area, period, .. }: &SignOptions) -> Result<&'b Report> {
    let known = book.areas.iter().chain([&book.nation]);
    if known.clone().all(|known| known.key != *area) {
        let near = nearest(area, known.map(|area| area.key.as_str()));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        bail!("there is no area `{area}`{hint}");
    }
    let found = book.period(period).and_then(|period| book.report(area, period));
    let report = found.with_context(|| format!("there is no report of `{area}` for `{period}` that can be read"))?;
    match report.status {
        Status::Draft | Status::Unknown => {
            bail!("this report is a draft: write `status: final` in its report.yaml once it is complete")
        }
        Status::Final | Status::Signed => Ok(report),
    }
}

/// The approval, with the seals of everything that the report publishes.
fn approval(book: &Book, report: &Report, options: &SignOptions, sources: &Sources, time: Now) -> Result<Approval> {
    let authorities = &book.settings.authorities;
    let key = &options.authority;
    if authorities.iter().all(|authority| authority.key != *key) {
        let known: Vec<_> = authorities.iter().map(|authority| format!("`{}`", authority.key)).collect();
        bail!("book.toml has no authority `{key}`; it has {}", known.join(", "));
    }
    let mut signatories = report.signatories.iter().filter(|signatory| signatory.authority == *key);
    let role = signatories.next().map(|signatory| signatory.role.to_string());
    let office = options.office.clone().or(role);
    let office =
        office.context("nobody signs for this authority in report.yaml: say which office approves, with --office")?;
    Ok(Approval {
        authority: key.clone(),
        office: Words::new(office, report.span),
        date: time.day(&book.settings.zone),
        files: seals::seals(sources, book, report),
        void: None,
        span: report.span,
    })
}

/// What would be wrong with the corrections of a report once everybody has approved it: to write them then would make it another one.
fn uncorrected((book, report): (&Book, &Report), approval: &Approval, sources: &Sources, time: Now) -> Publication {
    let place = seals::folder(sources, report);
    let of = |authority: &Authority| Approval { authority: authority.key.clone(), ..approval.clone() };
    let approvals: Vec<_> = book.unsigned(report).map(of).chain(report.approvals.clone()).collect();
    let head = report.status_span.file;
    let signed = fix::edited(sources.bytes(head), &[&signed_edit(report, sources)]);
    let files =
        [(sources.path(head).to_owned(), signed), (format!("{place}{}", seals::FILE), seals::text(&approvals).into())];
    let paths: Vec<_> = files.iter().map(|(path, _)| path.clone()).collect();
    let files = files.map(|(path, bytes)| SourceFile { path, bytes });
    let sources = sources.with(&paths, files.into());
    let mut publication = examine(&sources, Occasion::new(time, Readers::Public));
    let is_own = |finding: &Diagnostic| {
        ["R102", "R103"].contains(&finding.rule.code) && sources.path(finding.span.file).starts_with(place)
    };
    publication.findings.retain(is_own);
    publication
}

fn signed_edit(report: &Report, sources: &Sources) -> Edit {
    let span = report.status_span;
    Edit { span, typed: sources.slice(span).to_owned(), text: "signed".to_owned() }
}

/// Says that all have approved, and writes it into report.yaml.
fn signed(report: &Report, sources: &Sources, folder: &std::path::Path) -> Result<()> {
    let span = report.status_span;
    if report.status == Status::Final {
        let edit = signed_edit(report, sources);
        write::files::edit(&BTreeMap::from([(span.file, vec![&edit])]), sources, folder)?;
    }
    print("all who must sign have approved: `status: signed`\n")
}
