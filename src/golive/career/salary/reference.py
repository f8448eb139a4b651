"""What is known about pay before anything is imported, from whom, and how are titles, levels and areas read?"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from golive.career.salary.wage import Wage


@dataclass(frozen=True)
class Proxy:
    """An occupation that stands for the role, with its weight and the stretch of its distribution that is meant."""

    soc: str
    weight: float
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True)
class Reference:
    """The built-in table: wages, areas, and how the words of a title are read."""

    wages: tuple[Wage, ...]
    held: dict[str, Any]

    @property
    def levels(self) -> dict[str, tuple[float, float]]:
        """From which share to which share of the distribution a level reaches."""
        return {name: (low, high) for name, (low, high) in self.held["levels"]["band"].items()}

    def level(self, asked: str, title: str) -> str | None:
        """The level by its name, or from the words of the title; None where the name is not known.

        >>> built_in().level("", "Senior Implementation Manager"), built_in().level("grand", "")
        ('senior', None)
        """
        if asked.strip():
            known = [n for n, words in self._level_words() if _norm(asked) in words]
            return known[0] if known else None
        for name in ("director", "associate", "senior"):  # “manager” is in the title of every level
            if any(re.search(rf"\b{word}\b", _norm(title)) for word in self.held["levels"]["words"][name]):
                return name
        return "any"

    def _level_words(self) -> list[tuple[str, set[str]]]:
        return [(name, {name, *self.held["levels"]["words"].get(name, [])}) for name in self.levels]

    def sector(self, asked: str) -> str | None:
        """The NAICS sector by its number or a word of it; "" for none asked, None where it is not known.

        >>> built_in().sector("Healthcare"), built_in().sector("51"), built_in().sector("moon")
        ('62', '51', None)
        """
        word = _norm(asked)
        if not word:
            return ""
        sectors: dict[str, list[str]] = self.held["sectors"]
        if word in sectors:
            return word
        exact = [code for code, names in sectors.items() if word in names]
        partly = [code for code, names in sectors.items() if any(re.search(rf"\b{n}\b", word) for n in names)]
        return next(iter([*exact, *partly]), None)

    def area(self, asked: str) -> tuple[str, float] | None:
        """A known area and its wages as a share of the country's.

        >>> built_in().area("San Jose, CA")
        ('San Jose', 1.39)
        """
        word = _norm(asked)
        found = [
            (name, float(index))
            for name, index in self.held["areas"]["index"].items()
            if word and re.search(rf"\b{re.escape(_norm(name))}\b", word)
        ]
        return max(found, key=lambda each: len(each[0]), default=None)

    def proxies(self, title: str, sector: str, level: str) -> tuple[str, tuple[Proxy, ...]]:
        """Which role the title means, and the occupations that stand for it at this level."""
        role = self._role(title, sector)
        low, high = self.levels[level]
        mix = [Proxy(each["soc"], each["weight"], low, high) for each in self.held["roles"][role]["mix"]]
        also = [Proxy(e["soc"], e["weight"], *e["band"]) for e in self.held["levels"].get(level, {}).get("also", [])]
        left = 1 - sum(proxy.weight for proxy in also)
        return role, (*(Proxy(p.soc, p.weight * left, p.low, p.high) for p in mix), *also)

    def _role(self, title: str, sector: str) -> str:
        for role, held in self.held["roles"].items():
            if any(re.search(rf"\b{word}\b", _norm(title)) for word in held["words"]):
                return str(role)
        return "consulting" if sector == "54" else "client"


@lru_cache(maxsize=1)
def built_in() -> Reference:
    """The table that comes with golive.

    >>> [row.median for row in built_in().wages if row.soc == "13-1082" and not row.sector]
    [100750]
    """
    held = tomllib.loads((files("golive.career.salary") / "reference.toml").read_text("utf-8"))
    about = {"year": held["year"], "source": held["source"], "capped_at": held["capped_at"]}
    return Reference(tuple(Wage(**about, **row) for row in held["wage"]), held)


def _norm(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9-]+", " ", text.lower()).split())
