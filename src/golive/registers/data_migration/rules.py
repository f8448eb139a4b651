"""May it be planned, run, attached, decided, confirmed or signed, and if not why?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from golive.plain.seat import TEAM, Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal
from golive.registers.data_migration.ordering import cycle

MIGRATE, ARCHIVE, REKEY, DROP = "migrate", "archive", "re-key", "drop"
APPROACHES = {MIGRATE: "Migrate", ARCHIVE: "Archive", REKEY: "Key in anew", DROP: "Leave behind"}
CRITICALITIES = ("high", "medium", "low")
PLANNED, RUNNING, FINISHED = "planned", "running", "finished"
ACCEPT, LEAVE, FIX = "accept", "leave", "fix"
DECISIONS = {ACCEPT: "Accept the rule", LEAVE: "Leave as it is", FIX: "Fix at the source"}
SOURCE, TARGET = "source", "target"
SIDES = {SOURCE: "From the source", TARGET: "From the target, after a load"}
READ, READING, UNREADABLE = "read", "reading", "unreadable"
FULL = 100
MEGABYTE = 2**20
LARGEST_ROWS = 200 * MEGABYTE
# Of CSV files; everything else says its own.
ENCODINGS = {
    "": "Detect it",
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Excel and other programs on Windows)",
    "iso-8859-1": "ISO-8859-1 (Latin-1, older systems)",
    "utf-16": "UTF-16 (“Unicode” in programs on Windows)",
}

MAY_WRITE = frozenset({Role.MANAGER, Role.LEAD})
MAY_DECIDE = frozenset({Role.MANAGER, Role.LEAD, Role.CLIENT, Role.CONTRIBUTOR})
# The row of the RACI matrix whose A signs.
SIGN_OFF_ROW = "data_migration.sign_off"

# Named by the gate that first asked for it; one threshold for the register and the gate above.
TEST_MIGRATIONS = Setting(
    "go_no_go.test_migrations",
    3,
    "test migrations",
    "So many have to reconcile before go-live.",
    "rule of thumb, source article 2026",
)
EVIDENCE_DAYS = Setting(
    "data_migration.evidence_days",
    30,
    "days",
    "A test migration that finished longer ago is not signed off any more.",
    "our own choice: the source goes on changing",
)

SNAPSHOT_ROWS = Setting(
    "data_migration.snapshot_rows",
    5_000_000,
    "rows",
    "A table of a server with more rows is not taken.",
    "our own choice: what one machine maps and reconciles in minutes",
)
KEEP_SIGNED = Setting(
    "data_migration.keep_signed_days",
    90,
    "days",
    "So long rows of data are kept after the sign-off of their object; what was signed stays.",
    "our own choice: no longer than needed (GDPR, article 5 (1) e), long enough for the questions of hypercare",
)
KEEP_ROWS = Setting(
    "data_migration.keep_days",
    365,
    "days",
    "So long rows of data are kept after they were last brought in or reconciled, if nobody signs.",
    "our own choice: no longer than needed (GDPR, article 5 (1) e)",
)


@dataclass(frozen=True)
class Evidence:
    """What stands behind a sign-off: facts of one test migration and of everything it loaded.

    ``undecided`` are blocking findings without a decision, ``unconfirmed`` value maps, ``workers`` the people whose own
    work it is (they attached, prepared or decided it) by id.
    """

    test: str
    state: str
    volume_percent: int
    finished_on: date | None
    today: date
    objects: Sequence[str]
    unreconciled: Sequence[str]
    untimed: Sequence[str]
    differing: Sequence[tuple[str, int]]
    rehearsed: Mapping[str, int]
    undecided: Sequence[str]
    unconfirmed: Sequence[str]
    extracted_at: datetime | None
    source_changed_at: datetime | None
    least: int = 3
    most_days: int = 30
    workers: Collection[int] = field(default_factory=frozenset)


def may_write(seat: Seat, what: str) -> list[Refusal]:
    return lacks_role(seat, MAY_WRITE, what)


def object_is_complete(
    *, title: str, taken: bool, owner: bool, approach: str, because: str, source: str, target: str
) -> list[Refusal]:
    refusals = []
    if not title.strip():
        refusals.append(_missing("title", "The object has no name.", "Name the kind of data, for instance Accounts."))
    if taken:
        refusals.append(_missing("title", f"There is already an object “{title}”.", "Give each object its own name."))
    if not owner:
        refusals.append(
            _missing("owner", "The object has no owner.", "Name who answers for this data in the business.")
        )
    if not source.strip():
        refusals.append(_missing("source_system", "No source system is named.", "Say where the data is today."))
    if approach == DROP and not because.strip():
        refusals.append(_missing("because", "Nothing says why this data is left behind.", "Say why nobody needs it."))
    if approach != DROP and not target.strip():
        refusals.append(_missing("target_system", "No target system is named.", "Say where the data goes."))
    return refusals


def has_no_circle(needs: Mapping[str, Collection[str]]) -> list[Refusal]:
    """``needs`` maps each object's name to those that must be loaded before it."""
    found = cycle(needs)
    if not found:
        return []
    problem = f"The load order runs in a circle: {' → '.join(found)}."
    return [_missing("needs", problem, "Load one of them twice, or leave out one of these needs.")]


