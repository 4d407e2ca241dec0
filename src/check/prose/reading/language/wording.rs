//! English words by which texts are judged other than by their numbers: patterns of alternatives, and lists.

/// What happens on a day, whatever reports count on it.
pub(crate) const EVENTS: &str = "abolished|adopted|agreed|amended|appointed|approved|began|begun|brought in|ceased|closed|commenced|created|disbanded|dissolved|elected|enacted|ended|established|existed|expired|finished|formed|founded|implemented|inaugurated|in (?:effect|operation|place|use)|(?:came|come|comes|brought|put|taken) into|introduced|joined|lasted|launched|left|merged|moved|opened|outsourced|passed|privatised|published|renamed|reorganised|repealed|replaced|retired|revised|set up|signed|split|started|superseded|taken over|took (?:effect|office|over|up)|transferred|went live";

/// What runs from one day to another.
pub(crate) const REPORTED: &str = "years?|periods?|months|reports?|reporting|figures|numbers|statistics|data";

/// What is said of what is still to come.
pub(crate) const TO_COME: &str =
    "will|shall|next|plan(?:s|ned)?|aims?|intends?|expect(?:s|ed)?|due|forthcoming|coming|future";

/// Beginnings of words for what is laid down for some years.
pub(crate) const PLANS: &str = "agenda|agreement|budget|business|contract|cycle|framework|funding|grant|objective|period|priorit|program|project|roadmap|scheme|settlement|strateg|target|vision|years|[a-z]+-year";

/// Abbreviations that stand in English without explanation.
pub(crate) const EVERYDAY: &str = "AD|AGM|AIDS|AM|ATM|BA|BBC|BC|BSc|CCTV|CD|CV|DIY|DJ|DNA|DVD|EU|FAQ|GCSE|GMT|GP|HGV|HIV|HR|HTML|ICT|ID|IQ|IT|ITV|JP|KC|MA|MBA|MBE|MP|MSc|NATO|NB|NHS|OBE|OK|PC|PDF|PE|PhD|PIN|PM|PO|PR|QC|RAF|SMS|SOS|TB[ACD]|TV|UK|UN|US|USA|USB|VAT|VIP";

/// What follows a hyphen that stands for a part of a word: “pre- and post-release”.
pub(crate) const ELLIPSES: [&str; 14] =
    ["and", "or", "to", "nor", "but", "versus", "as", "then", "through", "rather", "not", "plus", "up", "via"];

/// Words with which no line ends, for another follows each of them.
pub(crate) const LEADING_ON: [&str; 18] = [
    "a", "an", "and", "because", "every", "my", "nor", "or", "our", "than", "that", "the", "their", "whether", "which",
    "who", "whose", "your",
];
/// Words that end a title which asks, such as “what the board is”, and no other line.
pub(crate) const AFTER_A_NOUN: [&str; 6] = ["are", "by", "is", "of", "was", "were"];
/// Words for somebody who does something.
pub(crate) const SUBJECTS: [&str; 6] = ["we", "they", "you", "he", "she", "it"];
/// Words behind which a clause can end with “is”, and another begin with it: “what it is is a meeting”.
pub(crate) const OPENING: [&str; 10] =
    ["what", "whatever", "that", "who", "whoever", "which", "where", "why", "how", "there"];
/// Words with which a greeting begins, which a comma ends.
pub(crate) const SALUTATIONS: [&str; 8] = ["dear", "hello", "with", "yours", "kind", "best", "good", "welcome"];

/// Words that stand twice in a row in good English.
pub(crate) const TWICE: [&str; 26] = [
    "yes", "now", "well", "come", "win", "tut", "do", "ever", "had", "her", "in", "it", "long", "many", "more", "much",
    "never", "no", "on", "really", "so", "that", "there", "very", "who", "again",
];
