"""What does a person type to list, rehearse, reconcile, audit, map and sign a migration?"""

from __future__ import annotations

from typing import Any

from django import forms

from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.foundation.people.proof_form import ProofForm
from golive.plain.seat import TEAM
from golive.registers.data_migration import queries, rules
from golive.registers.data_migration.drafting import Line, line_of
from golive.registers.data_migration.models import Extract, MigrationObject

LARGEST = 20 * 2**20
MOMENT = {"type": "datetime-local"}


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(MOMENT, format="%Y-%m-%dT%H:%M")


class ObjectForm(forms.Form):
    needed = ("title", "owner", "source_system")
    title = forms.CharField(
        max_length=120, required=False, label="Which kind of data?", help_text="Accounts, open orders …"
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Who owns it?", empty_label="Nobody yet"
    )
    approach = forms.ChoiceField(choices=list(rules.APPROACHES.items()), label="What happens to it?")
    because = forms.CharField(required=False, widget=_long(2), label="Why?", help_text="Needed to leave it behind.")
    source_system = forms.CharField(max_length=120, required=False, label="From which system?")
    target_system = forms.CharField(max_length=120, required=False, label="Into which system?")
    expected_rows = forms.IntegerField(min_value=0, required=False, label="How many rows are expected?")
    criticality = forms.ChoiceField(
        choices=MigrationObject.CRITICALITIES, initial="medium", label="How critical is it?"
    )
    needs = forms.ModelMultipleChoiceField(
        MigrationObject.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="What must be loaded before it?",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, place: Place, but: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = holders(place.implementation, *TEAM)  # type: ignore[attr-defined]
        others = place.all(MigrationObject).exclude(ref=but).order_by("load_order", "ref")
        needs: Any = self.fields["needs"]
        needs.queryset = others
        needs.label_from_instance = lambda each: each.title
        if not but:
            del self.fields["version"]


class TestForm(forms.Form):
    __test__ = False
    needed = ("title", "volume_percent")
    title = forms.CharField(max_length=120, required=False, label="What is rehearsed?")
    volume_percent = forms.IntegerField(
        required=False, initial=100, label="On which share of the data, in percent?", help_text="The last runs at 100."
    )
    planned_on = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="When?")


