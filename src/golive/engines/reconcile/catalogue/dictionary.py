"""Is this table itself a description of tables, and what does it say?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from golive.engines.reconcile.catalogue.kinds import declared_kind, declared_length
from golive.engines.reconcile.catalogue.nouns import Catalogue, Column, Reference, Table

# How the headings of data dictionaries are worded, letters and digits only. The first that is there is taken.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "table": ("cdmtablename", "tablename", "table", "tabname", "tabelle", "entity", "object", "objectname", "sobject"),
    "column": (
        *("cdmfieldname", "fieldname", "columnname", "field", "column", "attribute", "attributename", "fieldapiname"),
        *("apiname", "feld", "feldname", "spalte", "variable", "variablename", "dataelement"),
    ),
    "declared": ("cdmdatatype", "datatype", "type", "fieldtype", "columntype", "datentyp", "typ", "inttype"),
    "label": ("label", "fieldlabel", "caption", "displayname", "kurzbeschreibung", "scrtextm", "title", "bezeichnung"),
    "description": (
        *("description", "userguidance", "definition", "comment", "ddtext", "beschreibung", "fielddescription"),
        *("columndescription", "meaning", "helptext", "documentation", "remarks"),
    ),
    "mandatory": ("isrequired", "required", "mandatory", "pflicht", "pflichtfeld", "notnull"),
    "nullable": ("nullable", "isnullable", "null"),
    "length": ("length", "maxlength", "charactermaximumlength", "leng", "laenge", "size"),
    "key": ("isprimarykey", "primarykey", "pk", "keyflag", "iskey"),
    "to_table": ("fktablename", "referencedtable", "referencestable", "checktable", "referenceto", "fktable"),
    "to_column": ("fkfieldname", "referencedcolumn", "referencedfield", "fkfield", "fkcolumn"),
}
SAYS_MORE = ("declared", "label", "description", "mandatory", "nullable", "length")
NAMES_ONE = 0.98  # of the rows must name a field once only
_IDENTIFIER = re.compile(r"[A-Za-z_/\"][\w/. $\"-]*")
_NOTHING = frozenset({"", "na", "n/a", "none", "null", "-"})
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j"})


def headings(names: Sequence[str]) -> dict[str, int]:
    """Which of the headings of a data dictionary are there, and where.

    >>> headings(["cdmTableName", "cdmFieldName", "cdmDatatype"])
    {'table': 0, 'column': 1, 'declared': 2}
    """
    plain = [re.sub(r"[^a-z0-9]", "", name.lower()) for name in names]
    found = {}
    for meaning, worded in HEADINGS.items():
        place = next((plain.index(word) for word in worded if word in plain), None)
        if place is not None:
            found[meaning] = place
    return found


def is_dictionary(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> bool:
    """Whether a table describes fields: it has a heading for them, one that says more, and names each field once.

    >>> is_dictionary(["Field", "Type", "Label"], [["NAME1", "char(35)", "Name"], ["ORT01", "char(35)", "City"]])
    True
    >>> is_dictionary(["Name", "City"], [["Acme", "Bonn"]])
    False
    """
    where = headings(names)
    if "column" not in where or not any(word in where for word in SAYS_MORE) or not rows:
        return False
    fields = [(_cell(row, where, "table").lower(), _cell(row, where, "column")) for row in rows]
    named = [field for field in fields if _IDENTIFIER.fullmatch(field[1])]
    return len(named) >= NAMES_ONE * len(rows) and len(set(named)) >= NAMES_ONE * len(rows)


def read_dictionary(name: str, names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Catalogue:
    """The catalogue that a data dictionary describes; fields in the order of the file, without values."""
    where = headings(names)
    tables: dict[str, list[Column]] = {}
    for row in rows:
        table = _cell(row, where, "table") or name
        if _cell(row, where, "column"):
            tables.setdefault(table, []).append(_column(table, row, where))
    return Catalogue(name, tuple(Table(table, tuple(columns)) for table, columns in tables.items()))


def with_labels(catalogue: Catalogue, dictionary: Catalogue) -> Catalogue:
    """The catalogue with what a dictionary says of its columns; a dictionary of one table describes one of any name.

    >>> crm = Catalogue("crm", (Table("KNA1", (Column("KNA1", "ORT01"),)),))
    >>> said = read_dictionary("ddic", ["Field", "Label"], [["ORT01", "City"]])
    >>> with_labels(crm, said).table("KNA1").column("ORT01").label
    'City'
    """
    said = {(c.table.lower(), c.name.lower()): c for c in dictionary.columns()}
    if len(dictionary.tables) == 1:
        said |= {(t.name.lower(), name): c for t in catalogue.tables for (_, name), c in list(said.items())}
    tables = []
    for table in catalogue.tables:
        told = ((column, said.get((table.name.lower(), column.name.lower()))) for column in table.columns)
        tables.append(replace(table, columns=tuple(_told(column, more) for column, more in told)))
    return replace(catalogue, tables=tuple(tables))


def _told(column: Column, more: Column | None) -> Column:
    if more is None:
        return column
    return replace(more, table=column.table, name=column.name, kind=column.kind, values=column.values)


def _column(table: str, row: Sequence[str | None], where: Mapping[str, int]) -> Column:
    declared = _cell(row, where, "declared")
    length = _cell(row, where, "length")
    to_table, to_column = _cell(row, where, "to_table"), _cell(row, where, "to_column")
    nullable = _cell(row, where, "nullable").lower()
    mandatory = _cell(row, where, "mandatory").lower() in _YES or nullable in {"no", "n", "false"}
    return Column(
        table,
        _cell(row, where, "column"),
        declared_kind(declared),
        declared=declared,
        label=_cell(row, where, "label"),
        description=_cell(row, where, "description"),
        mandatory=mandatory,
        max_length=int(length) if length.isdigit() else declared_length(declared),
        is_key=_cell(row, where, "key").lower() in _YES,
        reference=Reference(to_table, to_column) if to_table else None,
    )


def _cell(row: Sequence[str | None], where: Mapping[str, int], meaning: str) -> str:
    place = where.get(meaning)
    text = (row[place] or "").strip() if place is not None and place < len(row) else ""
    return "" if text.lower() in _NOTHING else text
