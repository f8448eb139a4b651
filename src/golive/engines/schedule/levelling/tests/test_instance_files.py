"""PSPLIB and Patterson files are read as they are written; what cannot be read is refused with its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule.findings import PlanError
from golive.engines.schedule.levelling.generate import generate
from golive.engines.schedule.levelling.instance import Activity, Instance, Precedence
from golive.engines.schedule.levelling.instance_files import instance_from, read_instance, write_sm
from golive.engines.schedule.levelling.level import level

SM = """************************************************************************
file with basedata            : small.bas
initial value random generator: 1
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  5
horizon                       :  9
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PROJECT INFORMATION:
pronr.  #jobs rel.date duedate tardcost  MPM-Time
    1      3      0        9       0        9
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     4       2    0
  3      1     3       1    1
  4      1     2       0    3
  5      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    3
************************************************************************
"""
RCP = "5 2\n2 3\n0 0 0 2 2 3\n4 2 0 1 4\n3 1 1 1 5\n2 0 3 1 5\n0 0 0 0\n"


def test_a_psplib_file_is_read():
    found = instance_from(SM, "small.sm")
    assert found.capacities == (2, 3)
    assert [a.duration for a in found.activities] == [0, 4, 3, 2, 0]
    assert found.activities[2] == Activity(3, 3, (1, 1))
    assert found.precedences == (
        Precedence(0, 1),
        Precedence(0, 2),
        Precedence(1, 3),
        Precedence(2, 4),
        Precedence(3, 4),
    )


def test_a_patterson_file_says_the_same():
    one, other = instance_from(SM, "small.sm"), instance_from(RCP, "small.rcp")
    assert one == other


def test_a_file_on_disk_is_read_by_its_suffix(tmp_path: Path):
    (tmp_path / "small.RCP").write_text(RCP)
    assert read_instance(tmp_path / "small.RCP").capacities == (2, 3)
    assert read_instance(RCP.encode(), "small.rcp").name == "small"


@given(st.integers(1, 25), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_reading_what_was_written_gives_the_same(size, seed):
    instance = generate(size, seed=seed)
    assert instance_from(write_sm(instance), f"{instance.name}.sm").precedences == instance.precedences
    assert instance_from(write_sm(instance), f"{instance.name}.sm").activities == instance.activities


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            SM.replace("   2        1          1           4\n", "   2        1          2           4\n"),
            "line 20|Line 20",
        ),
        (SM.replace("   3        1          1", "   3        3          1"), "job 3 has 3 modes"),
        (SM.replace("RESOURCEAVAILABILITIES", "AVAILABLE"), "no section RESOURCEAVAILABILITIES"),
        (
            SM.replace("  4      1     2       0    3", "  4      1     2       0    4"),
            "needs 4 of resource 2, which has 3",
        ),
        (
            SM.replace("   4        1          1           5", "   4        1          1           2"),
            "in a circle: 2 → 4 → 2",
        ),
        (
            SM.replace("   4        1          1           5", "   4        1          1           9"),
            "job 9 has no duration",
        ),
    ],
    ids=["count", "modes", "section", "capacity", "circle", "unknown job"],
)
def test_a_broken_psplib_file_is_refused_with_the_place(broken, said):
    with pytest.raises(PlanError, match=said):
        instance_from(broken, "small.sm")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (RCP[:-4], "ends after"),
        (RCP + "7\n", "1 numbers are left over"),
        (RCP.replace("4 2 0", "4 two 0"), "not a whole number"),
    ],
    ids=["short", "long", "word"],
)
def test_a_broken_patterson_file_is_refused(broken, said):
    with pytest.raises(PlanError, match=said):
        instance_from(broken, "small.rcp")


@pytest.mark.parametrize(
    "changed",
    [
        SM.replace("\n", "\r\n"),
        SM.replace("\n", "\r"),
        SM.replace("    ", "\t"),
        SM.rstrip("*\n"),
        SM.replace("\n", "\n\n"),
        SM + "\x1a",
        SM.replace("RESOURCEAVAILABILITIES", "  Resource Availabilities"),
        SM.replace("  R 1  R 2\n    2    3", "  R1   R2\n    2\n    3"),
        SM.replace("*" * 72 + "\n", ""),
        SM.replace("2           2   3\n", "2           2\n                                3\n"),
    ],
    ids=[
        *("windows", "old mac", "tabs", "no last line", "blank lines", "end of file mark", "title", "two rows"),
        *("no asterisks", "wrapped successors"),
    ],
)
def test_how_a_psplib_file_is_laid_out_changes_nothing(changed):
    assert instance_from(changed, "small.SM") == instance_from(SM, "small.sm")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_changes_nothing(encoding):
    assert read_instance(SM.encode(encoding), "small.sm") == instance_from(SM, "small.sm")


@pytest.mark.parametrize(
    "changed",
    [
        "\n\n" + RCP.replace("\n", "\n\n\n"),
        RCP.replace("\n", "\r\n"),
        RCP.replace(" ", "\t"),
        RCP.replace("0 0 0 2 2 3", "0 0 0 2\n\n      2\n      3"),
        RCP.rstrip("\n"),
        RCP + "\x1a",
    ],
    ids=["blank lines", "windows", "tabs", "wrapped successors", "no last line end", "end of file mark"],
)
def test_where_a_patterson_file_breaks_its_lines_changes_nothing(changed):
    assert instance_from(changed, "small.rcp") == instance_from(RCP, "small.rcp")


def _with(resources: str, there: str, *demands: str) -> str:
    """The small project with other resources: their names, what is there, and what the jobs 1 to 5 ask for."""
    text = SM.replace("R 1  R 2", resources).replace("    2    3\n", f"{there}\n")
    for job, (before, demand) in enumerate(
        zip(("0    0", "2    0", "1    1", "0    3", "0    0"), demands, strict=True), 1
    ):
        row = next(
            row
            for row in text.splitlines()
            if row.split()[:2] == [str(job), "1"] and len(row.split()) == 5 and row.endswith(before)
        )
        text = text.replace(row, row.removesuffix(before) + demand)
    return text


def test_a_non_renewable_resource_is_checked_in_total_and_not_levelled():
    demands = "0 0 0", "2 0 5", "1 1 4", "0 3 3", "0 0 0"
    assert instance_from(_with("R 1  R 2  N 1", "2 3 12", *demands), "small.sm") == instance_from(SM, "small.sm")
    with pytest.raises(PlanError, match="together use 12 of the non-renewable resource N 1, which has 11"):
        instance_from(_with("R 1  R 2  N 1", "2 3 11", *demands), "small.sm")


def test_a_resource_with_no_units_is_read_and_asking_for_it_is_refused_with_the_line():
    nobody = instance_from(_with("R 1  R 2  R 3", "2 3 0", "0 0 0", "2 0 0", "1 1 0", "0 3 0", "0 0 0"), "small.sm")
    assert nobody.capacities == (2, 3, 0)
    assert level(nobody, seconds=None, schedules=30, engine="search").makespan == 9
    with pytest.raises(
        PlanError, match=r"Line 30: Activity 3 of small needs 1 of resource 3, which has 0.*raise the cap"
    ):
        instance_from(_with("R 1  R 2  R 3", "2 3 0", "0 0 0", "2 0 0", "1 1 1", "0 3 0", "0 0 0"), "small.sm")


def test_a_duration_that_nobody_can_count_is_refused_with_line_job_and_figure():
    said = "Line 29: All activities of small together last 1,000,000,005 periods, 2 alone 1,000,000,000.*Correct"
    with pytest.raises(PlanError, match=said):
        instance_from(SM.replace("  2      1     4  ", "  2      1     1000000000  "), "small.sm")


def test_a_multi_mode_file_is_read_where_every_job_has_one_mode_and_refused_otherwise(tmp_path: Path):
    (tmp_path / "small.mm").write_text(SM)
    assert read_instance(tmp_path / "small.mm") == instance_from(SM, "small.sm")
    many = SM.replace("   3        1          1", "   3        3          1").replace(
        "   4        1   ", "   4        2   "
    )
    with pytest.raises(
        PlanError, match=r"Line 21: .*job 3 has 3 modes, and so have 1 more jobs. Choose one mode per job"
    ):
        instance_from(many, "small.mm")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            SM.replace("  3      1     3", "  3      1     3.5"),
            "Line 30: .*“3.5” under REQUESTS/DURATIONS is not a whole",
        ),
        (
            SM.replace("  4      1     2       0    3\n", ""),
            "job 4 has no duration.*\n.*5 jobs are announced, 4 are there",
        ),
        (SM.replace("   4        1          1           5\n", ""), "Line 30: small: job 4 has no row of successors"),
        (SM[: SM.index("  3      1     3")] + SM[SM.index("*" * 72 + "\nRESOURCEAV") :], "5 jobs are announced, 2 are"),
        (SM[: SM.index("REQUESTS")], "no section RESOURCEAVAILABILITIES.*may be cut off"),
        (SM.replace("  4      1     2       0    3", "  3      1     2       0    3"), "Line 31: .*first on line 30"),
        (
            SM.replace("   4        1          1 ", "   3        1          1 "),
            "Line 22: .*job 3 is there twice.*line 21",
        ),
        (SM.replace("    2    3\n", "    2\n"), "2 resources are named under RESOURCEAVAILABILITIES, but 1 have"),
        (SM.replace("R 1  R 2", "R 1  D 1"), "Line 36: .*doubly constrained"),
        (SM.replace("    2    3\n", "   -2    3\n"), "Line 36: .*a resource has -2 units"),
        (SM.replace("  3      1     3       1", "  3      1     3      -1"), "Line 30: .*needs -1.*Use 0 or more"),
        (SM.replace("  3      1     3", "  3      1    -3"), "Line 30: Activity 3 of small lasts -3"),
        (SM.replace("   4        1          1           5", "   4        1          1           4"), "circle: 4 → 4"),
        ("", "no section"),
        ("\x00\xff" * 200, "no section"),
    ],
)
def test_what_is_odd_in_a_psplib_file_is_refused_with_line_or_job_and_a_cure(broken, said):
    with pytest.raises(PlanError, match=f"(?s){said}") as refused:
        instance_from(broken, "small.sm")
    assert all(finding.cure for finding in refused.value.findings)


def test_every_job_that_asks_for_too_much_is_named_at_once():
    broken = SM.replace("2       0    3", "2       0    4").replace("4       2    0", "4       3    0")
    with pytest.raises(PlanError) as refused:
        instance_from(broken, "small.sm")
    assert [finding.line for finding in refused.value.findings] == [29, 31]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (RCP.replace("3 1 1 1 5", "3 1 1 1 6"), "Line 5: .*activity 3 has the successor 6, but there are 5"),
        (
            RCP.replace("0 0 0 0\n", "0 0 0 3\n"),
            "Line 7: .*the file ends after 29 numbers, where a successor of activity 5",
        ),
        (RCP.replace("3 1 1 1 5", "3 1 1 -1 5"), "Line 5: .*-1 cannot be the number of successors of activity 3"),
        (RCP.replace("2 0 3 1 5", "2 0 4 1 5"), "Line 6: Activity 4 of small needs 4 of resource 2, which has 3"),
        (RCP.replace("2 0 3 1 5", "2 0 3 1 2"), "circle: 2 → 4 → 2"),
        (RCP.replace("3 1 1", "3 1.5 1"), "Line 5: .*“1.5”, a demand of activity 3"),
        (RCP + "\n\n8 8", "Line 10: .*2 numbers are left over"),
        ("", "the file ends after 0 numbers, where the number of activities is due"),
    ],
)
def test_what_is_odd_in_a_patterson_file_is_refused_with_line_or_activity_and_a_cure(broken, said):
    with pytest.raises(PlanError, match=f"(?s){said}") as refused:
        instance_from(broken, "small.rcp")
    assert all(finding.cure for finding in refused.value.findings)


@given(st.text(st.sampled_from("0123456789 -\n\t*RND.x"), max_size=80), st.integers(500, len(SM)))
def test_no_text_breaks_the_reader(text, kept):
    for name, whole in (
        ("any.rcp", text),
        ("any.sm", SM[:kept] + text),
        ("any.sm", SM[: kept // 2] + text + SM[kept:]),
    ):
        try:
            instance_from(whole, name)
        except PlanError as refused:
            assert all(finding.text and finding.cure for finding in refused.findings)


def test_a_row_that_swallows_the_next_is_refused_by_the_job_that_is_missing():
    with pytest.raises(PlanError, match=r"Line 30: small: job 3 has no row of successors"):
        instance_from(
            SM.replace("   2        1          1           4", "   2        1          5           4"), "small.sm"
        )


def test_a_start_to_start_wait_is_not_written_as_psplib():
    two = Instance("two", (Activity(1, 1), Activity(2, 1)), (Precedence(0, 1, 0),), ())
    with pytest.raises(PlanError, match="finish to start only"):
        write_sm(two)
