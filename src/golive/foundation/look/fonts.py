"""Where is the font? In its own package; nothing of it is committed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import fontpkg_inter
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

ROOT = Path(fontpkg_inter.ROOT) / "files"
SERVED = {"golive/fonts/inter.ttf": ROOT / "Inter[opsz,wght].ttf"}


class FontStorage(FileSystemStorage):
    """Reads a font under the short name it is served by."""

    def path(self, name: str) -> str:
        return str(SERVED[name])


class FontFinder(BaseFinder):
    """Finds the font for runserver, whitenoise and collectstatic alike; name it in STATICFILES_FINDERS."""

    storage = FontStorage(location=str(ROOT))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = str(SERVED[path]) if path in SERVED else None
        if find_all or kwargs.get("all"):
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FontStorage]]:
        for name in SERVED:
            yield name, self.storage
