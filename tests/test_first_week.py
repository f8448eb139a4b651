"""Does every command of the newcomer's walk run, and is every picture there?"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.played import ROOT, golive

GUIDE = ROOT / "docs" / "guide" / "first-week.md"
TEXT = GUIDE.read_text(encoding="utf-8")
COMMANDS = [line[2:] for block in re.findall(r"```console\n(.*?)```", TEXT, re.S) for line in block.splitlines()]
LARGEST_PICTURE = 300_000


def test_every_picture_of_the_walk_is_there_and_small() -> None:
    pictures = [GUIDE.parent / path for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT)]
    assert len(pictures) == 5
    assert [path.name for path in pictures if not path.is_file() or path.stat().st_size > LARGEST_PICTURE] == []


@pytest.mark.slow
@pytest.mark.xdist_group("played")
def test_every_command_of_the_walk_runs(demo_copy: Path) -> None:
    ours = [shlex.split(line) for line in COMMANDS if line.startswith("golive ")]
    assert len(ours) == 7 and COMMANDS[0] == "bin/demo"
    failed = {}
    for words in ours:
        asked = [word.replace("golive-data", str(demo_copy)) for word in words[1:]]
        answer = golive(demo_copy, *asked)
        if answer.returncode != 0:
            failed[" ".join(words)] = answer.stderr[-500:]
    assert failed == {}
    assert (demo_copy / "status.pdf").read_bytes().startswith(b"%PDF-")
