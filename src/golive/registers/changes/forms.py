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
from golive.registers.changes.picking import TaskField, as_typed
from golive.registers.plan import queries as plan_queries
from golive.registers.scope import queries as scope_queries
from golive.registers.steering.queries import Meeting

TEXT = forms.Textarea({"rows": 3})
SHORT = forms.Textarea({"rows": 2})
ROWS = (1, 2, 3)
SEARCHED = "Type a part of its name and choose it from the list."
MORE_OR_FEWER = "Such as 5, or -3 for what is saved."


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
    # What the plan loses or gains: days on tasks it has, and one new piece of work.
    task_1 = TaskField(max_length=420, required=False, label="Which task takes longer or shorter?", help_text=SEARCHED)
    days_1 = forms.FloatField(required=False, label="By how many working days?", help_text=MORE_OR_FEWER)
    task_2 = TaskField(max_length=420, required=False, label="Another task")
    days_2 = forms.FloatField(required=False, label="By how many working days?")
    task_3 = TaskField(max_length=420, required=False, label="A third task")
    days_3 = forms.FloatField(required=False, label="By how many working days?")
    task_name = forms.CharField(max_length=200, required=False, label="New work", help_text="What the task is called.")
    task_days = forms.FloatField(required=False, min_value=0, label="Working days of the new work")
    task_before = TaskField(
        max_length=420,
        required=False,
        label="Which task waits for the new work?",
        help_text=SEARCHED,
    )
    patch = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        label="The whole edit of the plan, as JSON",
        help_text="For links, constraints and more tasks; see the guide to change requests.",
    )
    scope_add = forms.CharField(
        required=False, widget=SHORT, label="Added to the scope", help_text="One line each: what | how it is accepted"
    )
    scope_remove = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Taken out of the scope"
    )
    users_to_retrain = forms.IntegerField(required=False, min_value=0, label="Users to train again")
    test_cases = forms.IntegerField(required=False, min_value=0, label="Test cases to run again")
    acceptance_changed = forms.BooleanField(required=False, label="It changes acceptance criteria")

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        team = holders(place.implementation, *(set(Role) - {Role.VIEWER}))
        self.fields["requested_by"].queryset = team  # type: ignore[attr-defined]
        lines = scope_queries.items(place.implementation).values_list("ref", "title")
        self.fields["scope_remove"].choices = [(ref, f"{ref} {title}") for ref, title in lines]  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, TaskField):
                field.implementation = place.implementation
                field.widget.address = place.url("changes", "tasks")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        cost = data.pop("cost", None)
        patch = self._patch(data)
        added = [_line(text) for text in data.pop("scope_add", "").splitlines() if text.strip()]
        removed = data.pop("scope_remove", [])
        delta: dict[str, Any] = {}
        if added:
            delta["add"] = added
        if removed:
            delta["remove"] = removed
        return {**data, "cost_minor": None if cost is None else int(cost * 100), "patch": patch, "scope_delta": delta}

    def _patch(self, data: dict[str, Any]) -> dict[str, Any]:
        """The edit of the plan: from the fields, or as JSON."""
        raw = data.pop("patch", "").strip()
        form = self._lengthened(data) | self._new_work(data)
        if raw and form:
            self.add_error("patch", "Describe the work in the fields or as JSON, not both.")
        if raw:
            return self._json(raw)
        return {"name": data.get("title", ""), **form} if form else {}

    def _lengthened(self, data: dict[str, Any]) -> dict[str, Any]:
        """The tasks that take longer or shorter: what they take then."""
        edits, met = [], set()
        for number in ROWS:
            task, days = data.pop(f"task_{number}", None), data.pop(f"days_{number}", None)
            if f"task_{number}" in self.errors or f"days_{number}" in self.errors or (task is None and not days):
                continue
            if task is None or not days:
                missing = "task" if task is None else "days"
                self.add_error(f"{missing}_{number}", "A task and its days belong together: this one is missing.")
            elif task.duration_days + days < 0:
                problem = f"{as_typed(task)} takes {task.duration_days:g} working days; it cannot lose {-days:g}."
                self.add_error(f"days_{number}", problem)
            elif task.uid in met:
                self.add_error(f"task_{number}", f"{as_typed(task)} stands above already.")
            else:
                met.add(task.uid)
                edits.append({"task": task.uid, "duration_days": round(task.duration_days + days, 4)})
        return {"set": edits} if edits else {}

    def _new_work(self, data: dict[str, Any]) -> dict[str, Any]:
        name, days, before = data.pop("task_name", ""), data.pop("task_days", None), data.pop("task_before", None)
        if "task_before" in self.errors or "task_days" in self.errors or not (name or days or before):
            return {}
        if not (name and days and before):
            problem = "New work needs a name, its working days, and the task that waits for it."
            self.add_error("task_name", problem)
            return {}
        return {"insert": [{"name": name, "duration_days": days, "before": before.uid}]}

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
        self.held, self.patch_before = change.scope_delta, change.patch
        known, field = dict(self.fields["scope_remove"].choices), self.fields["scope_remove"]  # type: ignore[attr-defined]
        gone = [(ref, f"{ref}, no longer in the scope") for ref in self.held.get("remove", ()) if ref not in known]
        field.choices = [*known.items(), *gone]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if _unnamed(data["patch"]) == _unnamed(self.patch_before):
            data["patch"] = self.patch_before
        delta, before = data["scope_delta"], {line["title"]: line for line in self.held.get("add", ())}
        if "add" in delta:
            delta["add"] = [{**line, **before.get(line["title"], {}), **_typed(line)} for line in delta["add"]]
        if "change" in self.held:
            delta["change"] = self.held["change"]
        return data


