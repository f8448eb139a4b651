"""PSPLIB and Patterson files are read as they are written; what cannot be read is refused with its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule.findings import PlanError
from golive.engines.schedule.levelling.generate import generate
from golive.engines.schedule.levelling.instance import Activity, Instance, Precedence
from golive.engines.schedule.levelling.instance_files import instance_from, read_instance, write_sm

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
            "in a circle.*: 2, 4",
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


def test_a_start_to_start_wait_is_not_written_as_psplib():
    two = Instance("two", (Activity(1, 1), Activity(2, 1)), (Precedence(0, 1, 0),), ())
    with pytest.raises(PlanError, match="finish to start only"):
        write_sm(two)
