"""How does a text lie in the database so that nobody who reads the database can read it?"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from golive.plain.verdict import Kind, Refusal

NONCE = 12  # bytes, as AES-GCM wants them


class Unreadable(ValueError):
    """A sealed value that this key does not open."""


def unopened(what: str) -> Refusal:
    """Why nothing is written over something that this key does not open."""
    cure = "Ask who runs this installation to put back the desk.key with which it was kept."
    return Refusal("desk.key", f"The {what} that is kept here cannot be opened.", cure, Kind.CONFLICT)


def seal(value: Any, place: str) -> str:
    """The value (anything JSON can hold) under AES-256-GCM; ``place`` ties it to its column.

    >>> open_(seal({"said": "mine"}, "a.b"), "a.b")
    {'said': 'mine'}
    """
    nonce = secrets.token_bytes(NONCE)
    return b64encode(nonce + _box().encrypt(nonce, json.dumps(value).encode(), place.encode())).decode()


def open_(sealed: str, place: str) -> Any:
    """What was sealed. Raises Unreadable where the key is another, or the text was changed or moved."""
    try:
        held = b64decode(sealed, validate=True)
        return json.loads(_box().decrypt(held[:NONCE], held[NONCE:], place.encode()))
    except (InvalidTag, ValueError):
        raise Unreadable(f"{place} cannot be opened. Put back the desk.key with which it was written.") from None


def _box() -> AESGCM:
    """The key lies beside the database, not in it."""
    return AESGCM(sha256(b"golive.desk:" + settings.DESK_KEY).digest())


class SealedField(models.TextField):
    """Holds anything that JSON can hold; cannot be searched or sorted by. What cannot be opened is read as None."""

    # What may be set and is read, for mypy: not only text.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def _place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.attname}"

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(value, self._place())

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        try:
            return None if value is None else open_(value, self._place())
        except Unreadable:
            return None

    def to_python(self, value: Any) -> Any:
        return value

    def get_lookup(self, name: str) -> Any:
        """Only whether there is something; the same value is sealed differently each time."""
        return super().get_lookup(name) if name == "isnull" else None
