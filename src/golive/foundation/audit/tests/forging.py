"""What would the owner of the database do who wants an entry to say something else?"""

from __future__ import annotations

from django.db import connection

from golive.foundation.audit.models import Entry
from golive.foundation.audit.triggers import lifted


def main(seq: str) -> None:
    with lifted(connection):
        assert Entry.objects.filter(seq=int(seq)).update(wording="{by} approved it") == 1
