//! What can be wrong with releases, and with what changed since.

rules! {
    BROKEN_RELEASE = "R101" "broken-release" Error:
        "A record in `releases/`, or a file that was kept with one, is not as `areabook release` wrote it, or is missing.";
        "Nobody could tell any more what was published, and so not what has changed since: nothing is published until the releases can be read.";
        "Somebody corrects a figure in releases/2014-10-30T0930/ as well, or deletes an old release to save room.";
        "Bring the files back as they were, from the history of the book; `areabook verify` says of each release whether it holds."
    UNRECORDED = "R102" "change-without-correction" Error:
        "What was released has changed, a figure, a text or what the book says around them, and no correction says so.";
        "Readers have quoted the old figure: if it changes without a word nobody can tell which of the two is right.";
        "`breaches: 2` was released, and `breaches: 3` stands there now.";
        "Put back what was released, or add the correction that the message gives: to report.yaml, or to content/corrections.yaml for a file of the whole book. Where what was released may not be told again its `was` is `\"[c]\"`."
    IDLE = "R103" "correction-without-change" Error:
        "A correction is not borne out by what was released: nothing changed, something else was published, the day cannot be, or a correction that was published is another one or is gone.";
        "The list of corrections is what readers go by to learn what changed. One that is not true is worse than none.";
        "`was: \"4\"`, where 2 was released.";
        "Write what was released, and the day on which it is corrected; corrections that were published stay as they are."
    VANISHED = "R104" "vanished" Error:
        "Something that has an address, or a figure, was released and is not there any more.";
        "Links of others lead there, and a figure that vanishes cannot be told from one that never was.";
        "The folder areas/north/2019-20/ is deleted after its release.";
        "Put it back. Of a figure that is not known any more write `[x]`, and a correction."
    TWO_STATES = "R105" "two-states" Error:
        "A report stands as it was released while it is written or approved again, and something that it shows has changed and is shown by other reports as well, or is corrected together with something else.";
        "A site holds one state of a form or a shared text: the report would say what nobody has approved, or the others what is no longer true. A release records a file of corrections as a whole.";
        "South is a draft again, and the title of the form that North fills in too is corrected.";
        "Finish the report, or have it approved, and publish both together; or put the change back until then."
}
