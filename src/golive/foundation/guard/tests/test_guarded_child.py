"""Does a reader that misbehaves harm anything but itself?"""

from __future__ import annotations

import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from golive.foundation.guard import IMPORT_LIMITS, run_guarded, source_file
from golive.foundation.guard.tests import misbehaving
from golive.plain.verdict import Refused

pytestmark = pytest.mark.process

_SHORT = replace(IMPORT_LIMITS, cpu_seconds=2, wall_seconds=4, memory_bytes=400 << 20, answer_bytes=1 << 20)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stored-under-our-own-name"
    path.write_text("hello", encoding="utf-8")
    return path


def test_the_function_gets_the_path_and_plain_arguments_and_its_answer_comes_back(file: Path) -> None:
    guarded = run_guarded(misbehaving.echo, file, "a", {"b": [1, None]})
    assert guarded.value == ["hello", "a", {"b": [1, None]}]


def test_a_parser_that_prints_does_not_spoil_the_answer(file: Path) -> None:
    assert run_guarded(misbehaving.chatter, file).value == "fine"


@pytest.mark.parametrize(
    ("function", "code"),
    [
        (misbehaving.take_memory, "file.too_costly"),
        (misbehaving.spin, "file.too_slow"),
        (misbehaving.crash, "file.too_costly"),
        (misbehaving.flood, "file.too_costly"),
        (misbehaving.stumble, "file.unreadable"),
        (misbehaving.write_much, "file.unreadable"),
        (misbehaving.start_program, "file.unreadable"),
        (misbehaving.load_library, "file.unreadable"),
    ],
)
def test_a_reader_that_takes_too_much_or_breaks_is_ended_with_the_name_of_the_file(
    file: Path, function: object, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        run_guarded(function, file, limits=_SHORT, name="raid log.xlsx")  # type: ignore[arg-type]
    (refusal,) = refused.value.refusals
    assert refusal.code == code
    assert refusal.problem.startswith("raid log.xlsx: ")
    assert refusal.cure


def test_a_reader_that_sleeps_is_killed_by_the_wall_clock(file: Path) -> None:
    with pytest.raises(Refused) as refused:
        run_guarded(misbehaving.sleep, file, limits=replace(_SHORT, wall_seconds=1))
    assert refused.value.refusals[0].code == "file.too_slow"


def test_a_reader_cannot_connect_anywhere(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        path = tmp_path / "port"
        path.write_text(str(canary.getsockname()[1]))
        with pytest.raises(Refused):
            run_guarded(misbehaving.call_out, path, limits=_SHORT)
        with pytest.raises(TimeoutError):
            canary.accept()


def test_no_secret_of_the_server_reaches_the_child(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLIVE_SECRET_KEY", "canary")
    seen = run_guarded(misbehaving.environment, file).value
    assert "GOLIVE_SECRET_KEY" not in seen
    assert "PYTHONPATH" in seen


def test_the_child_starts_without_django(file: Path) -> None:
    assert not [name for name in run_guarded(misbehaving.modules, file).value if name.split(".")[0] == "django"]


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"gone\.csv: There is no such file"):
        run_guarded(misbehaving.echo, tmp_path / "gone.csv")


def test_several_threads_read_at_the_same_time(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(6)]
    for path in paths:
        path.write_text(path.name)
    before = threading.active_count()
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda path: run_guarded(misbehaving.echo, path).value, paths))
    assert answers == [[path.name] for path in paths]
    assert threading.active_count() == before


def test_the_evidence_of_a_file_is_its_name_size_and_hash(file: Path) -> None:
    source = source_file(file, "raid log.xlsx")
    assert (source.name, source.size) == ("raid log.xlsx", 5)
    assert source.sha256 == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    assert json.dumps(source.__dict__)