def _unnamed(patch: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in patch.items() if key != "name"}


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
        **(_in_fields(change) or {"patch": json.dumps(change.patch, ensure_ascii=False) if change.patch else ""}),
        "scope_add": "\n".join(_as_typed(line) for line in change.scope_delta.get("add", ())),
        "scope_remove": list(change.scope_delta.get("remove", ())),
    }


def _in_fields(change: ChangeRequest) -> dict[str, Any] | None:
    """The edit of the plan as the fields hold it; None where they cannot say it all, or a task is gone."""
    edits, new = change.patch.get("set", []), change.patch.get("insert", [])
    plain = all(set(each) == {"task", "duration_days"} for each in edits)
    plain = plain and all(set(each) == {"name", "duration_days", "before"} for each in new)
    if change.patch.keys() - {"name", "set", "insert"} or not plain or len(edits) > len(ROWS) or len(new) > 1:
        return None
    uids = {each["task"] for each in edits} | {each["before"] for each in new}
    tasks = {task.uid: task for task in plan_queries.find_tasks(change.implementation, "").filter(uid__in=uids)}
    if uids - tasks.keys():
        return None
    found: dict[str, Any] = {}
    for number, each in zip(ROWS, edits, strict=False):
        task = tasks[each["task"]]
        found[f"task_{number}"] = as_typed(task)
        found[f"days_{number}"] = f"{round(each['duration_days'] - task.duration_days, 4):g}"
    for each in new:
        found |= {"task_name": each["name"], "task_days": f"{each['duration_days']:g}"}
        found["task_before"] = as_typed(tasks[each["before"]])
    return found


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
    # Nothing is chosen beforehand: whoever decides says so.
    outcome = forms.ChoiceField(
        choices=[("", "Choose the outcome"), *((o, o.capitalize()) for o in rules.OUTCOMES)], label="Outcome"
    )
    because = forms.CharField(required=False, widget=TEXT, label="Why?", help_text="Read back to who asked for it.")
    conditions = forms.CharField(required=False, widget=SHORT, label="Conditions")
    offered = forms.CharField(required=False, widget=SHORT, label="What is offered instead?")
    seen_hash = forms.CharField(widget=forms.HiddenInput, required=False)
