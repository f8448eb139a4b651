"""Does the doctor find what is wrong, and say nothing where all is well?"""

from __future__ import annotations

import sys
from collections import namedtuple

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from golive.foundation.audit.triggers import create_triggers
from golive.foundation.database import engine
from golive.web.checkup import machine, record
from golive.web.checkup.finding import Finding, Level, ask

DECLARED = (
    "[crm]\ntitle = 'CRM'\naddress = 'postgresql://u@h/d'\npassword_from = 'CRM_PASSWORD'\nimplementations = ['acme']"
)
Usage = namedtuple("Usage", "total used free")


def found(checks, name: str) -> Finding:
    return next(finding for finding in ask(checks) if finding.name == name)


@pytest.fixture(autouse=True)
def data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("GOLIVE_DATA", str(tmp_path / "data"))


def test_a_machine_that_has_everything_fails_nothing():
    assert [finding for finding in ask(machine.CHECKS) if finding.level is Level.FAIL] == []


def test_an_old_python_is_told(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))
    assert found([machine.python], "Python").level is Level.FAIL


@pytest.mark.parametrize(
    ("version", "level"), [((3, 51, 2), Level.WARN), ((3, 53, 4), Level.OK), ((3, 50, 7), Level.OK)]
)
def test_an_unsound_sqlite_is_told(monkeypatch, version, level):
    monkeypatch.setattr(engine, "current", lambda: version)
    assert found([machine.sqlite], "SQLite").level is level


@pytest.mark.parametrize(
    ("free_mb", "level"), [(499, Level.FAIL), (500, Level.WARN), (1_999, Level.WARN), (2_000, Level.OK)]
)
def test_little_free_space_is_told(monkeypatch, free_mb, level):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: Usage(0, 0, free_mb * 1_000_000))
    assert found([machine.data_folder], "data folder").level is level


def test_a_folder_that_cannot_be_written_is_told(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("GOLIVE_DATA", str(tmp_path / "file"))
    finding = found([machine.data_folder], "data folder")
    assert finding.level is Level.FAIL
    assert "--data" in finding.cure


def test_a_check_that_breaks_is_a_finding_and_the_others_are_still_asked():
    def broken():
        raise RuntimeError("no such table")
        yield

    broken_one, python = list(ask([broken, machine.python]))
    assert (broken_one.name, broken_one.level, broken_one.figure) == (
        "broken",
        Level.FAIL,
        "RuntimeError: no such table",
    )
    assert python.name == "Python"


@pytest.mark.django_db
def test_a_whole_record_fails_nothing():
    assert [finding for finding in ask(record.CHECKS) if finding.level is Level.FAIL] == []
    assert found([record.audit], "audit chain").figure.startswith("ends with ")


@pytest.mark.django_db
def test_a_migration_that_waits_is_told():
    MigrationRecorder.Migration.objects.filter(app="audit").delete()
    finding = found([record.migrations], "migrations")
    assert finding.level is Level.FAIL
    assert finding.cure == "Run `golive migrate`."


@pytest.mark.django_db(transaction=True)
def test_a_missing_trigger_is_told():
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON audit_entry"
        cursor.execute(f"DROP TRIGGER audit_entry_delete{on}")
    try:
        finding = found([record.audit], "audit triggers")
        assert finding.level is Level.FAIL
        assert "audit_entry_delete" in finding.figure
    finally:
        create_triggers(connection)


@pytest.mark.parametrize(
    ("file", "password", "level", "says"),
    [
        ("[crm]\naddress = 'postgresql://u:pw@h/d'\nimplementations = ['acme']", "", Level.WARN, "holds a password"),
        (DECLARED, "", Level.WARN, "the password of CRM is not set"),
        (DECLARED, "secret-4471", Level.OK, "CRM for acme"),
    ],
)
def test_declared_servers_are_held_against_the_environment(
    settings, tmp_path, monkeypatch, file, password, level, says
):
    settings.CONNECTIONS = tmp_path / "connections.toml"
    settings.CONNECTIONS.write_text(file)
    monkeypatch.setenv("CRM_PASSWORD", password)
    finding = found([record.connections], "connections")
    assert (finding.level, says in finding.figure) == (level, True)
    assert "secret-4471" not in finding.figure + finding.cure
