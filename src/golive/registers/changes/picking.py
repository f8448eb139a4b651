"""Which task of the plan does somebody mean by what they typed?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from golive.foundation.implementations.models import Implementation
from golive.registers.plan import queries as plan_queries
from golive.registers.plan.queries import Task

OFFERED = 20


class TaskPicker(forms.TextInput):
    """A text field that offers the tasks found while one types; without JavaScript a number or a name does it too."""

    address = ""

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        found = f"{(attrs or {}).get('id', name)}_found"
        more = {
            "role": "combobox", "aria-controls": found, "aria-expanded": "false", "aria-autocomplete": "list",
            "autocomplete": "off", "spellcheck": "false", "hx-get": self.address, "hx-target": f"#{found}",
            "hx-trigger": "focus, input changed delay:200ms", "hx-swap": "innerHTML",
        }  # fmt: skip
        box = super().render(name, value, {**(attrs or {}), **more}, renderer)
        listed = format_html('<ul role="listbox" id="{}" aria-label="Tasks found" hidden></ul>', found)
        return format_html('<div class="picker">{}{}</div>', box, listed)


class TaskField(forms.CharField):
    """A task by its number or by its name; ``cleaned_data`` holds the `Task`, or None."""

    widget = TaskPicker
    implementation: Implementation

    def clean(self, value: Any) -> Task | None:
        text = super().clean(value)
        if not text:
            return None
        found = plan_queries.meant(self.implementation, text, OFFERED)
        if not found:
            raise forms.ValidationError(f"No task ahead is found by “{text}”. Type a part of its name and choose one.")
        if len(found) > 1:
            some = ", ".join(as_typed(task) for task in found[:3])
            least = "at least " if len(found) == OFFERED else ""
            raise forms.ValidationError(f"“{text}” is found in {least}{len(found)} tasks: {some}. Choose one.")
        return found[0]


def as_typed(task: Task) -> str:
    """How a task stands in the field once it is chosen."""
    return f"{task.ref} {task.title}"
