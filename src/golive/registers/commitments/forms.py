"""What does a person type about a delivery?"""

from __future__ import annotations

from django import forms

from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.plain.seat import Role

DAY = forms.DateInput({"type": "date"})
TEXT = forms.Textarea({"rows": 3})


class AskForm(forms.Form):
    needed = ("title", "counterpart")
    title = forms.CharField(max_length=200, required=False, label="What do you need?")
    counterpart = forms.ModelChoiceField(Person.objects.none(), required=False, label="From whom?")
    task = forms.CharField(
        max_length=20, required=False, label="Which task of the plan is it?", help_text="Such as T-41"
    )
    note = forms.CharField(required=False, widget=TEXT, label="Note")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        theirs = holders(place.implementation, Role.CLIENT, Role.SPONSOR, Role.COMMITTEE, Role.LEAD, Role.RISK_OWNER)
        self.fields["counterpart"].queryset = theirs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        number = str(data.pop("task", "")).strip().upper().removeprefix("T-")
        return {**data, "task_uid": int(number) if number.isdigit() else None}


class DayForm(forms.Form):
    needed = ("on",)
    on = forms.DateField(required=False, widget=DAY, label="On which day?")
    note = forms.CharField(required=False, widget=TEXT, label="Note")
    version = forms.IntegerField(widget=forms.HiddenInput)


class DeliveredForm(DayForm):
    on = forms.DateField(widget=DAY, label="Delivered on")


class EscalateForm(forms.Form):
    needed = ("words",)
    to = forms.ModelChoiceField(Person.objects.none(), label="To whom?")
    words = forms.CharField(required=False, widget=forms.Textarea({"rows": 6}), label="The letter, in your own words")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].queryset = holders(place.implementation)  # type: ignore[attr-defined]


class BecauseForm(forms.Form):
    needed = ("because",)
    because = forms.CharField(required=False, widget=TEXT, label="Why is it not needed?")
    version = forms.IntegerField(widget=forms.HiddenInput)
