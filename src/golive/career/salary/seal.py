"""How are pay figures kept so that whoever reads the file or the table cannot read them?"""

from __future__ import annotations

import hmac
import secrets
import zlib
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE, SALT = 12, 16  # bytes


class SealBroken(OSError):
    """What was sealed does not open: another key, or it was changed or moved."""


class Seal:
    """AES-256-GCM under a key that HKDF-SHA-256 derives from ``secret`` and one person's ``salt``.

    >>> seal = Seal(b"secret", b"salt")
    >>> seal.open(seal.close(b"120000", "offer"), "offer")
    b'120000'
    """

    def __init__(self, secret: bytes, salt: bytes) -> None:
        self._box = AESGCM(_derived(secret, salt, b"golive salary: contents"))
        self._names = _derived(secret, salt, b"golive salary: names")

    def close(self, plain: bytes, about: str) -> bytes:
        """Packed and sealed; ``about`` ties it to its place, so that nothing is put elsewhere unnoticed."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._box.encrypt(nonce, zlib.compress(plain), about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed. Raises SealBroken."""
        try:
            return zlib.decompress(self._box.decrypt(sealed[:NONCE], sealed[NONCE:], about.encode()))
        except InvalidTag:
            raise SealBroken("These pay data cannot be opened. Put back the key with which they were kept.") from None

    def name(self, text: str) -> str:
        """The same name for the same text, from which nobody without the key can tell the text."""
        return hmac.new(self._names, text.encode(), sha256).hexdigest()


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(secret)
