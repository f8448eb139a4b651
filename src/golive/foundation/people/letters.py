"""Which letters does a person get from golive? Plain text, sent beside the request and never inside a transaction."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage

from golive.foundation.people.models import Person

log = logging.getLogger(__name__)
# One sender beside the request: the answer takes as long for an unknown address as for a known one.
_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str


def post(letter: Letter) -> Future[None]:
    """Hand a letter to the sender; a failure is logged with the subject, never with the text."""
    return _sender.submit(_send, letter)


def _send(letter: Letter) -> None:
    _deliver(EmailMessage(" ".join(letter.subject.split()), letter.text, to=[letter.to]))


def post_message(message: EmailMessage) -> Future[None]:
    """Hand over a finished message (a report with its papers) to the same sender."""
    return _sender.submit(_deliver, message)


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:
        log.exception("A letter could not be sent: %s", message.subject)


def code_letter(person: Person, code: str, minutes: int) -> Letter:
    text = f"""Hello {person.name},

your code to sign in to golive is

    {code}

It is good for {minutes} minutes, once, and only in the browser that asked for it.
If you did not ask for it, you need not do anything: nobody was signed in.
"""
    return Letter(person.email, "Your code for golive", text)


def invitation(person: Person, *, by: Person, role: str, what: str, address: str) -> Letter:
    text = f"""Hello {person.name},

{by.name} has made you {role} of {what}.

Open it here, and sign in with this e-mail address; a code is mailed to you, no password is needed:

    {settings.PUBLIC_URL}{address}

If you do not know {by.name} or {what}, ignore this letter or ask them.
"""
    return Letter(person.email, f"You are {role} of {what}", text)
