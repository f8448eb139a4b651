"""How often may somebody try to sign in, or have letters sent? Often enough for a person, too seldom for a machine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from golive.foundation.people.models import Attempt
from golive.plain.verdict import Kind, Refusal, require

# Ten guesses in a quarter of an hour are plenty for a person and nothing for a machine (our own choice).
# The network's limit is wider, because a whole office may stand behind one address.
WINDOW = timedelta(minutes=15)
LIMITS = {"password": 10, "code": 5, "guess": 10, "network": 60, "invitation": 40}
KEPT = timedelta(days=1)


def key_of(what: str, whom: str) -> str:
    return salted_hmac("golive.attempt", f"{what}:{whom.strip().lower()}", algorithm="sha256").hexdigest()


def count(what: str, *, whom: str, network: str = "") -> None:
    """Count this try before it is judged, and refuse it when there were too many."""
    require(_too_many(_over(what, whom, network)))


@transaction.atomic
def _over(what: str, whom: str, network: str) -> list[str]:
    """The limits that this try goes over; it is written before it is compared, so that two at once both count."""
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - KEPT).delete()
    tried = [(what, key_of(what, whom))] + ([("network", key_of("network", network))] if network else [])
    Attempt.objects.bulk_create(Attempt(key=key, at=now) for _, key in tried)
    recent = Attempt.objects.filter(at__gte=now - WINDOW)
    return [kind for kind, key in tried if recent.filter(key=key).count() > LIMITS[kind]]


def _too_many(over: Iterable[str]) -> list[Refusal]:
    minutes = int(WINDOW.total_seconds() // 60)
    problem = f"There were too many tries in the last {minutes} minutes."
    cure = f"Wait {minutes} minutes, then try again."
    return [Refusal("sign_in.too_many", problem, cure, Kind.STATE)] if list(over) else []


def forget(what: str, *, whom: str) -> None:
    """Somebody got in: their failed tries no longer count against them."""
    Attempt.objects.filter(key=key_of(what, whom)).delete()
