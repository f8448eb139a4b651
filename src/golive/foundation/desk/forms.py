"""What does a person type to get in, to give a role, to describe an implementation, to set a threshold?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from golive.foundation.implementations.models import PHASES, ROLE_CHOICES, Implementation
from golive.foundation.people.rules import LIFETIMES
from golive.plain.setting import Setting

DATE = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
WHY = "It stands in the audit log."


class SignInForm(forms.Form):
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=20,
        label="Code",
        help_text="Eight letters, as they stand in the letter.",
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )


class OpenForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name", help_text="As people speak of it: Acme CRM roll-out.")
    client = forms.CharField(max_length=120, label="Client")
    kickoff_on = forms.DateField(required=False, label="Kickoff", widget=DATE)
    committed_on = forms.DateField(required=False, label="Committed go-live", widget=DATE)
    currency = forms.ChoiceField(choices=[(c, c) for c in ("USD", "EUR", "GBP", "CHF")], label="Currency")


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail")
    role = forms.ChoiceField(choices=ROLE_CHOICES, label="Role")
    name = forms.CharField(
        max_length=120, required=False, label="Name", help_text="Needed for somebody who is not here yet."
    )
    organisation = forms.CharField(max_length=120, required=False, label="Organisation")


class EndForm(forms.Form):
    because = forms.CharField(required=False, max_length=500, label="Why?", help_text=WHY)


class FactsForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name")
    client = forms.CharField(max_length=120, label="Client")
    phase = forms.ChoiceField(choices=[(p, p.capitalize()) for p in PHASES], label="Phase")
    kickoff_on = forms.DateField(required=False, label="Kickoff", widget=DATE)
    committed_on = forms.DateField(required=False, label="Committed go-live", widget=DATE)
    users = forms.IntegerField(required=False, min_value=0, max_value=10_000_000, label="Users")
    offices = forms.IntegerField(required=False, min_value=0, max_value=100_000, label="Offices")
    budget = forms.DecimalField(required=False, min_value=0, max_digits=15, decimal_places=2, label="Budget")
    spent = forms.DecimalField(required=False, min_value=0, max_digits=15, decimal_places=2, label="Spent so far")
    burn_per_day = forms.DecimalField(
        required=False, min_value=0, max_digits=15, decimal_places=2, label="Burn rate a working day"
    )
    delayed_benefit_per_day = forms.DecimalField(
        required=False, min_value=0, max_digits=15, decimal_places=2, label="Benefit lost a working day of delay"
    )
    because = forms.CharField(
        required=False,
        label="Why?",
        widget=forms.Textarea({"rows": 2}),
        help_text="Needed when the committed date or the budget changes.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


MONEY = ("budget", "spent", "burn_per_day", "delayed_benefit_per_day")
PLAIN = ("name", "client", "phase", "kickoff_on", "committed_on", "users", "offices")


def facts_of(implementation: Implementation) -> dict[str, Any]:
    """What the form shows of an implementation: amounts in whole units instead of minor ones."""
    shown = {key: getattr(implementation, key) for key in (*PLAIN, "version")}
    for key in MONEY:
        minor = getattr(implementation, f"{key}_minor")
        shown[key] = None if minor is None else Decimal(minor) / 100
    return shown


def facts_from(data: dict[str, Any]) -> dict[str, Any]:
    """What the action takes, from what the form read."""
    amounts = {f"{key}_minor": None if data[key] is None else int(data[key] * 100) for key in MONEY}
    return {key: data[key] for key in PLAIN} | amounts


def threshold_form(setting: Setting) -> type[forms.Form]:
    """One threshold and the reason why it differs; the field has the type of the default."""
    label = f"Value in {setting.unit}" if setting.unit else "Value"
    kinds: dict[type, forms.Field] = {
        bool: forms.TypedChoiceField(
            choices=[("yes", "Yes"), ("no", "No")], coerce=lambda text: text == "yes", label="Value"
        ),
        int: forms.IntegerField(label=label),
        float: forms.FloatField(label=label),
        str: forms.CharField(label=label, max_length=200),
    }
    because = forms.CharField(required=False, label="Why does it differ here?", widget=forms.Textarea({"rows": 3}))
    return type("ThresholdForm", (forms.Form,), {"value": kinds[type(setting.default)], "because": because})


class NameForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name", widget=forms.TextInput({"autocomplete": "name"}))
    organisation = forms.CharField(
        max_length=120, required=False, label="Organisation", widget=forms.TextInput({"autocomplete": "organization"})
    )


class PasswordForm(forms.Form):
    old = forms.CharField(
        required=False,
        strip=False,
        max_length=200,
        label="Old password",
        help_text="Leave it empty if you have none yet.",
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        strip=False,
        max_length=200,
        label="New password",
        help_text="At least 12 characters. Every other browser is signed out.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


class TokenForm(forms.Form):
    label = forms.CharField(max_length=80, required=False, label="Which program is it for?")
    days = forms.TypedChoiceField(choices=[(d, f"{d} days") for d in LIFETIMES], coerce=int, label="Good for")
