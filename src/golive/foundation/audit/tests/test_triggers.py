"""Does the database refuse to alter the log, also after its table was remade?"""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction

from golive.foundation import audit
from golive.foundation.audit.models import Entry, EntryText
from golive.foundation.audit.tests.cast import acme, decide, person
from golive.foundation.audit.triggers import check_triggers, create_triggers, missing_triggers

pytestmark = pytest.mark.django_db
REPLACE = {
    "sqlite": "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 1",
    "postgresql": "TRUNCATE audit_entry CASCADE",
}


def refused(*statements: str) -> None:
    for statement in statements:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_an_entry_can_be_neither_changed_nor_deleted_nor_replaced() -> None:
    decide(acme(), person("Sam Reed"))
    connection.check_constraints()  # PostgreSQL truncates no table while foreign keys wait to be checked
    refused("UPDATE audit_entry SET verb = 'x.y'", "DELETE FROM audit_entry", REPLACE[connection.vendor])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(verb="x.y")
    assert audit.verify().checked == 1


def test_a_text_can_be_blanked_but_not_rewritten_or_deleted() -> None:
    decide(acme(), person("Sam Reed"), because="It costs six weeks")
    refused(
        "UPDATE audit_entrytext SET text = 'other'",
        "UPDATE audit_entrytext SET text = '', salt = '', field = 'other'",
        "DELETE FROM audit_entrytext",
    )
    EntryText.objects.filter(field="because").update(text="", salt="")
    assert "was blanked without an entry that says so" in audit.verify().problem


def test_a_remade_table_loses_its_triggers_the_check_says_so_and_migrate_puts_them_back() -> None:
    if connection.vendor == "sqlite":
        for model, name in ((Entry, "verb"), (EntryText, "field")):
            _remake(model, name)
        assert len(missing_triggers(connection)) == 6
    else:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_update")
        assert missing_triggers(connection) == ["audit_entry_update"]
    [warning] = check_triggers(databases=["default"])
    assert "audit_entry_update" in warning.msg
    create_triggers(connection)
    assert missing_triggers(connection) == []
    assert check_triggers(databases=["default"]) == []


def _remake(model: type[models.Model], name: str) -> None:
    old = model._meta.get_field(name)
    new = models.CharField(max_length=99)
    new.set_attributes_from_name(name)
    new.model = model
    editor = connection.SchemaEditorClass(connection, atomic=False)
    editor.deferred_sql = []
    connection.disable_constraint_checking()
    editor._remake_table(model, alter_fields=[(old, new)])


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_missing_triggers_back() -> None:
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON audit_entry"
        cursor.execute(f"DROP TRIGGER audit_entry_delete{on}")
    assert missing_triggers(connection) == ["audit_entry_delete"]
    call_command("migrate", verbosity=0, stdout=StringIO())
    assert missing_triggers(connection) == []


def test_a_real_database_cannot_be_flushed(settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/golive/golive.sqlite3")
    with pytest.raises(CommandError, match="append-only"):
        call_command("flush", interactive=False)
