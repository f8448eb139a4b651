"""Does each event stand in the log as a sentence, and only together with what it tells?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from golive.foundation import audit
from golive.foundation.audit.models import Entry
from golive.foundation.audit.tests.cast import acme, decide, person
from golive.foundation.implementations.actions import grant
from golive.plain.seat import Role

pytestmark = pytest.mark.django_db


def test_an_entry_is_a_sentence_with_a_link_and_a_reason() -> None:
    entry = decide(acme(), person("Sam Reed"), because="It costs six weeks")
    assert entry.sentence == "Sam Reed decided Acme CRM: rejected"
    assert entry.because == "It costs six weeks"
    assert entry.subject_url == "/i/acme-crm/"
    assert (entry.actor_name, entry.data) == ("Sam Reed", {"to": "rejected"})


def test_golive_itself_is_named_where_nobody_acted() -> None:
    assert decide(acme(), None).sentence == "golive decided Acme CRM: rejected"


def test_an_undeclared_verb_is_refused_with_the_cure() -> None:
    with transaction.atomic(), pytest.raises(ValueError, match=r"test\.unheard is not declared.*audit\.verb"):
        audit.record("test.unheard", on=acme(), by=None)


def test_a_sentence_without_its_data_is_refused() -> None:
    with transaction.atomic(), pytest.raises(ValueError, match="recorded without to"):
        audit.record("test.decided", on=acme(), by=None)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        audit.record("test.decided", on=acme(), by=None, to="x")
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("name", "sentence", "wrong"),
    [
        ("decided", "{by} decided", "no name of an event"),
        ("test.anonymous", "somebody decided {on}", "does not say who"),
        ("test.decided", "{by} settled {on}", "declared twice"),
        ("test.because", "{by} did {because}", "cannot use because"),
    ],
)
def test_a_verb_must_be_well_declared(name: str, sentence: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        audit.verb(name, sentence)


def test_values_read_in_a_sentence_as_a_person_writes_them() -> None:
    entry = decide(acme(), None, to=[date(2027, 3, 21), None, True, "{by}"])
    assert entry.sentence == "golive decided Acme CRM: 21 Mar 2027, nothing, yes, {by}"


@pytest.mark.parametrize(
    "value", [1e20, -0.0, 0.1, 10**30, "NUL \0 and \ud800", {"b": [1, {"a": 2.5}]}, datetime.now(UTC)]
)
def test_whatever_the_data_the_hash_fits_what_the_database_gives_back(value: object) -> None:
    decide(acme(), None, to=value)
    assert audit.verify([audit.head()]).sound


def test_a_figure_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="missing figure as None"):
        decide(acme(), None, to=float("nan"))


@pytest.mark.django_db(transaction=True)
def test_listeners_hear_of_it_once_it_is_committed_and_not_before() -> None:
    heard: list[Entry] = []

    def listener(entry: Entry, **kwargs: object) -> None:
        heard.append(entry)

    audit.recorded.connect(listener)
    try:
        with transaction.atomic():
            entry = decide(acme(), None)
            assert heard == []
        assert heard == [entry]
        with transaction.atomic():
            decide(acme("rolled-back"), None)
            transaction.set_rollback(True)
        assert heard == [entry]
    finally:
        audit.recorded.disconnect(listener)


def test_history_and_log_come_latest_first_and_page_by_page(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    here, elsewhere, sam = acme(), acme("other"), person("Sam Reed")
    for turn in range(5):
        decide(here, sam, to=turn)
    decide(elsewhere, None)
    with django_assert_num_queries(2):
        first = audit.entries(here, limit=3)
        assert [e.sentence[-1] for e in first] == ["4", "3", "2"]
    assert [e.data["to"] for e in audit.entries(here, before=first[-1].seq)] == [1, 0]
    assert [e.data["to"] for e in audit.history_of(here, limit=2)] == [4, 3]
    assert audit.entries(here, actor=sam, verb="test.invited") == []
    assert len(audit.history_of(elsewhere)) == 1


def test_erasing_a_person_leaves_what_happened_and_a_log_that_verifies() -> None:
    here, maya, kim = acme(), person("Maya Ortiz"), person("Kim Vale")
    decide(here, kim, because="Kim is on leave")
    with transaction.atomic():
        audit.record("test.invited", on=here, by=maya, whom=kim)
    anchors = [audit.head()]
    assert audit.erase_person(kim, by=maya, because="Kim asked, GDPR Art. 17") == 3
    assert [e.sentence for e in audit.entries(here)] == [
        "Maya Ortiz invited [erased] to Acme CRM",
        "[erased] decided Acme CRM: rejected",
    ]
    assert audit.entries(here)[1].because == "[erased]"
    report = audit.verify(anchors)
    assert report.sound, report.problem
    assert report.erased == 3
    assert audit.erase_person(kim, by=maya, because="again") == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM audit_entrytext WHERE text LIKE '%Kim is%' OR text = 'Kim Vale'")
        assert cursor.fetchone()[0] == 0


def test_each_entry_has_a_digest_that_differs_though_the_words_are_the_same() -> None:
    first, second = decide(acme(), None, because="same"), decide(acme("b"), None, because="same")
    assert first.digests["because"] != second.digests["because"]


def test_a_role_given_to_somebody_names_them_erasably(world) -> None:  # type: ignore[no-untyped-def]
    grant(world.acme, world.viewer, Role.CONTRIBUTOR, by=world.manager)
    entry = audit.history_of(world.acme, limit=1)[0]
    assert entry.sentence == "Jo Marsh made Omar Haddad contributor of Acme CRM roll-out"
    audit.erase_person(world.viewer, by=world.manager, because="Omar asked")
    assert "made [erased] contributor" in audit.history_of(world.acme, limit=1)[0].sentence
