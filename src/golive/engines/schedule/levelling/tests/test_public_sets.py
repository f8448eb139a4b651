"""The measurement on public sets reads the tables of best known makespans as they are published."""

from pathlib import Path

import pytest

from benchmarks.schedule.public_sets import best_known, instances, lines
from golive.engines.schedule.levelling.generate import generate
from golive.engines.schedule.levelling.instance_files import write_sm
from golive.engines.schedule.levelling.level import level

TABLE = """=====================================================
Optimal solutions of the set
Parameter Instance Makespan  CPU-Time[sec.]
-----------------------------------------------------
   1        1       43          0.29
  48       10       54          1.12
"""


def test_a_table_of_the_set_and_a_csv_are_read_and_the_smaller_makespan_counts(tmp_path: Path):
    (tmp_path / "j30opt.sm").write_text(TABLE)
    (tmp_path / "best.csv").write_text("problem,optimum\nj301_1.sm,42\nj1206_1.sm,132..144\nj12019_5.sm,..103\n")
    assert best_known(tmp_path) == {"j301_1": 42, "j3048_10": 54, "j1206_1": 144, "j12019_5": 103}


def test_every_instance_and_the_mean_of_its_set_are_printed(tmp_path: Path):
    for number in (1, 2):
        instance = generate(30, strength=0.7, seed=number)
        (tmp_path / f"j301_{number}.sm").write_text(write_sm(instance))
        best = level(instance, seconds=None, schedules=600, engine="search").makespan
        with (tmp_path / "best.csv").open("a") as table:
            table.write(f"j301_{number},{best}\n")
    said = list(lines(tmp_path, 0.5, 1, "search"))
    assert [line.split()[0] for line in said] == ["j301_1", "j301_2", "j30:"]
    assert said[-1].startswith("j30: mean 0.00 %")
    assert said[-1].endswith("target 0 %")


def test_a_folder_without_best_known_makespans_is_refused(tmp_path: Path):
    (tmp_path / "j301_1.sm").write_text(write_sm(generate(5)))
    with pytest.raises(ValueError, match="put a table beside them"):
        instances(tmp_path, 1)
