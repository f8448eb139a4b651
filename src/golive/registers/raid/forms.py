"""What does a person type into the RAID log?"""

from __future__ import annotations

from typing import Any

from django import forms

from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.registers.raid.models import Item
from golive.registers.raid.rules import COMPARATORS, RESPONSES

TEXT = forms.Textarea({"rows": 2})
SCALE = [("", "–"), *((n, str(n)) for n in range(1, 6))]


class RaiseForm(forms.Form):
    needed = ("title",)
    kind = forms.ChoiceField(choices=Item.KIND_CHOICES, label="What is it?")
    title = forms.CharField(max_length=300, required=False, label="In one line")
    because = forms.CharField(required=False, widget=TEXT, label="Because …")
    may = forms.CharField(required=False, widget=TEXT, label="… this may happen …")
    which = forms.CharField(required=False, widget=TEXT, label="… which would …")
    due = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Needed or validated by")


def _scale(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(choices=SCALE, coerce=int, empty_value=None, required=False, label=label)


class AssessForm(forms.Form):
    likelihood = _scale("Likelihood")
    impact = _scale("Impact")
    residual_likelihood = _scale("Likelihood after the response")
    residual_impact = _scale("Impact after the response")
    because = forms.CharField(required=False, widget=TEXT, label="What changed?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class AssignForm(forms.Form):
    owner = forms.ModelChoiceField(Person.objects.none(), label="Who can act on it?")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        everybody = holders(place.implementation, *(set(Role) - {Role.VIEWER}))
        self.fields["owner"].queryset = everybody  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    response = forms.ChoiceField(choices=[(r, r.capitalize()) for r in RESPONSES], initial="reduce", label="Response")
    mitigation = forms.CharField(required=False, widget=TEXT, label="What is done about it?")
    contingency = forms.CharField(required=False, widget=TEXT, label="What if that is not enough?")
    due = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="By when?")
    measure = forms.CharField(
        max_length=200,
        required=False,
        label="Trigger: which measure",
        help_text="Such as: duplicate contacts after load",
    )
    comparator = forms.ChoiceField(choices=[(c, c) for c in COMPARATORS], required=False, label="Trigger: compared")
    threshold = forms.FloatField(required=False, label="Trigger: threshold")
    unit = forms.CharField(max_length=20, required=False, label="Trigger: unit")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        trigger = {key: data.pop(key, None) for key in ("measure", "comparator", "threshold", "unit")}
        named = trigger["measure"] or trigger["threshold"] is not None
        return {**data, "trigger": trigger if named else None}


class QuantifyForm(forms.Form):
    days_low = forms.FloatField(required=False, min_value=0, label="Working days, at best")
    days_likely = forms.FloatField(required=False, min_value=0, label="Working days, most likely")
    days_high = forms.FloatField(required=False, min_value=0, label="Working days, at worst")
    cost = forms.DecimalField(required=False, min_value=0, decimal_places=2, label="Cost")
    tasks = forms.CharField(required=False, label="On which tasks?", help_text="Their numbers, such as T-41, T-42")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [data.get(key) for key in ("days_low", "days_likely", "days_high")]
        if any(d is not None for d in given) and any(d is None for d in given):
            self.add_error("days_high", "Give all three figures, or none.")
        names = [name.strip().upper().removeprefix("T-") for name in data.get("tasks", "").split(",") if name.strip()]
        if wrong := [name for name in names if not name.isdigit()]:
            self.add_error("tasks", f"{', '.join(wrong)}: a task is named as T-41.")
        return {
            "days": tuple(given) if None not in given else None,
            "cost_minor": None if data.get("cost") is None else int(data["cost"] * 100),
            "task_uids": [int(name) for name in names if name.isdigit()],
            "version": data.get("version"),
        }


class NoteForm(forms.Form):
    note = forms.CharField(required=False, widget=TEXT, label="What did you see?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class BecauseForm(forms.Form):
    needed = ("because",)
    because = forms.CharField(required=False, widget=TEXT, label="What became of it?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReadingForm(forms.Form):
    measure = forms.CharField(max_length=200, label="Measure")
    value = forms.FloatField(label="Measured value")
    unit = forms.CharField(max_length=20, required=False, label="Unit")
    origin = forms.CharField(max_length=200, required=False, label="Where does it come from?")