def may_plan(seat: Seat, *, title: str, volume: int | None) -> list[Refusal]:
    refusals = may_write(seat, "plan a test migration")
    if not title.strip():
        refusals.append(_missing("title", "The test migration has no name.", "Say what is rehearsed."))
    return refusals + _volume(volume)


def may_start(seat: Seat, *, ref: str, state: str) -> list[Refusal]:
    refusals = may_write(seat, f"start {ref}")
    if state != PLANNED:
        refusals.append(Refusal("data_migration.started", f"{ref} is already {state}.", "Plan another one."))
    return refusals


def may_finish(
    seat: Seat, *, ref: str, state: str, started: datetime | None, finished: datetime | None, now: datetime
) -> list[Refusal]:
    refusals = may_write(seat, f"finish {ref}")
    if state == FINISHED:
        refusals.append(Refusal("data_migration.finished", f"{ref} is already finished.", "Plan another one."))
    if started is None or finished is None or finished <= started:
        problem = f"{ref} has no time that it took."
        refusals.append(_missing("finished_at", problem, "Say when it started and when it ended, later than that."))
    if finished is not None and finished > now:
        refusals.append(_missing("finished_at", "That end is not reached yet.", "Finish it when it has ended."))
    return refusals


def may_attach(seat: Seat, *, ref: str, state: str, title: str, is_loaded: bool, signed: str) -> list[Refusal]:
    """``signed`` is the sign-off that froze this evidence, or nothing."""
    refusals = may_write(seat, f"attach a reconciliation to {ref}")
    if state == PLANNED:
        refusals.append(Refusal("data_migration.not_run", f"{ref} has not run yet.", "Start it first."))
    if not is_loaded:
        problem = f"{title} is left behind; there is nothing to reconcile."
        refusals.append(_missing("object", problem, "Choose an object that is loaded."))
    if signed:
        problem = f"The evidence of {ref} is signed ({signed})."
        refusals.append(Refusal("data_migration.signed", problem, "Attach it to a new test migration."))
    return refusals


def may_check_freeze(
    seat: Seat, *, ref: str, extracted: datetime | None, changed: datetime | None, now: datetime
) -> list[Refusal]:
    refusals = may_write(seat, f"check the freeze of {ref}")
    for name, moment, cure in (
        ("extracted_at", extracted, "Say when the source was extracted."),
        ("source_changed_at", changed, "Look in the source for the last change of a row."),
    ):
        if moment is None or moment > now:
            refusals.append(_missing(name, f"{ref} has no such time, or it lies ahead.", cure))
    return refusals


def may_bring_audit(seat: Seat, *, audited: str, findings: int) -> list[Refusal]:
    refusals = may_write(seat, "bring in an audit")
    if not audited.strip():
        refusals.append(_missing("file", f"The audit of {findings} findings names no source.", "Run the audit again."))
    return refusals


