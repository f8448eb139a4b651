"""Are optimistic and pessimistic durations of custom fields taken, and impossible ones told?"""

from __future__ import annotations

import pytest

from golive.engines.schedule import ThreePoint, read_plan

FILE = """<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-01-05T08:00:00</StartDate>
<ExtendedAttributes>
<ExtendedAttribute><FieldID>188743783</FieldID><FieldName>Duration1</FieldName><Alias>{low}</Alias></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743784</FieldID><FieldName>Duration2</FieldName><Alias>{high}</Alias></ExtendedAttribute>
</ExtendedAttributes><Tasks><Task><UID>1</UID><ID>1</ID><Name>Build</Name><Duration>PT40H0M0S</Duration>
<ExtendedAttribute><FieldID>188743783</FieldID><Value>{low_value}</Value></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743784</FieldID><Value>{high_value}</Value></ExtendedAttribute></Task></Tasks></Project>"""


def _read(low="Optimistic", high="Pessimistic", low_value="PT32H0M0S", high_value="PT64H0M0S"):
    text = FILE.format(low=low, high=high, low_value=low_value, high_value=high_value)
    return read_plan(text.encode(), name="plan.xml")


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("Optimistic", "Pessimistic"),
        ("optimistic duration", "Pessimistic Duration"),
        ("Best case", "Worst case"),
        ("Min", "Max"),
    ],
)
def test_fields_named_by_the_planner_become_a_three_point_estimate(low, high):
    plan = _read(low, high)
    assert plan.task(1).three_point == ThreePoint(1920, 2400, 3840)
    assert plan.findings == ()


def test_fields_of_another_name_are_left_alone():
    assert _read("Cost of delay", "Vendor").task(1).three_point is None


def test_an_emptied_pair_is_no_estimate():
    plan = _read(low_value="PT0H0M0S", high_value="PT0H0M0S")
    assert plan.task(1).three_point is None and plan.findings == ()


@pytest.mark.parametrize("values", [{"low_value": "PT48H0M0S"}, {"high_value": "PT8H0M0S"}, {"low_value": "soon"}])
def test_an_estimate_out_of_order_is_told_and_the_default_spread_stays(values):
    plan = _read(**values)
    assert plan.task(1).three_point is None
    assert [(finding.rule, finding.task) for finding in plan.findings] == [("task.estimate", 1)]
