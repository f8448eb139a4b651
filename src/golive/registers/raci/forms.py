"""What does a person type into the matrix?"""

from __future__ import annotations

from django import forms

from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.registers.raci.models import LETTER_CHOICES, Deliverable, RoleName

CLEAR = ""


class AddForm(forms.Form):
    needed = ("title",)
    title = forms.CharField(max_length=200, required=False, label="What is delivered, decided or signed off?")
    kind = forms.ChoiceField(choices=Deliverable.KINDS, label="Kind")
    about = forms.CharField(
        max_length=60,
        required=False,
        label="Key",
        help_text="Under which other pages ask who answers: changes, scope, go_no_go, plan.",
    )
    made_by = forms.CharField(max_length=120, required=False, label="Which organisation makes it?")


class RoleForm(forms.Form):
    needed = ("name",)
    name = forms.CharField(max_length=80, required=False, label="Name of the role")


class Placed(forms.Form):
    """A form whose choices are the people and roles of one implementation."""

    people: tuple[str, ...] = ()

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in self.people:
            self.fields[name].queryset = holders(place.implementation)  # type: ignore[attr-defined]
        if "role" in self.fields:
            roles = RoleName.objects.filter(implementation=place.implementation).order_by("order", "name")
            self.fields["role"].queryset = roles  # type: ignore[attr-defined]


class HoldForm(Placed):
    people = ("person", "deputy")
    role = forms.ModelChoiceField(RoleName.objects.none(), label="Which role?")
    person = forms.ModelChoiceField(Person.objects.none(), label="Who holds it?")
    deputy = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Deputy for absences", empty_label="Nobody yet"
    )


class AssignForm(Placed):
    role = forms.ModelChoiceField(RoleName.objects.none(), label="Which role?")
    letter = forms.ChoiceField(
        choices=[*LETTER_CHOICES, (CLEAR, "No letter")], required=False, label="Which letter?", initial="R"
    )
    because = forms.CharField(
        required=False, widget=forms.Textarea({"rows": 2}), label="Why?", help_text="Needed to move the A."
    )


class DelegateForm(Placed):
    needed = ("until_on", "because")
    people = ("from_person", "to_person")
    from_person = forms.ModelChoiceField(Person.objects.none(), label="Who is away?")
    to_person = forms.ModelChoiceField(Person.objects.none(), label="Who acts for them?")
    from_on = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="From (empty: today)")
    until_on = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Until the end of")
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}), label="Why?")


class ConsultForm(forms.Form):
    needed = ("question", "due")
    question = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="What do you want to know?")
    due = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Answer needed by")


class AnswerForm(forms.Form):
    needed = ("answer",)
    answer = forms.CharField(required=False, widget=forms.Textarea({"rows": 4}), label="Your answer")


class InformForm(forms.Form):
    needed = ("text",)
    text = forms.CharField(required=False, widget=forms.Textarea({"rows": 4}), label="What happened?")


class CloseForm(forms.Form):
    needed = ("because",)
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}), label="Why is it no longer needed?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class NothingForm(forms.Form):
    """A verb that needs no more than a click."""
