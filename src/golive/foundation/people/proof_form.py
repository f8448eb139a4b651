"""What does a person type once more before something that cannot be taken back?"""

from __future__ import annotations

from django import forms


class ProofForm(forms.Form):
    """The password, or the mailed code, whichever is this person's ``way`` (`confirming.way_of`); a form inherits it.

    ``what`` is the word for what cannot be taken back: a signature, a ruling.
    """

    what = "signature"
    password = forms.CharField(
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        label="Your password",
    )
    code = forms.CharField(
        required=False,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code"}),
        label="The code that was mailed to you",
        help_text="You have no password; have a code mailed below, then type it here.",
    )

    def __init__(self, *args: object, way: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["password"].help_text = f"A {self.what} cannot be taken back, so it is asked for once more."
        for name in {"password", "code"} - {way}:
            del self.fields[name]
