"""What does a person type to ask for, decide and close a change?"""

from __future__ import annotations

import json
from typing import Any

from django import forms

from golive.foundation.implementations.access import Place, holders
from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.registers.changes import rules
from golive.registers.changes.models import ChangeRequest, ChangeVote
from golive.registers.steering.queries import Meeting

TEXT = forms.Textarea({"rows": 3})
SHORT = forms.Textarea({"rows": 2})


class DraftForm(forms.Form):
    needed = ("title", "justification")
    title = forms.CharField(max_length=200, required=False, label="What is to change?")
    requested_by = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Who asks for it?", empty_label="I do"
    )
    justification = forms.CharField(required=False, widget=TEXT, label="Business justification")
    need = forms.CharField(required=False, widget=SHORT, label="What is the need under it?")
    alternative = forms.CharField(required=False, widget=SHORT, label="What could be done instead?")
    cost = forms.DecimalField(required=False, min_value=0, decimal_places=2, label="Cost")
    task_name = forms.CharField(
        max_length=200, required=False, label="New work in the plan", help_text="Name of the task"
    )
    task_days = forms.FloatField(required=False, min_value=0, label="Working days")
    task_before = forms.CharField(
        max_length=12,
        required=False,
        label="Before which task?",
        help_text="Such as T-41: it will wait for the new work",
    )
    patch = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        label="Or the whole edit of the plan, as JSON",
        help_text="For more than one task; see the guide to change requests.",
    )
    scope_add = forms.CharField(
        required=False, widget=SHORT, label="Added to the scope", help_text="One line each: what | how it is accepted"
    )
    scope_remove = forms.CharField(required=False, label="Taken out of the scope", help_text="Such as SC-014, SC-015")
    users_to_retrain = forms.IntegerField(required=False, min_value=0, label="Users to train again")
    test_cases = forms.IntegerField(required=False, min_value=0, label="Test cases to run again")
    acceptance_changed = forms.BooleanField(required=False, label="It changes acceptance criteria")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        team = holders(place.implementation, *(set(Role) - {Role.VIEWER}))
        self.fields["requested_by"].queryset = team  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        cost = data.pop("cost", None)
        patch = self._patch(data)
        added = [_line(text) for text in data.pop("scope_add", "").splitlines() if text.strip()]
        removed = [ref.strip().upper() for ref in data.pop("scope_remove", "").split(",") if ref.strip()]
        delta: dict[str, Any] = {}
        if added:
            delta["add"] = added
        if removed:
            delta["remove"] = removed
        return {**data, "cost_minor": None if cost is None else int(cost * 100), "patch": patch, "scope_delta": delta}

    def _patch(self, data: dict[str, Any]) -> dict[str, Any]:
        name, days = data.pop("task_name", ""), data.pop("task_days", None)
        before, raw = data.pop("task_before", "").strip().upper().removeprefix("T-"), data.pop("patch", "").strip()
        if raw and (name or days or before):
            self.add_error("task_name", "Describe the work here or as JSON, not both.")
        if raw:
            return self._json(raw)
        if not (name or days or before):
            return {}
        if not (name and days and before.isdigit()):
            self.add_error(
                "task_name", "New work needs a name, its working days, and the task it stands before (T-41)."
            )
            return {}
        return {"name": data.get("title", ""), "insert": [{"name": name, "duration_days": days, "before": int(before)}]}

    def _json(self, raw: str) -> dict[str, Any]:
        try:
            form = json.loads(raw)
        except ValueError as wrong:
            self.add_error("patch", f"This is no JSON: {wrong}.")
            return {}
        if not isinstance(form, dict):
            self.add_error("patch", 'The edit of the plan is an object: {"insert": […]}.')
            return {}
        return form


def _line(text: str) -> dict[str, str]:
    """A scope line as typed: what, and after a bar how it is accepted."""
    title, _, acceptance = (part.strip() for part in text.partition("|"))
    return {"title": title, "kind": "in", "acceptance": acceptance, "area": ""}


class EditForm(DraftForm):
    """The draft with what it holds; what the form cannot show of the scope change is kept as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, change: ChangeRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        del self.fields["requested_by"]
        self.held = change.scope_delta

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        delta, before = data["scope_delta"], {line["title"]: line for line in self.held.get("add", ())}
        if "add" in delta:
            delta["add"] = [{**line, **before.get(line["title"], {}), **_typed(line)} for line in delta["add"]]
        if "change" in self.held:
            delta["change"] = self.held["change"]
        return data


def _typed(line: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in line.items() if value and name != "kind"}


def initial_of(change: ChangeRequest) -> dict[str, Any]:
    """What the form begins with when a draft is edited."""
    names = [
        "title",
        "justification",
        "need",
        "alternative",
        "users_to_retrain",
        "test_cases",
        "acceptance_changed",
        "version",
    ]
    return {name: getattr(change, name) for name in names} | {
        "cost": None if change.cost_minor is None else change.cost_minor / 100,
        "patch": json.dumps(change.patch, ensure_ascii=False) if change.patch else "",
        "scope_add": "\n".join(_as_typed(line) for line in change.scope_delta.get("add", ())),
        "scope_remove": ", ".join(change.scope_delta.get("remove", ())),
    }


def _as_typed(line: dict[str, str]) -> str:
    return f"{line['title']} | {line['acceptance']}" if line.get("acceptance") else line["title"]


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class BecauseForm(VersionForm):
    needed = ("because",)
    because = forms.CharField(required=False, widget=TEXT, label="Why?")


class NoteForm(VersionForm):
    note = forms.CharField(required=False, widget=SHORT, label="Note")


class CloseForm(NoteForm):
    actual_days = forms.FloatField(
        label="What did it really cost?", help_text="Working days by which go-live readiness moved"
    )


class AgendaForm(forms.Form):
    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="Which meeting?")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        planned = Meeting.objects.filter(implementation=place.implementation, state="planned").select_related(
            "committee"
        )
        self.fields["meeting"].queryset = planned.order_by("on")  # type: ignore[attr-defined]


class VoteForm(VersionForm):
    """One's own vote; the hash says which dossier was on the screen."""

    needed = ("choice",)
    choice = forms.ChoiceField(
        choices=ChangeVote.CHOICES, required=False, widget=forms.RadioSelect, label="How do you vote?"
    )
    remark = forms.CharField(
        required=False, widget=SHORT, label="Remark", help_text="It stands with the vote for good."
    )
    seen_hash = forms.CharField(widget=forms.HiddenInput, required=False)


class DecideForm(VersionForm):
    """The outcome of the votes that were cast; the hash says which dossier was on the screen."""

    needed = ("outcome", "because")
    outcome = forms.ChoiceField(choices=[(o, o.capitalize()) for o in rules.OUTCOMES], label="Outcome")
    because = forms.CharField(required=False, widget=TEXT, label="Why?", help_text="Read back to who asked for it.")
    conditions = forms.CharField(required=False, widget=SHORT, label="Conditions")
    offered = forms.CharField(required=False, widget=SHORT, label="What is offered instead?")
    seen_hash = forms.CharField(widget=forms.HiddenInput, required=False)
