"""Does a MySQL or MariaDB database give what it holds, down to the dates that no calendar has?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pymysql
import pytest

from golive.engines.reconcile import Workbench, open_source
from golive.plain.verdict import Refused
from tests.mariadb import MISSING, mariadb, server_program

pytestmark = pytest.mark.skipif(server_program() is None, reason=MISSING)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with mariadb() as address:
        yield address


def run(url: str, *statements: str) -> None:
    socket = url.partition("unix_socket=")[2]
    with pymysql.connect(user="root", unix_socket=socket, database="crm", charset="utf8mb4") as connection:
        for statement in ("SET sql_mode = ''", *statements, "COMMIT"):
            connection.cursor().execute(statement)


def test_every_kind_of_column_is_read_without_loss(url: str) -> None:
    run(
        url,
        "CREATE TABLE kinds (id BIGINT UNSIGNED, small TINYINT(1), amount DECIMAL(14,2), huge DECIMAL(60,2), "
        "share FLOAT, exact DOUBLE, code CHAR(5), note TEXT, day DATE, at DATETIME(6), lasted TIME, raw VARBINARY(4), "
        "bits BIT(9), choice ENUM('a','b'), held JSON, born YEAR) CHARACTER SET utf8mb4",
        "INSERT INTO kinds VALUES (18446744073709551615, 2, -1.50, 123456789012345678901234567890.25, 0.1, 0.1, 'ab', "
        "'Zoë 😀\\n\"x\"', '2026-03-01', '2026-03-01 10:00:00.123456', '-838:59:59', 0x00FF, b'100000001', 'b', "
        "'{\"a\": 1}', 2026)",
        "INSERT INTO kinds (note) VALUES ('')",
    )
    with Workbench() as bench:
        source = open_source(bench, f"{url}::kinds")
        table = source.table()
        bench.lock()
        full, blank = bench.rows(f"SELECT * FROM {table.relation}")
    assert full[:5] == (
        Decimal("18446744073709551615"),
        2,
        Decimal("-1.50"),
        "123456789012345678901234567890.25",
        0.10000000149011612,
    )
    assert full[5:9] == (0.1, "ab", 'Zoë 😀\n"x"', date(2026, 3, 1))
    assert full[9:] == (datetime(2026, 3, 1, 10, 0, 0, 123456), "-838:59:59", "00ff", 257, "b", '{"a": 1}', 2026)
    assert blank == (*[None] * 7, "", *[None] * 8)
    assert not table.notices


def test_dates_that_no_calendar_has_are_kept_as_text_and_said(url: str) -> None:
    run(
        url,
        "CREATE TABLE born (id INT, day DATE, at DATETIME, fine DATE)",
        "INSERT INTO born VALUES (1, '0000-00-00', '2026-00-10 00:00:00', '2026-01-31'), (2, NULL, NULL, NULL)",
    )
    with Workbench() as bench:
        table = open_source(bench, f"{url}::born").table()
        assert bench.rows(f'SELECT day, "at", fine FROM {table.relation} ORDER BY id') == [
            ("0000-00-00", "2026-00-10 00:00:00", date(2026, 1, 31)),
            (None, None, None),
        ]
    assert [notice.partition(" holds dates")[0] for notice in table.notices] == ["day", "at"]


def test_names_with_marks_and_views_are_read_and_nothing_can_be_written(url: str) -> None:
    run(
        url,
        "CREATE TABLE `odd ``name` (`a``b` INT, `%s` TEXT)",
        "INSERT INTO `odd ``name` VALUES (1, '%s')",
        "CREATE VIEW shown AS SELECT `a``b` AS n FROM `odd ``name`",
    )
    with Workbench() as bench:
        source = open_source(bench, url)
        assert {"odd `name", "shown"} <= set(source.names)
        odd, shown = source.table("odd `name"), source.table("shown")
        assert bench.rows(f"SELECT * FROM {odd.relation}") == [(1, "%s")]
        assert bench.rows(f"SELECT * FROM {shown.relation}") == [(1,)]


def test_a_stranger_is_refused_without_the_password(url: str) -> None:
    socket = url.partition("?")[2]
    for place, said in (
        (f"mysql://ann:secret@localhost/crm?{socket}", "mysql://ann@localhost/crm: Access denied"),
        (f"mysql://root@localhost/nowhere?{socket}", "Unknown database 'nowhere'"),
        ("mysql://ann:secret@127.0.0.1:1/crm", "Can't connect to MySQL server on '127.0.0.1'"),
        ("mariadb://ann:secret@127.0.0.1", "names no database. Write mysql://user@host/database"),
    ):
        with Workbench() as bench, pytest.raises(Refused) as caught:
            open_source(bench, place)
        assert said in str(caught.value) and "secret" not in str(caught.value)


@pytest.mark.slow
def test_many_rows_are_streamed(url: str) -> None:
    run(url, "CREATE TABLE many AS SELECT seq AS id, CONCAT('row ', seq) AS note FROM seq_1_to_200000")
    with Workbench(memory_mb=64) as bench:
        table = open_source(bench, f"{url}::many").table()
        counted = bench.rows(f"SELECT count(*), sum(id), max(note) FROM {table.relation}")
    assert counted == [(200_000, 200_000 * 200_001 // 2, "row 99999")]
