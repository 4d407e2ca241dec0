//! Synthetic narrative, from the rules of `grammar.txt`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use super::random::Random;

/// Where lines are broken, in bytes.
const WIDTH: usize = 100;

/// The options of each rule.
type Rules = BTreeMap<&'static str, Vec<&'static str>>;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Rules::new();
    for rule in include_str!("grammar.txt").split("\n= ").skip(1) {
        let (head, body) = rule.split_once('\n').unwrap_or((rule, ""));
        let (name, inline) = head.split_once(" | ").unwrap_or((head, ""));
        let options = inline.split(" | ").chain(body.lines()).map(str::trim).filter(|option| !option.is_empty());
        rules.insert(name, options.collect());
    }
    rules
});

/// What tells the stories of one report, so that none of them is told twice while there are others.
pub(super) struct Teller {
    random: Random,
    /// Rules that depend on the area, the year and the form.
    local: BTreeMap<&'static str, Vec<String>>,
    /// For each rule the options that were not used yet.
    decks: BTreeMap<String, Vec<usize>>,
    /// The option of each rule that was used last.
    last: BTreeMap<String, usize>,
}

impl Teller {
    /// A teller that knows the rules of the grammar and `local` ones besides.
    pub(super) fn new(random: Random, local: BTreeMap<&'static str, Vec<String>>) -> Self {
        Teller { random, local, decks: BTreeMap::new(), last: BTreeMap::new() }
    }

    /// A text as it stands in a file, made from a rule.
    pub(super) fn text(&mut self, rule: &str) -> String {
        let text = self.draw(rule);
        let blocks: Vec<_> = text.split('¶').map(str::trim).filter(|block| !block.is_empty()).collect();
        let mut file = String::new();
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                file.push_str(between(blocks[at - 1], block));
            }
            wrap(block, &mut file);
        }
        file
    }

    /// One of a rule's options with its slots filled.
    fn draw(&mut self, rule: &str) -> String {
        let options = self.local.get(rule).map_or_else(|| RULES[rule].len(), Vec::len);
        if self.decks.get(rule).is_none_or(Vec::is_empty) {
            let mut deck: Vec<_> = (0..options).collect();
            self.random.shuffle(&mut deck);
            // Nothing is told twice in a row.
            if deck.len() > 1 && deck.last() == self.last.get(rule) {
                deck.rotate_right(1);
            }
            self.decks.insert(rule.to_owned(), deck);
        }
        let Some(at) = self.decks.get_mut(rule).and_then(Vec::pop) else { return String::new() };
        self.last.insert(rule.to_owned(), at);
        let option = self.local.get(rule).map_or_else(|| RULES[rule][at].to_owned(), |options| options[at].clone());
        self.fill(&option)
    }

    fn fill(&mut self, option: &str) -> String {
        let mut parts = option.split('<');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (slot, rest) = part.split_once('>').unwrap_or((part, ""));
            let (rule, times) = slot.split_once('*').unwrap_or((slot, "1"));
            let told: Vec<_> = (0..times.parse().unwrap_or(1)).map(|_| self.draw(rule)).collect();
            text.push_str(&told.join(" "));
            text.push_str(rest);
        }
        text
    }
}

/// What a block begins with that makes it one of several which stand close together.
fn kind(block: &str) -> &str {
    let starts = ["- ", "1. ", "2. ", "3. ", "|", ": ", "> - ", ">"];
    starts.into_iter().find(|start| block.starts_with(start)).unwrap_or_default()
}

/// What stands between two blocks: nothing more than a line's end, a line of the quotation, or an empty line.
fn between(above: &str, below: &str) -> &'static str {
    let (above, below) = (kind(above), kind(below));
    let numbered = above.ends_with(". ") && below.ends_with(". ");
    match (above, below) {
        (_, ": ") => "",
        (">" | "> - ", ">") | (">", "> - ") => ">\n",
        _ if (above == below && !above.is_empty()) || numbered => "",
        _ => "\n",
    }
}

/// Writes a block in lines of [`WIDTH`], each with what its kind needs in front. Rows of tables and references stay whole.
fn wrap(block: &str, file: &mut String) {
    let (first, rest) = match kind(block) {
        "|" => (block, ""),
        "> - " => ("> - ", ">   "),
        ">" => ("> ", "> "),
        start @ ("- " | ": ") => (start, "  "),
        "" if block.starts_with("[^") => ("", "    "),
        "" => ("", ""),
        _ => ("", "   "),
    };
    let (mut line, mut fresh) = (first.to_owned(), true);
    for word in words(&block[first.len()..]) {
        if !fresh && line.len() + 1 + word.len() > WIDTH {
            let _ = writeln!(file, "{line}");
            (line, fresh) = (rest.to_owned(), true);
        }
        if !fresh {
            line.push(' ');
        }
        line.push_str(&word);
        fresh = false;
    }
    let _ = writeln!(file, "{line}");
}

/// The words of a block; a reference counts as one.
fn words(block: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in block.split(' ') {
        let open = |last: &&mut String| last.matches("{{").count() > last.matches("}}").count();
        match words.last_mut().filter(open) {
            Some(reference) => *reference += &format!(" {word}"),
            None => words.push(word.to_owned()),
        }
    }
    words
}
