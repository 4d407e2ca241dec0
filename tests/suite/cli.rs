//! Transcripts of the commands, with their exact output, on real books on disk.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::golden;

fn areabook(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = crate::areabook();
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.output().unwrap()
}

/// What a command printed, with its exit code.
pub(crate) fn transcript(folder: &Path, arguments: &[&str]) -> String {
    let output = areabook(folder, arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace(folder.to_str().unwrap(), "[BOOK]");
    format!(
        "$ areabook {}\n{}{}exit code {}\n",
        arguments.join(" "),
        text(&output.stdout),
        text(&output.stderr),
        output.status.code().unwrap()
    )
}

/// A mini-site as a book on disk.
pub(crate) fn book(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sources = crate::sites::sources(name);
    for file in sources.below("") {
        let path = folder.path().join(sources.path(file));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, sources.bytes(file)).unwrap();
    }
    folder
}

fn same(name: &str, transcript: &str) {
    golden::same(&format!("tests/transcripts/{name}.txt"), transcript);
}

#[test]
fn help_is_enough_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    let pages = [
        ["--help"].as_slice(),
        &["check", "--help"],
        &["build", "--help"],
        &["serve", "--help"],
        &["explain", "--help"],
        &["schema", "--help"],
    ];
    same("help", &pages.map(|page| transcript(folder.path(), page)).join("\n"));
}

#[test]
fn a_clean_book_is_built() {
    let book = book("clean");
    let first = transcript(book.path(), &["check"]);
    let second = transcript(book.path(), &["build", "--out", "site"]);
    let third = transcript(book.path(), &["build", "--out", "site"]);
    same("clean", &[first, second, third].join("\n"));
    assert!(book.path().join("site/areas/north/2019-20/index.html").is_file());
}

#[test]
fn a_wrong_total_stops_the_build() {
    let book = book("total");
    let human = transcript(book.path(), &["build"]);
    let json = transcript(book.path(), &["check", "--format", "json"]);
    same("total", &[human, json].join("\n"));
    assert!(!book.path().join("site").exists());
}

#[test]
fn an_area_sees_its_own_findings() {
    let book = book("bad-value");
    let run = |arguments: &[&str]| transcript(book.path(), &[&["check"], arguments].concat());
    let transcripts = [
        run(&[]),
        run(&["--area", "north"]),
        run(&["--area", "south", "--period", "2019-20"]),
        run(&["--period", "2017-18", "--format", "json"]),
        run(&["--area", "suoth"]),
        run(&["--area", "elsewhere"]),
        run(&["--area", "south", "--period", "2018-19"]),
        run(&["--period", "2091-92"]),
    ];
    same("scope", &transcripts.join("\n"));
}

#[test]
fn a_clean_area_passes_in_a_book_with_faults() {
    let book = book("total");
    let transcripts = ["north", "south"].map(|area| transcript(book.path(), &["check", "--area", area]));
    same("clean-area", &transcripts.join("\n"));
}

#[test]
fn a_page_for_an_area_is_complete() {
    let book = book("total");
    let run = |area| transcript(book.path(), &["check", "--area", area, "--format", "html"]);
    same("page", &[run("north"), run("south")].join("\n"));
}

/// A page for each area is written as a site is: whole, and never over what somebody else has put there.
#[test]
fn pages_for_all_areas_are_written_to_a_folder() {
    let book = book("bad-value");
    let run = |arguments: &[&str]| transcript(book.path(), &[&["check"], arguments].concat());
    let write = ["--format", "html", "--out", "findings"];
    let mut said = vec![
        run(&["--out", "findings"]),
        run(&[&write[..], &["--area", "north"]].concat()),
        run(&write),
        run(&[&write[..], &["--period", "2019-20"]].concat()),
        run(&["--format", "html", "--out", "areas/findings"]),
    ];
    let folder = book.path().join("findings");
    let names: Vec<_> = crate::disk::files(&folder).into_keys().collect();
    let list = fs::read_to_string(folder.join("index.html")).unwrap();
    fs::write(folder.join("note.txt"), "Rung on Monday.").unwrap();
    said.push(run(&write));
    said.push(format!("{names:?}\n\n{}", &list[list.find("<main>").unwrap()..]));
    same("pages-for-areas", &said.join("\n"));
}

