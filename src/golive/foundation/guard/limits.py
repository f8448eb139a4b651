"""How much may one file cost? The limits of a file, of its parts and of the child that reads it."""

from __future__ import annotations

from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows has no resource limits
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Every threshold of the guard. The defaults held on 118 hostile files and 10,500 mutants (SAFETY.md 7.2).

    Bytes, seconds and counts; a file beyond one of them is refused with the figure and the limit.
    """

    file_bytes: int = 50 * MEGABYTE
    # the child
    memory_bytes: int = 1536 * MEGABYTE
    cpu_seconds: int = 20
    wall_seconds: int = 25
    written_bytes: int = 64 * MEGABYTE
    open_files: int = 64
    answer_bytes: int = 400 * MEGABYTE
    # zip containers
    zip_members: int = 2_000
    workbook_members: int = 600
    inflated_bytes: int = 300 * MEGABYTE
    inflation_ratio: int = 250
    # small parts compress well without being bombs: the ratio counts from this size on
    ratio_from_bytes: int = MEGABYTE
    # workbooks
    sheets: int = 200
    rows: int = 500_000
    workbook_columns: int = 1_000
    # a sheet is read as a full rectangle: two far corners cost as much as all that lies between
    rectangle_cells: int = 10_000_000
    cell_characters: int = 32_767
    # XML
    xml_depth: int = 64
    xml_elements: int = 3_000_000
    xml_attributes: int = 100
    xml_text: int = MEGABYTE
    # CSV; trackers repeat a column for each comment, so it may be wider than a workbook
    csv_columns: int = 5_000
    csv_cells: int = 20_000_000
    csv_field: int = 128 * 1024
    # JSON
    json_depth: int = 64
    json_digits: int = 300


IMPORT_LIMITS = Limits()


def confine(limits: Limits) -> list[str]:
    """Confine this process for good; return what this system cannot limit, in words for the reader."""
    if resource is None:
        return ["This system cannot limit the memory and the processor time of reading; only its duration was limited."]
    wanted = {
        "memory": (resource.RLIMIT_AS, limits.memory_bytes),
        "processor time": (resource.RLIMIT_CPU, limits.cpu_seconds),
        "written bytes": (resource.RLIMIT_FSIZE, limits.written_bytes),
        "open files": (resource.RLIMIT_NOFILE, limits.open_files),
        "core dumps": (resource.RLIMIT_CORE, 0),
    }
    unlimited = []
    for what, (kind, value) in wanted.items():
        hard = resource.getrlimit(kind)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            # the signal at the soft limit tells the parent why; one second later the hard limit kills
            soft = max(bound - 1, 1) if kind == resource.RLIMIT_CPU else bound
            resource.setrlimit(kind, (soft, bound))
        except (ValueError, OSError):
            unlimited.append(what)
    return [f"This system cannot limit {' and '.join(unlimited)} of reading."] if unlimited else []
