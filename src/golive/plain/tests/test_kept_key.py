"""Does everybody who starts at once read the same whole key?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from golive.plain.kept_key import kept_key


def test_whoever_starts_at_once_reads_the_same_whole_key(tmp_path: Path) -> None:
    for number in range(20):
        path = tmp_path / "new folder" / f"{number}.key"
        with ThreadPoolExecutor(8) as many:
            keys = set(many.map(kept_key, [path] * 8))
        assert len(keys) == 1
        assert path.stat().st_mode & 0o077 == 0
    assert len(list((tmp_path / "new folder").iterdir())) == 20


@pytest.mark.parametrize("broken", ["", "too short"])
def test_what_is_no_key_is_refused_and_left_as_it_is(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "desk.key"
    path.write_text(broken)
    with pytest.raises(OSError, match=r"desk\.key is no key of golive"):
        kept_key(path)
    assert path.read_text() == broken
