//! The words by which people who write a text speak about it to each other.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word can be in a note; one word can be several things.
pub(super) mod is {
    /// What is done to a text, as it is asked for: “add”.
    pub(crate) const EDIT: u64 = 1 << 0;
    /// The same of what is done, or is to be: “added”, “adding”.
    pub(crate) const DONE: u64 = 1 << 1;
    /// What is done about it: “send”, “ask”.
    pub(crate) const SEND: u64 = 1 << 2;
    /// What it does itself.
    pub(crate) const SAY: u64 = 1 << 3;
    /// A part of a text that only those who write it speak of.
    pub(crate) const PART: u64 = 1 << 4;
    /// All of it.
    pub(crate) const TEXT: u64 = 1 << 5;
    /// What it is made of.
    pub(crate) const THING: u64 = 1 << 6;
    /// What stands in sight.
    pub(crate) const THIS: u64 = 1 << 7;
    pub(crate) const IT: u64 = 1 << 8;
    /// Where it stands.
    pub(crate) const HERE: u64 = 1 << 9;
    pub(crate) const BELOW: u64 = 1 << 10;
    pub(crate) const NTH: u64 = 1 << 11;
    /// Who writes.
    pub(crate) const I: u64 = 1 << 12;
    pub(crate) const WE: u64 = 1 << 13;
    /// Who is asked.
    pub(crate) const WHO: u64 = 1 << 14;
    /// Somebody’s name, or one who owns what follows.
    pub(crate) const NAME: u64 = 1 << 15;
    pub(crate) const MY: u64 = 1 << 16;
    pub(crate) const OUR: u64 = 1 << 17;
    pub(crate) const YOUR: u64 = 1 << 18;
    pub(crate) const POLITE: u64 = 1 << 19;
    pub(crate) const SUGGEST: u64 = 1 << 20;
    pub(crate) const MODAL: u64 = 1 << 21;
    /// What a question can begin with.
    pub(crate) const BE: u64 = 1 << 22;
    pub(crate) const ASK: u64 = 1 << 23;
    /// What is lacking.
    pub(crate) const NEED: u64 = 1 << 24;
    pub(crate) const LACKING: u64 = 1 << 25;
    /// What takes the place of words that nobody has yet.
    pub(crate) const VAGUE: u64 = 1 << 26;
    /// A place that is kept for something.
    pub(crate) const SPOT: u64 = 1 << 27;
    /// How it comes there.
    pub(crate) const GO: u64 = 1 << 28;
    /// Whether words still hold.
    pub(crate) const HOLDS: u64 = 1 << 29;
    pub(crate) const STILL: u64 = 1 << 30;
    pub(crate) const GUESS: u64 = 1 << 61;
    pub(crate) const WITH: u64 = 1 << 62;
    pub(crate) const DOUBT: u64 = 1 << 31;
    pub(crate) const JUDGE: u64 = 1 << 32;
    /// What became of an older text.
    pub(crate) const OLD: u64 = 1 << 33;
    pub(crate) const AS: u64 = 1 << 34;
    pub(crate) const LAST: u64 = 1 << 35;
    pub(crate) const YEAR: u64 = 1 << 36;
    pub(crate) const SEE: u64 = 1 << 37;
    pub(crate) const MAIL: u64 = 1 << 38;
    pub(crate) const WHEN: u64 = 1 << 39;
    /// What a topic stands behind.
    pub(crate) const ON: u64 = 1 << 40;
    pub(crate) const OF: u64 = 1 << 41;
    pub(crate) const AT: u64 = 1 << 42;
    pub(crate) const TO: u64 = 1 << 43;
    pub(crate) const OFTEN: u64 = 1 << 44;
    /// What leads from one sentence to the next, as a name leads to what is asked.
    pub(crate) const LINK: u64 = 1 << 45;
    /// Words without a sense of their own.
    pub(crate) const SMALL: u64 = 1 << 46;
}

/// Verbs, of which every form is known.
const VERBS: &[(u64, &str)] = &[
    (
        is::EDIT,
        "add amend change check clarify confirm cut delete double-check draft drop edit expand fix include insert keep lose mention merge \
         move paste proofread re-phrase re-word re-work re-write reinstate remove rephrase replace reword rework rewrite shorten split tidy \
         tighten trim tweak update verify",
    ),
    (
        is::SEND,
        "advise approve ask attach chase clear discuss find finish get leave let look provide put query remember review send share supply take use write",
    ),
];