class StartForm(forms.Form):
    started_at = forms.DateTimeField(
        required=False, widget=_moment(), label="When did it start?", help_text="Empty: now."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FinishForm(forms.Form):
    finished_at = forms.DateTimeField(
        required=False, widget=_moment(), label="When did it end?", help_text="Empty: now."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FreezeForm(forms.Form):
    needed = ("extracted_at", "source_changed_at")
    extracted_at = forms.DateTimeField(required=False, widget=_moment(), label="When was the source extracted?")
    source_changed_at = forms.DateTimeField(
        required=False,
        widget=_moment(),
        label="When was a row of the source last changed?",
        help_text="Ask the source itself: its latest change date, over everything that is loaded.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class JsonFile(forms.Form):
    """A JSON file of the command line, as (name, bytes)."""

    needed: tuple[str, ...] = ("file",)
    file = forms.FileField(required=False, label="The JSON file", help_text="Kept with its SHA-256. Up to 20 MB.")

    def clean_file(self) -> tuple[str, bytes] | None:
        sent = self.cleaned_data["file"]
        if sent is None:
            return None
        if sent.size > LARGEST:
            raise forms.ValidationError(f"{sent.name} has {sent.size // 2**20} MB; up to 20 MB are kept.")
        return sent.name, sent.read()


class WorkbookForm(JsonFile):
    file = forms.FileField(
        required=False, label="The edited workbook", help_text="The .xlsx file that was taken from here."
    )


class AttachForm(JsonFile):
    needed = ("file", "migrated")
    migrated = forms.ModelChoiceField(
        MigrationObject.objects.none(), required=False, label="Which object was reconciled?", empty_label="Choose"
    )
    minutes = forms.FloatField(required=False, min_value=0.01, label="How many minutes did its load take?")
    field_order = ("migrated", "file", "minutes")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field: Any = self.fields["migrated"]
        field.queryset = place.all(MigrationObject).exclude(approach=rules.DROP).order_by("load_order", "ref")
        field.label_from_instance = lambda each: each.title


class AuditForm(JsonFile):
    migrated = forms.ModelChoiceField(
        MigrationObject.objects.none(),
        required=False,
        label="Which object does it belong to?",
        empty_label="Several, or none yet",
    )

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field: Any = self.fields["migrated"]
        field.queryset = place.all(MigrationObject).order_by("load_order", "ref")
        field.label_from_instance = lambda each: each.title


class DecideForm(forms.Form):
    needed = ("decision",)
    decision = forms.ChoiceField(
        choices=list(rules.DECISIONS.items()), required=False, widget=forms.RadioSelect, label="What is done about it?"
    )
    because = forms.CharField(required=False, widget=_long(2), label="Why?", help_text="Needed to leave it as it is.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class MapForm(forms.Form):
    needed = ("title", "entries")
    title = forms.CharField(max_length=120, required=False, label="Which field does it map?")
    migrated = forms.ModelChoiceField(MigrationObject.objects.none(), label="Of which object?")
    owner = forms.ModelChoiceField(Person.objects.none(), label="Who in the business confirms it?")
    entries = forms.CharField(
        required=False,
        widget=_long(8),
        label="Which code becomes which?",
        help_text="One line each: code = target, and the rows that carry it if known: A = Active ; 1204",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field: Any = self.fields["migrated"]
        field.choices = [(each.pk, each.title) for each in queries.objects(place.implementation)]
        field.queryset = place.all(MigrationObject)
        field.label_from_instance = lambda each: each.title
        self.fields["owner"].queryset = holders(place.implementation, *TEAM)  # type: ignore[attr-defined]

    def clean_entries(self) -> list[dict[str, Any]]:
        """The lines as entries; a line without “=” keeps an empty target."""
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["entries"].splitlines())):
            code, _, rest = line.partition("=")
            target, _, rows = rest.rpartition(";") if rest.rpartition(";")[2].strip().isdigit() else (rest, "", "")
            found.append({"from": code.strip(), "to": target.strip(), "rows": int(rows) if rows.strip() else None})
        return found


class SeenForm(forms.Form):
    """What was shown; something else is neither confirmed nor signed with it."""

    seen_hash = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SignForm(ProofForm):
    needed = ("password", "code")
    seen_hash = forms.CharField(widget=forms.HiddenInput)
    statement = forms.CharField(required=False, widget=_long(2), label="What do you state?")
    field_order = ("statement", "password", "code")


class RowsForm(forms.Form):
    """A file of rows, as (name, pieces)."""

    needed = ("side", "file")
    side = forms.ChoiceField(choices=list(rules.SIDES.items()), widget=forms.RadioSelect, label="Where is it from?")
    file = forms.FileField(
        required=False,
        label="The file",
        help_text="CSV (also .gz), Excel, Parquet, JSON or SQLite, up to 200 MB.",
    )
    encoding = forms.ChoiceField(
        choices=list(rules.ENCODINGS.items()),
        required=False,
        label="In which encoding?",
        help_text="Of a CSV file. What is chosen is taken by its word: a byte that does not fit ends the reading.",
    )

    def clean_file(self) -> tuple[str, Any] | None:
        sent = self.cleaned_data["file"]
        if sent is None:
            return None
        if refusals := rules.fits_here(name=sent.name, size=sent.size):
            raise forms.ValidationError([str(each) for each in refusals])
        return sent.name, sent.chunks()


class SnapshotForm(forms.Form):
    """A table of a server; where not all can be listed, its name may be typed."""

    needed = ("side", "table")
    side = forms.ChoiceField(choices=list(rules.SIDES.items()), widget=forms.RadioSelect, label="Which side is it?")
    table = forms.ChoiceField(
        required=False, label="Which table or view?", help_text="Those that the account of the server may read."
    )
    other = forms.CharField(
        max_length=200,
        required=False,
        label="Or one that is not listed",
        help_text="Its name, as the list writes them.",
    )

    def __init__(self, *args: object, tables: list[str], more: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field: Any = self.fields["table"]
        field.choices = [("", "Choose"), *((each, each) for each in tables)]
        if more:
            field.help_text = f"The first {len(tables)} that the account of the server may read."
        else:
            del self.fields["other"]

    def clean(self) -> dict[str, Any]:
        """The table that was typed comes before the one that was chosen."""
        typed = str(self.cleaned_data.pop("other", "")).strip()
        self.cleaned_data["table"] = typed or self.cleaned_data.get("table", "")
        return self.cleaned_data


class ReconcileForm(forms.Form):
    needed = ("migrated",)
    migrated = forms.ModelChoiceField(
        MigrationObject.objects.none(), required=False, label="Which object was loaded?", empty_label="Choose"
    )
    minutes = forms.FloatField(required=False, min_value=0.01, label="How many minutes did its load take?")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field: Any = self.fields["migrated"]
        field.queryset = place.all(MigrationObject).exclude(approach=rules.DROP).order_by("load_order", "ref")
        field.label_from_instance = lambda each: each.title


class MappingTextForm(forms.Form):
    needed = ("text",)
    text = forms.CharField(required=False, widget=_long(24), label="The mapping, as YAML", strip=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MappingForm(forms.Form):
    """The workbench: one line for each target field, one reason for each source field that stays behind."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        source: Extract,
        targets: list[str],
        maps: list[tuple[str, str]],
        document: dict[str, Any],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.targets, self.sources = targets, source.columns
        columns = [("", "–"), *((name, name) for name in self.sources)]
        for at, target in enumerate(targets):
            held = line_of(document, target)
            self._add(f"column_{at}", forms.ChoiceField(choices=columns), held.column, f"Source of {target}")
            self._add(f"expr_{at}", forms.CharField(max_length=2000), held.expr, f"Expression of {target}")
            self._add(f"map_{at}", forms.ChoiceField(choices=[("", "–"), *maps]), held.map, f"Value map of {target}")
            self._add(f"type_{at}", forms.CharField(max_length=30), held.type, f"Type of {target}")
            self._add(f"key_{at}", forms.BooleanField(), held.key, f"{target} is the key")
        left = document.get("not_migrated") or {}
        for at, name in enumerate(self.sources):
            self._add(f"left_{at}", forms.CharField(max_length=300), left.get(name, ""), f"Why {name} stays behind")

    def _add(self, name: str, field: forms.Field, initial: Any, label: str) -> None:
        field.required, field.label, field.initial = False, label, initial
        field.widget.attrs["aria-label"] = label
        self.fields[name] = field

    def lines(self) -> list[Line]:
        data = self.cleaned_data
        names = ("column", "expr", "map", "type", "key")
        return [Line(target, *(data[f"{name}_{at}"] for name in names)) for at, target in enumerate(self.targets)]

    def left(self) -> dict[str, str]:
        reasons = ((name, self.cleaned_data[f"left_{at}"].strip()) for at, name in enumerate(self.sources))
        return {name: reason for name, reason in reasons if reason}
