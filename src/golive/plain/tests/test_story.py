"""Does a story refuse what has no evidence, and does every numeral lead back to a record?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.plain.story import Figure, Story, numerals, said, untraceable


def test_a_sentence_takes_its_figures_from_evidence_only() -> None:
    line = said("{n} of {all} are decided.", n=Figure("4", "Change control"), all=Figure("10", "Change control"))
    assert line.text == "4 of 10 are decided."
    assert [figure.text for figure in line.figures] == ["4", "10"]
    with pytest.raises(ValueError, match="holds a figure without evidence"):
        said("4 of {all} are decided.", all=Figure("10", "Change control"))
    with pytest.raises(KeyError):
        said("{n} are decided.")


def test_a_figure_without_evidence_and_an_unknown_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="“340” has no evidence"):
        Figure("340", " ")
    with pytest.raises(ValueError, match="no such kind of story: heroic"):
        Story(1, (), (), (), (), frozenset({"heroic"}))


@given(st.lists(st.tuples(st.text("abc {}ü", max_size=8), st.integers(0, 10**9)), min_size=1, max_size=6))
def test_whatever_is_said_no_numeral_is_untraceable(parts: list[tuple[str, int]]) -> None:
    figures = {f"p{'abcdef'[n]}": Figure(f"{text} {value}", "R") for n, (text, value) in enumerate(parts)}
    line = said(" and ".join("{" + name + "}" for name in figures), **figures)
    assert untraceable(line.text, list(line.figures)) == []
    assert untraceable(line.text + " 77777777777", list(line.figures)) == ["77777777777"]


def test_numerals_are_read_as_they_are_written() -> None:
    assert numerals("On 23 May 1.2M, 03:00 and 12\u202f345") == ["23", "1.2", "03:00", "12\u202f345"]
