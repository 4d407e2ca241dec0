//! The kinds of finding that reading a book can make.

rules! {
    NOT_UTF8 = "F101" "not-utf8" Error:
        "A file is not UTF-8 text.";
        "Letters with accents and signs such as £ would be published as something else.";
        "A file saved as “Windows-1252” by an old editor.";
        "Open the file in the program that wrote it, look whether its letters are right, and save it as UTF-8."
    MISSING_FILE = "F102" "missing-file" Error:
        "A file that the book needs is not there.";
        "Without it the report cannot be checked.";
        "The folder areas/north/2013-14/ holds a foreword and no statistics.yaml.";
        "Add the file. The message says which, and an existing area shows what it holds."
    MISPLACED = "F103" "misplaced-file" Error:
        "A file or folder does not stand where the book looks for it, has not the name that it looks for, or is none that can be read.";
        "A figure in a file that nobody reads is a figure lost.";
        "areas/north/board.md stands beside the folder 2013-14 instead of in it.";
        "Move or rename it as the message says. Of a file and its copy keep the one with everything in it."
    CONFLICT = "F104" "conflict" Error:
        "Git has left two versions of a text in a file.";
        "Both would be published, and the lines of git with them.";
        "Lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`.";
        "Keep the lines that are right and delete the others, with those of git."
    SYNTAX = "Y101" "syntax" Error:
        "Something in a file is not written as YAML, TOML or CSV is.";
        "It cannot be read, and nothing is known of what stands in it.";
        "A line indented with a tab, or a bracket that is never closed.";
        "Write it as the message says: the sign that is wrong is underlined."
    DUPLICATE_KEY = "Y102" "duplicate-key" Error:
        "The same key stands twice in one place.";
        "Two values for one figure: only one of them can be right, and nobody can tell which was meant.";
        "Two lines that begin with `breaches:`.";
        "Delete the one that is wrong."
    UNKNOWN_KEY = "Y103" "unknown-key" Error:
        "A key is not one that can stand here.";
        "A misspelt key would silently drop what stands under it.";
        "`bleu: 21` instead of `blue: 21`.";
        "Correct the spelling; the message names the nearest key that exists."
    MISSING_KEY = "Y104" "missing-key" Error:
        "A key that must stand here does not.";
        "The file cannot be understood without it.";
        "An area.yaml without a line `region: South West`.";
        "Add the key. An existing area shows how."
    WRONG_TYPE = "Y105" "wrong-type" Error:
        "A value is of another kind than it should be: a list where a number belongs, say.";
        "It would be read as something that was not meant.";
        "`people: 33`, where a table with rows and columns belongs.";
        "Write the value as the message says."
    BAD_CELL = "Y106" "bad-cell" Error:
        "A cell is neither a figure that its table takes nor one of the signs for a missing one.";
        "Missing, zero and not applicable mean different things and must be told apart.";
        "`total: 1,239` instead of `total: 1239`, or a cell left empty.";
        "Write the figure without separators (1239), a whole number unless the form says otherwise, or \"[z]\" not applicable, \"[x]\" not available, \"[c]\" confidential."
    BAD_VALUE = "Y107" "bad-value" Error:
        "A value is not one of those that can stand here.";
        "It would be published or compared wrongly.";
        "`status: finished` instead of `status: final`.";
        "Choose one of the values in the message."
    MISMATCH = "Y108" "other-folder" Error:
        "The area or period in a file is not that of its folder.";
        "One area's figures would be published under another's name.";
        "The file in areas/north/2013-14/ says `area: south`.";
        "Move the file to its own folder, or correct the line."
    YAML_FEATURE = "Y109" "yaml-feature" Error:
        "Anchors, aliases or tags of YAML are used.";
        "They let one line stand for thousands and hide where a figure comes from.";
        "`step_1: &row { red: 12 }`.";
        "Write the value out where it belongs."
    TOO_LARGE = "Y110" "too-large" Error:
        "A file is larger or more deeply nested than any return needs to be, or a text has more numbers than are checked.";
        "It is most likely damaged or not the file that was meant.";
        "A spreadsheet of two megabytes saved as statistics.yaml.";
        "Check that it is the right file."
    EMPTY_FILE = "Y111" "empty-file" Error:
        "A file holds nothing.";
        "It looks as if something was handed in when nothing was.";
        "A report.yaml that holds nothing but a comment.";
        "Fill it in or delete it."
    RAW_HTML = "N101" "raw-html" Error:
        "HTML stands in narrative.";
        "It would be dropped: pages are made from Markdown only, so that each works for every reader.";
        "`<b>844</b>` instead of `**844**`.";
        "Write Markdown instead: **bold**, [words](address), lists, tables."
    BAD_LINK = "N102" "bad-link" Error:
        "A link leads to an address that cannot be published.";
        "Only web, e-mail and telephone addresses are safe for readers.";
        "`[our site](www.example.org)` without https:// in front.";
        "Write the whole address, beginning with https://, mailto: or tel:."
    BAD_REFERENCE = "N103" "bad-reference" Error:
        "What stands between {{ and }} cannot be understood, or stands in a text in which nothing of the kind is read.";
        "The sentence would stand without its figure.";
        "`{{ period.ende }}`, a `{{` that is never closed, or `title: The year {{ period.name }}`.";
        "Write a cell's path, {{ people/step_1/total }}, or a name, {{ period.end }}."
    IMAGE = "N104" "image" Error:
        "An image cannot be published: it is not there, is no whole PNG or JPEG, or stands where none can.";
        "Readers would see a gap, and nothing would say what is missing.";
        "`![The new station](sation.jpg)`, where the file is called station.jpg.";
        "Put the file into the folder of the report, and write `![What it shows](station.jpg \"Caption\")` on a line of its own."
    NO_ALTERNATIVE = "N111" "missing-alternative" Error:
        "An image has no words that stand for it, or none that say what it shows.";
        "People who cannot see it, and everyone whose connection is slow, would not know what it shows.";
        "`![](station.jpg)`, `![station.jpg](station.jpg)`, or “Picture 1”.";
        "Say between [ and ] what the image shows, in a sentence."
    BAD_HEADING = "N105" "heading-level" Warning:
        "A heading is of a level that does not fit its place.";
        "People who move from heading to heading, with a screen reader for example, would miss one.";
        "A section that begins with `# Foreword`.";
        "Begin with ##; a heading below it is ###."
    BAD_CHARACTER = "N106" "bad-character" Error:
        "A text holds a character that nobody can see, one that looks like another letter or digit, or what a wrong encoding made of one.";
        "Hidden characters can turn the order of letters around; neither a search nor a check finds `oﬃce` or `８５３`; “boardâ€™s” is a riddle.";
        "Text pasted from a web page with a zero width space in it, or from a PDF with letters joined into one; “Â£5” where £5 was written.";
        "Delete it, or write what was meant; the message says where it stands."
    LOST_TEXT = "N107" "lost-text" Error:
        "Words stand where they would not be published.";
        "What the author wrote would vanish without a trace, a figure or a warning perhaps.";
        "`<!-- to do --> There were 844.`, or `## Visits {HV}`.";
        "Write the words where they can be read, or delete them; the message says why they would be lost."
    UNREAD_MARKUP = "N108" "unread-markup" Error:
        "Signs that ask for something that the text does not have.";
        "Readers would see the signs, or the words without what they stand for.";
        "`[^rate]` where no line `[^rate]: …` follows, or `- [ ] to do`.";
        "Write it in words, or as the message says."
    DEAD_ADDRESS = "N112" "dead-address" Warning:
        "An address stands in narrative as words, not as a link.";
        "Readers have to copy it by hand, and screen readers spell it out.";
        "“More on www.example.org.”";
        "Write `[words for readers](https://www.example.org)`."
    PART_SHAPE = "N110" "part-shape" Error:
        "A list of agencies, a business plan or a list of contacts has not the shape of one.";
        "Readers find a plan by its columns and an office by its name, the same in every report.";
        "`> [!PLAN] Our plan` with a list below it, instead of the columns Theme, Action and Status.";
        "Write it as the message says."
    EMPTY_PART = "N109" "empty-part" Error:
        "A quotation, box, heading, table or item of a list has no text, or nothing follows the colon of a sentence.";
        "Readers would see an empty frame or line, or wait for what never comes, and the words that belong in it would be somewhere else.";
        "`> [!NOTE] Figures are provisional.`, where all the words stand in the title; `##` on a line of its own.";
        "Write the text on the lines below the tag, each beginning with `> `, and the words of a heading behind its `##`."
}
