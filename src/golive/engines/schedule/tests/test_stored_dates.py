"""Our dates against those that Microsoft Project stored in real files (they lie beside the project, if at all)."""

import pytest

from benchmarks.plans.agreement import FOLDER, differences
from golive.engines.schedule import read_mspdi, read_plan, schedule, write_mspdi

FILES = sorted([*FOLDER.glob("*.xml"), *FOLDER.glob("*.xml.gz")]) if FOLDER.is_dir() else []
needs_files = pytest.mark.skipif(not FILES, reason="the folder of real plans is not there")


@pytest.mark.shared_data
@needs_files
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_all_six_stored_fields_agree_for_every_task(path):
    assert [found for found in differences(schedule(read_plan(path))) if found[1]] == []


@pytest.mark.shared_data
@needs_files
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_plan_is_written_and_read_back_unchanged(path):
    plan = read_plan(path)
    assert read_mspdi(write_mspdi(plan)) == plan
