"""Which threshold applies, and who says so? Every rule of thumb is a setting with its provenance."""

from __future__ import annotations

from dataclasses import dataclass

Value = int | float | str | bool

_declared: dict[str, Setting] = {}


@dataclass(frozen=True)
class Setting:
    """An editable threshold. Declared once beside the rule that uses it; each implementation may set its own value.

    ``provenance`` says where the default comes from: a named source, a rule of thumb, or our own choice. ``personal``
    ones hold for a person's own desk: no implementation sets them.
    """

    key: str
    default: Value
    unit: str
    meaning: str
    provenance: str
    personal: bool = False

    def __post_init__(self) -> None:
        if self.key in _declared and _declared[self.key] != self:
            raise ValueError(f"The setting {self.key} is declared twice. Use the one that is there.")
        _declared[self.key] = self

    def read(self, text: str) -> Value:
        """The value that a person typed, in the type of the default.

        >>> Setting("doc.days", 7, "days", "An example.", "our own choice").read("10")
        10
        """
        kind = type(self.default)
        if kind is bool:
            return text.strip().lower() in {"1", "true", "yes", "on"}
        try:
            return kind(text)
        except ValueError:
            raise ValueError(f"{self.key} is “{text}”; it must be a {kind.__name__} in {self.unit}.") from None


def declared() -> list[Setting]:
    """Every setting declared so far, in the order of its key."""
    return [_declared[key] for key in sorted(_declared)]


def setting(key: str) -> Setting:
    return _declared[key]
