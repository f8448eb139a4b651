"""Which moves does a sentence make, good and bad?"""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"\b(?:why\b|what(?:'s| is| are| was| would| makes?| made)\b[^.?!]*\b(?:behind|worr|concern|need|matter|driv|"
    r"reason|afraid|problem|chang|happen|stop|block|keep|important|achieve|lose)|how come|help me understand|"
    r"tell me more|"
    r"what do you (?:need|fear|want to achieve)|what (?:happens|would happen) if|can you (?:explain|tell me what)|"
    r"could you (?:explain|tell me)|(?:like|want|love) to understand|what exactly)",
    re.I,
)
_ACKNOWLEDGED = re.compile(
    r"\b(?:i (?:understand|hear|see|get|appreciate|can imagine)|that (?:sounds|must be|makes sense)|"
    r"you(?:'re| are) right|thank(?:s| you) for|i(?:'m| am) sorry|sorry (?:that|to hear)|"
    r"(?:fair|valid) (?:point|concern)|"
    r"in your (?:place|shoes|position)|good point|i know (?:that|how)|what i hear)",
    re.I,
)
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"hundred|half)"
)
_QUANTIFIED = re.compile(
    rf"[$€£]\s?\d|\b\d[\d,.]*\s?(?:%|per ?cent|k\b)|\b{_NUMBER}(?:[- ]\w+)?[- ](?:working |calendar )?(?:days?|weeks?|"
    r"months?|hours?|users?|people|tickets?|thousand|million|dollars?|euros?|defects?|records?|percent|per cent|"
    r"sites?|tests?)\b",
    re.I,
)
_OFFERED = re.compile(
    r"\b(?:option|alternative|instead|we could|i could|could we|i can (?:offer|bring|send|give|come|move|sit|set)|"
    r"what if (?:we|i)|how about|i (?:suggest|propose|recommend|offer)|my (?:suggestion|proposal|recommendation)|let's|"
    r"let me|would it help|phase (?:two|2)|second (?:release|phase|wave)|pilot|workaround|either\b[^.]*\bor|a way to|"
    r"we can (?:also )?(?:start|move|split|do|run|give|train|keep|build))",
    re.I,
)
_DECIDER = re.compile(
    r"\b(?:steering(?: committee| group)?|sponsor|committee|change (?:control )?board|decision[- ]maker|who decides|"
    r"(?:decides?|decision|approv\w*|sign[- ]?off)\b[^.?!]*\b(?:by|on|with|from|at|of)\b|"
    r"(?:will|to|must|should|can) (?:decide|approve)|escalat\w+|accountable|project board|go/no-go)",
    re.I,
)
_GAVE_IN = re.compile(
    r"\b(?:no problem|sure,? (?:we|i)|of course,? (?:we|i)(?:'ll| will| can)|we(?:'ll| will) (?:just |simply )?do it|"
    r"consider it done|whatever you (?:want|say|need)|okay,? (?:we|i)(?:'ll| will) (?:do|add|build|go)|"
    r"you(?:'ll| will) get it|"
    r"yes,? we(?:'ll| will) (?:do|add|build|go)|i promise)",
    re.I,
)
_BLAMED = re.compile(
    r"\b(?:your (?:own )?fault|you(?:'re| are) (?:wrong|the problem|being|difficult|not listening|lazy)|"
    r"you should have|you (?:never|always)|not my (?:problem|job|fault)|that(?:'s| is) your problem|calm down|"
    r"ridiculous|nonsense|"
    r"deal with it|shut up|stupid|blame)",
    re.I,
)
_REFUSED = re.compile(
    r"(?:^\s*(?:no|never|impossible)\b[.!,]|\b(?:impossible|out of the question|the contract says|not in the contract|"
    r"we (?:can't|cannot|won't|will not)(?: do (?:that|it))?[.!]|take it or leave it|there is nothing (?:i|we) can do|"
    r"i (?:don't|do not) care|management (?:has )?decided))",
    re.I,
)
_NOT_DONE = re.compile(r"\b(?:don't|do not|won't|will not|no|never|not)\s+(?:\w+\s+){0,2}$", re.I)

GOOD = {
    "asked_why": _ASKED,
    "acknowledged": _ACKNOWLEDGED,
    "quantified": _QUANTIFIED,
    "offered": _OFFERED,
    "named_decider": _DECIDER,
}
BAD = {"gave_in": _GAVE_IN, "blamed": _BLAMED, "refused": _REFUSED}


def made(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Good and bad moves, each with the words that make it; a refusal beside an offer is no bad move.

    >>> good, bad = made("Why is that report so important to you?")
    >>> list(good), list(bad)
    (['asked_why'], [])
    """
    text = text.replace("’", "'")
    good = {name: found for name, pattern in GOOD.items() if (found := _first(pattern, text))}
    bad = {name: found for name, pattern in BAD.items() if (found := _first(pattern, text))}
    if "offered" in good or "asked_why" in good:
        bad.pop("refused", None)
    if {"quantified", "named_decider"} & good.keys():
        bad.pop("gave_in", None)
    return good, bad


def _first(pattern: re.Pattern[str], text: str) -> str:
    """The first place that is not denied: “I don't see” shows nobody that they were heard."""
    for found in pattern.finditer(text):
        if not _NOT_DONE.search(text[: found.start()]):
            begun = re.match(r"\w*", text[found.end() :])
            return (found.group() + (begun.group() if begun and found.group()[-1:].isalnum() else "")).strip()
    return ""
