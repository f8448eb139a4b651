"""Which question was asked? Words and their pieces decide; the meaning of the sentence helps where it is installed."""

from golive.career.matching.match import Match, Matcher, match, matcher

__all__ = ["Match", "Matcher", "match", "matcher"]
