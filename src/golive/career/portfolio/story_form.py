"""What does a person type to tell a story of their own?"""

from __future__ import annotations

from django import forms

from golive.career.stories.own import LONGEST
from golive.plain.practices import PRACTICES
from golive.plain.story import KINDS

_TEXT = forms.Textarea({"rows": 3})
_DEEDS = forms.Textarea({"rows": 5})


class StoryForm(forms.Form):
    """The four parts; whatever figure stands in them becomes a claim."""

    practice = forms.TypedChoiceField(
        choices=[(n, f"{n}. {name}") for n, name in PRACTICES.items()], coerce=int, label="Which practice is it about?"
    )
    situation = forms.CharField(
        max_length=LONGEST, widget=_TEXT, label="Situation", help_text="Where it was, how large, what was wrong."
    )
    task = forms.CharField(max_length=LONGEST, widget=_TEXT, label="Task", help_text="What you had to achieve.")
    action = forms.CharField(
        max_length=LONGEST, widget=_DEEDS, label="Action",
        help_text="What you did yourself, by which method, and how you won the people.",
    )  # fmt: skip
    result = forms.CharField(
        max_length=LONGEST, widget=_TEXT, label="Result",
        help_text="From what to what, and who owns it now. A figure counts as your own claim.",
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        choices=[(kind, kind.capitalize()) for kind in KINDS], required=False, label="Which questions does it answer?",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    client = forms.CharField(
        max_length=200,
        required=False,
        label="Client",
        help_text="Masked when you show the story. Part several by commas.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NothingToType(forms.Form):
    """A form with a button only."""
