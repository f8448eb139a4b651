"""How do the pages of the migration look: objects, test migrations, comparison, findings and value maps?"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.look import words
from golive.foundation.look.tables import Column, Row
from golive.foundation.register_kit.cells import person_cell
from golive.plain.verdict import Verdict
from golive.registers.data_migration import comparing, judging, queries, rules
from golive.registers.data_migration.models import Finding, Load, MigrationObject, TestMigration, ValueMap
from golive.registers.data_migration.reading import AGREES, WRONG_ROWS

STATE_TONE = {rules.PLANNED: "", rules.RUNNING: "accent", rules.FINISHED: "green"}
CHANGE_TONE = {comparing.NEW: "red", comparing.PERSISTS: "amber", comparing.FIXED: "green"}
WEIGHT_TONE = {"blocks": "red", "repair": "amber", "decide": "amber", "know": ""}
WEIGHTS = {"blocks": "breaks the load", "repair": "safe cure", "decide": "a person knows", "know": "to know"}


def tabs(place: Place, current: str) -> list[tuple[str, str, bool, int | str]]:
    """The sections of the register with how many there are in each; the sign-offs stand with the tests.

    The servers are there for those who may take rows from them.
    """
    on = place.implementation
    undecided, _ = queries.undecided(on)
    sections: list[tuple[str, str, bool, int | str]] = [
        ("Objects", place.url("data_migration"), current == "objects", len(queries.objects(on))),
        ("Test migrations", place.url("data_migration", "tests"), current == "tests", len(queries.tests(on))),
        ("Comparison", place.url("data_migration", "comparison"), current == "comparison", ""),
        ("Findings", place.url("data_migration", "findings"), current == "findings", undecided),
        ("Value maps", place.url("data_migration", "maps"), current == "maps", queries.value_maps(on).count()),
    ]
    if rules.may_see_connections(place.seat):
        return sections
    return [*sections, ("Servers", place.url("data_migration", "connections"), current == "connections", "")]


def chip(text: str, tone: str = "") -> Markup:
    return Markup('<span class="chip {}">{}</span>').format(tone, text)


def headline(implementation: Implementation) -> dict[str, Any]:
    """The answer first: does it reconcile, and is it signed?"""
    rehearsed, signed = queries.rehearsed_facts(implementation), queries.signed_facts(implementation)
    reconciles, is_signed = judging.migration_reconciles(rehearsed), judging.migration_is_signed(signed)
    return {"rehearsed": rehearsed, "reconciles": reconciles, "signed_facts": signed, "is_signed": is_signed,
            "tone": tone_of(reconciles)}  # fmt: skip


def tone_of(verdict: Verdict) -> str:
    return words.VERDICT_TONE[verdict.outcome.value]


TEST_COLUMNS = [
    Column("Test migration"), Column("No.", css="tight grey"), Column("State", css="tight"),
    Column("Volume", css="number tight"), Column("Ended", css="tight"), Column("Took", css="number tight"),
    Column("Objects", css="number tight"), Column("Differ", css="number tight"),
    Column("Differences", css="number tight"),
]  # fmt: skip


def test_rows(implementation: Implementation) -> list[Row]:
    found = []
    for test in reversed(queries.tests(implementation)):
        held = [each for each in queries.loads_of(test) if each.verdict]
        differ = sum(each.verdict != AGREES for each in held)
        total = words.number(sum(each.differences or 0 for each in held)) if held else "–"
        cells: list[Any] = [test.title, test.ref, chip(test.get_state_display(), STATE_TONE[test.state])]
        cells += [
            f"{test.volume_percent} %",
            words.short(test.finished_at),
            took(test),
            len(held) or "–",
            differ,
            total,
        ]
        found.append(Row(cells, test.get_absolute_url(), drawer=False))
    return found


def took(test: TestMigration) -> str:
    """The measured duration in hours and minutes."""
    return spell_minutes(test.took.total_seconds() / 60) if test.took else "–"


def spell_minutes(minutes: float | None) -> str:
    """Minutes as a person says them.

    >>> spell_minutes(95), spell_minutes(0.5), spell_minutes(None)
    ('1 h 35 min', '0.5 min', '–')
    """
    if minutes is None:
        return "–"
    if minutes < 60:
        return f"{minutes:.3g} min"
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


LOAD_COLUMNS = [
    Column("Object"), Column("Verdict", css="tight"), Column("Source", css="number tight"),
    Column("Target", css="number tight"), Column("Missing", css="number tight"), Column("Extra", css="number tight"),
    Column("Changed", css="number tight"), Column("Twice", css="number tight"), Column("Load", css="number tight"),
    Column("File", css="tight"),
]  # fmt: skip


def load_rows(held: list[Load]) -> list[Row]:
    found = []
    for each in held:
        counts = (
            [words.number(each.rows.get(key)) for key in ("source", "target", *WRONG_ROWS)] if each.rows else ["–"] * 6
        )
        file = each.document.ref if each.document else "–"
        cells = [each.object.title, verdict_chip(each), *counts, spell_minutes(each.minutes), file]
        found.append(Row(cells, each.document.get_absolute_url() if each.document else "", drawer=False))
    return found


def verdict_chip(load: Load) -> Markup:
    if not load.verdict:
        return chip("not reconciled")
    return chip("agrees", "green") if load.verdict == AGREES else chip("differs", "red")


def test_page(place: Place, test: TestMigration) -> dict[str, Any]:
    """One test migration with its loads, root causes and the sign-offs drawn up from it."""
    held = queries.loads_of(test)
    causes = [(each.object, cause) for each in held if each.verdict for cause in queries.causes_of(each)]
    evidence = queries.evidence(test, place.person.pk)
    return {
        "record": test,
        "columns": LOAD_COLUMNS,
        "rows": load_rows(held),
        "causes": sorted(causes, key=lambda pair: -pair[1]["count"])[:50],
        "against": rules.evidence_suffices(evidence),
        "evidence": evidence,
        "took": took(test),
        "state_tone": STATE_TONE[test.state],
        "sign_offs": list(queries.sign_offs(test.implementation).filter(test=test)),
        "differences": sum(each.differences or 0 for each in held),
        "differ": [each for each in held if each.verdict and each.verdict != AGREES],
        "reconciled": [each for each in held if each.verdict],
    }


COMPARED_COLUMNS = [
    Column("Root cause"), Column("State", css="tight"), Column("Object"), Column("Column", css="tight"),
    Column("Before", css="number tight"), Column("After", css="number tight"), Column("Example", narrow=False),
]  # fmt: skip


def comparison_page(place: Place, before: str, after: str) -> dict[str, Any]:
    """Two test migrations side by side (the last two that were reconciled, unless others are chosen), and the trend."""
    on = place.implementation
    measured = {each.test_id for each in queries.loads(on) if each.verdict}
    tests = [each for each in queries.tests(on) if each.pk in measured]
    named = {each.ref: each for each in tests}
    second = named.get(after) or (tests[-1] if tests else None)
    first = named.get(before) or next((e for e in reversed(tests) if second and e.pk < second.pk), None)
    lines = queries.compared(first, second) if first and second else []
    titles = {each.ref: each.title for each in queries.objects(on)}
    counted = {state: sum(line.state == state for line in lines) for state in CHANGE_TONE}
    return {
        "tests": tests,
        "first": first,
        "second": second,
        "columns": COMPARED_COLUMNS,
        "rows": [_compared_row(line, titles) for line in lines],
        "counted": counted,
        "shared": shared(first, second) if first and second else 0,
        "trend_columns": [Column("Object"), *(Column(each.ref, css="number tight") for each in tests)],
        "trend": trend(on, tests),
    }


def shared(first: TestMigration, second: TestMigration) -> int:
    """How many objects both reconciled: only these are compared."""
    ours = {each.object_id for each in queries.loads_of(first) if each.verdict}
    return len(ours & {each.object_id for each in queries.loads_of(second) if each.verdict})


def _compared_row(line: comparing.Line, titles: dict[str, str]) -> Row:
    before, after = ("–" if n is None else words.number(n) for n in (line.before, line.after))
    state = chip(line.state, CHANGE_TONE[line.state])
    return Row(
        [
            line.signature,
            state,
            titles.get(line.object, line.object),
            line.column or "whole rows",
            before,
            after,
            line.example,
        ]
    )


def trend(implementation: Implementation, tests: list[TestMigration]) -> list[Row]:
    """The differences of each object from one test migration to the next."""
    held = {(each.object_id, each.test_id): each for each in queries.loads(implementation) if each.verdict}
    return [
        Row(
            [each.title, *(_cell(held.get((each.pk, test.pk))) for test in tests)],
            each.get_absolute_url(),
        )
        for each in queries.loaded(implementation)
    ]


def _cell(load: Load | None) -> Any:
    if load is None:
        return Markup('<span class="missing">not in it</span>')
    return chip(words.number(load.differences), "green" if load.verdict == AGREES else "red")


def steps(migrated: MigrationObject, held: list[Load]) -> list[tuple[str, str, str]]:
    """How far the object is on its way from the first look to the signed load."""
    source, target = (queries.extract(migrated, side) for side in rules.SIDES)
    mapping = queries.mapping(migrated)
    found = queries.findings(migrated.implementation).filter(object=migrated)
    decisions = list(found.values_list("decision", flat=True))
    audited, undecided = bool(source and source.tables) or bool(decisions), decisions.count("")
    done = [
        ("Audited", audited, "bring in the source"),
        ("Decided", audited and not undecided, f"{words.plural(undecided, 'finding')} open"),
        ("Mapped", bool(mapping and mapping.is_complete), "bring in the target, then map" if not target else "map it"),
        ("Run", bool(mapping and mapping.expected), "run the mapping"),
        ("Reconciled", any(each.verdict for each in held), "in a test migration"),
        ("Signed", migrated.ref in queries.signed_objects(migrated.implementation), "by the A of the matrix"),
    ]
    first = next((at for at, (_, ok, _) in enumerate(done) if not ok), len(done))
    return [
        (label, "done" if ok else "now" if at == first else "next", "" if ok else note)
        for at, (label, ok, note) in enumerate(done)
    ]


FINDING_COLUMNS = [
    Column("Finding"), Column("No.", css="tight grey"), Column("Column", css="tight"), Column("Weight", css="tight"),
    Column("Rows", css="number tight"), Column("Decision", css="tight"), Column("By"),
]  # fmt: skip


def finding_rows(found: list[Finding]) -> list[Row]:
    return [
        Row(
            [
                each.title,
                each.ref,
                each.column or each.table,
                chip(WEIGHTS[each.weight], WEIGHT_TONE[each.weight]),
                words.number(each.count),
                chip(each.get_decision_display(), "green") if each.decision else chip("open", "amber"),
                person_cell(each.decided_by) if each.decided_by else "–",
            ],
            each.get_absolute_url(),
            drawer=False,
        )
        for each in found
    ]


MAP_COLUMNS = [
    Column("Value map"), Column("No.", css="tight grey"), Column("Object"), Column("Entries", css="number tight"),
    Column("Business owner"), Column("Confirmed", css="tight"),
]  # fmt: skip


def map_rows(found: list[ValueMap]) -> list[Row]:
    rows = []
    for each in found:
        confirmed = (
            chip(words.short(each.confirmed_at), "green") if each.confirmed_at else chip("not confirmed", "amber")
        )
        cells = [each.title, each.ref, each.object.title, len(each.entries), person_cell(each.owner), confirmed]
        rows.append(Row(cells, each.get_absolute_url()))
    return rows


def entry_table(found: ValueMap) -> dict[str, Any]:
    none = Markup('<span class="missing">no target</span>')
    rows = [
        Row([each["from"], each["to"] or none, words.number(each["rows"]) if each["rows"] is not None else "–"])
        for each in found.entries
    ]
    heads = [Column("In the source"), Column("In the target"), Column("Rows", css="number tight")]
    return {"columns": heads, "rows": rows}
