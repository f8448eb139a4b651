"""What does a person type to make, send or question a status report?"""

from __future__ import annotations

from datetime import date, timedelta

from django import forms

from golive.foundation.implementations.access import Place
from golive.foundation.people.models import Person
from golive.plain.rag import Rag
from golive.registers.status import queries
from golive.registers.status.thresholds import OVERRIDE_DAYS

SAYABLE = [(rag.value, rag.word) for rag in (Rag.GREEN, Rag.AMBER, Rag.RED)]


class ReportForm(forms.Form):
    notes = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 4}),
        label="What should the executives know besides?",
        help_text="One sentence a line; six lines fit. The figures are computed and cannot be typed.",
    )


class ColourForm(forms.Form):
    line = forms.ChoiceField(label="Which line?")
    colour = forms.ChoiceField(choices=SAYABLE, widget=forms.RadioSelect, label="How does it stand?")
    note = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="Why do you see it so?")

    def __init__(self, *args: object, lines: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["line"].choices = [(name, name) for name in lines]  # type: ignore[attr-defined]

    def clean_colour(self) -> Rag:
        return Rag(self.cleaned_data["colour"])


class OverrideForm(ColourForm):
    needed = ("reason", "expires")
    note = None  # type: ignore[assignment]
    reason = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label="Why is the computed colour wrong?",
        help_text="It is printed on every paper, with your name and the end.",
    )
    expires = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Until")

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        last = today + timedelta(days=OVERRIDE_DAYS)
        self.fields["expires"].help_text = f"{OVERRIDE_DAYS} days at most: {last:%-d %b %Y}."


class SendForm(forms.Form):
    to = forms.ModelMultipleChoiceField(
        Person.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="To whom?"
    )

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].queryset = queries.recipients(place.implementation)  # type: ignore[attr-defined]
