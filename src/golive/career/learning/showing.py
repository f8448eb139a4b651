"""How do the shelf's lists look as tables, and in which words does each line say how it stands?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup, escape

from golive.career.learning import reading, trends
from golive.career.learning.certificates import Certificate, standing
from golive.career.learning.models import HeldCertificate
from golive.career.learning.reading import Item
from golive.career.learning.sections import LEARNING
from golive.career.learning.telling import amount
from golive.career.learning.trends import Trend
from golive.foundation.look.icons import rag
from golive.foundation.look.tables import Column, Row
from golive.foundation.look.words import full, plural

ITEM_COLUMNS = [
    Column("Title", css="wide wrap"),
    Column("State"),
    Column("Next review"),
    Column("Kind", css="grey"),
    Column("Read", css="grey", narrow=False),
]
CERTIFICATE_COLUMNS = [
    Column("Certificate", css="wide wrap"),
    Column("State"),
    Column("Expires"),
    Column("Units"),
    Column("Pace needed", css="grey", narrow=False),
]
UNIT_COLUMNS = [
    Column("For what", css="wide wrap"),
    Column("Units", css="number"),
    Column("On"),
    Column("Category", css="grey"),
    Column("Evidence", css="grey"),
    Column("Change", css="tight"),
]
TREND_COLUMNS = [
    Column("Trend", css="wide wrap"),
    Column("Verdict"),
    Column("Tracked since"),
    Column("Applied"),
    Column("Sources", css="grey", narrow=False),
]
TONES = {"watch": "grey", "try": "amber", "adopt": "green", "drop": "grey"}
_NOT_KNOWN = Markup('<span class="missing">Not known</span>')


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """The four lists of the shelf."""
    parts = {"Reading list": "", "Feeds": "feeds/", "Certificates": "certificates/", "Trends": "trends/"}
    return [(name, f"{LEARNING}{end}", here == f"{LEARNING}{end}") for name, end in parts.items()]


def day_of(text: str) -> str:
    """The day of an ISO text as pages write it.

    >>> day_of("2026-03-16T08:00:00+00:00")
    '16 Mar 2026'
    """
    return full(date.fromisoformat(text[:10]))


def item_rows(items: Iterable[tuple[int, Item]], today: date) -> list[Row]:
    return [
        Row(
            [
                held.title, _due(held, today), full(held.next_review) if held.state == reading.FOLLOWED else "–",
                reading.KINDS[held.kind], plural(len(held.reads), "time") if held.reads else "not yet",
            ],
            url=f"{LEARNING}{pk}/",
            drawer=False,
        )
        for pk, held in items
    ]  # fmt: skip


def _due(held: Item, today: date) -> Markup:
    if held.state != reading.FOLLOWED:
        return rag("grey", reading.STATES[held.state].lower())
    days = held.days_until(today)
    if days > 0:
        return rag("green", f"in {plural(days, 'day')}")
    return rag("red", f"{plural(-days, 'day')} late") if days < 0 else rag("amber", "due today")


def certificate_rows(held: Iterable[tuple[int, Certificate]], today: date) -> list[Row]:
    return [_certificate(pk, each, today) for pk, each in held]


def _certificate(pk: int, held: Certificate, today: date) -> Row:
    now = standing(held, today)
    expires = full(held.expires) if held.expires else "does not expire" if held.lasts else _NOT_KNOWN
    unit = f"{held.unit_name or 'unit'}s"
    units = _NOT_KNOWN if held.needed is None else f"{amount(now.logged)} of {amount(held.needed)} {unit}"
    pace = "–" if now.pace is None else f"{now.pace} {unit} a month" if now.missing else "none"
    units = "none needed" if held.needed == 0 else units
    cells = [held.name, rag(now.colour, now.word), expires, units, pace]
    return Row(cells, url=f"{LEARNING}certificates/{pk}/", drawer=False)


def unit_rows(row: HeldCertificate, held: Certificate) -> list[Row]:
    """The log, the latest first; each line with the way to remove it."""
    rows = []
    for number, each in reversed(list(enumerate(held.units))):
        proof = each.evidence
        if reading.is_web(proof):
            proof = Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(proof, proof.split("/")[2])
        address = f"{row.get_absolute_url()}units/{number}/removal/"
        remove = Markup('<a class="btn small" href="{}">Remove<span class="vh"> {}</span></a>').format(
            address, each.what
        )
        counted = (
            amount(each.amount) if held.counts(each) else Markup("{} <small>other cycle</small>").format(each.amount)
        )
        rows.append(Row([each.what, counted, full(each.on), each.category or "–", proof or "–", remove]))
    return rows


def trend_rows(found: Iterable[tuple[int, Trend]]) -> list[Row]:
    return [
        Row(
            [
                held.name, rag(TONES[held.verdict], trends.VERDICTS[held.verdict].lower()), full(held.since),
                escape(plural(len(held.uses), "place")) if held.uses else "not yet", str(len(held.sources) or "–"),
            ],
            url=f"{LEARNING}trends/{pk}/",
            drawer=False,
        )
        for pk, held in found
    ]  # fmt: skip
