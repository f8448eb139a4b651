"""What does a person choose and type in a rehearsal?"""

from __future__ import annotations

from django import forms

from golive.career.rehearsal.rules import LONGEST, LONGEST_QUESTION, LONGEST_TURN, MOST_QUESTIONS, MOST_SECONDS
from golive.plain.practices import PRACTICES

MODE_CHOICES = [
    ("study", "Study: each answer is coached at once"),
    ("real", "Real: follow-ups as in an interview, the feedback at the end"),
]


class BeginForm(forms.Form):
    needed = ("count",)
    mode = forms.ChoiceField(choices=MODE_CHOICES, widget=forms.RadioSelect, initial="study", label="How?")
    count = forms.IntegerField(
        min_value=1, max_value=MOST_QUESTIONS, initial=3, label="How many questions?", required=False
    )
    own = forms.CharField(
        max_length=LONGEST_QUESTION,
        required=False,
        label="A question of your own",
        help_text="It is asked instead, and matched to what the bank knows about it.",
    )
    practices = forms.TypedMultipleChoiceField(
        choices=[(number, f"{number} {name}") for number, name in PRACTICES.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Only about these",
        help_text="None chosen: all 25, first those that you rehearsed least.",
    )

    def clean_count(self) -> int:
        return self.cleaned_data.get("count") or 3


class AnswerForm(forms.Form):
    needed = ("text",)
    text = forms.CharField(
        max_length=LONGEST,
        strip=True,
        required=False,
        label="Your answer",
        widget=forms.Textarea({"rows": 9, "spellcheck": "true", "autocomplete": "off", "data-speech": "text"}),
        help_text="As you would say it: one project, what you did, what came of it. About two minutes.",
    )
    # Filled by the page while somebody speaks; typing says nothing about the pace of talking.
    seconds = forms.IntegerField(
        min_value=1,
        max_value=MOST_SECONDS,
        required=False,
        widget=forms.HiddenInput({"data-speech": "seconds"}),
    )


class ReplyForm(AnswerForm):
    text = forms.CharField(
        max_length=LONGEST,
        required=False,
        label="Your answer to the follow-up",
        widget=forms.Textarea({"rows": 4, "spellcheck": "true", "autocomplete": "off", "data-speech": "text"}),
        help_text="Two or three sentences.",
    )


class TurnForm(forms.Form):
    needed = ("text",)
    text = forms.CharField(
        max_length=LONGEST_TURN,
        required=False,
        label="What do you say?",
        widget=forms.Textarea({"rows": 3, "spellcheck": "true", "autocomplete": "off", "data-speech": "text"}),
    )


class LiveForm(forms.Form):
    told = forms.BooleanField(
        required=False, label="The interviewer knows that I use notes, and notes are allowed in this interview"
    )


class ModelForm(forms.Form):
    needed = ("url", "model")
    url = forms.CharField(
        max_length=500,
        label="Address of the model",
        help_text="It speaks the OpenAI protocol: https://models.example.com/v1",
    )
    model = forms.CharField(max_length=200, label="Name of the model there")
    key = forms.CharField(
        max_length=500,
        required=False,
        label="Key",
        help_text="Kept sealed. Empty: the one that is kept, or none.",
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    agreed = forms.BooleanField(
        required=False, label="I agree that the words named here leave this server, each time I press Send"
    )
