"""Which columns of the export are which field? Names repeat, and differ between Cloud, Server and languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# field -> header names without case, from public exports of Cloud, Server and Data Center, and in German and French
SINGLE: dict[str, tuple[str, ...]] = {
    "key": ("issue key", "key", "work item key", "vorgangsschlüssel", "clé de ticket", "clé"),
    "id": ("issue id", "work item id", "vorgangs-id", "id de ticket"),
    "type": ("issue type", "work type", "vorgangstyp", "type de ticket"),
    "summary": ("summary", "zusammenfassung", "résumé"),
    "status": ("status", "état"),
    "category": ("status category", "statuskategorie"),
    "resolution": ("resolution", "lösung", "résolution"),
    "priority": ("priority", "priorität", "priorité"),
    "project": ("project key", "projektschlüssel", "clé de projet"),
    "assignee": ("assignee", "zugewiesene person", "bearbeiter", "responsable"),
    "assignee_id": ("assignee id",),
    "reporter": ("reporter", "autor", "rapporteur"),
    "reporter_id": ("reporter id",),
    "creator": ("creator", "ersteller", "créateur"),
    "creator_id": ("creator id",),
    "created": ("created", "erstellt", "création"),
    "updated": ("updated", "aktualisiert", "mise à jour"),
    "resolved": ("resolved", "erledigt", "résolu"),
    "due": ("due date", "fälligkeitsdatum", "date d'échéance", "custom field (due date)"),
    "start": ("custom field (start date)", "start date", "custom field (planned start)"),
    "description": ("description", "beschreibung"),
    "environment": ("environment", "umgebung", "environnement"),
    "parent": ("parent", "parent id", "übergeordnet"),
    "parent_key": ("parent key", "parent issue key"),
    "epic": ("custom field (epic link)", "epic link"),
    "estimate_seconds": ("original estimate", "ursprüngliche schätzung", "estimation originale"),
    "remaining_seconds": ("remaining estimate", "verbleibende schätzung", "estimation restante"),
    "spent_seconds": ("time spent", "benötigte zeit", "temps consacré"),
    "points": (
        "custom field (story points)",
        "custom field (story point estimate)",
        "story points",
        "story point estimate",
    ),
}
REPEATED: dict[str, tuple[str, ...]] = {
    "labels": ("labels", "label", "stichwörter", "étiquettes"),
    "components": ("component/s", "components", "component", "komponenten"),
    "versions": ("fix version/s", "fix versions", "fix version", "lösungsversion(en)"),
    "sprints": ("sprint", "custom field (sprint)"),
    "comments": ("comment", "comments", "kommentar", "commentaire"),
    "attachments": ("attachment", "attachments", "anhang"),
}
REQUIRED = {"key": "Issue key", "summary": "Summary"}
# Columns that a tool writes once per value: where a row is wider than the header, one of these overflowed.
OVERFLOWING = (*REPEATED, "watchers", "affects")
DATES = ("created", "updated", "resolved", "due", "start")
_EXTRA_REPEATED = {"watchers": ("watchers", "watchers id"), "affects": ("affects version/s", "affects versions")}
_LINK = re.compile(r"(inward|outward) issue link \((.+)\)", re.I)
_NAMES = {name: field for table in (SINGLE, REPEATED) for field, names in table.items() for name in names}
_OVERFLOW = {name: field for field, names in (*REPEATED.items(), *_EXTRA_REPEATED.items()) for name in names}


@dataclass(frozen=True)
class Columns:
    """Where each field stands: the first column of its name for single fields, all of them for repeated ones."""

    headers: tuple[str, ...]
    single: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, list[int]] = field(default_factory=dict)
    links: list[tuple[int, str, bool]] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        return [shown for name, shown in REQUIRED.items() if name not in self.single]

    def overflow_points(self) -> list[int]:
        """Indexes of the last column of each repeating name: a row too wide may have its extra cells after these."""
        last: dict[str, int] = {}
        for index, header in enumerate(self.headers):
            if (name := _plain(header)) in _OVERFLOW or _LINK.fullmatch(header.strip()):
                last[name] = index
        return sorted(last.values())


def find_columns(headers: Sequence[str]) -> Columns:
    """Sort the columns into fields; what has no field stays an extra and is kept under its own name.

    >>> found = find_columns(["Summary", "Issue key", "Labels", "Labels", "Outward issue link (Blocks)"])
    >>> found.single, found.repeated, found.links
    ({'summary': 0, 'key': 1}, {'labels': [2, 3]}, [(4, 'Blocks', True)])
    """
    columns = Columns(tuple(headers))
    for index, header in enumerate(headers):
        name = _NAMES.get(_plain(header), "")
        if link := _LINK.fullmatch(header.strip()):
            columns.links.append((index, link[2], link[1].lower() == "outward"))
        elif name in REPEATED:
            columns.repeated.setdefault(name, []).append(index)
        elif name and name not in columns.single:
            columns.single[name] = index
        elif header:
            columns.extra.append(index)
    return columns


def _plain(header: str) -> str:
    return " ".join(header.casefold().split())
