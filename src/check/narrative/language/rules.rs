//! The rules about words.

rules! {
    TERM = "L101" "term" Warning:
        "A word is used for which the book uses another.";
        "Two words for one thing make readers look for a difference, and searches miss half of the places.";
        "“e-mail” in one report and “email” in the others.";
        "Write the word that the message names. The list stands in book.toml under [checks.terms]."
    ABBREVIATION = "L102" "abbreviation" Warning:
        "An abbreviation is used that the page explains nowhere.";
        "Readers outside the services do not know it.";
        "“reviewed by the RRB” on a page that never says Regional Review Board (RRB).";
        "Write it out where it stands first, with the abbreviation in brackets: Regional Review Board (RRB)."
    TYPING = "L106" "typing" Warning:
        "A word, a sentence or a full stop stands twice in a row, a word is cut in two by a hyphen, follows a full stop without a space, or has another sign for its apostrophe, or a quotation mark or bracket is never closed.";
        "Readers stumble, and a search does not find the word.";
        "“in the the area”, “infor- mation”, “many times.It met”, “the board,s work”.";
        "Delete the second word, write the word in one, put a space behind the full stop, or write the apostrophe."
}