def may_decide(
    seat: Seat, *, ref: str, gone: bool, decision: str, rule: str, because: str, owner: int | None
) -> list[Refusal]:
    """``owner`` answers for the object; besides manager and lead only the owner decides."""
    refusals = lacks_role(seat, MAY_DECIDE, f"decide {ref}")
    if not refusals and not seat.holds(*MAY_WRITE) and owner != seat.person_id:
        problem = f"{seat.name} does not own the data of {ref}."
        refusals.append(Refusal("data_migration.owner", problem, "Ask the owner or the data lead.", Kind.RIGHTS))
    if decision not in DECISIONS:
        refusals.append(
            _missing("decision", f"{ref} has no decision.", "Accept the rule, leave it, or fix the source.")
        )
    if decision == ACCEPT and not rule.strip():
        cure = "Leave it, or fix it at the source."
        refusals.append(_missing("decision", f"{ref} has no rule that could be accepted.", cure))
    if decision == LEAVE and not because.strip():
        refusals.append(_missing("because", f"Nothing says why {ref} may stay as it is.", "Say why it does no harm."))
    if gone:
        refusals.append(Refusal("data_migration.gone", f"The last audit found {ref} no more.", "Nothing to decide."))
    return refusals


def may_write_map(seat: Seat, *, title: str, entries: Sequence[Mapping[str, object]]) -> list[Refusal]:
    refusals = may_write(seat, "write a value map")
    if not title.strip():
        refusals.append(_missing("title", "The value map has no name.", "Name the field that it maps."))
    if not entries:
        refusals.append(_missing("entries", "The value map has no entry.", "Write one line for each code: A = Active."))
    codes = [str(entry["from"]) for entry in entries]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        problem = f"Mapped twice: {', '.join(twice)}."
        refusals.append(_missing("entries", problem, "Give each code of the source one line."))
    return refusals


def may_confirm_map(
    seat: Seat, *, ref: str, owner: int, owner_name: str, confirmed: bool, unmapped: Sequence[str]
) -> list[Refusal]:
    refusals = lacks_role(seat, TEAM, f"confirm {ref}")
    if seat.person_id != owner:
        problem = f"{seat.name} does not own {ref}; {owner_name} does."
        refusals.append(Refusal("data_migration.map_owner", problem, f"Ask {owner_name}.", Kind.RIGHTS))
    if confirmed:
        refusals.append(Refusal("data_migration.confirmed", f"{ref} is already confirmed.", "Once is enough."))
    if unmapped:
        problem = f"{ref} leaves {', '.join(unmapped)} without a target."
        refusals.append(Refusal("data_migration.unmapped", problem, "Give every code a target first."))
    return refusals


def may_see_rows(seat: Seat, what: str) -> list[Refusal]:
    """Rows are about people: whoever decides on them sees them, masked."""
    return lacks_role(seat, MAY_DECIDE, f"look into {what}")


def may_bring_rows(
    seat: Seat, *, file: bool, is_loaded: bool, title: str, side: str = SOURCE, encoding: str = ""
) -> list[Refusal]:
    refusals = may_write(seat, "bring in data")
    if side not in SIDES:
        cure = f"Say {' or '.join(SIDES)}."
        refusals.append(_missing("side", f"“{side}” is no side of {title}.", cure))
    if encoding not in ENCODINGS:
        cure = f"Choose {', '.join(filter(None, ENCODINGS))}, or none to have it detected."
        refusals.append(_missing("encoding", f"“{encoding}” is no encoding that can be chosen here.", cure))
    if not file:
        cure = "Choose a CSV, Excel, Parquet, JSON or SQLite file."
        refusals.append(_missing("file", "There is no file, or it is empty.", cure))
    if not is_loaded:
        refusals.append(_missing("side", f"{title} is left behind.", "Choose an object that is loaded."))
    return refusals


def holding(standings: Sequence[str]) -> int | None:
    """Which file of a side holds, by how each stands, the first brought in first: the last that was read.

    Before one was read it is the last that is being read; a file that cannot be read never takes another's place.
    """
    for wanted in (READ, READING):
        if wanted in standings:
            return len(standings) - 1 - list(reversed(standings)).index(wanted)
    return None


def is_readable(name: str, *, standing: str, why: str, holds: str) -> list[Refusal]:
    """What is said of a file whose reading failed; ``holds`` is the file that holds for its side, if there is one."""
    if standing != UNREADABLE:
        return []
    until = f" Until then {holds} holds." if holds else ""
    problem = why if why.startswith(name) else f"{name} could not be read. {why}".strip()
    cure = f"Bring the mended file in, or run its job again.{until}"
    return [Refusal("data_migration.unreadable", problem, cure, Kind.INPUT, "file")]


