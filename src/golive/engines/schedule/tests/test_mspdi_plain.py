"""Tasks that are read without a tree: the same plan, or the same refusal, as through the tree."""

import gzip
from pathlib import Path
from unittest.mock import Mock, patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.engines.schedule import Link, Plan, PlanError, Task, read_mspdi, write_mspdi
from golive.engines.schedule.findings import Finding
from golive.engines.schedule.formats import mspdi_plain
from golive.engines.schedule.plan import Stored, new_link, new_stored, new_task
from golive.engines.schedule.tests.plans import plans
from golive.engines.schedule.tests.test_mspdi import file, link, task

SHARED = Path(__file__).parents[6] / "shared" / "data" / "plans"
ODD_TEXTS = (
    "T",
    "",
    " a ",
    "R&amp;D",
    "&#13;",
    "a > b",
    "]]>",
    "\x0b",
    "\ufffe",
    "\r\nx\ry",
    "<b/>",
    "é",
    "</Task>",
    "1 & 2",
)
MARKUP = ("<![CDATA[</Task><Task>]]>", "<!-- </Tasks> -->", "<?x </Task>?>", "&#65;", "&undeclared;", "\x7f", "<x:y/>")
ODD_BLANKS = (
    "",
    "\n",
    "\r\n",
    " \t",
    "\xa0",
    "text",
    "<!-- -->",
    "\x0c",
    "&#32;",
    "&",
    "]]>",
    "<Task/>",
    "<A/>",
    "</A>",
)
VALUES = {
    "UID": ("1", "2", "7", "x", "-1"),
    "ID": ("1", ""),
    "Name": ODD_TEXTS,
    "Notes": (*ODD_TEXTS, *MARKUP),
    "Duration": ("PT8H0M0S", "PT0H0M0S", "8 days", "-PT8H0M0S", ""),
    "Start": ("2026-03-02T08:00:00", "soon"),
    "OutlineLevel": ("1", "2", "0"),
    "IsNull": ("0", "1"),
    "Manual": ("0", "1", "yes"),
    "Summary": ("0", "1"),
    "ConstraintType": ("0", "4", "9"),
    "ConstraintDate": ("2026-03-09T08:00:00",),
    "PercentComplete": ("0", "50"),
    "Unknown": ODD_TEXTS,
}
BLANKS = st.sampled_from(ODD_BLANKS)


FORMS = (*("<{0}>{1}</{0}>",) * 12, "<{0}/>", "<{0} a='1'>{1}</{0}>", "<{0}>{1}</{0} >", "<{0}>{1}")
INSIDE = ("", "", link(1), link(2, 3, 40) + link(1), "<Baseline><Number>0</Number><A>1</A></Baseline>", "<B><C/></B>")


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    """Tasks of a few layouts, with values that may be plain, odd or wrong."""
    tag = st.sampled_from(sorted(VALUES))
    layouts = draw(st.lists(st.tuples(st.lists(tag, max_size=3), st.sampled_from(INSIDE)), min_size=1, max_size=2))
    return [_row(draw, uid, *draw(st.sampled_from(layouts))) for uid in range(1, draw(st.integers(1, 9)))]


def _row(draw: st.DrawFn, uid: int, tags: list[str], inside: str) -> str:
    forms, blank = st.sampled_from(FORMS), draw(st.one_of(st.just("\n"), st.just("\n"), BLANKS))
    fields = [draw(forms).format(tag, draw(st.sampled_from(VALUES[tag]))) for tag in tags]
    parts = [f"<UID>{uid}</UID><Name>T</Name>", *fields[:2], inside, *fields[2:]]
    return f"<Task>{blank}{blank.join(parts)}{blank}</Task>"


def answered(content: bytes) -> tuple[object, ...]:
    """Everything that the reader says of a file."""
    try:
        plan = read_mspdi(content)
    except PlanError as wrong:
        return (wrong.findings,)
    return plan, [one.stored for one in plan.tasks], plan.findings


def refused(content: bytes) -> tuple[Finding, ...]:
    with pytest.raises(PlanError) as wrong:
        read_mspdi(content)
    return wrong.value.findings


def through_the_tree(content: bytes) -> tuple[object, ...]:
    """The same, where no group of tasks begins as plain files write it."""
    return answered(content.replace(b"<Tasks>", b"<Tasks >"))


@given(rows(), st.sampled_from(("", "", "", "<A/>", "junk", "<Task/>", "<Task></Task>")))
def test_a_file_says_the_same_with_and_without_a_tree(written: list[str], between: str) -> None:
    whole = file(f"\n{between}\n".join(written))
    with patch.object(mspdi_plain, "_MET_BEFORE", 1):
        assert answered(whole) == through_the_tree(whole)


@given(plans())
def test_a_plan_that_was_written_is_read_the_same_with_and_without_a_tree(plan: Plan) -> None:
    content = write_mspdi(plan)
    assert answered(content) == through_the_tree(content)


@pytest.mark.parametrize("path", sorted(SHARED.glob("*.xml*")), ids=lambda path: path.name)
def test_a_real_file_is_read_the_same_with_and_without_a_tree(path: Path) -> None:
    content = path.read_bytes()
    content = gzip.decompress(content) if path.suffix == ".gz" else content
    assert answered(content) == through_the_tree(content)


