"""Is this a mapping that can be run, and if not, what is wrong with it? Every problem is said at once."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from golive.engines.reconcile.mapping.document import Compare, Control, Field, FieldType, Mapping, ValueMap
from golive.engines.reconcile.mapping.written import as_written
from golive.engines.reconcile.refusals import refusal, refuse
from golive.plain.verdict import Refusal, require

MOST_BYTES = 5_000_000
UNMAPPED = ("error", "null", "keep")
CONTROLS = ("count", "sum", "orphans")
CLASSES = ("missing", "extra", "changed", "duplicate_key")
_TOP = {
    *("object", "source", "target", "key", "load", "fields", "not_migrated", "maps", "controls", "system", "accept"),
    *("owner", "note"),
}
_FIELD = {
    *("expr", "from", "map", "const", "default", "lookup", "unmapped", "type", "mandatory", "compare", "note"),
}
_COMPARE = {"as", "abs_tol", "rel_tol", "trim", "ignore_case", "blank_is_null", "date_format", "skip"}


def read_mapping(path: Path) -> Mapping:
    """A mapping from a YAML file; value maps that are not written in it are CSV files beside it (k,v,confirmed_by).

    Raises `Refused` with every problem at once.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            refuse(
                "mapping.size", f"{path.name} has more than {MOST_BYTES // 1_000_000} MB.", "Keep maps in CSV files."
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        refuse("mapping.missing", f"{path} cannot be read: {error.strerror}.", "Check the path.")
    except UnicodeDecodeError:
        refuse("mapping.encoding", f"{path.name} is not UTF-8 text.", "Save it as UTF-8.")
    return parse_mapping(text, path.parent, path.name)


def parse_mapping(text: str, folder: Path | None = None, name: str = "mapping") -> Mapping:
    """The same from a text; ``folder`` is where its value maps lie.

    >>> small = "object: A\\nsource: {table: T}\\nkey: {target: [Id], source: [ID]}\\nfields: {Name: {from: NAME}}"
    >>> parse_mapping(small).field("name").expression
    '"NAME"'
    """
    document = as_written(text, name)
    if not isinstance(document, dict):
        refuse("mapping.shape", f"{name} is not a mapping document.", "Begin with: object, source, key, fields.")
    reader = _Reader(document, folder)
    found = reader.mapping(hashlib.sha256(text.encode()).hexdigest())
    require(reader.problems)
    return found


class _Reader:
    """Reads the parts of a document and collects what is wrong with them."""

    def __init__(self, document: dict[str, Any], folder: Path | None) -> None:
        self.document, self.folder = document, folder
        self.problems: list[Refusal] = []

    def wrong(self, where: str, problem: str, cure: str = "") -> None:
        self.problems.append(refusal("mapping", f"{where}: {problem}.", cure, where))

    def mapping(self, sha256: str) -> Mapping:
        document = self.document
        self._unknown("the document", document, _TOP)
        source, key = self._dict("source"), self._dict("key")
        target = document.get("target")
        target = {"table": target} if isinstance(target, str) else target if isinstance(target, dict) else {}
        if not str(source.get("table") or "").strip():
            self.wrong("source", "no table is named", "Write source: {table: NAME}.")
        maps = dict(self._maps())
        fields = tuple(self._fields(maps))
        key_target, key_source = self._names(key, "target"), self._names(key, "source")
        if not key_target or len(key_target) != len(key_source):
            cure = "Write key: {target: [...], source: [...]} with as many columns on both sides."
            self.wrong("key", f"{len(key_target)} target and {len(key_source)} source columns", cure)
        return Mapping(
            object=str(document.get("object") or source.get("table") or ""),
            source_table=str(source.get("table") or ""),
            key_target=key_target,
            key_source=key_source,
            fields=fields,
            filter=str(source.get("filter") or ""),
            owner=str(source.get("owner") or document.get("owner") or ""),
            target_table=str(target.get("table") or ""),
            not_migrated=dict(self._not_migrated()),
            maps=maps,
            system=tuple(map(str, document.get("system") or ())),
            depends_on=tuple(map(str, (self._dict("load").get("depends_on")) or ())),
            accept=dict(self._accept()),
            controls=tuple(self._controls({each.name.casefold(): each.name for each in fields})),
            sha256=sha256,
        )

    def _dict(self, name: str) -> dict[str, Any]:
        held = self.document.get(name)
        if held is None:
            return {}
        if not isinstance(held, dict):
            self.wrong(name, "is no list of names and values")
            return {}
        return held

    def _unknown(self, where: str, held: dict[str, Any], known: set[str]) -> None:
        if extra := sorted(str(name) for name in held if name not in known):
            self.wrong(where, f"unknown: {', '.join(extra)}", f"Known are: {', '.join(sorted(known))}.")

    def _names(self, held: dict[str, Any], name: str) -> tuple[str, ...]:
        value = held.get(name) or []
        return (value,) if isinstance(value, str) else tuple(map(str, value))

    def _fields(self, maps: dict[str, ValueMap]) -> Iterator[Field]:
        held = self._dict("fields")
        if not held:
            self.wrong("fields", "nothing is mapped", "Write at least one field.")
        for name, said in held.items():
            said = {"from": said} if isinstance(said, str) else said
            if not isinstance(said, dict):
                self.wrong(f"field {name}", "is neither a source column nor a rule", "Write {from: COLUMN}.")
                continue
            yield self._field(str(name), said, maps)

    def _field(self, name: str, said: dict[str, Any], maps: dict[str, ValueMap]) -> Field:
        where, said = f"field {name}", with_whole_type(said)
        self._unknown(where, said, _FIELD)
        held = said.get("lookup")
        lookup: dict[str, Any] = held if isinstance(held, dict) else {}
        ways = [way for way in ("expr", "from", "const", "default", "lookup") if way in said]
        if len(ways) != 1:
            self.wrong(where, f"{len(ways)} of expr, from, const, default, lookup", "Write exactly one.")
        map_name = str(said.get("map") or lookup.get("xref") or "")
        if map_name and map_name not in maps:
            maps[map_name] = self._map_file(where, map_name)
        unmapped = "null" if said.get("unmapped", "error") is None else str(said.get("unmapped", "error"))
        if unmapped not in UNMAPPED:
            self.wrong(where, f"unmapped is {unmapped}", f"Write one of {', '.join(UNMAPPED)}.")
        constant = said.get("const", said.get("default"))
        if constant is None and {"const", "default"} & said.keys():
            self.wrong(where, "the constant has no value", 'Write one; an empty text is "".')
        return Field(
            name=name,
            expr=str(said.get("expr") or ""),
            column=str(said.get("from") or lookup.get("from") or ""),
            map=map_name,
            constant=None if constant is None else str(constant),
            is_default="default" in said,
            unmapped=unmapped,
            type=self._type(where, said.get("type")),
            mandatory=bool(said.get("mandatory")),
            compare=self._compare(where, said.get("compare")),
        )

    def _type(self, where: str, said: Any) -> FieldType | None:
        if said is None:
            return None
        found = FieldType.parse(str(said))
        if found is None:
            self.wrong(
                where, f"{said} is no type", "Write text(255), integer, decimal(14,2), date, datetime or boolean."
            )
        return found

    def _compare(self, where: str, said: Any) -> Compare:
        if said is None:
            return Compare()
        if not isinstance(said, dict):
            self.wrong(where, "compare is no list of names and values", "Write compare: {abs_tol: 0.005}.")
            return Compare()
        self._unknown(f"{where}, compare", said, _COMPARE)
        return Compare(
            as_type=self._type(where, said.get("as")),
            abs_tol=self._tolerance(where, said, "abs_tol"),
            rel_tol=self._tolerance(where, said, "rel_tol"),
            trim=bool(said.get("trim")),
            ignore_case=bool(said.get("ignore_case")),
            blank_is_null=bool(said.get("blank_is_null")),
            date_format=str(said.get("date_format") or ""),
            skip=bool(said.get("skip")),
        )

    def _tolerance(self, where: str, said: dict[str, Any], name: str) -> float:
        value = said.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e18:
            self.wrong(where, f"{name} is {value}", "Write a number from 0 on.")
            return 0.0
        return float(value)

    def _not_migrated(self) -> Iterator[tuple[str, str]]:
        for name, reason in self._dict("not_migrated").items():
            if not str(reason or "").strip():
                self.wrong(f"not_migrated {name}", "has no reason", "Say why it stays behind, and who decided.")
            yield str(name), str(reason or "")

    def _accept(self) -> Iterator[tuple[str, int]]:
        for name, most in self._dict("accept").items():
            if name not in CLASSES or isinstance(most, bool) or not isinstance(most, int) or most < 0:
                self.wrong(f"accept {name}", f"is {most}", f"Write a count for one of {', '.join(CLASSES)}.")
                continue
            yield str(name), most

    def _controls(self, known: dict[str, str]) -> Iterator[Control]:
        held = self.document.get("controls") or []
        if not isinstance(held, list):
            self.wrong("controls", "is no list", "Write controls: [{count: true}, {sum: FIELD, by: [FIELD]}].")
            return
        for number, said in enumerate(held, 1):
            kinds = [what for what in CONTROLS if isinstance(said, dict) and said.get(what)]
            if len(kinds) != 1:
                self.wrong(f"control {number}", f"{len(kinds)} of {', '.join(CONTROLS)}", "Write exactly one.")
                continue
            what = kinds[0]
            by = said.get("by") or []
            names = [*([str(said[what])] if what != "count" else []), *([by] if isinstance(by, str) else map(str, by))]
            if unknown := [name for name in names if name.casefold() not in known]:
                cure = f"There are: {', '.join(known.values())}."
                self.wrong(f"control {number}", f"no field is called {', '.join(unknown)}", cure)
                continue
            fields = [known[name.casefold()] for name in names]
            yield Control(what, *((fields[0], tuple(fields[1:])) if what != "count" else ("", tuple(fields))))

    def _maps(self) -> Iterator[tuple[str, ValueMap]]:
        for name, held in self._dict("maps").items():
            if isinstance(held, str):
                yield str(name), self._map_file(f"map {name}", held, str(name))
            elif isinstance(held, dict):
                values = {str(code): "" if value is None else str(value) for code, value in held.items()}
                yield str(name), ValueMap(str(name), values, dict.fromkeys(values, "the mapping itself"))
            else:
                self.wrong(f"map {name}", "is neither a file nor codes with values")

    def _map_file(self, where: str, file: str, name: str = "") -> ValueMap:
        """A CSV file beside the mapping, and never anywhere else."""
        empty = ValueMap(name or file, {})
        path = Path(file if file.endswith(".csv") else f"{file}.csv")
        if self.folder is None or path.is_absolute() or ".." in path.parts:
            self.wrong(
                where, f"the value map {file} is not beside the mapping", "Put it there as CSV: k,v,confirmed_by."
            )
            return empty
        try:
            text = (self.folder / path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self.wrong(where, f"there is no value map {path}", "Put it beside the mapping as CSV: k,v,confirmed_by.")
            return empty
        return self._map_rows(where, name or file, text)

    def _map_rows(self, where: str, name: str, text: str) -> ValueMap:
        values: dict[str, str] = {}
        confirmed: dict[str, str] = {}
        rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
        for number, row in enumerate(rows, 1):
            if not row or (number == 1 and row[0].strip().lower() in {"k", "code", "source", "key", "from"}):
                continue
            if len(row) < 2:
                self.wrong(where, f"{name}, line {number} has no value", "Write code,value,confirmed_by.")
                continue
            if row[0] in values and values[row[0]] != row[1]:
                self.wrong(where, f"{name}, line {number}: “{row[0]}” has two values", "Keep one.")
            values[row[0]] = row[1]
            confirmed[row[0]] = row[2].strip() if len(row) > 2 else ""
        return ValueMap(name, values, confirmed)


def with_whole_type(said: dict[str, Any]) -> dict[str, Any]:
    """YAML cuts ``type: decimal(14,2)`` within braces at its comma; the two parts come together again.

    >>> with_whole_type({"type": "decimal(14", "2)": None})
    {'type': 'decimal(14,2)'}
    """
    rest = next((name for name, value in said.items() if value is None and re.fullmatch(r"\s*\d+\)", str(name))), None)
    if rest is None or not re.fullmatch(r"\w+\(\d+", str(said.get("type"))):
        return said
    kept = {name: value for name, value in said.items() if name != rest}
    return kept | {"type": f"{said['type']},{str(rest).strip()}"}