/// With a clock behind the last release the site keeps what it shows; of what is published and no release has recorded a build tells.
#[test]
fn a_build_before_the_last_release_writes_nothing_and_one_ahead_of_the_next_says_so() {
    let book = book("clean");
    let run = |arguments: &[&str]| transcript(book.path(), arguments);
    let path = book.path().join("areas/north/area.yaml");
    let area = fs::read_to_string(&path).unwrap();
    assert!(!run(&["build", "--now", "2026-01-01"]).contains("not recorded"), "no release was ever recorded");
    run(&["release", "--now", "2026-01-02"]);
    assert!(!run(&["build", "--now", "2026-01-02"]).contains("not recorded"));
    let corrections = book.path().join("content/corrections.yaml");
    let change = "corrections:\n  - { file: areas/north/area.yaml, was: Top, now: Bottom, date: 2026-01-02, scale: minor, reason: A slip. }\n";
    fs::write(&path, area.replace("region: Top", "region: Bottom")).unwrap();
    fs::write(&corrections, change).unwrap();
    let built = run(&["build", "--now", "2026-01-03"]);
    assert!(built.contains("not recorded yet: areas/north/area.yaml and 1 more; run `areabook release`"), "{built}");
    let site = crate::disk::files(&book.path().join("site"));
    fs::write(&path, area).unwrap();
    fs::remove_file(&corrections).unwrap();
    let behind = run(&["build", "--now", "2026-01-01T12:00"]);
    assert!(behind.contains("shows the release of 2026-01-02T0000") && behind.ends_with("exit code 2\n"), "{behind}");
    assert!(site == crate::disk::files(&book.path().join("site")));
    let elsewhere = run(&["build", "--now", "2026-01-01T12:00", "--out", "rehearsal"]);
    assert!(elsewhere.ends_with("exit code 0\n"), "{elsewhere}");
    fs::rename(book.path().join("site"), book.path().join("kept")).unwrap();
    let ahead = run(&["build", "--now", "2026-01-01T12:00"]);
    assert!(ahead.contains("the release of 2026-01-02T0000 is recorded, and that is still to come"), "{ahead}");
    fs::write(&corrections, change).unwrap();
    let early = run(&["check", "--now", "2026-01-01T12:00"]);
    assert!(!early.contains("which has not come yet"), "nothing was released then: {early}");
    fs::remove_file(&corrections).unwrap();
    // A site is not replaced from a copy of the book that knows less than it shows.
    fs::rename(book.path().join("site"), book.path().join("ahead")).unwrap();
    fs::rename(book.path().join("kept"), book.path().join("site")).unwrap();
    fs::rename(book.path().join("releases"), book.path().join("lost")).unwrap();
    let older = run(&["build", "--now", "2026-01-03"]);
    assert!(older.contains("of which `releases/` has no record") && older.ends_with("exit code 2\n"), "{older}");
    assert!(site == crate::disk::files(&book.path().join("site")));
}

/// A word that is missing on a command line puts no draft, and nothing that is still to come, in the place of the public site.
#[test]
fn no_site_takes_the_place_of_one_for_others() {
    let book = book("clean");
    let run = |arguments: &[&str]| transcript(book.path(), arguments);
    let rehearsed = run(&["build", "--now", "2999-01-01"]);
    assert!(
        rehearsed.contains("warning: the time behind `--now` is still to come") && rehearsed.ends_with("exit code 0\n")
    );
    run(&["release", "--now", "2026-01-01"]);
    run(&["build"]);
    let site = crate::disk::files(&book.path().join("site"));
    let said = [
        run(&["build", "--drafts", "--out", "site"]),
        run(&["check", "--format", "html", "--out", "site"]),
        run(&["build", "--drafts"]),
        run(&["build", "--out", "site-drafts"]),
        run(&["build", "--drafts"]),
        run(&["build", "--now", "2999-01-01"]),
        run(&["build", "--now", "2999-01-01", "--out", "site"]),
        run(&["build", "--now", "2999-01-01", "--out", "rehearsal"]),
    ];
    assert!(crate::disk::files(&book.path().join("site")) == site);
    same("kinds-of-sites", &said.join("\n"));
}

