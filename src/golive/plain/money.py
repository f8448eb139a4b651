"""How much is it? Money as whole minor units with its currency, never as a float."""

from __future__ import annotations

from dataclasses import dataclass

_SIGN = {"USD": "$", "EUR": "€", "GBP": "£"}


@dataclass(frozen=True, order=True)
class Money:
    """An amount in minor units (cents).

    >>> str(Money(120_000_000, "USD"))
    '$1.2M'
    >>> Money(120_000_000, "USD").exact
    '$1,200,000.00'
    """

    minor: int
    currency: str = "USD"

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.exact} and {other.exact} are in different currencies. Convert one of them first.")

    @property
    def exact(self) -> str:
        minus = "-" if self.minor < 0 else ""
        return f"{minus}{self._sign}{abs(self.minor) // 100:,}.{abs(self.minor) % 100:02d}"

    @property
    def _sign(self) -> str:
        return _SIGN.get(self.currency, self.currency + " ")

    def __str__(self) -> str:
        minus, major = ("-" if self.minor < 0 else ""), abs(self.minor) / 100
        for size, letter in ((1_000_000, "M"), (1_000, "k")):
            if major >= size:
                return f"{minus}{self._sign}{_three_figures(major / size)}{letter}"
        return f"{minus}{self._sign}{major:,.0f}"


def _three_figures(value: float) -> str:
    """Enough to decide on: 1.25, 38.4, 148."""
    text = f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
