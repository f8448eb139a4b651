"""Does nobody without the key read what a person earns, and is nothing of it lost?"""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.salary import Offer, Store, Wage
from golive.career.salary.seal import Seal, SealBroken
from golive.career.salary.store import AT_ONCE

MINE = Offer("Implementation Manager", "senior", "Denver", 2025, 123_457, 150_001)


def test_neither_figures_nor_titles_nor_file_names_stand_in_the_file(tmp_path):
    path = tmp_path / "own.sqlite"
    Store(path).replace("offer", "secret-offer-of-acme.csv", [MINE])
    held = path.read_bytes()
    assert not any(word in held for word in (b"123457", b"Implementation", b"secret-offer", b"Denver"))
    assert Store(path).offers() == [MINE]
    assert [(s.kind, s.name, s.rows) for s in Store(path).sources()] == [("offer", "secret-offer-of-acme.csv", 1)]


def test_key_and_file_are_readable_by_their_owner_only(tmp_path):
    Store(path := tmp_path / "own.sqlite", tmp_path / "keys" / "mine.key").replace("offer", "a", [MINE])
    assert [p.stat().st_mode & 0o777 for p in (path, tmp_path / "keys" / "mine.key")] == [0o600, 0o600]
    assert not (tmp_path / "own.sqlite.key").exists()


def test_another_key_opens_nothing_and_says_so(tmp_path):
    Store(path := tmp_path / "own.sqlite").replace("offer", "a", [MINE])
    with pytest.raises(SealBroken, match="Put back the key"):
        Store(path, tmp_path / "other.key").offers()
    (tmp_path / "short.key").write_text("abc")
    with pytest.raises(OSError, match="too short"):
        Store(path, tmp_path / "short.key").offers()


def test_a_block_that_was_moved_or_changed_is_noticed(tmp_path):
    store = Store(path := tmp_path / "own.sqlite")
    store.replace("offer", "a", [MINE])
    with sqlite3.connect(path) as file:
        file.execute("UPDATE block SET kind = 'wage'")
    with pytest.raises(SealBroken):
        store.wages()


def test_many_rows_lie_in_blocks_and_the_second_import_replaces_the_first(tmp_path):
    store = Store(tmp_path / "own.sqlite")
    rows = [Wage("13-1082", f"row {n}", 2024, "here", median=n) for n in range(AT_ONCE + 1)]
    assert store.replace("wage", "f", iter(rows)) == AT_ONCE + 1 and store.wages() == rows
    assert store.replace("wage", "f", rows[:1]) == 1 and store.wages() == rows[:1]
    store.replace("wage", "g", rows[1:2])
    store.remove("wage", "f")
    assert store.wages() == rows[1:2]


def test_a_fall_while_reading_leaves_what_was_kept(tmp_path):
    store = Store(tmp_path / "own.sqlite")
    store.replace("offer", "a", [MINE])

    def falls():
        yield MINE
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        store.replace("offer", "a", falls())
    assert store.offers() == [MINE]


def test_what_an_older_golive_kept_in_clear_is_sealed_and_wiped(tmp_path):
    path = tmp_path / "own.sqlite"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE offer (title, level, area, year, base, total, imported_from)")
        file.execute(
            "INSERT INTO offer VALUES ('Implementation Manager', 'senior', 'Denver', 2025, 123457, 150001, 'o.csv')"
        )
    file.close()
    assert b"Implementation" in path.read_bytes()
    assert Store(path).offers() == [MINE]
    assert b"Implementation" not in path.read_bytes()
    assert [s.name for s in Store(path).sources()] == ["o.csv"]


def test_a_store_without_a_file_is_empty_and_says_that_it_keeps_nothing():
    assert Store(None).offers() == []
    with pytest.raises(OSError, match="--store"):
        Store(None).replace("offer", "a", [MINE])


@given(st.binary(max_size=200), st.binary(min_size=1, max_size=16), st.binary(min_size=1, max_size=16))
def test_only_the_same_secret_salt_and_place_open_a_seal(plain, salt, other):
    sealed = Seal(b"secret", salt).close(plain, "here")
    assert Seal(b"secret", salt).open(sealed, "here") == plain
    for seal, place in ((Seal(b"secret", salt), "there"), (Seal(b"another", salt), "here")):
        with pytest.raises(SealBroken):
            seal.open(sealed, place)
    if other != salt:
        with pytest.raises(SealBroken):
            Seal(b"secret", other).open(sealed, "here")
