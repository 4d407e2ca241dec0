//! Reports are approved as they stand, and an approval holds no longer than that.

use std::fs;
use std::path::Path;

use crate::cli::{book, transcript};
use crate::golden;

const REPORT: &str = "areas/north/2019-20";

fn sign(book: &Path, authority: &str) -> String {
    transcript(book, &["sign", "north", "2019-20", "--for", authority, "--now", "2020-10-01"])
}

fn change(book: &Path, file: &str, from: &str, to: &str) {
    let path = book.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no `{from}`");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn is_public(book: &Path) -> bool {
    transcript(book, &["build", "--now", "2020-11-01"]);
    book.join("site").join(REPORT).exists()
}

/// Who has approved, what has changed since, and who has to approve again, as the team reads it.
#[test]
fn a_report_is_signed_as_it_stands() {
    let folder = book("not-approved");
    let book = folder.path();
    change(book, &format!("{REPORT}/report.yaml"), "status: signed", "status: final");
    let mut said = vec![sign(book, "police"), sign(book, "probation")];
    assert!(!is_public(book), "one has not approved");
    said.push(sign(book, "prisons"));
    assert!(is_public(book), "all have approved");
    said.push(transcript(book, &["status", "--now", "2020-11-01"]));
    change(book, &format!("{REPORT}/foreword.md"), "The area counted", "We counted");
    assert!(!is_public(book), "the foreword is another one");
    said.push(transcript(book, &["check", "--area", "north", "--now", "2020-11-01"]));
    change(book, &format!("{REPORT}/foreword.md"), "We counted", "The area counted");
    assert!(is_public(book), "everything is as it was approved");
    change(book, "content/forms/test-2019.yaml", "title", "title ");
    assert!(!is_public(book), "the form is another one");
    said.push(transcript(book, &["status", "--format", "json", "--now", "2020-11-01"]));
    said.push(transcript(book, &["sign", "north", "2019-20", "--for", "polic"]));
    said.push(transcript(book, &["sign", "nort", "2019-20", "--for", "police"]));
    golden::same("tests/transcripts/signing.txt", &said.join("\n"));
}

/// What is no part of what a report publishes is changed without another approval: how far it has come and when it is released.
#[test]
fn a_release_time_needs_no_new_approval() {
    let folder = book("not-approved");
    let book = folder.path();
    change(book, &format!("{REPORT}/report.yaml"), "status: signed", "status: final");
    for authority in ["police", "probation", "prisons"] {
        sign(book, authority);
    }
    let signs = "  - { authority: police,";
    change(book, &format!("{REPORT}/report.yaml"), signs, "  # {");
    let advised = transcript(book, &["check", "--now", "2020-11-01"]);
    assert!(
        advised.contains("--for police --office \"…\"` writes") && advised.contains("--for prisons` writes"),
        "{advised}"
    );
    change(book, &format!("{REPORT}/report.yaml"), "  # {", signs);
    change(book, &format!("{REPORT}/report.yaml"), "status: signed", "status: signed\nrelease: 2020-10-30T09:30");
    assert!(is_public(book));
    change(book, &format!("{REPORT}/report.yaml"), "2020-10-30", "2020-12-30");
    assert!(!is_public(book), "its time has not come");
    let by_hand = transcript(book, &["status", "--now", "2020-09-01"]);
    assert!(by_hand.contains("1 signed"), "{by_hand}");
    change(book, &format!("{REPORT}/foreword.md"), "The area counted", "We counted");
    let by_hand = transcript(book, &["status", "--now", "2020-09-01"]);
    assert!(
        by_hand.contains("1 final") && by_hand.contains("to be approved by police, probation, prisons"),
        "{by_hand}"
    );
    change(book, &format!("{REPORT}/foreword.md"), "We counted", "The area counted");
    let status = |format: &str| transcript(book, &["status", "--format", format, "--now", "2020-11-01"]);
    golden::same("tests/transcripts/status.txt", &[status("human"), status("json")].join("\n"));
}

/// A national text that ends before the next one begins says what it said in the reports of its time.
#[test]
fn the_last_day_of_a_national_text_needs_no_new_approval() {
    let folder = book("not-approved");
    let book = folder.path();
    let (file, head) =
        ("content/shared/counts.md", "section: counts\ntitle: Counting\norder: 200\nvalid_from: 2010-04-01\n");
    fs::create_dir_all(book.join("content/shared")).unwrap();
    fs::write(book.join(file), format!("---\n{head}---\nEach person is counted once.\n")).unwrap();
    change(book, &format!("{REPORT}/report.yaml"), "status: signed", "status: final");
    for authority in ["police", "probation", "prisons"] {
        sign(book, authority);
    }
    change(book, file, "valid_from: 2010-04-01\n", "valid_from: 2009-04-01\nvalid_to: 2020-03-31\n");
    assert!(is_public(book), "its last day is none of the report");
    change(book, file, "counted once", "counted twice");
    assert!(!is_public(book), "the text is another one");
    change(book, file, "counted twice", "counted once");
    fs::write(book.join(file), fs::read_to_string(book.join(file)).unwrap() + "valid_to: every door\n").unwrap();
    assert!(!is_public(book), "a line of the text is none of its head");
    change(book, file, "valid_to: every door\n", "");
    change(book, file, "valid_to: 2020-03-31", "valid_to: 2020-03-30");
    assert!(!is_public(book), "the report is without the text");
}