@pytest.mark.parametrize("tag", ["Name", "Notes", "Unknown", "WBS"])
@pytest.mark.parametrize("text", ODD_TEXTS + MARKUP)
def test_an_odd_text_in_a_layout_that_is_known_is_read_or_refused_as_in_a_tree(tag: str, text: str) -> None:
    layout = "<Task><UID>{0}</UID>{1}<{2}>{3}</{2}><Priority>500</Priority></Task>"
    plain = [layout.format(uid, link(uid - 1) if uid > 1 else "", tag, "T") for uid in range(1, 8)]
    whole = file("\n".join([*plain, layout.format(8, link(7), tag, text)]))
    assert answered(whole) == through_the_tree(whole)


@pytest.mark.parametrize("blank", ODD_BLANKS)
def test_what_stands_between_fields_and_tasks_is_read_or_refused_as_in_a_tree(blank: str) -> None:
    plain = "\n".join(task(uid, link(uid - 1) if uid > 1 else "") for uid in range(1, 8))
    last = "\n" + task(8, link(7))
    for end in ("</Name>", "</PredecessorUID>", "</PredecessorLink>", "</Task>"):
        for written in (f"{plain}{last}".replace(end, end + blank), plain + last.replace(end, end + blank)):
            assert answered(file(written)) == through_the_tree(file(written))


def test_a_field_after_the_links_keeps_its_value() -> None:
    rows = [task(uid, f"{link(uid - 1) if uid > 1 else ''}<WBS>{uid}</WBS>{link(9)}") for uid in range(1, 8)]
    plan = read_mspdi(file("\n".join([*rows, task(9)])))
    assert [one.wbs for one in plan.tasks[:7]] == list("1234567")
    assert plan.links[-2:] == (Link(6, 7), Link(9, 7))


def test_most_tasks_of_a_large_file_never_become_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = Mock(wraps=mspdi_plain.XML)
    monkeypatch.setattr(mspdi_plain, "XML", parsed)
    rows = [task(uid, link(uid - 1) if uid > 1 else "") for uid in range(1, 1001)]
    rows[500] = rows[500].replace("T501", "R&amp;D")
    plan = read_mspdi(file("\n".join(rows)))
    assert len(plan.tasks) == 1000
    assert plan.tasks[500].name == "R&D"
    assert parsed.call_count < 10


def test_layouts_that_never_recur_are_parsed_and_not_kept() -> None:
    rows = [task(uid, f"<Own{uid}>1</Own{uid}>") for uid in range(1, 301)]
    assert [one.uid for one in read_mspdi(file("\n".join(rows))).tasks] == list(range(1, 301))


def test_a_file_whose_tasks_are_all_laid_out_differently_is_parsed_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = Mock(wraps=mspdi_plain.XML)
    monkeypatch.setattr(mspdi_plain, "XML", parsed)
    rows = [task(uid, f"<Own{uid}>1</Own{uid}>" + link(uid - 1) * (uid > 1)) for uid in range(1, 4001)]
    content = file("\n".join(rows))
    assert answered(content) == through_the_tree(content)
    assert 200 < parsed.call_count < 1000


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("UTF-8", "utf-8-sig")],
)
def test_names_are_read_in_the_encoding_that_the_file_declares(declared: str, encoding: str) -> None:
    name = "Ã¤" if encoding in ("latin-1", "cp1252") else "Größe"
    rows = "\n".join(task(uid) for uid in range(1, 9)).replace(">T8<", f">{name}<")
    text = file(rows).decode().replace('version="1.0"', f'version="1.0" encoding="{declared}"')
    assert read_mspdi(text.encode(encoding)).tasks[7].name == name


def test_bytes_that_are_not_in_the_encoding_are_refused_with_their_line() -> None:
    broken = file("\n".join(task(uid) for uid in range(1, 9))).replace(b">T8<", b">\xff<")
    assert [(one.rule, one.line) for one in refused(broken)] == [("file.xml", 13)]


def test_tasks_of_a_group_that_is_not_the_projects_own_do_not_count() -> None:
    content = file(task(1)).replace(b"<Tasks>", b"<Other><Tasks>").replace(b"</Tasks>", b"</Tasks></Other>")
    assert read_mspdi(content).tasks == ()


def test_tasks_in_two_groups_are_all_read_and_counted() -> None:
    rows = [task(uid) for uid in range(1, 9)]
    broken = task(9).replace("PT8H0M0S", "soon")
    content = file("\n".join([*rows[:5], "</Tasks><Tasks>", *rows[5:], broken]))
    assert [(one.rule, one.line) for one in refused(content)] == [("task.Duration", 15)]
    assert answered(content) == through_the_tree(content)
    assert len(read_mspdi(content.replace(b"soon", b"PT8H0M0S")).tasks) == 9


def test_records_made_quickly_are_those_made_by_their_names() -> None:
    stored = Stored(total_slack_min=5, critical=True)
    assert new_stored(None, None, None, None, None, None, 5, None, True) == stored
    assert new_link(1, 2) == Link(1, 2)
    quick = new_task(1, "A", 480, 3)
    assert quick == Task(1, "A", duration_min=480, parent=3)
    assert type(quick) is Task
    with pytest.raises(AttributeError):
        quick.name = "B"  # type: ignore[misc]
