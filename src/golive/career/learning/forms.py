"""What does a person type about what they read, which certificates they hold and which trends they track?"""

from __future__ import annotations

from typing import Any

from django import forms

from golive.career.learning import certificates, reading, trends

_DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
_TEXT = forms.Textarea({"rows": 3})


class _Versioned(forms.Form):
    """A form that notices when another window was quicker."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ItemForm(_Versioned):
    title = forms.CharField(max_length=reading.LONGEST["title"], label="Title")
    kind = forms.ChoiceField(choices=list(reading.KINDS.items()), label="Kind")
    address = forms.CharField(
        max_length=reading.LONGEST["address"], required=False, label="Address", help_text="Where you read it."
    )
    feed = forms.CharField(
        max_length=reading.LONGEST["feed"], required=False, label="Feed",
        help_text="The address of its RSS or Atom feed; this server asks for it when you press “Read the feeds”.",
    )  # fmt: skip
    every_days = forms.IntegerField(
        min_value=1, max_value=reading.LONGEST_PAUSE, initial=reading.EVERY_DAYS, label="Review every … days"
    )
    why = forms.CharField(
        max_length=reading.LONGEST["why"], required=False, widget=_TEXT, label="Why do you follow it?"
    )


class ReadForm(forms.Form):
    on = forms.DateField(widget=_DAY, label="Read on")
    learnt = forms.CharField(
        max_length=reading.LONGEST["learnt"], required=False, widget=_TEXT, label="What did you learn?",
        help_text="A sentence that you could say in an interview.",
    )  # fmt: skip


class ListFileForm(forms.Form):
    file = forms.FileField(label="File", help_text="A reading list as CSV, or the subscriptions of a reader as OPML.")


def _rules() -> list[tuple[str, str]]:
    said = [(key, f"{rule.name}: {rule.units} {rule.unit_name}s") for key, rule in certificates.rules().items()]
    return [("", "As typed below"), *said]


class CertificateForm(_Versioned):
    """What an issuer is known to ask for fills in what was left empty."""

    rule = forms.ChoiceField(
        choices=_rules, required=False, label="What the issuer asks for",
        help_text="A rule of thumb read on the issuer's page; it fills in the fields that you leave empty.",
    )  # fmt: skip
    name = forms.CharField(max_length=certificates.LONGEST["name"], required=False, label="Certificate")
    issuer = forms.CharField(max_length=certificates.LONGEST["issuer"], required=False, label="Issuer")
    number = forms.CharField(
        max_length=certificates.LONGEST["number"], required=False, label="Number", help_text="Sealed, as all of it."
    )
    gained = forms.DateField(widget=_DAY, label="Gained on")
    expires = forms.DateField(required=False, widget=_DAY, label="Expires on")
    lasts = forms.BooleanField(required=False, label="It does not expire")
    per_cycle = forms.DecimalField(
        min_value=0, max_value=certificates.MOST_UNITS, max_digits=7, decimal_places=2, required=False,
        label="Units per cycle", help_text="0 where none are asked for.",
    )  # fmt: skip
    unit_name = forms.CharField(
        max_length=certificates.LONGEST["unit_name"], required=False, label="Name of a unit", help_text="PDU, SEU, hour"
    )
    cycle_months = forms.IntegerField(
        min_value=0, max_value=240, required=False, label="Months of a cycle", help_text="36 for three years."
    )
    # Not called optional: without a rule that fills them in they are asked for.
    needed = ("name", "issuer")

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        rule = certificates.rules().get(given.pop("rule", ""))
        if rule is not None:
            known = {
                "name": rule.name, "issuer": rule.issuer, "unit_name": rule.unit_name, "per_cycle": rule.units,
                "cycle_months": rule.cycle_months,
            }  # fmt: skip
            given |= {name: value for name, value in known.items() if given.get(name) in (None, "")}
        given["cycle_months"] = given.get("cycle_months") or 0
        return given


class UnitsForm(forms.Form):
    on = forms.DateField(widget=_DAY, label="Earned on")
    amount = forms.DecimalField(max_digits=7, decimal_places=2, label="Units")
    category = forms.CharField(
        max_length=certificates.LONGEST["category"],
        required=False,
        label="Category",
        help_text="As the issuer calls it.",
    )
    what = forms.CharField(max_length=certificates.LONGEST["what"], label="For what?")
    evidence = forms.CharField(
        max_length=certificates.LONGEST["evidence"],
        required=False,
        label="Evidence",
        help_text="The address of a proof.",
    )


class TrendForm(_Versioned):
    name = forms.CharField(max_length=trends.LONGEST["name"], label="Trend")
    what = forms.CharField(max_length=trends.LONGEST["what"], required=False, widget=_TEXT, label="What is it?")
    since = forms.DateField(widget=_DAY, label="Tracked since")
    verdict = forms.ChoiceField(choices=list(trends.VERDICTS.items()), label="Verdict")
    sources = forms.TypedMultipleChoiceField(
        required=False, coerce=int, label="Sources", widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.CharField(
        max_length=trends.LONGEST["outcome"], required=False, widget=_TEXT, label="What came of it?",
        help_text="Your own words: in a story they carry the sign of a claim.",
    )  # fmt: skip

    def __init__(self, *args: Any, sources: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = sources  # type: ignore[attr-defined]
        if not sources:
            del self.fields["sources"]


class UseForm(forms.Form):
    on = forms.DateField(widget=_DAY, label="Applied on")
    slug = forms.ChoiceField(
        required=False, label="Implementation", help_text="Without one it is told as your own claim."
    )
    ref = forms.CharField(
        max_length=40, required=False, label="Record", help_text="Its number, such as CR-001: it is the evidence."
    )
    where = forms.CharField(max_length=trends.LONGEST["where"], label="What did you do there?")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].choices = [("", "Elsewhere"), *places]  # type: ignore[attr-defined]


class NothingToType(forms.Form):
    """A form with a button only."""
