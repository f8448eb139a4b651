"""What does a person type to date, answer, waive, vote on and rule a gate?"""

from __future__ import annotations

from django import forms

from golive.foundation.documents.models import Document
from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.foundation.people.proof_form import ProofForm
from golive.plain.seat import TEAM, Role
from golive.registers.go_no_go import rules
from golive.registers.go_no_go.models import GateVote

LARGEST = 20 * 1024 * 1024
NOBODY = ("", "Nobody: it can never be waived")
ROLES = [NOBODY, *((role.value, f"The {role.value}") for role in (Role.SPONSOR, Role.COMMITTEE))]


class OpenForm(forms.Form):
    """Nothing to type: the criteria come from the catalogue."""


class DateForm(forms.Form):
    due = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="When is it to be passed?")
    task_uid = forms.IntegerField(
        required=False, min_value=0, label="Task that waits behind it", help_text="Its number in the plan."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CriterionForm(forms.Form):
    needed = ("question",)
    question = forms.CharField(max_length=200, required=False, label="What must be true?", help_text="As a question.")
    mandatory = forms.BooleanField(required=False, initial=True, label="The gate stays shut without it")
    max_age_days = forms.IntegerField(
        required=False, min_value=1, max_value=3650, label="Evidence may be so many days old"
    )
    waivable_by = forms.ChoiceField(choices=ROLES, required=False, label="Who may waive it?")
    owner = forms.ModelChoiceField(Person.objects.none(), required=False, label="Who owes the evidence?")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = holders(place.implementation, *TEAM)  # type: ignore[attr-defined]


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(Person.objects.none(), label="Who owes the evidence?")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = holders(place.implementation, *TEAM)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    needed = ("met", "until")
    met = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="Is it true?",
    )
    file = forms.FileField(
        required=False, label="The document that shows it", help_text="A yes needs one. Up to 20 MB; kept for good."
    )
    document = forms.ModelChoiceField(
        Document.objects.none(), required=False, label="Or one that is already kept", empty_label="None"
    )
    until = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Until when does it hold?")
    note = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}), label="What does it say?")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kept = place.all(Document).order_by("-pk")
        self.fields["document"].queryset = kept  # type: ignore[attr-defined]

    def clean_file(self) -> tuple[str, str, bytes] | None:
        sent = self.cleaned_data["file"]
        if sent is None:
            return None
        if sent.size > LARGEST:
            raise forms.ValidationError(f"{sent.name} has {sent.size // 2**20} MB; up to 20 MB are kept.")
        return sent.name, sent.content_type or "application/octet-stream", sent.read()


class WaiveForm(forms.Form):
    needed = ("because", "condition", "until")
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="Why may the gate pass?")
    condition = forms.CharField(
        required=False, widget=forms.Textarea({"rows": 2}), label="On which condition?", help_text="Who does what."
    )
    until = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Until when?")


class SeenForm(forms.Form):
    """The evidence that was shown; another evidence is neither voted on nor ruled with it."""

    seen_hash = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FreezeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class VoteForm(SeenForm):
    needed = ("choice",)
    choice = forms.ChoiceField(
        choices=GateVote.CHOICES, required=False, widget=forms.RadioSelect, label="How do you vote?"
    )
    because = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label="Why?",
        help_text="Needed unless you vote go. A dissent is printed with the ruling.",
    )
    field_order = ("choice", "because")


class RuleForm(ProofForm, SeenForm):
    what = "ruling"
    needed = ("outcome", "because", "password", "code")
    outcome = forms.ChoiceField(
        choices=[(rules.GO, "Go"), (rules.NO_GO, "No-go")],
        required=False,
        widget=forms.RadioSelect,
        label="What do you rule?",
    )
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="Why?")
    conditions_by = forms.DateField(
        required=False,
        widget=forms.DateInput({"type": "date"}),
        label="Open points are done by",
        help_text="Needed where something optional is still open.",
    )
    field_order = ("outcome", "because", "conditions_by", "password", "code")
