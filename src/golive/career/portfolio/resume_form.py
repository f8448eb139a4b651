"""What does a person type into their résumé?"""

from __future__ import annotations

from django import forms

from golive.career.portfolio.story_form import NothingToType

__all__ = ["BasicsForm", "DescriptionForm", "ImportForm", "JobForm", "LineForm", "ListsForm", "NothingToType"]
MONTH = "YYYY-MM, such as 2024-03."
LONG = 20_000


class Versioned(forms.Form):
    """Carries which state of the résumé was shown, so that another window is not overwritten."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BasicsForm(Versioned):
    name = forms.CharField(max_length=120, label="Name")
    label = forms.CharField(max_length=120, required=False, label="Headline", help_text="Senior Implementation Manager")
    email = forms.EmailField(label="E-mail", help_text="Applicant systems need it.")
    phone = forms.CharField(max_length=40, required=False, label="Phone")
    city = forms.CharField(max_length=80, required=False, label="City")
    url = forms.URLField(required=False, label="Web page", assume_scheme="https")
    summary = forms.CharField(
        max_length=1_200, required=False, label="Summary", widget=forms.Textarea({"rows": 4}),
        help_text="Two or three lines. A figure in it counts as your own claim.",
    )  # fmt: skip


class JobForm(Versioned):
    position = forms.CharField(max_length=120, label="Position")
    name = forms.CharField(max_length=120, label="Employer")
    startDate = forms.RegexField(r"^\d{4}(-\d{2})?$", label="From", help_text=MONTH)
    endDate = forms.RegexField(r"^\d{4}(-\d{2})?$", required=False, label="Until", help_text="Empty while it lasts.")
    location = forms.CharField(max_length=120, required=False, label="Place")
    summary = forms.CharField(
        max_length=400, required=False, label="What the job was", widget=forms.Textarea({"rows": 2})
    )


class LineForm(Versioned):
    text = forms.CharField(
        max_length=600, label="Line", widget=forms.Textarea({"rows": 4}),
        help_text="What you did, for how many, how, from what to what, and what it brought.",
    )  # fmt: skip
    claims = forms.BooleanField(
        required=False, label="I answer for the figures in it that no record bears out; mark them as my own claim"
    )


class ListsForm(Versioned):
    skills = forms.CharField(
        required=False, max_length=2_000, label="Skills", widget=forms.Textarea({"rows": 4}),
        help_text="One group on each line: “Tools: Jira, Salesforce”.",
    )  # fmt: skip
    certificates = forms.CharField(
        required=False, max_length=2_000, label="Certifications", widget=forms.Textarea({"rows": 3}),
        help_text="One on each line: name, issuer, year.",
    )  # fmt: skip
    education = forms.CharField(
        required=False, max_length=2_000, label="Education", widget=forms.Textarea({"rows": 3}),
        help_text="One on each line: degree, subject, school, year.",
    )  # fmt: skip
    languages = forms.CharField(
        required=False, max_length=400, label="Languages", widget=forms.Textarea({"rows": 2}),
        help_text="One on each line: language, level.",
    )  # fmt: skip


class ImportForm(forms.Form):
    file = forms.FileField(
        label="JSON Resume",
        help_text="A file in the form of jsonresume.org. Figures that no record here bears out become claims.",
    )


class DescriptionForm(forms.Form):
    wanted = forms.CharField(
        max_length=LONG, strip=True, label="Job description", widget=forms.Textarea({"rows": 12}),
        help_text="Paste the text of the advertisement. It is kept with your résumé and goes nowhere.",
    )  # fmt: skip