def may_take_snapshot(
    seat: Seat, *, is_loaded: bool, title: str, side: str, table: str, connection: str, declared: Collection[str]
) -> list[Refusal]:
    """``declared`` are the connections of this implementation, by their names in addresses."""
    refusals = may_bring_rows(seat, file=True, is_loaded=is_loaded, title=title, side=side)
    refusals += is_declared(connection, declared)
    if not table.strip():
        refusals.append(
            _missing("table", "No table is named.", "Choose one, or type its name as the list writes them.")
        )
    return refusals


def may_see_connections(seat: Seat) -> list[Refusal]:
    """Also whether one may be asked if it answers: whoever may take rows from it."""
    return may_write(seat, "see the servers that rows are taken from")


def may_check_connection(seat: Seat, *, connection: str, declared: Collection[str]) -> list[Refusal]:
    return may_see_connections(seat) or is_declared(connection, declared)


def is_declared(connection: str, declared: Collection[str]) -> list[Refusal]:
    if connection in declared:
        return []
    problem = f"No connection “{connection}” is declared for this implementation."
    choice = f"Choose {', '.join(sorted(declared))}, or ask" if declared else "Ask"
    return [_missing("connection", problem, f"{choice} who runs this installation to declare it.")]


def fits_here(*, name: str, size: int) -> list[Refusal]:
    """``size`` in bytes."""
    if size <= LARGEST_ROWS:
        return []
    problem = f"{name} has {size // MEGABYTE:,} MB; up to {LARGEST_ROWS // MEGABYTE} MB are read here."
    return [_missing("file", problem, "Pack it with gzip, or leave out columns that nobody migrates.")]


def may_map(seat: Seat, *, title: str, source: bool) -> list[Refusal]:
    refusals = may_write(seat, f"map {title}")
    if not source:
        problem = f"{title} has no data of its source that was looked at."
        refusals.append(Refusal("data_migration.no_source", problem, "Bring in its source file first."))
    return refusals


def may_run(seat: Seat, *, title: str, mapped: bool, gaps: Sequence[str]) -> list[Refusal]:
    """The coverage gate: every field accounted for, every code confirmed."""
    refusals = may_write(seat, f"run the mapping of {title}")
    if not mapped:
        problem = f"{title} has no mapping."
        refusals.append(Refusal("data_migration.no_mapping", problem, "Map it on the page of the object."))
    return refusals + [Refusal("data_migration.gate", f"{title}: {gap}", "Mend the mapping.") for gap in gaps]


def may_reconcile(seat: Seat, *, title: str, target: bool) -> list[Refusal]:
    refusals = may_write(seat, f"reconcile {title}")
    if not target:
        problem = f"{title} has no data of its target."
        refusals.append(_missing("migrated", problem, "Load what the mapping expects, then bring in what arrived."))
    return refusals


def evidence_suffices(facts: Evidence) -> list[Refusal]:
    """Everything that stands against signing this test migration, whoever signs: all of it at once."""
    return [*_run_suffices(facts), *_results_suffice(facts), *_freeze_holds(facts)]


def _run_suffices(it: Evidence) -> list[Refusal]:
    found = []
    if it.state != FINISHED or it.finished_on is None:
        found.append(Refusal("sign_off.not_finished", f"{it.test} is not finished.", "Finish it and time it."))
    elif (age := (it.today - it.finished_on).days) > it.most_days:
        problem = f"{it.test} finished {age} days ago; {it.most_days} are allowed."
        found.append(Refusal("sign_off.stale", problem, "Run another test migration."))
    if it.volume_percent < FULL:
        problem = f"{it.test} loaded {it.volume_percent} % of the data."
        found.append(Refusal("sign_off.volume", problem, "The last test migration runs at full volume."))
    if not it.objects:
        found.append(Refusal("sign_off.empty", f"{it.test} loaded no object.", "Attach its reconciliations."))
    if it.untimed:
        problem = f"Not timed in {it.test}: {', '.join(it.untimed)}."
        found.append(Refusal("sign_off.untimed", problem, "Record how many minutes each load took."))
    few = [f"{name} ({count})" for name, count in it.rehearsed.items() if count < it.least]
    if few:
        problem = f"Test-migrated fewer than {it.least} times: {', '.join(few)}."
        found.append(Refusal("sign_off.rehearsals", problem, "Run the missing test migrations."))
    return found


