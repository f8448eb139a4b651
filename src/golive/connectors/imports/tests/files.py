"""Which files do the tests of imports bring in? Small ones of each kind, and hostile ones."""

from __future__ import annotations

import gzip
import io
import zipfile

RAID = (
    b"ID,Type,Title,Likelihood,Impact,Owner,Due\r\n"
    b"R-01,Risk,Duplicates in the contacts,4,4,Tomasz Wrona,2026-03-31\r\n"
    b"I-01,Issue,Test server is slow,,3,Lena Fischer,2026-04-02\r\n"
    b"R-02,Risk,Likelihood out of range,9,2,Tomasz Wrona,2026-03-31\r\n"
)
RAID_CORRECTED = RAID.replace(b"range,9,2", b"range,3,2")
RAID_OWN_WORDS = b"Nr,Art,Worum geht es,Wkt\r\n1,Risk,Duplicates in the contacts,4\r\n2,Issue,Test server is slow,2\r\n"
JIRA = (
    b"Summary,Issue key,Issue id,Issue Type,Status,Status Category,Assignee,Story Points,"
    b"Outward issue link (Blocks)\r\n"
    b"Sign-in page,CRM-1,10001,Story,In Progress,In Progress,Lena Fischer,5,CRM-2\r\n"
    b"Sign-out page,CRM-2,10002,Story,To Do,To Do,,,\r\n"
    b",CRM-3,10003,Story,To Do,To Do,,,\r\n"
)
_TASK = (
    "<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>"
    "<Summary>{summary}</Summary><Milestone>{milestone}</Milestone><Duration>PT{hours}H0M0S</Duration>{more}</Task>"
)
_LINK = "<PredecessorLink><PredecessorUID>{pred}</PredecessorUID><Type>1</Type></PredecessorLink>"


def plan(build_days: int = 10, *, extra: bool = False, duration: str = "") -> bytes:
    """Three tasks and a milestone: design, build, test, ready for go-live."""
    rows = [
        _TASK.format(uid=1, name="Build phase", level=1, summary=1, milestone=0, hours=0, more=""),
        _TASK.format(uid=2, name="Design", level=2, summary=0, milestone=0, hours=40, more=""),
        _TASK.format(
            uid=3, name="Build", level=2, summary=0, milestone=0, hours=build_days * 8, more=_LINK.format(pred=2)
        ),
        _TASK.format(
            uid=4, name="Ready for go-live", level=1, summary=0, milestone=1, hours=0, more=_LINK.format(pred=3)
        ),
    ]
    if extra:
        rows.append(_TASK.format(uid=5, name="Write help texts", level=1, summary=0, milestone=0, hours=16, more=""))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n'
        "<Name>Acme</Name><StartDate>2026-03-02T08:00:00</StartDate>\n<Tasks>\n"
        + "\n".join(rows)
        + "\n</Tasks></Project>"
    )
    return (text.replace("PT40H0M0S", duration) if duration else text).encode()


def xxe_plan() -> bytes:
    return plan().replace(b"<Project", b'<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<Project', 1)


def zip_bomb() -> bytes:
    """A workbook by its looks whose sheet swells to 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(100):
                sheet.write(b" " * (4 << 20))
    return out.getvalue()


def gzip_bomb() -> bytes:
    """A compressed plan that swells to 400 MB."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as stream:
        for _ in range(100):
            stream.write(b" " * (4 << 20))
    return out.getvalue()
