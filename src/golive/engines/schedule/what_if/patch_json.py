"""What does the JSON form of a patch say?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import Any, TypeVar

from golive.engines.schedule.keys import shown, unknown_keys
from golive.engines.schedule.plan import Constraint, LagKind, Link, LinkType, Shape, ThreePoint
from golive.engines.schedule.what_if.patch import Cut, Edit, NewTask, Patch
from golive.plain.verdict import Kind, Refusal, require

T = TypeVar("T")

_MOMENTS = ("constraint_at", "deadline", "start", "finish", "actual_start", "actual_finish")


_NUMBERS = {"duration_min": 1.0, "remaining_min": 1.0}


_DAYS = {"duration_days": "duration_min", "remaining_days": "remaining_min"}


_FLAGS = ("milestone", "active", "manual", "elapsed", "summary", "fixed_duration")


_INTEGERS = ("parent", "calendar")


_TEXTS = ("name", "wbs", "notes")


_LAGS = ("lag_days", "lag_min", "lag_percent")


_ENDS = ("pred", "succ", "type")


_FIELDS = (
    *_MOMENTS,
    *_NUMBERS,
    *_DAYS,
    *_FLAGS,
    *_INTEGERS,
    *_TEXTS,
    "percent_complete",
    "constraint",
    "three_point_days",
)


_KNOWN = {"name", "description", "add_tasks", "insert", "remove_tasks", "set", "add_links", "remove_links"}


def patch_from_json(form: object, minutes_per_day: int = 480) -> Patch:
    """The patch in its JSON form (docs/engines/schedule.md); `Refused` with every problem at once."""
    if not isinstance(form, Mapping):
        require([Refusal("patch.form", "The patch is not a JSON object.", 'Write {"set": […], …}.', Kind.INPUT)])
    assert isinstance(form, Mapping)
    read = _Reader(minutes_per_day)
    for key, cure in unknown_keys(form, _KNOWN):
        read.refuse(key, f"The patch has “{key}”, which is not known.", cure)
    patch = Patch(
        tuple(read.each(form, "add_tasks", read.new_task)),
        tuple(read.each(form, "insert", read.inserted)),
        tuple(read.each(form, "remove_tasks", read.uid)),
        tuple(read.each(form, "set", read.edit)),
        tuple(read.each(form, "add_links", read.link)),
        tuple(read.each(form, "remove_links", read.cut)),
        str(form.get("name", "")),
    )
    require(read.wrong)
    return patch


@dataclass
class _Reader:
    minutes_per_day: int
    wrong: list[Refusal] = field(default_factory=list)

    def refuse(self, where: str, problem: str, cure: str) -> None:
        self.wrong.append(Refusal(f"patch.{where}", problem, cure, Kind.INPUT, where))

    def each(self, form: Mapping[str, Any], key: str, read: Callable[[Any, str], T | None]) -> list[T]:
        rows = form.get(key, ())
        if not isinstance(rows, (list, tuple)):
            self.refuse(key, f"“{key}” is not a list.", "Write it in square brackets.")
            return []
        found = (read(row, f"{key}[{number}]") for number, row in enumerate(rows))
        return [item for item in found if item is not None]

    def uid(self, value: object, where: str) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.refuse(where, f"{where} is {shown(value)}, which is not a task's uid.", "Write a whole number.")
        return None

    def new_task(self, row: object, where: str) -> NewTask | None:
        if not isinstance(row, Mapping) or not str(row.get("name", "")).strip():
            self.refuse(where, f"{where} has no name.", "Name the new task.")
            return None
        uid = row.get("uid")
        place = ("uid", "before", "after", "between")
        values = self.fields({key: value for key, value in row.items() if key not in place}, where)
        return NewTask(str(row["name"]), values, None if uid is None else self.uid(uid, f"{where}.uid"))

    def inserted(self, row: object, where: str) -> NewTask | None:
        new = self.new_task(row, where)
        if new is None or not isinstance(row, Mapping):
            return None
        places = [key for key in ("before", "after", "between") if row.get(key) is not None]
        if len(places) != 1:
            self.refuse(where, f"{where} names {len(places)} places.", "Give one of before, after and between.")
            return None
        at = row[places[0]]
        if places[0] == "between":
            if not (isinstance(at, (list, tuple)) and len(at) == 2):
                self.refuse(where, f"{where}.between is {shown(at)}.", "Write two uids: [12, 40].")
                return None
            pair = [self.uid(end, f"{where}.between") for end in at]
            return (
                None if None in pair else NewTask(new.name, new.fields, new.uid, between=(pair[0] or 0, pair[1] or 0))
            )
        uid = self.uid(at, f"{where}.{places[0]}")
        if places[0] == "before":
            return NewTask(new.name, new.fields, new.uid, before=uid)
        return NewTask(new.name, new.fields, new.uid, after=uid)

    def edit(self, row: object, where: str) -> Edit | None:
        if not isinstance(row, Mapping) or "task" not in row:
            self.refuse(where, f"{where} names no task.", 'Add "task": uid.')
            return None
        uid = self.uid(row["task"], f"{where}.task")
        values = self.fields({key: value for key, value in row.items() if key != "task"}, where)
        return None if uid is None else Edit(uid, values)

    def link(self, row: object, where: str) -> Link | None:
        ends = self._ends(row, where)
        if ends is None or not isinstance(row, Mapping):
            return None
        self._known(row, where, (*_ENDS, *_LAGS, "lag_kind"))
        kind = self._one_of(LinkType, row.get("type", "FS"), f"{where}.type") or LinkType.FS
        return Link(*ends, kind, *self._lag(row, where))

    def _lag(self, row: Mapping[str, Any], where: str) -> tuple[float, LagKind]:
        """The lag of a link and how it is counted: in per cent where it is told in per cent."""
        told = [key for key in _LAGS if row.get(key) is not None]
        if len(told) > 1:
            self.refuse(where, f"{where} has {' and '.join(told)}.", "Give one of them.")
        percent = "lag_percent" in told
        kind = LagKind.PERCENT if percent else LagKind.WORKING
        if row.get("lag_kind") is not None:
            kind = self._one_of(LagKind, row["lag_kind"], f"{where}.lag_kind") or kind
        if told and percent != (kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT)):
            cure = f"Use lag_kind {LagKind.PERCENT}." if percent else "Use lag_percent, or another lag_kind."
            self.refuse(where, f"{where} has {told[0]} with the lag_kind “{kind}”.", cure)
        if not told:
            return 0, kind
        lag = self._number(row[told[0]], f"{where}.{told[0]}") or 0
        day = 1440 if kind is LagKind.ELAPSED else self.minutes_per_day
        return lag * (day if told[0] == "lag_days" else 1), kind

    def cut(self, row: object, where: str) -> Cut | None:
        ends = self._ends(row, where)
        if ends is None or not isinstance(row, Mapping):
            return None
        self._known(row, where, _ENDS)
        kind = self._one_of(LinkType, row["type"], f"{where}.type") if row.get("type") else None
        return Cut(*ends, kind)

    def _ends(self, row: object, where: str) -> tuple[int, int] | None:
        if not isinstance(row, Mapping) or "pred" not in row or "succ" not in row:
            self.refuse(where, f"{where} is no link.", "Name pred and succ.")
            return None
        pred, succ = self.uid(row["pred"], f"{where}.pred"), self.uid(row["succ"], f"{where}.succ")
        return None if pred is None or succ is None else (pred, succ)

    def _known(self, row: Mapping[str, Any], where: str, known: Iterable[str]) -> None:
        for key, cure in unknown_keys(row, known):
            self.refuse(f"{where}.{key}", f"{where} has “{key}”, which is not known.", cure)

    def _one_of(self, kinds: type[T], value: object, where: str) -> T | None:
        try:
            return kinds(value)  # type: ignore[call-arg]
        except ValueError:
            words = ", ".join(str(kind) for kind in kinds)  # type: ignore[attr-defined]
            self.refuse(where, f"{where} is {shown(value)}.", f"Use one of {words}.")
            return None

    def _number(self, value: object, where: str) -> float | None:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9:
            return value
        self.refuse(where, f"{where} is {shown(value)}, which is not a number.", "Write a number.")
        return None

    def fields(self, row: Mapping[str, Any], where: str) -> dict[str, Any]:
        """The fields of a task, as `Task` names them; unknown names are refused."""
        values: dict[str, Any] = {}
        for days, minutes in _DAYS.items():
            if days in row and minutes in row:
                self.refuse(where, f"{where} has {days} and {minutes}.", "Give one of them.")
        for key, value in row.items():
            at = f"{where}.{key}"
            if key in _MOMENTS:
                values[key] = self._moment(value, at)
            elif key in _NUMBERS or key in _DAYS:
                number = self._number(value, at)
                if number is not None and number < 0:
                    self.refuse(at, f"{at} is {value}.", "Write 0 or more.")
                values[_DAYS.get(key, key)] = (number or 0) * (self.minutes_per_day if key in _DAYS else 1)
            elif key == "percent_complete":
                values[key] = self._percent(value, at)
            elif key == "constraint":
                values[key] = self._one_of(Constraint, value, at)
            elif key == "three_point_days":
                values["three_point"] = self._three_point(value, at)
            elif key in _FLAGS:
                values[key] = self._flag(value, at)
            elif key in _INTEGERS:
                values[key] = None if value is None else self.uid(value, at)
            elif key in _TEXTS:
                values[key] = str(value)
            else:
                cure = next((cure for _, cure in unknown_keys({key: value}, _FIELDS)), "")
                self.refuse(at, f"{at} is not a field that a patch can set.", cure)
        return values

    def _flag(self, value: object, where: str) -> bool | None:
        if isinstance(value, bool):
            return value
        self.refuse(where, f"{where} is {shown(value)}.", "Write true or false, without quotation marks.")
        return None

    def _percent(self, value: object, where: str) -> float | None:
        number = self._number(value, where)
        if number is not None and not 0 <= number <= 100:
            self.refuse(where, f"{where} is {value}.", "Write 0 to 100.")
        return number

    def _moment(self, value: object, where: str) -> datetime | None:
        if value is None:
            return None
        try:
            return datetime.fromisoformat(str(value)).replace(tzinfo=None)
        except ValueError:
            self.refuse(where, f"{where} is “{value}”, which is not a date.", "Write a date such as 2026-04-01T08:00.")
            return None

    def _three_point(self, value: object, where: str) -> ThreePoint | None:
        if (
            isinstance(value, (list, tuple))
            and len(value) in (3, 4)
            and all(isinstance(number, (int, float)) for number in value[:3])
        ):
            low, likely, high = (float(number) * self.minutes_per_day for number in value[:3])
            shape = self._one_of(Shape, value[3], where) if len(value) == 4 else Shape.TRIANGULAR
            if shape is None:
                return None
            if 0 <= low <= likely <= high < inf:
                return ThreePoint(low, likely, high, shape)
        self.refuse(
            where, f"{where} is {shown(value)}.", "Write [low, likely, high] in days, none smaller than the one before."
        )
        return None
