"""What does a person choose to import a file, or to correct how its columns are read?"""

from __future__ import annotations

from typing import Any

from django import forms

from golive.connectors.imports.kinds import KINDS
from golive.connectors.imports.models import ImportBatch
from golive.connectors.raid_sheet.mapping import Mapping
from golive.connectors.raid_sheet.vocabulary import HEADERS
from golive.plain.interchange import RaidKind
from golive.plain.written_dates import Order

ANY_KIND = [("", "Told by its content"), *((kind.name, kind.title) for kind in KINDS.values())]
FIELDS = [("", "Keep as an extra"), *((name, name.replace("_", " ").capitalize()) for name in HEADERS)]
KINDS_OF_ROWS = [("", "Told by a column"), *((kind.value, f"{kind.value.capitalize()}s only") for kind in RaidKind)]
ORDERS = [("", "Told by the file"), *((order.value, order.value) for order in Order)]


class UploadForm(forms.Form):
    file = forms.FileField(label="File", help_text="Choose it, or drop it here. At most 50 MB.")
    kind = forms.ChoiceField(choices=ANY_KIND, required=False, label="What is it?")


class MappingForm(forms.Form):
    """One choice per column of each sheet, one for the kind of its rows, one for the order of dates."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    date_order = forms.ChoiceField(choices=ORDERS, required=False, label="Numeric dates are written")

    def __init__(self, *args: object, batch: ImportBatch, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.mapping = batch.mapping or {}
        self.fields["date_order"].initial = self.mapping.get("date_order", "")
        self.sheets = [self._sheet(at, sheet) for at, sheet in enumerate(self.mapping.get("sheets", ()))]

    def _sheet(self, at: int, sheet: dict[str, Any]) -> dict[str, Any]:
        kind = f"s{at}kind"
        self.fields[kind] = forms.ChoiceField(
            choices=KINDS_OF_ROWS, required=False, label="Kind of every row", initial=sheet["kind"] or ""
        )
        columns = [(column, f"s{at}c{column['index']}") for column in sheet["columns"] if column["header"]]
        for column, name in columns:
            self.fields[name] = forms.ChoiceField(
                choices=FIELDS, required=False, label=column["header"], initial=column["field"]
            )
        return {"name": sheet["sheet"], "kind": self[kind], "columns": [(c, self[name]) for c, name in columns]}

    def chosen(self) -> dict[str, Any]:
        """The mapping with what the person changed."""
        given: dict[str, str] = self.cleaned_data
        if not self.mapping.get("sheets"):
            return {"date_order": given["date_order"]}
        mapping = Mapping.from_json({"sheets": [dict(sheet) for sheet in self.mapping["sheets"]]})
        for at, sheet in enumerate(self.mapping["sheets"]):
            mapping = self._chosen_in(mapping, at, sheet, given)
        return {**mapping.to_json(), "date_order": given["date_order"]}

    def _chosen_in(self, mapping: Mapping, at: int, sheet: dict[str, Any], given: dict[str, str]) -> Mapping:
        for column in sheet["columns"]:
            name = f"s{at}c{column['index']}"
            if name in given and given[name] != column["field"]:
                mapping = mapping.with_field(sheet["sheet"], column["index"], given[name])
        kind = given[f"s{at}kind"]
        if kind and kind != (sheet["kind"] or ""):
            mapping = mapping.with_kind(sheet["sheet"], RaidKind(kind))
        return mapping