/// The rules, which change with every new one, are left out of the transcript; another test reads them.
#[test]
fn a_code_host_gets_sarif() {
    let text = transcript(book("total").path(), &["check", "--format", "sarif"]);
    let (start, end) = (text.find("\"rules\": [").unwrap(), text.find("\"language\"").unwrap());
    same("sarif", &format!("{}…\n      {}", &text[..start], &text[end..]));
}

#[test]
fn a_rule_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let run = |word| transcript(folder.path(), &["explain", word]);
    same("explain", &["A101", "A10l", "totals", "rules"].map(run).join("\n"));
    let page = areabook(folder.path(), &["explain", "A101"]).stdout;
    for word in ["a101", "total", "Total"] {
        assert_eq!(areabook(folder.path(), &["explain", word]).stdout, page, "{word}");
    }
    let all = transcript(folder.path(), &["explain"]);
    assert_eq!(all.lines().count(), areabook::explain::rules().len() + 2);
    assert!(all.contains("A101  total  ") && all.contains("  error    A row, column or grand total is not"), "{all}");
}

#[test]
fn faults_of_the_machine_name_the_path() {
    let empty = tempfile::tempdir().unwrap();
    let no_book = transcript(empty.path(), &["check"]);
    let book = book("clean");
    fs::create_dir(book.path().join("site")).unwrap();
    fs::write(book.path().join("site/holiday.jpg"), "mine").unwrap();
    let users_file = transcript(book.path(), &["build"]);
    let own_folder = transcript(book.path(), &["build", "--out", "."]);
    let inside = transcript(book.path(), &["build", "--out", "areas/north"]);
    same("machine", &[no_book, users_file, own_folder, inside].join("\n"));
    assert_eq!(fs::read(book.path().join("site/holiday.jpg")).unwrap(), b"mine");
}

/// As cargo and git do: every command finds the book from inside one of its folders, and `site/` stands in the book's.
#[test]
fn a_book_is_found_from_inside_it() {
    let book = book("total");
    let area = book.path().join("areas/north/2019-20");
    for arguments in [["check"].as_slice(), &["build"], &["check", "--format", "json"], &["schema"]] {
        let [inside, above] = [&area, book.path()].map(|folder| areabook(folder, arguments));
        assert_eq!(inside.status, above.status, "{arguments:?}");
        assert_eq!(inside.stdout.len().min(1), 1);
    }
    assert_eq!(areabook(&area, &["check"]).stdout, areabook(book.path(), &["check"]).stdout);
    assert_eq!(areabook(book.path(), &["check", "areas"]).stdout, areabook(book.path(), &["check"]).stdout);
    assert!(transcript(&area, &["new", "area", "West"]).contains("--region"));
    assert!(transcript(&area, &["new", "area", "West", "--region", "Top"]).contains("made areas/west/area.yaml"));
    assert!(book.path().join("areas/west/area.yaml").is_file() && book.path().join("schemas").is_dir());
    // mdBook has a book.toml of its own.
    let other = tempfile::tempdir().unwrap();
    fs::create_dir(other.path().join("src")).unwrap();
    fs::write(other.path().join("book.toml"), "[book]\ntitle = \"Another\"\n").unwrap();
    assert!(transcript(&other.path().join("src"), &["check"]).contains("is no book"));
}

/// A warning above an error is not what has to be understood first.
#[test]
fn the_gravest_finding_is_explained() {
    let book = book("abbreviation");
    let [warned, wrong] = ["foreword.md", "zz.txt"].map(|name| book.path().join("areas/north/2019-20").join(name));
    assert!(warned.is_file());
    assert!(transcript(book.path(), &["check"]).contains("`areabook explain L102`"));
    fs::write(wrong, "mine").unwrap();
    assert!(transcript(book.path(), &["check"]).contains("`areabook explain F103`"));
}