const WORDS: &[(u64, &str)] = &[
    (
        is::DONE,
        "agreed chosen completed copied kept left lifted made provided redrafted re-written rewritten supplied taken written wrote",
    ),
    (is::SAY, "be go read say stay"),
    (
        is::PART,
        "bullet bullets caption heading headings para paragraph paragraphs paras phrase phrases phrasing wording",
    ),
    (is::TEXT, "draft text version"),
    (
        is::THING,
        "bit box case chart charts credit data date dates detail details example examples figure figures foreword graph graphs image images \
         introduction link links logo map maps name names number numbers photo photograph photographs photos picture pictures quotation \
         quotations quote quotes reference references section sentence source spelling statistics stats studies study table tables total totals words",
    ),
    (is::THIS, "that these this those"),
    (is::IT, "it they"),
    (is::HERE, "here"),
    (is::BELOW, "above below"),
    (is::NTH, "above below closing fifth final first following fourth last next opening previous second third"),
    (is::I, "i i’d i’ll i’ve"),
    (is::WE, "we we’d we’ve"),
    (is::WHO, "all anyone everyone me somebody someone us you"),
    (is::MY, "my"),
    (is::OUR, "her his our their"),
    (is::YOUR, "your"),
    (is::POLITE, "grateful if kindly please pls thank thanks"),
    (is::SUGGEST, "propose recommend suggest"),
    (is::MODAL, "can could shall should will would"),
    (is::BE, "are be did do does has have is was were"),
    (is::ASK, "how what when where which who whom why"),
    (is::NEED, "need needs want"),
    (is::LACKING, "awaited lacking missing needed outstanding required wanted"),
    (is::VAGUE, "another any anything better exact few latest more newer several some something"),
    (is::SPOT, "placeholder space"),
    (is::GO, "come follow go goes"),
    (is::HOLDS, "accurate apply correct current needed ok okay relevant right still true valid"),
    (is::STILL, "still"),
    (is::DOUBT, "chance comments idea sure thoughts unsure"),
    (is::JUDGE, "clumsy dated long repetitive repeats short unclear vague wordy"),
    (is::GUESS, "guess"),
    (is::OLD, "alternative amended carried copy new old original previous repeat revised same suggested"),
    (is::AS, "as"),
    (is::LAST, "last"),
    (is::YEAR, "month time week year year’s"),
    (is::MAIL, "e-mail e-mails email emails"),
    (is::SEE, "see"),
    (is::WHEN, "after before if once unless until when"),
    (is::ON, "about by from on re"),
    (is::WITH, "with"),
    (is::AT, "at for in"),
    (is::TO, "to"),
    (is::OF, "of"),
    (is::OFTEN, "each every often"),
    (
        is::LINK,
        "again also and but first however instead maybe next no now otherwise perhaps please second so then therefore yes",
    ),
    (
        is::SMALL,
        "a also and an been board but down first just line meeting next no not now one only or out over per print \
         ready really so stop than the then there three till too two up very whether yet",
    ),
];

/// The words, by what they can be.
static KNOWN: LazyLock<HashMap<String, u64>> = LazyLock::new(|| {
    let mut known = HashMap::<String, u64>::new();
    for (kind, words) in WORDS {
        for word in words.split_whitespace() {
            *known.entry(word.to_owned()).or_default() |= kind;
        }
    }
    for (kind, verbs) in VERBS {
        for verb in verbs.split_whitespace() {
            *known.entry(verb.to_owned()).or_default() |= kind;
            for form in forms(verb) {
                *known.entry(form).or_default() |= is::DONE;
            }
        }
    }
    known
});

/// What a verb becomes: “cutting”, “moved”, “verified”.
fn forms(verb: &str) -> [String; 2] {
    let ends_short = ["cut", "drop", "split", "trim", "get"].iter().any(|short| verb.ends_with(short));
    let stem = match verb.strip_suffix('e') {
        Some(stem) => stem.to_owned(),
        None if ends_short => format!("{verb}{}", &verb[verb.len() - 1..]),
        None => verb.to_owned(),
    };
    let past =
        verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])).map(|stem| format!("{stem}i"));
    [format!("{stem}ing"), format!("{}ed", past.unwrap_or_else(|| stem.clone()))]
}

/// What a word in lower case can be; 0 for one that no note needs.
pub(super) fn kinds_of(word: &str) -> u64 {
    KNOWN.get(word).copied().unwrap_or(0)
}
