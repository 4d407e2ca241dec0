//! What is found of figures that are held back.

rules! {
    EXPOSED = "A113" "held-back-figure" Error:
        "A figure that is held back can be worked out from what is published, or can have fewer values than the book asks for.";
        "It is held back to protect people, and whoever takes the other figures from the total has it.";
        "`red: \"[c]\"` beside `blue: 19` and `total: 23`.";
        "Hold back a second figure in each line that gives it away, or leave out the totals. The finding names figures that are enough."
    SMALL = "A114" "small-figure" Error:
        "A figure is published that is smaller than the book lets be published, or is not rounded as the book says.";
        "Where so few are counted a reader may know who they are.";
        "`blue: 3`, where `[disclosure]` in book.toml says `below = 5`.";
        "Write \"[c]\" in its place, or the rounded figure; the next check says what has to be held back with it."
}
