"""Which files does Acme's manager bring along on the first Monday?"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from golive.web.demo.cast import CAST
from golive.web.demo.jira_export import export
from golive.web.demo.plan.mspdi import plan_file
from golive.web.demo.raid_sheet import sheet

# The two columns of the RAID sheet that no importer can know: the manager maps them once, the product remembers.
RAID_COLUMNS_BY_HAND = {"Prob. after": "residual_likelihood", "Sev after": "residual_impact"}
PLAN, RAID, JIRA, PEOPLE = "acme-crm-plan.xml", "acme-raid-log.xlsx", "acme-jira-export.csv", "people.csv"


def people_list() -> bytes:
    """Names, e-mail and roles of everybody who belongs to the implementation."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Name", "E-mail", "Organisation", "Title", "Roles", "Workstream"))
    for one in CAST:
        if one.roles:
            writer.writerow((one.name, one.email, one.organisation, one.title, "; ".join(one.roles), one.workstream))
    return out.getvalue().encode("utf-8")


_WRITERS: dict[str, Callable[[], bytes]] = {PLAN: plan_file, RAID: sheet, JIRA: export, PEOPLE: people_list}


def write_files(folder: Path) -> list[Path]:
    """Write all files into ``folder`` (made if missing) and return their paths; byte-identical on every run."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in _WRITERS.items():
        path = folder / name
        path.write_bytes(content())
        written.append(path)
    return written
