"""What does a person type to write, remove, sign or take back the scope?"""

from __future__ import annotations

from django import forms

from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.plain.seat import TEAM
from golive.registers.scope.models import KINDS


class OpenForm(forms.Form):
    """What stays open after the signature: who answers for the line, and how long it takes."""

    owner = forms.ModelChoiceField(Person.objects.none(), required=False, label="Who answers for it?")
    estimate_days = forms.DecimalField(
        required=False, min_value=0, max_digits=8, decimal_places=1, label="Estimate in working days"
    )

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = holders(place.implementation, *TEAM)  # type: ignore[attr-defined]


class LineForm(OpenForm):
    needed = ("title",)
    title = forms.CharField(max_length=200, required=False, label="What is it?")
    kind = forms.ChoiceField(choices=KINDS, label="In or out?")
    acceptance = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label="How will it be accepted?",
        help_text="For what is out: why it is out. For an assumption: what follows if it is wrong.",
    )
    area = forms.CharField(max_length=120, required=False, label="Area", help_text="For instance the workstream.")
    field_order = ("title", "kind", "acceptance", "area", "owner", "estimate_days")


class EditForm(LineForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class EditOpenForm(OpenForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class RemoveForm(forms.Form):
    needed = ("because",)
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="Why is it no longer in scope?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class DrawUpForm(forms.Form):
    because = forms.CharField(
        required=False, widget=forms.Textarea({"rows": 2}), label="What do the signatories need to know?"
    )


class SignForm(forms.Form):
    # The text that was shown; another text is not signed with it.
    seen_hash = forms.CharField(widget=forms.HiddenInput)


class TakeBackForm(forms.Form):
    needed = ("because",)
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="What has to be put right?")
