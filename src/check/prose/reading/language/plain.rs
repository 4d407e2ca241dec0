//! English: the words beside numbers that say nothing of what is counted.

/// Words that say nothing of what is counted.
pub(super) const PLAIN: &str = "there|here|number|numbers|figure|figures|total|totals|people|person|persons|individual|individuals|name|names|together|\
    case|cases|those|they|it|he|she|we|us|our|also|now|then|still|already|again|however|therefore|thus|so|very|well|\
    which|who|whom|whose|what|when|where|that|this|these|such|other|others|same|own|more|most|many|few|fewer|less|least|\
    area|areas|local|locally|year|years|day|date|month|time|period|report|return|table|statistics|\
    stood|standing|came|come|comes|amounted|made|making|make|recorded|reported|counted|shows|showed|show|shown|saw|see|seen|\
    accounted|accounting|accounts|represented|representing|represents|comprised|comprising|formed|numbered|numbering|reached|\
    remained|remaining|stayed|living|lived|live|resident|residents|based|present|currently|under|subject|\
    majority|minority|proportion|share|percentage|rate|bulk|group|groups|largest|smallest|smaller|larger|average|mean|\
    single|alone|each|every|respectively|including|included|even|yet|too|either|rather|quite|up|down|out|off|away|\
    altogether|overall|combined|remainder|rest|whole|entire|wholly|nearly|almost|about|around|over|not|nor|\
    them|him|her|me|you|i|its|their|itself|themselves|both|once|twice|slightly|sharply|steadily|further|since|ago|earlier|later|before|after|previous|last|next|first|\
    compared|comparison|against|than|while|whereas|although|though|because|if|as|like|unlike|meanwhile|similarly|\
    just|only|exactly|precisely|had|been|being|is|are|was|were|be|has|have|did|do|does|no|yes|end|close|course|start|\
    beginning|throughout|within|among|amongst|across|between|during|for|from|with|by|at|on|in|to|of|and|or|but|the|a|an|\
    how|it’s|it's|january|february|march|april|may|june|july|august|september|october|november|december|held|stands|stand|\
    given|put|puts|figure’s|s|published|official|latest|new figures|breakdown|follows|following|below|above";

/// Words that can narrow down what is counted, or count something beside it.
pub(super) const NARROWS: &str = "apart from|aside from|other than|except for|other|others|another|further|additional|extra|remaining|remainder|rest|same|such|first|last|next|previous|once|twice|\
    again|still|already|earlier|later|before|after|ago|until|then|average|mean|each|every|either|neither|like|unlike|even|ever|\
    yet|least|many|few|some|share|proportion|percentage|what|where|when|how|if|following|except|excluding|besides|apart|\
    comparison|instead|nor|without|half|minority|largest|smallest|biggest|greatest|fewest|smaller|larger";

/// The days of the week.
pub(super) const WEEKDAYS: &str = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|fridays|\
    saturdays|sundays|weekday|weekdays|weekend|weekends|mon|tue|tues|wed|thu|thurs|fri";
