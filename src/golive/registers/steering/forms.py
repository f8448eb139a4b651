"""What does a person type to found, seat, call and close?"""

from __future__ import annotations

from django import forms

from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.registers.steering import queries
from golive.registers.steering.models import Committee, Meeting, Member


class FoundForm(forms.Form):
    needed = ("title",)
    title = forms.CharField(max_length=120, required=False, label="Name")
    level = forms.ChoiceField(choices=Committee.LEVELS, label="Level")
    purpose = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="What is it for?")


class SeatForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label="Who?")
    seat = forms.ChoiceField(choices=Member.SEATS, initial="member", label="Seat")
    votes = forms.BooleanField(required=False, initial=True, label="Has a vote")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["person"].queryset = holders(place.implementation)  # type: ignore[attr-defined]


class UnseatForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label="Whose seat ends?")
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}), label="Why?")

    def __init__(self, *args: object, committee: Committee, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        seated = [member.person_id for member in queries.members(committee)]
        self.fields["person"].queryset = Person.objects.filter(pk__in=seated)  # type: ignore[attr-defined]


class CallForm(forms.Form):
    needed = ("on",)
    on = forms.DateTimeField(
        required=False, widget=forms.DateTimeInput({"type": "datetime-local"}), label="When?", help_text="Local time"
    )
    place = forms.CharField(max_length=200, required=False, label="Where?")


class HoldForm(forms.Form):
    needed = ("present", "minutes")
    present = forms.ModelMultipleChoiceField(
        Person.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Who came?"
    )
    minutes = forms.CharField(required=False, widget=forms.Textarea({"rows": 6}), label="Minutes")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, meeting: Meeting, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        seated = [member.person_id for member in queries.members(meeting.committee)]
        self.fields["present"].queryset = Person.objects.filter(pk__in=seated).order_by("name")  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    needed = ("because",)
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="Why?")
