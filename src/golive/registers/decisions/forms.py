"""What does a person type to ask for, take or dispute a decision?"""

from __future__ import annotations

from django import forms

from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.registers.decisions.rules import MAY_DECIDE


class AskForm(forms.Form):
    needed = ("title", "recommendation", "due")
    title = forms.CharField(max_length=200, required=False, label="What is to be decided?")
    question = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="Background")
    recommendation = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="What do you recommend?")
    consequence = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}), label="What if nobody decides?")
    decider = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Who decides?", empty_label="The committee"
    )
    due = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Needed by")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["decider"].queryset = holders(place.implementation, *MAY_DECIDE)  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    needed = ("because",)
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="Why is no answer needed?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(forms.Form):
    needed = ("outcome", "because")
    outcome = forms.CharField(max_length=200, required=False, label="What was decided?")
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 4}), label="Why?")
    concerned = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Who must know?",
        help_text="They are asked to confirm that they read it.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        team = holders(place.implementation, *(set(Role) - {Role.VIEWER}))
        self.fields["concerned"].queryset = team  # type: ignore[attr-defined]


class DissentForm(forms.Form):
    needed = ("text",)
    text = forms.CharField(
        required=False, widget=forms.Textarea({"rows": 4}), label="What do you disagree with, and why?"
    )