#[test]
fn schemas_are_written_beside_other_files() {
    let book = book("total");
    let path = |name: &str| book.path().join(name);
    fs::create_dir_all(path(".vscode")).unwrap();
    fs::write(path(".vscode/settings.json"), "{}").unwrap();
    let first = transcript(book.path(), &["schema"]);
    let beside = transcript(book.path(), &["schema", ".", "--out", ".vscode"]);
    let again = transcript(book.path(), &["schema", ".", "--out", ".vscode"]);
    fs::write(path(".vscode/area.schema.json"), "{ \"title\": \"mine\" }").unwrap();
    fs::remove_file(path(".vscode/return.schema.json")).unwrap();
    let users_file = transcript(book.path(), &["schema", ".", "--out", ".vscode"]);
    let inside = transcript(book.path(), &["schema", ".", "--out", "areas/north"]);
    same("schema", &[first, beside, again, users_file, inside].join("\n"));
    assert_eq!(fs::read(path(".vscode/area.schema.json")).unwrap(), b"{ \"title\": \"mine\" }");
    assert!(!path(".vscode/return.schema.json").exists(), "something was written although one file was refused");
    assert!(!path("areas/north/return.schema.json").exists());
    assert!(
        fs::read_dir(path("schemas")).unwrap().all(|file| !file
            .unwrap()
            .file_name()
            .to_string_lossy()
            .starts_with('.'))
    );
}

#[test]
fn a_broken_form_gives_no_schemas() {
    let book = book("clean");
    let form = book.path().join("content/forms/test-2019.yaml");
    let text = fs::read_to_string(&form).unwrap();
    fs::write(&form, text.replace("counts: flow", "counts: flows")).unwrap();
    same("schema-gaps", &transcript(book.path(), &["schema"]));
    assert!(!book.path().join("schemas").exists());
}

#[test]
fn colour_is_for_terminals_only() {
    let book = book("total");
    let plain = areabook(book.path(), &["check"]);
    assert!(!plain.stdout.contains(&0x1b));
    let forced = crate::areabook().arg("check").current_dir(book.path()).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let refused = crate::areabook().arg("check").current_dir(book.path()).env("NO_COLOR", "1").output().unwrap();
    assert!(!refused.stdout.contains(&0x1b));
}

/// A report is made from the one before, passes as a draft without editing, and is built with its gaps in sight.
#[test]
fn a_new_period_passes_as_a_draft() {
    let book = book("parts-of-documents");
    let made = transcript(book.path(), &["new", "period", "2020-21", "--area", "north"]);
    let check = transcript(book.path(), &["check"]);
    let build = transcript(book.path(), &["build"]);
    let drafts = transcript(book.path(), &["build", "--drafts"]);
    let again = transcript(book.path(), &["new", "period", "2020-21", "--area", "north"]);
    let unknown = transcript(book.path(), &["new", "period", "2020-21", "--area", "nort"]);
    let area = transcript(book.path(), &["new", "area", "West Side", "--region", "Top"]);
    let files = ["report.yaml", "statistics.yaml", "foreword.md"].map(|name| {
        let text = fs::read_to_string(book.path().join("areas/north/2020-21").join(name)).unwrap();
        format!("# {name}\n{text}")
    });
    same("new-period", &[made, check, build, drafts, again, unknown, area, files.join("\n")].join("\n"));
    assert!(!book.path().join("site/areas/north/2020-21").exists(), "nobody but the team sees a draft");
    let page = fs::read_to_string(book.path().join("site-drafts/areas/north/2020-21/index.html")).unwrap();
    assert!(page.contains("Status: draft") && page.contains("[x]") && page.contains("Not public."));
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
}

