"""How is an Office file made to be the same file the next time?"""

from __future__ import annotations

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)


def same_bytes(packed: bytes) -> bytes:
    """The zip with its entries in order of name, without clock times, and the workbooks inside it likewise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        # the content types come first: some readers insist
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            content = given.read(name)
            made.writestr(entry, same_bytes(content) if name.endswith(".xlsx") else content)
    return out.getvalue()
