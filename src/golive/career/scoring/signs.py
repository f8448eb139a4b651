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
    rf"{WORD_NUMBERS})",
    re.IGNORECASE,
)
SITUATION = re.compile(rf"\b(?:{_WORDS['situation']})", re.IGNORECASE)
TASK = re.compile(rf"\b(?:{_WORDS['task']})", re.IGNORECASE)
RESULT = re.compile(rf"\b(?:{_WORDS['result']})", re.IGNORECASE)
_ADVERBS = (
    r"(?:then |also |first |personally |immediately |always |therefore |even |had |myself |never |still |simply |"
    r"quickly |deliberately |only |later |next |finally |just |both |all ){0,2}"
)
_PAST = (
    r"((?!would|could|should|might|will|may|can|think|thought|believe|believed|guess|feel|felt|hope|hoped|know|knew|"
    r"like|am|was|want|wanted|need|do |did |have |get |let's|at |it |about|but |not |that|what|out |around)"
    r"[a-z]+(?:ed|t|d|ew|oke|ote|an|ang|ook|ave|id|ose|ought|aught|ell|old|ent|ade|ut|et|ot|at|it|un|ound|awn|own|ow))\b"
)
DEED = re.compile(rf"\bI {_ADVERBS}{_PAST}")
# What others did, or what was done: it tells a story, though not whose deed it was.
OTHERS_DEED = re.compile(rf"\b(?:[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Tt]he team) {_ADVERBS}{_PAST}")
DONE = re.compile(
    r"\b(?:was|were|been|got) (?:then |also |only |not )?"
    r"(?:\w+ed|put|built|held|sent|shown|given|taken|moved|found|brought|set|cut|told|made|done|run)\b"
)
HABIT = re.compile(
    r"\bI (?:usually |always |often |normally |typically |then |also |generally )?(?!would|am\b)[a-z]{3,}\b"
)
HYPOTHETICAL = re.compile(
    r"\b(?:(?:i|we)(?:'d| would| could| might| should| will|'ll)|you (?:should|need to|have to|must)|"
    r"one (?:should|must)|"
    r"it (?:would|depends))\b",
    re.IGNORECASE,
)
I_SAID, WE_SAID = re.compile(r"\bI\b"), re.compile(r"\b[Ww]e\b")
DENIED = re.compile(
    r"\b(?:no|not|never|without|lack(?:ed|ing)?(?: of)?|skipped|neither|nor|didn'?t|did not|don'?t|do not|wasn'?t|"
    r"weren'?t|"
    r"haven'?t|hadn'?t|isn'?t|nobody|none of|instead of|rather than|n't)\b[^.;,!?:]{0,45}$",
    re.IGNORECASE,
)

NAMED, HUMAN, GOVERNANCE = _WORDS["named"], _WORDS["human"], _WORDS["governance"]
LASTING = re.compile(rf"\b(?:{_WORDS['lasting']})\b", re.IGNORECASE)
