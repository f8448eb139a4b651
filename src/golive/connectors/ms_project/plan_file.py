"""Can this plan be used, and what is in it? First tried in the guarded child, then read here."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from golive.connectors.ms_project.workstreams import aliases, streams_of
from golive.engines.schedule import Finding, Plan, PlanError, Severity, read_plan, schedule
from golive.foundation.guard import IMPORT_LIMITS, Limits, refuse, run_guarded
from golive.foundation.guard.files import check_size
from golive.foundation.guard.xml import scan
from golive.plain.verdict import Kind, Refusal, Refused

GZIP = b"\x1f\x8b"
# A plan with ten thousand wrong values has one cause; the first of them name it.
PROBLEMS_SHOWN = 200


@dataclass(frozen=True)
class PlanFile:
    """The plan, the workstream of each task by uid, and what must be said about the file."""

    plan: Plan
    streams: dict[int, str]
    notices: tuple[str, ...]


def read(path: str | Path, *, name: str = "", limits: Limits = IMPORT_LIMITS) -> PlanFile:
    """Read a plan (MSPDI, plain or gzipped). Raises `Refused` with every problem, its line and its cure."""
    path = Path(path)
    tried = run_guarded(try_plan, path, limits=limits, name=name or path.name)
    if tried.value["errors"]:
        raise Refused(Refusal(f"plan.{e['rule']}", e["text"], e["cure"], Kind.INPUT) for e in tried.value["errors"])
    content = unpacked(path.read_bytes(), limits)
    stem = (name or path.name).removesuffix(".gz").removesuffix(".xml")
    plan = read_plan(content, stem)
    notices = [str(finding) for finding in plan.findings if finding.severity is not Severity.ERROR]
    streams = streams_of(plan, tried.value["aliases"])
    said = _streams_said(streams, bool(tried.value["aliases"]))
    return PlanFile(plan, streams, tuple(dict.fromkeys([*tried.notices, *notices, *said])))


def _streams_said(streams: dict[int, str], named: bool) -> list[str]:
    if not streams:
        return ["No workstream is named: neither a custom field “Workstream” nor summary tasks on level 1."]
    source = "the custom field “Workstream”" if named else "the summary tasks on level 1"
    count = len(set(streams.values()))
    return [f"{count} workstreams are taken from {source}." if count > 1 else f"One workstream is taken from {source}."]


def try_plan(path: str, limits: Limits) -> dict[str, Any]:
    """In the child: is the file harmless, can it be read, and can its dates be computed within the limits?"""
    check_size(path, limits)
    content = unpacked(Path(path).read_bytes(), limits)
    scan(BytesIO(content), limits, "the file", {"Project"})
    try:
        schedule(read_plan(content))
    except PlanError as wrong:
        return {"errors": _told(wrong.findings), "aliases": []}
    return {"errors": [], "aliases": aliases(content)}


def _told(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    told = [
        {"rule": f.rule, "text": f"Line {f.line}: {f.text}" if f.line else f.text, "cure": f.cure}
        for f in findings[:PROBLEMS_SHOWN]
    ]
    if len(findings) > PROBLEMS_SHOWN:
        more = f"{len(findings) - PROBLEMS_SHOWN:,} more problems of this file are not listed."
        told.append({"rule": "file.more", "text": more, "cure": "Mend these first."})
    return told


def unpacked(content: bytes, limits: Limits) -> bytes:
    """The plain bytes; a compressed file that swells beyond the limits is refused while it is unpacked."""
    if not content.startswith(GZIP):
        return content
    stream = zlib.decompressobj(wbits=31)
    try:
        plain = stream.decompress(content, limits.inflated_bytes + 1)
    except zlib.error as broken:
        refuse("gzip", f"The compressed file is damaged ({broken}).", "Export it again, or save it uncompressed.")
    if len(plain) > limits.inflated_bytes:
        limit = f"{limits.inflated_bytes:,} bytes"
        refuse("inflated", f"Unpacked it has more than {limit}.", "Export the plan again from the planning tool.")
    if len(plain) > len(content) * limits.inflation_ratio:
        refuse("inflated", "It swells like an archive made to do harm.", "Save the plan as plain XML.")
    if not stream.eof:
        refuse("gzip", "The compressed file ends too early.", "Copy or export it again.")
    return plain
