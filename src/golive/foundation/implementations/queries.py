"""Who is in it, and which thresholds apply here?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from golive.foundation.implementations.models import ChosenValue, Implementation, RoleHolding
from golive.plain.setting import Setting, Value, declared


def members(implementation: Implementation) -> QuerySet[RoleHolding]:
    open_holdings = RoleHolding.objects.filter(implementation=implementation, ended_at=None)
    return open_holdings.select_related("person").order_by("person__name", "role")


def value(implementation: Implementation, setting: Setting) -> Value:
    """The threshold that applies here: the chosen value, else the default."""
    chosen = ChosenValue.objects.filter(implementation=implementation, key=setting.key).first()
    return setting.default if chosen is None else chosen.value


@dataclass(frozen=True)
class Applied:
    """One setting as it applies to an implementation; ``chosen`` is None where the default holds."""

    setting: Setting
    chosen: ChosenValue | None

    @property
    def value(self) -> Value:
        return self.setting.default if self.chosen is None else self.chosen.value


def values(implementation: Implementation) -> dict[str, Applied]:
    """Every declared setting by key as it applies here, in one query."""
    chosen = {c.key: c for c in ChosenValue.objects.filter(implementation=implementation).select_related("chosen_by")}
    return {s.key: Applied(s, chosen.get(s.key)) for s in declared()}
