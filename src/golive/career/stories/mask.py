"""How is a client kept out of a story that leaves the house? The same name always gets the same stand-in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SHORTEST = 3  # letters of a word of a name that is masked by itself
_LEGAL = {"inc", "ltd", "llc", "gmbh", "corp", "corporation", "company", "the", "and", "group", "holding"}


@dataclass(frozen=True)
class Mask:
    """Names and their stand-ins, the longest first."""

    stand_ins: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, clients: Iterable[str], people: Iterable[str]) -> Mask:
        """Clients become Client A, Client B …; people become a colleague or stakeholder.

        >>> Mask.of(["Acme Corp"], ["Dana Lee"]).hide("Acme CRM roll-out at Acme Corp, from Dana Lee")
        'Client A CRM roll-out at Client A, from a stakeholder'
        """
        found: dict[str, str] = {}
        for at, client in enumerate(dict.fromkeys(clients)):
            found[client] = f"Client {_letters(at)}"
            first = client.split()[0] if client.split() else ""
            if len(first) >= SHORTEST and first.lower() not in _LEGAL:
                found.setdefault(first, found[client])
        for person in people:
            found.setdefault(person, "a stakeholder")
        return cls(dict(sorted(found.items(), key=lambda each: -len(each[0]))))

    def hide(self, text: str) -> str:
        """The text with every name replaced, whole words only and regardless of case."""
        for name, stand_in in self.stand_ins.items():
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", stand_in, text, flags=re.IGNORECASE)
        return text


def _letters(at: int) -> str:
    """A, B … Z, AA, AB …: no two clients share a stand-in, and it holds no numeral."""
    before = _letters(at // 26 - 1) if at >= 26 else ""
    return before + chr(ord("A") + at % 26)