/// A period that one area has begun holds up neither the others nor the nation. Without a form that holds nothing is made.
#[test]
fn a_new_period_is_begun_for_the_whole_book() {
    let book = book("national-sum");
    let new = |arguments: &[&str]| transcript(book.path(), &[&["new", "period"], arguments].concat());
    let mut said = vec![new(&["2020-21", "--area", "south"]), new(&["2020-21"]), new(&["2020-21"])];
    said.push(new(&["2022-23", "--area", "north", "--partial"]));
    said.push(new(&["2021-22", "--area", "testland"]));
    for path in ["areas/north/2022-23/report.yaml", "content/national/2021-22/report.yaml"] {
        said.push(format!("# {path}\n{}", fs::read_to_string(book.path().join(path)).unwrap()));
    }
    said.push(new(&["2016-17", "--area", "north"]));
    let form = book.path().join("content/forms/test-2019.yaml");
    let text = fs::read_to_string(&form).unwrap();
    fs::write(&form, text.replace("{ from: 2018-19 }", "{ from: 2018-19, to: 2020-21 }")).unwrap();
    said.push(new(&["2021-22"]));
    fs::write(book.path().join("content/forms/twin.yaml"), text.replace("test-2019", "twin")).unwrap();
    said.push(new(&["2020-21", "--area", "north"]));
    same("new-period-of-a-book", &said.join("\n"));
}

/// A return that is begun says how its figures are typed, and asks for totals that no cell says; the nation's asks for nothing that it
/// has from the areas.
#[test]
fn a_new_return_says_how_its_figures_are_typed() {
    let book = book("the-nation-is-added-up");
    transcript(book.path(), &["new", "period", "2020-21"]);
    let figures = ["areas/north/2020-21/statistics.yaml", "content/national/2020-21/statistics.yaml"]
        .map(|path| format!("# {path}\n{}", fs::read_to_string(book.path().join(path)).unwrap()));
    same("new-period-of-measures", &figures.join("\n"));
}

/// An area that is excused hands in nothing, so there is nothing to be filled in.
#[test]
fn an_excused_area_gets_no_files() {
    let book = book("clean");
    fs::create_dir(book.path().join("content/periods")).unwrap();
    fs::write(book.path().join("content/periods/2020-21.yaml"), "excused: { south: It has ended. }\n").unwrap();
    let made = transcript(book.path(), &["new", "period", "2020-21"]);
    assert!(made.contains("left out South, which is excused: It has ended.\n"), "{made}");
    assert!(!book.path().join("areas/south/2020-21").exists() && made.contains("made areas/north/2020-21/report.yaml"));
}

/// Who signed before is carried over; for an authority that must sign and has nobody stands a line to fill in.
#[test]
fn a_new_report_names_the_authorities_of_the_book() {
    let report = |name, area: &str| {
        let book = book(name);
        transcript(book.path(), &["new", "period", "2020-21", "--area", area]);
        fs::read_to_string(book.path().join(format!("areas/{area}/2020-21/report.yaml"))).unwrap()
    };
    let head = "\n# The offices that sign, one for each authority.\n";
    // The youth panel signs from a later period on.
    let watch = "#   - { authority: watch, role: …, organisation: … }\n";
    let service = "#   - { authority: service, role: …, organisation: … }\n";
    let council = "  - { authority: council, role: \"Leader\", organisation: \"North County Council\" }\n";
    let of_north = report("signatures-that-are-missing", "north");
    assert!(of_north.ends_with(&format!("{head}signatories:\n{service}{council}{watch}")), "{of_north}");
    let nobody = report("signatures-that-are-missing", "empty");
    let council = "#   - { authority: council, role: …, organisation: … }\n";
    assert!(nobody.ends_with(&format!("{head}# signatories:\n{service}{council}{watch}")), "{nobody}");
    assert!(report("no-authorities", "north").contains("\nstatus: draft\n\n# Sections that the report before"));
}

/// Figures that are counted elsewhere keep their names, what they count and their sources, and lose their numbers.
#[test]
fn local_figures_are_carried_over_without_their_numbers() {
    let book = book("local-figures");
    let made = transcript(book.path(), &["new", "period", "2020-21", "--area", "north"]);
    let check = transcript(book.path(), &["check", "--period", "2020-21"]);
    let text = fs::read_to_string(book.path().join("areas/north/2020-21/statistics.yaml")).unwrap();
    same("new-period-local-figures", &[made, check, text].join("\n"));
}