/// Who signs a report with rates signs the estimates of which they are worked out, and those of no other area or year.
#[test]
fn an_estimate_of_a_signed_rate_needs_a_new_approval() {
    let folder = book("the-nation-is-added-up");
    let book = folder.path();
    let estimates = "content/populations.csv";
    for authority in ["police", "probation", "prisons"] {
        sign(book, authority);
    }
    let is_signed = || !transcript(book, &["check", "--now", "2020-11-01"]).contains("C108");
    assert!(is_signed(), "{}", transcript(book, &["check", "--now", "2020-11-01"]));
    change(book, estimates, "south,2019,total,51000", "south,2019,total,52000");
    change(book, estimates, "north,2018,total,100000", "north,2018,total,100001");
    assert!(is_signed(), "{}", transcript(book, &["check", "--now", "2020-11-01"]));
    change(book, estimates, "north,2019,total,101000", "north,2019,total,101001");
    let checked = transcript(book, &["check", "--now", "2020-11-01"]);
    let said =
        "the estimate `total` of North for 2019, 101001, and not 101000, is another one than what was approved by";
    assert!(checked.contains(said) && checked.contains(estimates), "{checked}");
    change(book, estimates, "north,2019,total,101001", "north,2016,total,101001");
    let checked = transcript(book, &["check", "--now", "2020-11-01"]);
    assert!(checked.contains("an estimate of North for 2019 is gone"), "{checked}");
    // Approvals that were given before they were bound to estimates hold.
    let approvals = book.join("areas/north/2019-20/approvals.yaml");
    let text = fs::read_to_string(&approvals).unwrap();
    let older: String = text.split_inclusive('\n').filter(|line| !line.contains(estimates)).collect();
    assert!(older.len() < text.len());
    fs::write(&approvals, older).unwrap();
    assert!(is_signed(), "{}", transcript(book, &["check", "--now", "2020-11-01"]));
}

/// A folder that is called otherwise holds what was approved all the same, as long as the area says what it was called.
#[test]
fn an_approval_goes_along_with_the_folder() {
    let folder = book("not-approved");
    let book = folder.path();
    change(book, &format!("{REPORT}/report.yaml"), "status: signed", "status: final");
    for authority in ["police", "probation", "prisons"] {
        sign(book, authority);
    }
    fs::rename(book.join("areas/north"), book.join("areas/upland")).unwrap();
    let is_public = || {
        transcript(book, &["build", "--now", "2020-11-01"]);
        book.join("site/areas/upland/2019-20").exists()
    };
    change(
        book,
        "areas/upland/area.yaml",
        "area: north\n",
        "area: upland\nformerly:\n  - { area: north, until: 2019-20 }\n",
    );
    assert!(is_public(), "{}", transcript(book, &["check", "--now", "2020-11-01"]));
    // Its own files may call it by its new name as well.
    for file in ["report.yaml", "statistics.yaml"] {
        change(book, &format!("areas/upland/2019-20/{file}"), "area: north\n", "area: upland\n");
    }
    assert!(is_public(), "{}", transcript(book, &["check", "--now", "2020-11-01"]));
    change(book, "areas/upland/2019-20/statistics.yaml", "area: upland\n", "area: upland # north\n");
    assert!(!is_public(), "more of the line is another one");
    change(book, "areas/upland/2019-20/statistics.yaml", "area: upland # north\n", "area: upland\n");
    change(book, "areas/upland/2019-20/foreword.md", "The area counted", "We counted");
    assert!(!is_public(), "the foreword is another one");
}

/// Every byte of each file that the report publishes is sealed.
#[test]
fn no_change_of_any_file_passes() {
    let folder = book("not-approved");
    let book = folder.path();
    change(book, &format!("{REPORT}/report.yaml"), "status: signed", "status: final");
    for authority in ["police", "probation", "prisons"] {
        sign(book, authority);
    }
    for file in ["report.yaml", "statistics.yaml", "foreword.md"] {
        let path = book.join(REPORT).join(file);
        let before = fs::read(&path).unwrap();
        fs::write(
            &path,
            [before.as_slice(), if file.ends_with("md") { b"\nMore.\n" } else { b"\n# More.\n" }].concat(),
        )
        .unwrap();
        assert!(!is_public(book), "{file}");
        fs::write(&path, before).unwrap();
        assert!(is_public(book), "{file}");
    }
}

/// Whoever signs first, the approvals stand in one order; of two versions of the file one is taken whole.
#[test]
fn approvals_of_two_copies_of_a_book_come_together() {
    let folder = book("not-approved");
    let book = folder.path();
    change(book, &format!("{REPORT}/report.yaml"), "status: signed", "status: final");
    for authority in ["prisons", "police"] {
        sign(book, authority);
    }
    let path = book.join(REPORT).join("approvals.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.find("police") < text.find("prisons"), "{text}");
    fs::write(&path, format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n")).unwrap();
    let said = transcript(book, &["check", "--area", "north", "--now", "2020-11-01"]);
    assert!(
        said.contains("F104") && said.contains("`git checkout --ours areas/north/2019-20/approvals.yaml`"),
        "{said}"
    );
}
