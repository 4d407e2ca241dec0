//! English: the words by which numbers, times and comparisons are told. Another language is another such list.

use super::plain::{NARROWS, PLAIN, WEEKDAYS};
use super::senses::{Bound, Language, Sense, Way};

/// The words of English.
pub(crate) static ENGLISH: Language = Language::new("en", ROWS);

const ROWS: &[(Sense, &str)] = &[
    // Numbers.
    (Sense::Number(1), "one"),
    (Sense::Number(2), "two"),
    (Sense::Number(3), "three"),
    (Sense::Number(4), "four"),
    (Sense::Number(5), "five"),
    (Sense::Number(6), "six"),
    (Sense::Number(7), "seven"),
    (Sense::Number(8), "eight"),
    (Sense::Number(9), "nine"),
    (Sense::Number(10), "ten"),
    (Sense::Number(11), "eleven"),
    (Sense::Number(12), "twelve"),
    (Sense::Number(13), "thirteen"),
    (Sense::Number(14), "fourteen"),
    (Sense::Number(15), "fifteen"),
    (Sense::Number(16), "sixteen"),
    (Sense::Number(17), "seventeen"),
    (Sense::Number(18), "eighteen"),
    (Sense::Number(19), "nineteen"),
    (Sense::Number(20), "twenty"),
    (Sense::Number(30), "thirty"),
    (Sense::Number(40), "forty|fourty"),
    (Sense::Number(50), "fifty"),
    (Sense::Number(60), "sixty"),
    (Sense::Number(70), "seventy"),
    (Sense::Number(80), "eighty"),
    (Sense::Number(90), "ninety"),
    (Sense::Number(0), "zero|nil"),
    (Sense::Scale(12), "dozen"),
    (Sense::Scale(100), "hundred"),
    (Sense::Scale(1000), "thousand|k"),
    (Sense::Scale(1_000_000), "million|m|mn"),
    (Sense::Scale(1_000_000_000), "billion|bn"),
    (Sense::Pair, "couple|pair"),
    (Sense::Zero, "no|none|nobody|no one|not one|not a single|not any"),
    (Sense::Part(2), "half|halves"),
    (Sense::Part(3), "third|thirds"),
    (Sense::Part(4), "quarter|quarters"),
    (Sense::Part(5), "fifth|fifths"),
    (Sense::Part(6), "sixth|sixths"),
    (Sense::Part(7), "seventh|sevenths"),
    (Sense::Part(8), "eighth|eighths"),
    (Sense::Part(9), "ninth|ninths"),
    (Sense::Part(10), "tenth|tenths"),
    (Sense::Percent, "%|per cent|percent|pct|pc|per cents"),
    (Sense::Points, "percentage point|percentage points|per cent points|% points|% point"),
    (Sense::Ordinal, "st|nd|rd|th"),
    (Sense::Respectively, "respectively|in that order"),
    // How exact a number is meant to be.
    (
        Sense::Bound(Bound::About),
        "about|around|some|roughly|approximately|approx|circa|close to|or so|or thereabouts|in the region of|in the order of|\
         something like|an estimated|almost exactly|nearly exactly|more or less|~|≈",
    ),
    (
        Sense::Bound(Bound::Below),
        "nearly|almost|just under|just below|under|below|less than|fewer than|not quite|approaching|short of|just short of|\
         slightly under|slightly less than|slightly fewer than|well under|<",
    ),
    (
        Sense::Bound(Bound::Above),
        "over|above|more than|well over|in excess of|exceeding|exceeded|exceeds|passed|passing|topped|topping|broke through|upwards of|beyond|greater than|higher than|>",
    ),
    (
        Sense::Bound(Bound::JustAbove),
        "just over|just above|just more than|only just over|slightly over|slightly above|slightly more than|a little over|\
         a little above|a little more than|little more than|barely more than",
    ),
    (
        Sense::Bound(Bound::AtLeast),
        "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|≥",
    ),
    (Sense::Bound(Bound::AtMost), "at most|up to|no more than|not more than|a maximum of|maximum of|≤"),
    (
        Sense::Only,
        "just|only|exactly|precisely|merely|all|both|a total of|the total of|a further|another|an additional|as many as|as few as",
    ),
    // Months and days.
    (Sense::Month(1), "january|jan"),
    (Sense::Month(2), "february|feb"),
    (Sense::Month(3), "march|mar"),
    (Sense::Month(4), "april|apr"),
    (Sense::Month(5), "may"),
    (Sense::Month(6), "june|jun"),
    (Sense::Month(7), "july|jul"),
    (Sense::Month(8), "august|aug"),
    (Sense::Month(9), "september|sep|sept"),
    (Sense::Month(10), "october|oct"),
    (Sense::Month(11), "november|nov"),
    (Sense::Month(12), "december|dec"),
    (
        Sense::Span,
        "second|seconds|minute|minutes|hour|hours|day|days|night|nights|week|weeks|weekend|weekends|fortnight|fortnights|\
         month|months|year|years|decade|decades|century|centuries|working day|working days|calendar days|hrs|mins|term|terms|o'clock|o’clock|am|pm|a.m|p.m",
    ),
    (
        Sense::Measure,
        "square mile|square miles|square kilometres|square metres|square feet|square yards|cubic metres|sq km|sq miles|sq m|sq ft|\
         mile|miles|kilometre|kilometres|km|metre|metres|mph|acre|acres|hectare|hectares|litre|litres|tonne|tonnes|kg|degrees|\
         m²|km²|°|℃|inch|inches|feet|foot|yard|yards|gb|mb|pixels|pound|pounds|pence|euros|dollars",
    ),
    (Sense::Times, "times|time|occasion|occasions|fold"),
    (
        Sense::Aged,
        "aged|age|ages|youngest|oldest|eldest|under the age of|over the age of|age of|between the ages of|\
         boy of|child under|person under|somebody under|someone under|girl of|man of|woman of|child of|person of|if under|if over|when under|those under|anyone under|people under|children under|those over|anyone over",
    ),
    (Sense::Old, "old|olds"),
    (Sense::Title, "mr|mrs|ms|miss|dr"),
    (Sense::Money, "£|€|$"),
    // Words before a number that make it a name.
    (
        Sense::Label,
        "level|levels|category|categories|table|tables|chart|charts|figure|figures|appendix|appendices|annex|page|pages|p|pp|\
         section|sections|part|parts|chapter|chapters|step|steps|no|nos|number|schedule|schedules|article|articles|\
         regulation|regulations|clause|paragraph|paragraphs|rule|rules|act|s|ss|para|paras|item|items|point|tier|tiers|\
         phase|phases|stage|stages|grade|band|bands|version|volume|issue|box|room|unit|route|zone|form|objective|priority|\
         recommendation|recommendations|question|questions|theme|outcome|principle|standard|key stage|group|option|isbn|issn|cm|cmnd|reg|regs|ref|reference|edition",
    ),
    (Sense::Call, "ring|rings|ringing|call|calling|dial|dialling|phone|telephone|tel|text|fax|on freephone|freephone"),
    (Sense::Street, "street|road|avenue|lane|square|drive|close|way|terrace|place|house|floor|po box"),
    // Times.
    (
        Sense::LastYear,
        "last year|previous year|the year before|year before|a year earlier|a year before|one year earlier|year earlier|\
         a year ago|preceding year|prior year|previously|twelve months earlier|12 months earlier|twelve months before|\
         12 months before|last year’s|last year's|the previous year’s|\
         previous year’s|previous year's|year on year|\
         previous reporting year|last reporting year|a year previously|the year previous|same time last year|\
         same day last year|same point last year|same date last year|the same day a year earlier|twelve months ago|12 months ago|\
         in the year before|during the year before|over the year before|in the preceding year|in the previous year",
    ),
    (Sense::YearUpTo, "previous twelve months|previous 12 months|preceding twelve months|preceding 12 months"),
    (Sense::Lately, "last year|last year’s|last year's"),
    (
        Sense::YearOpened,
        "start of the year|beginning of the year|outset of the year|the year opened|the year opened with|opened the year with|\
         the year began|the year began with|began the year with|the year started|the year started with|started the year with|\
         start of the reporting year|beginning of the reporting year",
    ),
    (Sense::Before(0), "previous period|the period before|previous report|last report"),
    (Sense::Before(6), "last half-year|previous half-year|the half-year before|last six months|previous six months"),
    (
        Sense::Before(3),
        "last quarter|previous quarter|preceding quarter|the quarter before|a quarter earlier|one quarter earlier|quarter on quarter|\
         in the quarter before|over the quarter before",
    ),
    (
        Sense::Before(1),
        "last month|previous month|preceding month|the month before|a month earlier|month on month|in the month before",
    ),
    (Sense::PartOfYear(6, 1), "first half|h1"),
    (Sense::PartOfYear(6, 2), "second half|h2"),
    (Sense::PartOfYear(3, 1), "first quarter|q1"),
    (Sense::PartOfYear(3, 2), "second quarter|q2"),
    (Sense::PartOfYear(3, 3), "third quarter|q3"),
    (Sense::PartOfYear(3, 4), "fourth quarter|final quarter|q4"),
    (Sense::YearsAgo(2), "the year before that|the year before last|two years previously"),
    (
        Sense::YearsOn(1),
        "a year later|one year later|a year on|one year on|a year after|a year afterwards|the year after|the following year|\
         the next year|twelve months later|12 months later|twelve months on|12 months on",
    ),
    (Sense::Year, "year|years"),
    (Sense::Ago, "ago"),
    (Sense::Earlier, "earlier|before|previously|beforehand|prior"),
    (Sense::Later, "later|on|after|afterwards"),
    (Sense::This(0), "this period|the reporting period|reporting period|this report"),
    (Sense::This(12), "this year|the reporting year|reporting year|this reporting year|the current year"),
    (Sense::This(6), "this half-year"),
    (Sense::This(3), "this quarter"),
    (Sense::This(1), "this month"),
    (
        Sense::OnDay(0),
        "end of the period|end of the reporting period|last day of the period|at any one time|currently|at present|\
         at the moment|snapshot|on the day|day count|on that day|that day|that date|on that date|on one day|\
         the same day|census day|close of the period|its last day|its final day|the last day|the final day|\
         on the last day|when it ended|when it closed|when the period ended|when the period closed|on a single day",
    ),
    (
        Sense::OnDay(12),
        "end of the year|ended the year with|closed the year with|finished the year with|the year ended with|the year closed with|year end|at year end|end of the reporting year|close of the year|last day of the year|\
         final day of the year|at the close of the year|end of the financial year|when the year ended|\
         when the year closed|when the year ends|as the year ended|as the year closed|by the time the year ended|\
         by the time the year closed|when the year came to an end|when the reporting year ended|\
         when the reporting year closed|the year was out|when the year finished|year’s close|year's close|year’s end|year's end|last day of the reporting year",
    ),
    (Sense::Minus, "minus"),
    (
        Sense::Deficit,
        "deficit|deficits|loss|losses|lost|shortfall|shortfalls|overspend|overspent|overspending|in the red",
    ),
    (Sense::Surplus, "surplus|surpluses|profit|profits|gain|gains|underspend|underspent|in the black"),
    (Sense::EndOf, "end of|the end of|close of|ended|closed|finished"),
    (Sense::StartOf, "start of|beginning of|outset of|began|opened|started|entered"),
    (Sense::OnDay(6), "end of the half-year|last day of the half-year|close of the half-year|when the half-year ended"),
    (
        Sense::OnDay(3),
        "end of the quarter|quarter end|at quarter end|close of the quarter|last day of the quarter|when the quarter ended",
    ),
    (Sense::OnDay(1), "end of the month|last day of the month|close of the month|when the month ended"),
    (
        Sense::Over(0),
        "in the course of it|during the period|over the period|in the period|throughout the period|across the period|during the reporting period|\
         over the reporting period|in the reporting period",
    ),
    (
        Sense::Over(6),
        "during the half-year|over the half-year|in the half-year|half-year to|the half-year ended|six months to|six months ending|over the six months|in the six months|during the six months",
    ),
    (
        Sense::Over(3),
        "during the quarter|over the quarter|in the quarter|throughout the quarter|across the quarter|quarter to|the quarter ended|\
         quarter ending|in the quarter to|three months to|three months ending|over the three months|in the three months|during the three months|3 months to",
    ),
    (Sense::Over(1), "during the month|over the month|in the month|throughout the month|across the month"),
    (
        Sense::OverYear,
        "before the year was out|before the year ended|before the year closed|during the year|over the year|in the year|throughout the year|in the course of the year|course of the year|\
         across the year|within the year|during the reporting year|over the reporting year|in the reporting year|over the twelve months|over the 12 months|in the twelve months|\
         in the 12 months|during the twelve months|during the 12 months|over twelve months|over 12 months|year to|the year ended|year ending|the year as a whole|whole year|full year|over the course of|all year|at some time in the year|\
         at some point in the year|at some point during the year|some time during the year|at any time in the year|at any time during the year|during this year|over this year|in the year to|year long|\
         over the whole|over the past year|in the past year|during the past year|over those twelve months|that year|in those twelve months|same twelve months|same year|annually|a year|yearly|in a year",
    ),
    (
        Sense::LongTime,
        "decade|decades|years ago|past years|recent years|over the years|five years|three years|ten years|two years|\
         four years|past five years|past decade|ever since|than ever|ever recorded|highest ever|lowest ever|largest ever|smallest ever|most ever|fewest ever|months ago|each month|every month|per month|a month|each week|every week|per week|a week|each quarter|every quarter|per quarter|monthly|weekly|quarterly|six months|three months",
    ),
    // Places.
    (
        Sense::Nation,
        "nation|national|nationally|country|countrywide|nationwide|national average|national figure|across the country",
    ),
    (
        Sense::Elsewhere,
        "elsewhere|somewhere|somewhere else|region|regional|regionally|other areas|neighbouring|neighbour|neighbours|other area|another area",
    ),
    // Changes.
    (
        Sense::Way(Way::Rise),
        "rose|rise|rises|risen|rising|increase|increases|increased|increasing|grew|grow|grown|growing|growth|up|climbed|climb|\
         climbing|jumped|jump|higher|gain|gained|went up|gone up|go up|going up|upturn|surged|surge|expanded|swelled|soared|\
         grows|climbs|jumps|gains|surges|expands|swells|soars|mounts|leaps|widens|lengthens|multiplies|rocketed|mounted|leapt|rebounded|longer|exceed|outnumber|outnumbered|outnumbers|overtook|ahead of|surpassed|more|larger|bigger|greater|swollen|\
         as many again|as much again|as high again|as long again|as large again|as great again|as big again|\
         advanced|escalated|multiplied|lengthened|extended|widened|exceeds|exceeded|tops|topped|surpasses|overtakes|added|added in net terms|above|over and above",
    ),
    (
        Sense::Way(Way::Fall),
        "fell|fall|falls|fallen|falling|declines|dips|slips|cuts|tumbles|plunges|plummets|sinks|slides|eases|narrows|dwindles|contracts|decrease|decreases|decreased|decreasing|drop|drops|dropped|dropping|reduction|\
         reductions|reduced|declined|decline|declining|down|lower|shrank|shrunk|went down|gone down|go down|cut|slipped|dipped|\
         dip|downturn|loss|fewer|less|tumbled|plunged|plummeted|sank|contracted|dwindled|short of|diminished|slid|\
         shrink|shrinks|shrinking|smaller|shorter|eased|ebbed|shed|lessened|subsided|slumped|receded|waned|shortened|narrowed|thinned|outnumbered by|exceeded by|surpassed by|below",
    ),
    (Sense::Way(Way::Either), "change|changed|difference|differed|differ|differs|moved|move|shift|variation|gap|apart"),
    (
        Sense::Way(Way::Same),
        "unchanged|the same|no change|remained at|stayed at|steady|static|identical|did not change|stayed the same|remained the same",
    ),
    (
        Sense::Growth,
        "rise|rises|increase|increases|growth|gain|jump|climb|surge|upturn|fall|falls|decrease|decreases|drop|drops|dip|\
         reduction|reductions|decline|cut|loss|downturn|change|difference|gap|shift|margin",
    ),
    (Sense::Factor(2, 1), "doubled|double|doubling|twofold|two fold"),
    (Sense::Factor(3, 1), "trebled|tripled|treble|threefold|three fold"),
    (Sense::Factor(4, 1), "quadrupled|fourfold|four fold"),
    (Sense::Factor(1, 2), "halved|halving"),
    (Sense::Fold(2, 1), "twice|double"),
    (Sense::Fold(3, 1), "thrice|treble|triple"),
    (Sense::Fold(1, 2), "half"),
    (Sense::AsMany, "as many|as much|as high|as large|as great|as big|as numerous|as often|as common"),
    (
        Sense::TheNumber,
        "the rate|the figure|the level|the size|that of|that in|that for|those of|those in|what it was|what it had been|the number|the total",
    ),
    (Sense::As, "as"),
    (Sense::SameNumber, "the same number|the same figure|the same total|an equal number|an identical number"),
    (Sense::More, "more|fewer|less"),
    (Sense::Any(2), "either|both"),
    (Sense::Any(u8::MAX), "any|all|whichever"),
    (
        Sense::Beside,
        "above|below|higher than|lower than|ahead of|short of|outnumber|outnumbered|outnumbers|exceeds|tops|surpasses|equals|equalled|equal to|matches|matched|in line with|as many again|as much again|\
         as high again|as long again|as large again|as great again|as big again",
    ),
    (Sense::The, "the|that|those|our|its|their|your|my|his|her"),
    (Sense::Since, "since"),
    (Sense::Until, "until|till"),
    (Sense::During, "during|throughout|over|in the course of|across|within|over the course of"),
    (Sense::Rate, "rate|rates"),
    (Sense::AllBut, "all but|all except|all apart from"),
    (Sense::Than, "than"),
    (Sense::From, "from"),
    (Sense::To, "to"),
    (Sense::By, "by"),
    (Sense::Between, "between"),
    (
        Sense::Compared,
        "compared with|compared to|against|set against|as against|in comparison with|as opposed to|versus|compares with|compare with|comparing with|just as in|exactly as in|the same as in|up on|down on",
    ),
    // Parts and wholes.
    (Sense::Of, "of"),
    (Sense::In, "in"),
    (Sense::At, "at"),
    (Sense::Link, "and"),
    (Sense::OrMore, "or more|and more|or above|and above|or higher|and higher"),
    (Sense::OrLess, "or less|or fewer|or below|and below|or lower|and lower"),
    (Sense::End(Way::Rise), "highest|higher|upper|uppermost|top"),
    (Sense::End(Way::Fall), "lowest|lower|bottom"),
    (Sense::OrOlder, "and over|or over|and older|or older|and above|and under|or under|and younger|or younger"),
    (Sense::Weekday, WEEKDAYS),
    (Sense::HalfDay, "am|pm|a.m|p.m|noon|midnight"),
    (Sense::An, "a|an|one"),
    (Sense::OutOf, "out of|in every|out of every|in each"),
    (Sense::Per, "per|for every|for about every|for roughly every|for each|in every|per every|to every"),
    (Sense::Per, "out of every|of every|to each"),
    (
        Sense::Subset,
        "of whom|of which|of these|of those|of them|of this number|of that number|of this total|of that total|among them|\
         amongst them|among these|among those|including|includes|included|of this group|of that group|of this figure|\
         of that figure|of the total|of this cohort|all of whom|some of whom|most of whom|within this|within that|of all of these",
    ),
    (Sense::Not, "not|neither|no longer|rather than|instead of|and not"),
    (Sense::Average, "mean|average|averaged|averages"),
    (Sense::Median, "median|medians"),
    (Sense::Together, "in all|in total|altogether|all told|all together|combined|taken together|added together"),
    (Sense::And, "and|or|nor|&|plus|as well as|along with|together with"),
    (
        Sense::But,
        "but|while|whilst|whereas|although|though|however|yet|which|who|whom|whose|where|when|with|because|since|so that|until|after|before",
    ),
    (Sense::Relative, "where|when|which|whose"),
    (Sense::Copula, "was|were|is|are"),
    (Sense::Present, "is|means|can|may|must|counts as|stands for|consists of"),
    (Sense::Suppose, "if|had|were|should|suppose|supposing|imagine"),
    (Sense::Would, "would have|would be|would still have|would still be|could have|could be|might have|might be"),
    (
        Sense::Modal,
        "can|could|may|might|must|shall|should|will|would|need|needs|cannot|ought|aim|aims|target|targets|plan|plans|intend|expected|capacity|if|whether|maximum|goal",
    ),
    (
        Sense::Verb,
        "was|were|is|are|be|been|being|am|had|has|have|having|did|does|do|stood|stands|stand|came|comes|became|made|makes|make|\
         accounted|accounts|account|represented|represents|represent|held|holds|hold|numbered|reached|remained|remains|remain|\
         stayed|amounted|amounts|totalled|comprised|comprises|comprise|formed|showed|shows|show|saw|sees|lived|live|lives|fell|\
         rose|include|belonged|sat|consisted|constituted|went|got|took|needed|\
         add up to|adds up to|added up to|adding up to|made up|make up|makes up|making up|gave up|took up|drew up|set up|set out|broken down|broke down|breaks down|turned down|turn down|turns down|turning down|shut down|laid down",
    ),
    (
        Sense::Preposition,
        "at|on|under|as|within|into|for|with|by|against|among|amongst|across|over|during|through|throughout|below|above|to|in|from|about|around|near|outside|inside|per|via|off|onto|upon",
    ),
    (Sense::Article, "the|a|an|our|their|its|his|her|your|my|these|those|this|that|such|any|all|each|every|some|both"),
    (Sense::Area, "area|areas"),
    (Sense::Some, "most|few|some|many|several|nearly all|almost all|not all|majority|minority|bulk|handful"),
    (Sense::Whole, "whole|total|lot"),
    (Sense::Sum, "in other words|that makes|which makes|making|you get|and you have|and we have"),
    (Sense::Extra, "extra|an extra|additional|an additional|a further|further"),
    (Sense::Subject, "we|they|you|who"),
    (Sense::Us, "we|us|our|ours"),
    (Sense::Speaker, "we|us|our|ours|here"),
    (Sense::Likeness, "similar|similarly|same|too|also|likewise|other|another|different|differently|elsewhere"),
    (Sense::With, "with"),
    (Sense::Each, "each|apiece"),
    (Sense::Alike, "each|apiece|both|alike|in common"),
    (Sense::ToldOn, "that is how many|that was how many|this is how many|that is the number|that was the number"),
    (Sense::PerSpan(12), "a month|per month|each month|every month|monthly"),
    (Sense::PerSpan(52), "a week|per week|each week|every week|weekly"),
    (Sense::PerSpan(365), "a day|per day|each day|every day|daily"),
    (Sense::PerSpan(4), "a quarter|per quarter|each quarter|every quarter|quarterly"),
    (Sense::Aside, "like|unlike|as in|as with|together with|along with|alongside|in common with|in contrast to"),
    (Sense::Extreme(Way::Rise), "largest|highest|biggest|greatest"),
    (Sense::Extreme(Way::Fall), "smallest|lowest|fewest"),
    (Sense::Narrows, NARROWS),
    (
        Sense::Rest,
        "other|others|remaining|remainder|rest|remain|remained|remains|left|leave|leaves|leaving|balance|else",
    ),
    (
        Sense::Apart,
        "leaving aside|leave aside|setting aside|set aside|leave out|leaving out|left out|take away|taking away|not counting|\
         apart from|aside from|except for|excluding|without",
    ),
    (Sense::Somebody, "i|he|she"),
    (Sense::Season, "spring|summer|autumn|winter"),
    (Sense::Pronoun, "they|them|it|he|she|whom|these|its|their"),
    (Sense::Plain, PLAIN),
];
