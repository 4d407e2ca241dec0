//! The rules about numbers in narrative.

rules! {
    CONTRADICTS = "P301" "contradicts-the-return" Error:
        "A figure in narrative, typed or by reference, is not the one that the return has for what the sentence is about.";
        "The sentence and the table beside it cannot both be right.";
        "“665 are managed at Level 1” beside a table that says 819; {{ people/step_1/total }} before “people at Step 2”.";
        "Write the reference to what the sentence is about: it is always the table's figure."
    TYPED = "P302" "typed-figure" Note:
        "A figure of the return is typed in narrative.";
        "It is right today and goes stale as soon as the return is corrected or the text is used next year.";
        "“844 people” where {{ people/total/total }} could stand.";
        "Write the reference that the message names."
    WRONG_CHANGE = "P303" "wrong-change" Error:
        "A change in narrative is not the one between the returns of the two periods, or a word beside a figure or a reference says that it went the other way.";
        "Readers who subtract the two figures find another number.";
        "“an increase of 446” where 973 less 526 makes 447; “fell by 69” where it rose by 69.";
        "Write a reference, as in {{ orders/total | rise }}, or the word that is right."
    STOCK_AND_FLOW = "P304" "stock-and-flow" Error:
        "A typed figure is the sum of a count of one day and a count of the whole year.";
        "The two count different things, and some people in both: the sum means nothing.";
        "327 people on 31 March and 104 others during the year, added up to 431.";
        "Give the two figures beside each other and say what each counts."
    UNACCOUNTED = "P305" "unaccounted-figure" Warning:
        "A number typed in narrative is in no return, names a row or column that the return does not have, or stands in a sentence that does not say which figure it is. Where there are so many that the rest was not read it is an error.";
        "Nobody can tell where it comes from, and nothing shows when it goes stale.";
        "“160 people were trained”, where no table counts them.";
        "Write a reference to the figure that is meant, or declare it under `local:` in statistics.yaml with its source."
    CUT_OFF = "P401" "cut-off-percentage" Error:
        "A typed percentage is what the figures give, cut off instead of rounded.";
        "Readers who work it out find another number, and two reports round differently.";
        "“18.39%” where 665 of 3,615 are 18.396%, so 18.40%.";
        "Write a reference, as in {{ managed/total/level_2 | percent rise, 2 }}: it is rounded like every other figure."
    PERCENTAGE = "P402" "typed-percentage" Note:
        "A percentage that the figures give is typed in narrative.";
        "It goes stale as soon as one of the figures is corrected.";
        "“98.26%” where a share by reference could stand.";
        "Write the reference that the message names."
    WRONG_PERCENTAGE = "P403" "contradicting-percentage" Warning:
        "A sentence gives a percentage or share of something that it names, and the figures give another one.";
        "The sentence and the table on the same page cannot both be right.";
        "“79% were blue” where 607 of 820 are, which is 74%.";
        "Write the reference that the message names. If the sentence is about something else, name it: the year, or of what it is a percentage."
}
