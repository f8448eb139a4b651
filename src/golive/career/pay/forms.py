"""What does a person type to learn what the role pays?"""

from __future__ import annotations

from typing import Any

from django import forms

from golive.career.salary import built_in

_LEVELS = [("", "From the title"), *((name, name.capitalize()) for name in built_in().levels if name != "any")]
_SECTORS = [("", "All sectors"), *((code, names[0].capitalize()) for code, names in built_in().held["sectors"].items())]
MOST = 5_000_000


class EstimateForm(forms.Form):
    """It stands on the page while an offer is typed in the drawer, so its fields have names of their own there."""

    title = forms.CharField(max_length=120, label="Title", initial="Implementation Manager")
    level = forms.ChoiceField(choices=_LEVELS, required=False, label="Level")
    sector = forms.ChoiceField(choices=_SECTORS, required=False, label="Sector")
    area = forms.CharField(
        max_length=80, required=False, label="Area", help_text="A city, better with its state: Denver, CO."
    )
    raise_per_year = forms.FloatField(
        min_value=-20, max_value=50, required=False, label="Raise per year, %", help_text="To age the wages."
    )
    to_year = forms.IntegerField(min_value=2000, max_value=2100, required=False, label="Up to the year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "estimate_%s", **kwargs})


class PayForm(forms.Form):
    """In whole dollars a year."""

    base = forms.IntegerField(min_value=1, max_value=MOST, label="Base", help_text="US dollars a year.")
    bonus = forms.IntegerField(min_value=0, max_value=MOST, required=False, label="Bonus")
    shares = forms.IntegerField(
        min_value=0, max_value=MOST, required=False, label="Shares", help_text="Their worth a year."
    )
    other = forms.IntegerField(min_value=0, max_value=MOST, required=False, label="Other benefits")


class OfferForm(forms.Form):
    title = forms.CharField(max_length=120, label="Title")
    level = forms.CharField(max_length=40, required=False, label="Level")
    area = forms.CharField(max_length=80, required=False, label="Area")
    year = forms.IntegerField(min_value=1990, max_value=2100, label="Year")
    base = forms.IntegerField(min_value=1, max_value=MOST, label="Base", help_text="US dollars a year.")
    total = forms.IntegerField(
        min_value=1,
        max_value=MOST,
        required=False,
        label="Total",
        help_text="With bonus and shares, if they were named.",
    )


class PayFileForm(forms.Form):
    file = forms.FileField(
        label="File", help_text="OEWS or LCA as downloaded (.xlsx, .csv), or a table of offers. At most 50 MB."
    )
    year = forms.IntegerField(
        min_value=1990,
        max_value=2100,
        required=False,
        label="Year",
        help_text="Of an OEWS file whose name does not say it.",
    )


class NothingToType(forms.Form):
    """A form with a button only."""
