"""Is a certificate still valid, how many units are missing, and at what pace must they come?"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from golive.plain.verdict import Kind, Refusal, require

VALID, DUE_SOON, EXPIRED, UNKNOWN = "valid", "due soon", "expired", "not known"
COLOURS = {VALID: "green", DUE_SOON: "amber", EXPIRED: "red", UNKNOWN: "grey"}
DAYS_A_MONTH = Decimal("30.4375")  # 365.25 / 12
MOST_UNITS = Decimal(1_000)
MOST_ENTRIES = 400
LONGEST = {"name": 160, "issuer": 160, "number": 80, "unit_name": 40, "category": 80, "what": 300, "evidence": 1_000}


@dataclass(frozen=True)
class Rule:
    """What an issuer asks for, as a rule of thumb; ``source`` and ``read_on`` say where and when that was read."""

    key: str
    name: str
    issuer: str
    unit_name: str
    units: Decimal
    cycle_months: int
    source: str
    read_on: date


@dataclass(frozen=True)
class Units:
    """Units that were earned on a day: how many, of which category, for what, and where that can be seen."""

    on: date
    amount: Decimal
    category: str
    what: str
    evidence: str = ""


@dataclass(frozen=True)
class Certificate:
    """A certificate; ``needed`` is None where nobody said how many units a cycle needs, 0 where it needs none.

    ``expires`` is None where it does not expire (``lasts``), else where nobody noted the day.
    """

    name: str
    issuer: str
    number: str
    gained: date
    expires: date | None
    lasts: bool
    unit_name: str
    needed: Decimal | None
    cycle_months: int
    units: tuple[Units, ...] = ()

    @property
    def cycle_begins(self) -> date:
        """The day after which units count for this cycle."""
        if self.expires is None or not self.cycle_months:
            return self.gained
        return max(self.gained, months_before(self.expires, self.cycle_months))

    def counts(self, each: Units) -> bool:
        """Whether these units lie within the cycle."""
        return self.cycle_begins <= each.on and (self.expires is None or each.on <= self.expires)


@dataclass(frozen=True)
class Standing:
    """How a certificate stands on a day; ``pace`` is units per month that are still needed, None where none is known.

    ``missing`` is None where nobody said how many units are needed. ``behind`` tells that more of the cycle is over
    than of its units is logged.
    """

    state: str
    days_left: int | None
    logged: Decimal
    missing: Decimal | None
    pace: Decimal | None
    behind: bool

    @property
    def colour(self) -> str:
        """What is not known is grey; green needs a day and all that is needed to be on its way."""
        if self.state == VALID and self.missing is None:
            return COLOURS[UNKNOWN]
        return COLOURS[DUE_SOON] if self.state == VALID and self.behind else COLOURS[self.state]

    @property
    def word(self) -> str:
        if self.state != VALID:
            return self.state
        return "units not known" if self.missing is None else "behind" if self.behind else VALID


def standing(held: Certificate, today: date) -> Standing:
    """How it stands today; near its end it is due soon, whether units are missing or not."""
    logged = sum((each.amount for each in held.units if held.counts(each)), Decimal(0))
    missing = None if held.needed is None else max(held.needed - logged, Decimal(0))
    left = None if held.expires is None else (held.expires - today).days
    if left is None:
        state = VALID if held.lasts else UNKNOWN
    else:
        state = EXPIRED if left < 0 else DUE_SOON if left <= soon_days() else VALID
    pace = None
    if missing is not None and left is not None and left > 0:
        pace = (missing / (Decimal(left) / DAYS_A_MONTH)).quantize(Decimal("0.1")) if missing else Decimal(0)
    return Standing(state, left, logged, missing, pace, _behind(held, logged, today))


def _behind(held: Certificate, logged: Decimal, today: date) -> bool:
    """Of the cycle more is over than of its units is logged; a little is let pass (issuers.toml)."""
    if not held.needed or held.expires is None:
        return False
    begins = held.cycle_begins
    whole, over = (held.expires - begins).days, (today - begins).days
    share = min(Decimal(max(over, 0)) / Decimal(max(whole, 1)), Decimal(1))
    return logged < held.needed * (share - Decimal(_data()["thresholds"]["slack"]))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month.

    >>> months_before(date(2027, 5, 31), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def certificate(**parts: Any) -> Certificate:
    """A new certificate. ``Refused`` names everything that is wrong with it."""
    given: dict[str, Any] = {name: " ".join(v.split()) if isinstance(v, str) else v for name, v in parts.items()}
    made = Certificate(**given)
    require(list(_problems(made)))
    return made


def changed(held: Certificate, **parts: Any) -> Certificate:
    """The certificate with other words; its units stay."""
    return replace(certificate(**parts), units=held.units)


def _problems(made: Certificate) -> Iterator[Refusal]:
    for name in ("name", "issuer"):
        if not getattr(made, name):
            yield _input(name, f"The {name} is missing.", "Write it as it stands on the certificate.")
    for name in ("name", "issuer", "number", "unit_name"):
        if len(text := getattr(made, name)) > LONGEST[name]:
            yield _input(name, f"The {name} has {len(text):,} characters.", f"At most {LONGEST[name]}.")
    if made.expires is not None and made.expires <= made.gained:
        problem = f"It would expire on {made.expires:%-d %b %Y}, before it was gained."
        yield _input("expires", problem, "Give the later day.")
    if made.expires is not None and made.lasts:
        yield _input("lasts", "It has a day on which it expires, and does not expire.", "Choose one of the two.")
    if made.needed is not None and not 0 <= made.needed <= MOST_UNITS:
        yield _input("needed", f"{made.needed} units cannot be needed.", f"Give 0 to {MOST_UNITS:,}.")
    if not 0 <= made.cycle_months <= 240:
        yield _input("cycle_months", f"A cycle of {made.cycle_months} months is none.", "Give 0 to 240 months.")


def _input(field: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"learning.{field}", problem, cure, Kind.INPUT, field)


def with_units(held: Certificate, each: Units, today: date) -> Certificate:
    """The certificate with units logged; refused for none, and for a day that has not come."""
    found = []
    if not Decimal(0) < each.amount <= MOST_UNITS:
        found.append(_input("amount", f"{each.amount} units cannot be logged.", f"Log more than 0, to {MOST_UNITS:,}."))
    if each.on > today:
        found.append(_input("on", f"{each.on:%-d %b %Y} has not come yet.", "Log what you have earned."))
    if not each.what:
        found.append(_input("what", "It is not said what they are for.", "Name the course, talk or work."))
    for name in ("category", "what", "evidence"):
        if len(text := getattr(each, name)) > LONGEST[name]:
            found.append(_input(name, f"It has {len(text):,} characters.", f"At most {LONGEST[name]:,}."))
    if len(held.units) >= MOST_ENTRIES:
        found.append(_input("what", f"{held.name} has {MOST_ENTRIES} entries.", "Remove those of earlier cycles."))
    require(found)
    return replace(held, units=tuple(sorted((*held.units, each), key=lambda one: one.on)))


def without_units(held: Certificate, number: int) -> Certificate:
    """The certificate without the entry of this place, counted from 0."""
    return replace(held, units=(*held.units[:number], *held.units[number + 1 :]))


def to_json(held: Certificate) -> dict[str, Any]:
    """As it is kept; `from_json` reads it again."""
    units = [{**asdict(each), "on": each.on.isoformat(), "amount": str(each.amount)} for each in held.units]
    return {
        **asdict(held), "gained": held.gained.isoformat(), "units": units,
        "expires": held.expires.isoformat() if held.expires else None,
        "needed": None if held.needed is None else str(held.needed),
    }  # fmt: skip


def from_json(kept: dict[str, Any]) -> Certificate:
    units = tuple(
        Units(**{**each, "on": date.fromisoformat(each["on"]), "amount": Decimal(each["amount"])})
        for each in kept["units"]
    )
    expires, needed = kept["expires"], kept["needed"]
    return Certificate(**{
        **kept, "gained": date.fromisoformat(kept["gained"]), "units": units,
        "expires": date.fromisoformat(expires) if expires else None,
        "needed": None if needed is None else Decimal(needed),
    })  # fmt: skip


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = files(__package__ or "golive.career.learning").joinpath("issuers.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """What issuers ask for, by a short name; a rule of thumb with its source, never a promise."""
    held = _data()["issuers"]
    return {key: Rule(key=key, **{**each, "units": Decimal(each["units"])}) for key, each in held.items()}


def soon_days() -> int:
    """How many days before its end a certificate is due soon; issuers.toml says why."""
    return int(_data()["thresholds"]["due_soon_days"])
