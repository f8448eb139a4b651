"""What is this place: a file of which kind, a folder of files, a database?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.delimited import read_delimited
from golive.engines.reconcile.sources.json_rows import read_json_rows
from golive.engines.reconcile.sources.mysql import ADDRESSES as MYSQL
from golive.engines.reconcile.sources.mysql import read_mysql
from golive.engines.reconcile.sources.postgres import place_without_password, read_postgres
from golive.engines.reconcile.sources.sql_dump import read_sql_dump
from golive.engines.reconcile.sources.sqlite_file import read_sqlite
from golive.engines.reconcile.sources.staging import parquet_table
from golive.engines.reconcile.sources.table import Source, Table
from golive.engines.reconcile.sources.through_ibis import ADDRESSES as OTHERS
from golive.engines.reconcile.sources.through_ibis import read_through_ibis
from golive.engines.reconcile.sources.workbook import read_workbook

_DELIMITED = {".csv", ".tsv", ".txt", ".tab"}
_JSON = {".json", ".ndjson", ".jsonl"}
_SQLITE = {".sqlite", ".sqlite3", ".db"}
KNOWN = sorted(_DELIMITED | _JSON | _SQLITE | {".parquet", ".xlsx", ".sql"})
_MAGIC = {b"SQLite format 3\0": ".sqlite", b"PAR1": ".parquet", b"PK\x03\x04": ".xlsx"}
_OTHER = {
    b"%PDF": ("a PDF", "Export the table itself, as .csv or .xlsx."),
    b"\xd0\xcf\x11\xe0": ("an old or password-protected Office file", "Save it as .xlsx without a password."),
    b"7z\xbc\xaf": ("a 7z archive", "Unpack it first."),
    b"<!DOCTYPE": ("a web page, perhaps of a sign-in", "Export the table itself."),
    b"<html": ("a web page, perhaps of a sign-in", "Export the table itself."),
}
_SAYS = (
    "Give a file (.csv, .csv.gz, .xlsx, .parquet, .json, .ndjson, .sqlite, .sql), a folder, or a server's address: "
    f"postgresql://, {MYSQL[0]}, {', '.join(OTHERS)}."
)


def open_source(bench: Workbench, place: str | Path, *, encoding: str = "", delimiter: str = "") -> Source:
    """A file, a folder of files (one table each) or the address of a server as tables.

    Parameters
    ----------
    place : path, or ``postgresql://``, ``mysql://`` or another server's address; ``PLACE::TABLE`` names one table.
    encoding, delimiter : of CSV files; found out if not given.

    Raises `Refused` with the place, the reason and the cure.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "people.csv").write_text("id;name\\n007;Bond\\n")
    >>> with Workbench() as bench:
    ...     table = open_source(bench, folder / "people.csv").table()
    ...     table.names, bench.rows(f"SELECT * FROM {table.relation}")
    (('id', 'name'), [('007', 'Bond')])
    """
    text = str(place)
    if not text.strip():
        refuse("source.missing", "No place is named.", _SAYS)
    if bench.locked:
        refuse("source.locked", f"{text} was opened after the bench was locked.", "Open every place first.")
    base, wanted = split_place(text)
    if wanted:
        source = open_source(bench, base, encoding=encoding, delimiter=delimiter)
        table = source.table(wanted)
        return Source(text, (table.name,), lambda _: table)
    if text.startswith(("postgresql://", "postgres://")):
        return read_postgres(bench, text)
    if text.startswith(MYSQL):
        return read_mysql(bench, text)
    if text.startswith(OTHERS):
        return read_through_ibis(bench, text)
    if "://" in text:
        problem = f"{place_without_password(text)} is a kind of place that is not read here."
        refuse("source.scheme", problem, _SAYS)
    path = Path(text)
    if path.is_dir():
        return _folder(bench, path, encoding, delimiter)
    if not path.is_file():
        refuse("source.missing", f"There is no file {text}.", "Check the path.")
    return _file(bench, path, encoding, delimiter)


def split_place(place: str) -> tuple[str, str]:
    """The place and the table that it names after ``::``; an address may have colons of its own.

    >>> split_place("crm.xlsx::Accounts"), split_place("postgresql://[::1]/crm")
    (('crm.xlsx', 'Accounts'), ('postgresql://[::1]/crm', ''))
    """
    base, several, wanted = place.rpartition("::")
    return (base, wanted) if several and wanted and "]" not in wanted else (place, "")


def table_name(path: Path) -> str:
    """The file's name without its endings.

    >>> table_name(Path("x/Travel.csv.gz")), table_name(Path("KNA1.CSV"))
    ('Travel', 'KNA1')
    """
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return name[: -len(suffix)] if (suffix := Path(name).suffix).lower() in KNOWN else name


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _file(bench: Workbench, path: Path, encoding: str, delimiter: str) -> Source:
    with path.open("rb") as stream:
        head = stream.read(16)
    for magic, (what, cure) in _OTHER.items():
        if head.startswith(magic):
            refuse("source.kind", f"{path.name} is {what}.", cure)
    suffix = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "") or _suffix(path)
    if encoding and suffix in KNOWN and suffix not in _DELIMITED:
        problem = f"{path.name} is no CSV file; a {suffix} file says its encoding itself, or has none."
        refuse("source.encoding", problem, "Choose no encoding: let it be detected.")
    if suffix in _SQLITE:
        return read_sqlite(bench, path)
    if suffix == ".sql":
        return read_sql_dump(bench, path)
    if suffix == ".xlsx":
        return read_workbook(bench, path)
    loaders: dict[str, Callable[[str], Table]] = {
        ".parquet": lambda name: _parquet(bench, path, name),
        **dict.fromkeys(_JSON, lambda name: read_json_rows(bench, path, name)),
        **dict.fromkeys(
            _DELIMITED, lambda name: read_delimited(bench, path, name, encoding=encoding, delimiter=delimiter)
        ),
    }
    if suffix not in loaders:
        refuse("source.kind", f"{path.name} is not a kind of file that is read here.", _SAYS)
    return Source(str(path), (table_name(path),), loaders[suffix])


def _parquet(bench: Workbench, path: Path, name: str) -> Table:
    try:
        return parquet_table(bench, name, path)
    except duckdb.Error as broken:
        refuse("source.parquet", f"{path.name}: {str(broken).splitlines()[0][:200]}.", "Export it again.")


def _folder(bench: Workbench, folder: Path, encoding: str, delimiter: str) -> Source:
    """Each file of a known kind is a table; a workbook or database gives its tables by its own names."""
    members: dict[str, Callable[[], Table]] = {}
    for path in sorted(folder.iterdir()):
        if not path.is_file() or _suffix(path) not in KNOWN:
            continue
        inner = _file(bench, path, encoding if _suffix(path) in _DELIMITED else "", delimiter)
        for name in inner.names:
            free = name if name not in members else f"{path.name}.{name}"
            members[free] = _loader(inner, name)
    if not members:
        refuse("source.empty", f"The folder {folder} holds no file of a known kind.", _SAYS)
    return Source(str(folder), tuple(members), lambda name: members[name]())


def _loader(source: Source, name: str) -> Callable[[], Table]:
    return lambda: source.table(name)
