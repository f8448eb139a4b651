"""What does a person type to report progress, set windows or name a cause?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from golive.registers.plan.rules import CAUSES


class ProgressForm(forms.Form):
    percent_complete = forms.FloatField(required=False, label="Done", help_text="Per cent, 0 to 100")
    remaining_days = forms.FloatField(required=False, min_value=0, label="Remaining", help_text="Working days from now")
    actual_start = forms.DateTimeField(
        required=False, widget=forms.DateTimeInput({"type": "datetime-local"}), label="Started"
    )
    actual_finish = forms.DateTimeField(
        required=False, widget=forms.DateTimeInput({"type": "datetime-local"}), label="Finished"
    )
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}), label="What happened?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class WindowsForm(forms.Form):
    first = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="First go-live date")
    every_days = forms.IntegerField(required=False, min_value=1, initial=14, label="Then every … days")
    dates = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label="Or a list of dates",
        help_text="One date per line, as 2026-05-23",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        listed = [line.strip() for line in data.get("dates", "").splitlines() if line.strip()]
        if not listed and not data.get("first"):
            raise forms.ValidationError("Give the first date of the rule, or a list of dates.")
        for line in listed:
            try:
                date.fromisoformat(line)
            except ValueError:
                self.add_error("dates", f"“{line}” is no date. Write it as 2026-05-23.")
        rule = {"first": str(data.get("first")), "every_days": data.get("every_days") or 14}
        return {"form": listed or rule}


class AttributeForm(forms.Form):
    cause = forms.ChoiceField(choices=[(c, c.capitalize()) for c in CAUSES], label="Put down to")
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="On which evidence?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class BaselineForm(forms.Form):
    needed = ("because",)
    because = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}), label="Who agreed, and where?")
