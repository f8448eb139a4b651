"""What tables does a Primavera P6 export (XER) hold, and how are tables written as one?"""

from __future__ import annotations

from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.formats.p6_read import plan_of
from golive.engines.schedule.formats.p6_values import LINE, Tables
from golive.engines.schedule.formats.p6_write import tables_of
from golive.engines.schedule.plan import Plan

_WINDOWS = "cp1252"


def read_xer(content: bytes, name: str = "") -> Plan:
    """The plan in the bytes of an XER file; PlanError with every problem and its line.

    Of several projects the largest is read; a finding names the others.
    """
    return plan_of(_tables(_text(content)), name)


def write_xer(plan: Plan) -> bytes:
    """The plan as XER bytes, the same for the same plan. What P6 cannot say: `lost_in`."""
    lines = ["ERMHDR\t18.8\t2026-01-01\tProject\tgolive\tgolive\tgolive\tProject Management\tUSD"]
    for table, rows in tables_of(plan).items():
        if not rows:
            continue
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines += (f"%T\t{table}", "\t".join(["%F", *columns]))
        lines += ("\t".join(["%R", *(_cell(row.get(column, "")) for column in columns)]) for row in rows)
    text = "\r\n".join([*lines, "%E", ""])
    return _windows(text) or text.encode()


def _cell(text: str) -> str:
    return " ".join(text.replace("\t", " ").splitlines()) if "\t" in text or len(text.splitlines()) > 1 else text


def _windows(text: str) -> bytes | None:
    """P6 writes the Windows code page; it is used where it reads back as the same text."""
    try:
        content = text.encode(_WINDOWS)
    except UnicodeEncodeError:
        return None
    return content if _text(content) == text else None


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(_WINDOWS, errors="replace")


def _tables(text: str) -> Tables:
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines[0].startswith("ERMHDR"):
        raise PlanError(
            [error("file.kind", "The file does not begin with ERMHDR.", "Export it from P6 as XER.", line=1)]
        )
    tables: Tables = {}
    table, columns, wrong, ended = "", list[str](), [], False
    for number, line in enumerate(lines, 1):
        mark, _, rest = line.partition("\t")
        if mark.strip() == "%E":
            ended = True
        elif mark == "%T":
            table, columns = rest.strip(), []
            tables.setdefault(table, [])
        elif mark == "%F":
            columns = [column.strip() for column in rest.split("\t")]
        elif mark == "%R":
            if not table or not columns:
                wrong.append(error("xer.row", "A row stands outside any table.", "Export it again.", line=number))
                continue
            row = dict(zip(columns, rest.split("\t"), strict=False))
            row[LINE] = str(number)
            tables[table].append(row)
    if not ended:
        cure = "Export it again from P6, or add a last line “%E” if it is known to be whole."
        wrong.append(error("xer.end", "The file ends without %E: it has been cut off.", cure, line=len(lines)))
    if wrong:
        raise PlanError(wrong)
    return tables
