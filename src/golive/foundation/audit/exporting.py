"""How does somebody check the log without access to us? One JSON line per entry, with all that the hash covers."""

from __future__ import annotations

import json
from pathlib import Path

from golive.foundation.audit.chain import contents
from golive.foundation.audit.models import Entry
from golive.foundation.audit.verifying import in_order


def as_line(entry: Entry) -> str:
    texts = {text.field: {"salt": text.salt, "text": text.text} for text in entry.texts.all()}
    return json.dumps(contents(entry) | {"hash": entry.hash, "texts": texts}, ensure_ascii=False, sort_keys=True)


def export(path: Path) -> int:
    """Write the whole log to a file, oldest first; return the number of entries. Holds personal text: keep it safe."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for entry in in_order():
            file.write(as_line(entry) + "\n")
            count += 1
    return count