def _results_suffice(it: Evidence) -> list[Refusal]:
    found = []
    if it.unreconciled:
        problem = f"Not reconciled in {it.test}: {', '.join(it.unreconciled)}."
        found.append(Refusal("sign_off.unreconciled", problem, "Attach the result of each object."))
    for name, count in it.differing:
        problem = f"{name} differs in {count} rows or cells."
        found.append(Refusal("sign_off.differs", problem, "Correct it and run another test migration."))
    if it.undecided:
        problem = f"Findings that block the load are undecided: {', '.join(it.undecided)}."
        found.append(Refusal("sign_off.undecided", problem, "Decide each on the Findings tab."))
    if it.unconfirmed:
        problem = f"Value maps are not confirmed: {', '.join(it.unconfirmed)}."
        found.append(Refusal("sign_off.maps", problem, "Ask their business owners on the Value maps tab."))
    return found


def _freeze_holds(it: Evidence) -> list[Refusal]:
    if it.extracted_at is None or it.source_changed_at is None:
        problem = f"Nobody checked whether the source stood still for {it.test}."
        return [Refusal("sign_off.freeze_unknown", problem, "Record the freeze check.")]
    if it.source_changed_at > it.extracted_at:
        problem = f"The source of {it.test} was changed after it was extracted."
        return [Refusal("sign_off.freeze", problem, "Extract again, or load the delta and reconcile it.")]
    return []


def may_draw_up(seat: Seat, facts: Evidence) -> list[Refusal]:
    return may_write(seat, f"draw up the sign-off of {facts.test}") + evidence_suffices(facts)


def may_sign(
    seat: Seat, facts: Evidence, *, entitled: Mapping[int, str], signed: bool, seen_hash: str, now_hash: str, ref: str
) -> list[Refusal]:
    """Only the A of the matrix (or whoever acts for them), never over their own work, and only what was shown."""
    refusals = []
    if seat.person_id not in entitled:
        names = " or ".join(entitled.values())
        problem = f"{seat.name} does not answer for the data-migration sign-off."
        cure = f"Ask {names}." if names else "Give the row an A on the RACI page."
        refusals.append(Refusal("sign_off.not_accountable", problem, cure, Kind.RIGHTS))
    if seat.person_id in facts.workers:
        problem = f"{seat.name} prepared, attached or decided part of {ref}."
        cure = "Nobody signs their own work: the deputy signs, or somebody else prepares it."
        refusals.append(Refusal("sign_off.own_work", problem, cure, Kind.RIGHTS))
    if signed:
        refusals.append(Refusal("sign_off.signed", f"{ref} is already signed.", "It stays signed."))
    if seen_hash != now_hash:
        problem = f"The evidence is no longer what {ref} shows ({seen_hash[:12]} against {now_hash[:12]})."
        cure = "Draw the sign-off up anew and read it again."
        refusals.append(Refusal("sign_off.changed", problem, cure, Kind.CONFLICT))
    return refusals + evidence_suffices(facts)


def is_given(*, migrated: bool, content: bool) -> list[Refusal]:
    refusals = []
    if not migrated:
        refusals.append(_missing("object", "No object is chosen.", "Say which object was reconciled."))
    if not content:
        refusals.append(_missing("file", "There is no file, or it is empty.", "Choose the JSON file of the run."))
    return refusals


def is_a_time(minutes: float | None) -> list[Refusal]:
    if minutes is not None and minutes > 0:
        return []
    return [_missing("minutes", "The load has no time.", "Say how many minutes it took, more than 0.")]


def is_not_signed(ref: str, signed: str) -> list[Refusal]:
    if not signed:
        return []
    return [Refusal("data_migration.signed", f"The evidence of {ref} is signed ({signed}).", "Run another one.")]


def _volume(volume: int | None) -> list[Refusal]:
    if volume is not None and 1 <= volume <= FULL:
        return []
    cure = "Say which share of the data it loads; the last runs at 100 %."
    return [_missing("volume_percent", f"The volume is {volume} %; it is 1 to 100 %.", cure)]


def _missing(name: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"data_migration.{name}", problem, cure, Kind.INPUT, name)
