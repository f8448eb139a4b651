"""By which words does an answer show structure, figures, a framework, people, governance and ownership?"""

from __future__ import annotations

import re
import tomllib
from importlib import resources

_WORDS: dict[str, str] = {
    name: "|".join(parts)
    for name, parts in tomllib.loads(resources.files(__package__).joinpath("signs.toml").read_text("utf-8")).items()
}
WORD_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|"
    "forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|third|quarter"
)
# A figure: digits with or without unit, a currency amount, or a number in words before something that is counted.
FIGURE = re.compile(
    rf"(?:[$€£]\s?\d[\d.,]*\s?(?:k|m|bn|million|thousand)?)|(?:\b\d[\d.,]*\s?(?:%|{_WORDS['units']})?)|"
    rf"(?:\b(?:{WORD_NUMBERS})(?:[- ](?:{WORD_NUMBERS}))*[- ](?:\w+[- ]){{0,2}}?(?:{_WORDS['units']})\b)|"
    r"(?:\b(?:doubled|halved|tripled|twice)\b)",
    re.IGNORECASE,
)
BEFORE_AFTER = re.compile(
    rf"\bfrom\s+(?:about |around |roughly )?[$€£]?(?:\d|{WORD_NUMBERS})[^.;]{{0,60}}?\bto\s+(?:about |under |"
    rf"below |over )?[$€£]?"
    rf"(?:\d|{WORD_NUMBERS}|zero|none)|"
    rf"\b(?:rose|fell|dropped|went|grew|cut|reduced|increased|improved|climbed|down|up|lifted|raised|"
    rf"shrank)\b[^.;]{{0,40}}?"
    rf"\b(?:by|to|from)\s+[^.;]{{0,12}}?(?:\d|{WORD_NUMBERS})|\bdoubled\b|\bhalved\b|\binstead of\s+(?:\d|"
    rf"{WORD_NUMBERS})|"
    rf"\bnow (?:at |it's |it is |about )?(?:\d|{WORD_NUMBERS})|\b(?:is|are) now (?:at )?\d|"
    rf"\b\d[\d.,]*[^.;]{{0,30}}\b(?:in|by|at|after) "
    rf"(?:the )?(?:week|day|month|quarter|go-?live|launch|trial|end)\b",
    re.IGNORECASE,
)
SITUATION = re.compile(rf"\b(?:{_WORDS['situation']})", re.IGNORECASE)
TASK = re.compile(rf"\b(?:{_WORDS['task']})", re.IGNORECASE)
RESULT = re.compile(rf"\b(?:{_WORDS['result']})", re.IGNORECASE)
_ADVERBS = rf"(?:(?:{_WORDS['adverbs']}) ){{0,2}}"
_PAST = rf"((?!(?:{_WORDS['no_deed']})\b)(?:(?:re-)?[a-z]+ed|{_WORDS['past']}))\b"
DEED = re.compile(rf"\bI(?:'d| had)? {_ADVERBS}{_PAST}")
# “I wrote it up and took it to the board”: the second deed has no I of its own.
SECOND_DEED = re.compile(rf"\bI [^.;!?]{{2,90}}?(?:,| and| then) (?:then |also )?{_PAST}")
# What others did, or what was done: it tells a story, though not whose deed it was.
OTHERS_DEED = re.compile(rf"\b(?:[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Tt]he team) {_ADVERBS}{_PAST}")
DONE = re.compile(rf"\b(?:was|were|been|got) (?:then |also |only |not )?(?:[a-z]+ed|{_WORDS['done']})\b")
ONCE = re.compile(r"\b(?:I|we|they|he|she) (?:had|was|were)\b|\bI've (?:done|had|used|seen|led|run)\b", re.IGNORECASE)
# A person with a name: “Siobhan from housing”, “the shop manager, Dorota, did”, “Fatma's team”.
PERSON = re.compile(
    r"\b[A-Z][a-z]{2,} from (?:the )?[a-z]+|\b[a-z]{3,}, [A-Z][a-z]{2,}(?=[,.])|"
    r"\b[A-Z][a-z]{2,}'s (?:team|people|shift|boss)|"
    r"\b(?:called|named) [A-Z][a-z]{2,}|\b[A-Z][a-z]{2,}, (?:the|who|our|a) "
)
HABIT = re.compile(
    r"\bI (?:usually |always |often |normally |typically |then |also |generally )?(?!would|am\b)[a-z]{3,}\b"
)
HYPOTHETICAL = re.compile(
    rf"\b(?:(?:i|we)(?: would| could| might| should| will|'ll|'d (?!{_ADVERBS}(?:[a-z]+ed|{_WORDS['past']}|"
    rf"{_WORDS['done']}|been|had|got|come|gone|seen|known|asked)\b))|you (?:should|need to|have to|must)|"
    r"one (?:should|must)|"
    r"it (?:would|depends))\b",
    re.IGNORECASE,
)
I_SAID, WE_SAID = re.compile(r"\bI\b"), re.compile(r"\b[Ww]e\b")
DENIED = re.compile(
    r"\b(?:no(?![- ](?:go|longer|one ))|not|never|without|lack(?:ed|ing)?(?: of)?|skipped|neither|nor|didn'?t|did not|"
    r"don'?t|do not|wasn'?t|weren'?t|"
    r"haven'?t|hadn'?t|isn'?t|nobody|none of|instead of|rather than|n't)\b[^.;,!?:]{0,45}$",
    re.IGNORECASE,
)

NAMED, HUMAN, GOVERNANCE = _WORDS["named"], _WORDS["human"], _WORDS["governance"]
LASTING = re.compile(rf"\b(?:{_WORDS['lasting']})\b", re.IGNORECASE)
BLAME = re.compile(rf"\b(?:{_WORDS['blame']})", re.IGNORECASE)
