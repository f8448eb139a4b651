"""How does a figure look? Charts as functions that return markup."""

from __future__ import annotations

__all__: list[str] = []
