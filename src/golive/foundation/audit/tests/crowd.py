"""Do many writers at once make one chain? Prints the report of `verify` afterwards."""

from __future__ import annotations

import json
from threading import Thread

from django.db import connection

from golive.foundation import audit
from golive.foundation.audit.tests import cast


def write(person: object, acme: object, events: int) -> None:
    for turn in range(events):
        cast.decide(acme, person, to=turn)
    connection.close()


def main(threads: str, events: str) -> None:
    maya, acme = cast.person("Maya Ortiz"), cast.acme()
    crowd = [Thread(target=write, args=(maya, acme, int(events))) for _ in range(int(threads))]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    print(json.dumps(audit.verify([audit.head()]).as_dict()))
