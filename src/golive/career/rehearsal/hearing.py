"""What was said into the microphone of the page, by an engine of this server? The sound is not kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from golive.career import speech as ears
from golive.career.own.pages import private
from golive.career.scoring.delivery import ADVISED, FASTEST, SLOWEST
from golive.foundation.people.models import Person

MOST_BYTES = 12 * 1024 * 1024  # five minutes of what the page records: 16,000 samples of two bytes a second
WAIT_SECONDS = 20.0
UNUSABLE, TOO_LARGE, BUSY = 422, 413, 503
WEAK = {"pocketsphinx": "PocketSphinx knows the questions of the bank and understands little else: read it over."}
PACE = f"{SLOWEST:.0f} to {FASTEST:.0f} words a minute are followed best ({ADVISED})."


@dataclass(frozen=True)
class Ear:
    """The engine as a page names it: who listens, for how long at most, and what it is bad at."""

    title: str
    weak: str = ""
    seconds: int = ears.MOST_SECONDS


def ear() -> dict[str, object]:
    """What pages with a microphone show: the engine of this server (None: there is none), and what a good pace is."""
    try:
        use = ears.offered()
    except ears.NoEngine:
        return {"engine": None, "pace": PACE}
    return {"engine": Ear(use.title, WEAK.get(use.kind.name, "")), "pace": PACE}


@require_POST
@private
def speech(request: HttpRequest, person: Person) -> JsonResponse:
    """The words of a recording (a WAV file as the body), in memory only and forgotten with the answer."""
    # Read as a stream: nothing lies in the request afterwards, and no more than the limit is ever taken in.
    data = request.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        limit = f"{ears.MOST_SECONDS // 60} minutes ({MOST_BYTES // 1024 // 1024} MB)"
        return _refused(f"The recording is longer than {limit}. Speak in parts.", TOO_LARGE)
    try:
        sound = ears.read_wav(data)
        heard = ears.hear(sound, wait_seconds=WAIT_SECONDS)
    except (ears.Unhearable, ears.NoEngine) as wrong:
        return _refused(str(wrong), UNUSABLE)
    except TimeoutError as others:
        return _refused(f"{others} Try again in a minute, or type.", BUSY)
    if not heard.text:
        return _refused("No word was understood. Speak closer to the microphone, or type.", UNUSABLE)
    return JsonResponse({"text": heard.text, "seconds": heard.spoken_seconds, "engine": heard.engine})


def _refused(problem: str, status: int) -> JsonResponse:
    return JsonResponse({"problem": problem}, status=status)
