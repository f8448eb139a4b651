"""Is a mapping taken word for word, whatever YAML would make of its words?"""

from __future__ import annotations

import pytest

from golive.engines.reconcile.mapping import parse_mapping
from golive.plain.verdict import Refused

HEAD = "object: T\nsource: {table: S}\nkey: {target: [id], source: [id]}\n"


def test_codes_and_columns_that_yaml_takes_for_numbers_or_truth_stay_words():
    text = "fields: {ON: {from: NO, map: m}, N: {const: 0010}}\nmaps: {m: {01: NO, Y: Yes, 1e3: 2026-01-02}}\n"
    found = parse_mapping(HEAD + text)
    assert found.maps["m"].values == {"01": "NO", "Y": "Yes", "1e3": "2026-01-02"}
    assert found.field("ON").column == "NO"
    assert found.field("N").constant == "0010"


def test_tolerances_truths_and_counts_are_still_what_they_say():
    text = "fields: {A: {from: A, type: decimal(9,2), mandatory: yes, compare: {abs_tol: 0.5, trim: true}}}\n"
    found = parse_mapping(HEAD + text + "accept: {missing: 3}\ncontrols: [{count: true}, {sum: A}]\n")
    held = found.field("A")
    assert (held.mandatory, held.compare.abs_tol, held.compare.trim, str(held.type)) == (
        True,
        0.5,
        True,
        "decimal(9,2)",
    )
    assert dict(found.accept) == {"missing": 3}
    assert [each.what for each in found.controls] == ["count", "sum"]


REFUSED = {
    "a field that stands twice": ("fields:\n  A: A\n  A: B\n", "line 6: A stands twice in fields"),
    "a code that stands twice": ("fields: {A: A}\nmaps: {m: {X: 1, X: 2}}\n", "X stands twice in m"),
    "an alias": ("fields: {A: &a {from: A}, B: *a}\n", "*a is an alias"),
    "an alias that refers to itself": ("fields: &f {A: *f}\n", "*f is an alias"),
    "a python object": ("fields: {A: !!python/object/apply:os.system [id]}\n", "could not determine a constructor"),
    "a constant without a value": ("fields: {A: {const: }}\n", "the constant has no value"),
    "two documents": ("fields: {A: A}\n---\nobject: B\n", "another document"),
    "a text as tolerance": ("fields: {A: {from: A, compare: {abs_tol: much}}}\n", "abs_tol is much"),
    "depth without end": ("fields: " + "[" * 1000 + "]" * 1000 + "\n", "cannot be read"),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_lost_or_is_no_mapping_is_refused(text, reason):
    with pytest.raises(Refused) as caught:
        parse_mapping(HEAD + text)
    assert reason in " ".join(map(str, caught.value.refusals))
