"""Does a report name the first bad entry, and do anchors, export and the stand-alone verifier agree?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from golive.foundation import audit
from golive.foundation.audit.anchors import Anchor
from golive.foundation.audit.models import Entry, EntryText
from golive.foundation.audit.tests.cast import acme, decide, person
from golive.foundation.audit.triggers import lifted

pytestmark = pytest.mark.django_db
VERIFIER = Path(__file__).resolve().parents[5] / "bin" / "verify-audit"


@pytest.fixture
def log(settings, tmp_path):  # type: ignore[no-untyped-def]
    settings.DATA = tmp_path
    here, sam = acme(), person("Sam Reed")
    for turn in range(5):
        decide(here, sam, to=turn, because="It costs six weeks")
    return here


def test_an_untouched_log_is_sound_and_says_that_a_cut_tail_would_not_show(log) -> None:  # type: ignore[no-untyped-def]
    report = audit.verify()
    assert report.sound
    assert str(report).startswith(f"All 5 entries are as they were written; the log ends at {audit.head()}; no anchor")


def test_an_empty_log_is_sound() -> None:
    assert audit.verify().sound
    assert audit.head() == "0:0000000000000000"
    assert audit.verify([audit.head()]).sound


def test_the_first_bad_entry_is_named_with_what_is_wrong(log) -> None:  # type: ignore[no-untyped-def]
    with lifted(connection):
        Entry.objects.filter(seq__in=[3, 4]).update(wording="{by} approved it")
    report = audit.verify()
    assert (report.seq, report.sound) == (3, False)
    assert report.problem.startswith("Entry 3 (test.decided): what it says is not what was written")


def test_an_altered_reason_is_named(log) -> None:  # type: ignore[no-untyped-def]
    with lifted(connection):
        EntryText.objects.filter(entry=2, field="because").update(text="It is cheap")
    assert audit.verify().problem == "Entry 2 (test.decided): its text “because” was altered."


def test_a_cut_tail_shows_only_with_an_anchor(log) -> None:  # type: ignore[no-untyped-def]
    noted = audit.anchor()
    with lifted(connection):
        EntryText.objects.filter(entry=5)._raw_delete("default")
        Entry.objects.filter(seq=5)._raw_delete("default")
    assert audit.verify().sound
    assert audit.kept_anchors() == [noted]
    assert audit.verify(audit.kept_anchors()).problem == "Entry 5 is missing: the log ends at 4, but once had 5."


def test_an_anchor_that_is_not_one_is_refused_with_its_form() -> None:
    with pytest.raises(ValueError, match=r"“5:abc” is no anchor\. Write it as printed"):
        Anchor.parse("5:abc")


def check_export(path: Path, *more: str) -> tuple[int, str]:
    ended = subprocess.run([sys.executable, VERIFIER, path, *more], capture_output=True, text=True, check=False)
    assert not ended.stderr
    return ended.returncode, ended.stdout.strip()


def test_the_export_is_checked_by_a_script_that_knows_nothing_of_golive(log, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    key = tmp_path / "audit.key"
    key.write_bytes(settings.AUDIT_KEY)
    audit.erase(Entry.objects.get(seq=2), "because", by=None, on=log, because="asked")
    path = tmp_path / "log.jsonl"
    assert audit.export(path) == 6
    said = check_export(path, "--key", str(key), "--anchor", audit.head())
    assert said == (0, "6 entries in order, 1 anchors fit.")

    lines = path.read_text().splitlines()
    forged = json.loads(lines[2]) | {"wording": "{by} approved it"}
    wrong = {
        "Entry 3 is not what was written.": [*lines[:2], json.dumps(forged), *lines[3:]],
        "Entry 3 is missing; the log goes on with 4.": [*lines[:2], *lines[3:]],
        "Entry 6 is missing: the log ends at 5, but once had 6.": lines[:5],
        "Entry 4: its text “because” was altered.": [*lines[:3], lines[3].replace("six", "two"), *lines[4:]],
    }
    for problem, altered in wrong.items():
        path.write_text("\n".join(altered))
        assert check_export(path, "--key", str(key), "--anchor", audit.head()) == (1, problem)


def test_a_blanked_text_without_its_entry_is_found_in_the_export_too(log, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with transaction.atomic():
        EntryText.objects.filter(entry=2, field="because").update(text="", salt="")
    path = tmp_path / "log.jsonl"
    audit.export(path)
    assert check_export(path) == (1, "Entry 2: its text “because” was blanked without an entry that says so.")