/// A report that lacks its return gets a blank one; what somebody has written stays.
#[test]
fn a_return_that_is_missing_can_be_had() {
    let book = book("clean");
    let place = book.path().join("areas/north/2019-20/statistics.yaml");
    let foreword = fs::read(place.with_file_name("foreword.md")).unwrap();
    let new = || transcript(book.path(), &["new", "period", "2019-20", "--area", "north"]);
    let full = new();
    fs::remove_file(&place).unwrap();
    let check = transcript(book.path(), &["check", "--area", "north", "--period", "2019-20"]);
    same("new-return", &[full, check, new()].join("\n"));
    assert!(place.is_file() && fs::read(place.with_file_name("foreword.md")).unwrap() == foreword);
}

/// What is in the folders of copies is told to those who ask for the report that they are copies of.
#[test]
fn copies_belong_to_what_they_are_copies_of() {
    let book = book("clean");
    let north = ["areas/north/2019-20 (1)", "areas/north - Copy/2019-20", "areas/Copy of north/2019-20"];
    for copy in north.into_iter().chain(["areas/south/2019-20 (1)", "areas/far-north - Copy/2019-20"]) {
        fs::create_dir_all(book.path().join(copy)).unwrap();
        fs::write(book.path().join(copy).join("foreword.md"), "The board met.\n").unwrap();
    }
    same("copies", &transcript(book.path(), &["check", "--area", "north", "--period", "2019-20"]));
}

/// A misspelt region would make a group of one area on every page that groups by region.
#[test]
fn a_new_area_in_an_unknown_region_is_asked_about() {
    let book = book("clean");
    let run = |name, region| transcript(book.path(), &["new", "area", name, "--region", region]);
    same(
        "new-area",
        &[run("East", "Botom"), run("West", "Bottom"), run("Far", "Elsewhere"), run("East", "Top")].join("\n"),
    );
}

/// The sample book rolls over as a whole: every area gets its files, and the book still builds.
#[test]
fn the_sample_book_rolls_over() {
    let folder = tempfile::tempdir().unwrap();
    crate::sample::copy_of_the_book(folder.path());
    assert_eq!(areabook(folder.path(), &["new", "period", "2014-15"]).status.code(), Some(0));
    let check = areabook(folder.path(), &["check", "--format", "json"]);
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stdout));
    assert!(folder.path().join("areas/wiltshire/2014-15/statistics.yaml").is_file());
    let contacts = "areas/derbyshire/2014-15/contacts.md";
    assert!(
        fs::read_to_string(folder.path().join(contacts)).unwrap().contains("Derbyshire"),
        "contacts are carried over"
    );
}

/// The images of a book are kept in the cache of whoever runs areabook, and not in the book.
#[test]
fn images_are_kept_for_the_next_run() {
    let (book, cache) = (book("image-ok"), tempfile::tempdir().unwrap());
    let run = |arguments: &[&str]| {
        let mut command = crate::areabook();
        command.args(arguments).current_dir(book.path()).env("XDG_CACHE_HOME", cache.path()).output().unwrap()
    };
    let kept = || {
        walkdir::WalkDir::new(cache.path())
            .into_iter()
            .filter(|entry| entry.as_ref().unwrap().file_type().is_file())
            .count()
    };
    let before = crate::disk::files(book.path());
    assert!(run(&["check"]).status.success());
    assert!(kept() > 0 && crate::disk::files(book.path()) == before);
    assert!(run(&["build"]).status.success());
    let site = crate::disk::files(&book.path().join("site"));
    fs::remove_dir_all(cache.path()).unwrap();
    fs::write(cache.path(), "no folder").unwrap();
    assert!(run(&["build", "--out", "again"]).status.success());
    assert_eq!(crate::disk::files(&book.path().join("again")), site);
    fs::remove_file(cache.path()).unwrap();
}
