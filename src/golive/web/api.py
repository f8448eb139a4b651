"""How do programs reach golive? Versioned, typed, with the same rules as the pages; one token per person."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import HttpBearer

from golive import __version__
from golive.foundation.desk.api import router as desk
from golive.foundation.implementations.access import NotSignedIn
from golive.foundation.people.models import Person
from golive.foundation.people.queries import holder_of
from golive.foundation.register_kit.api import read_api
from golive.foundation.register_kit.declaration import registry
from golive.foundation.register_kit.refusals import STATUS, as_json
from golive.plain.verdict import Kind, Refusal, Refused


class PersonToken(HttpBearer):
    """A bearer token acts as the person who made it, with exactly that person's rights."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return holder_of(token)


api = NinjaAPI(title="golive", version=__version__, auth=PersonToken(), urls_namespace="api", docs_url="/docs")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return api.create_response(request, as_json(refused), status=STATUS[refused.kind])


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, missing: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": str(missing) or "There is nothing here."}, status=404)


@api.exception_handler(NotSignedIn)
def _nobody(request: HttpRequest, _: NotSignedIn) -> HttpResponse:
    return api.create_response(request, {"detail": "Send a token: Authorization: Bearer …"}, status=401)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A malformed body is refused in the same form as a wrong one, all faults at once."""
    refusals = [
        Refusal(
            f"input.{e['type']}", f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}.", "", Kind.INPUT, str(e["loc"][-1])
        )
        for e in error.errors
    ]
    return api.create_response(request, as_json(Refused(refusals)), status=422)


def build() -> NinjaAPI:
    """Add every register's read API, and its verbs where it has an api module with a ``router``."""
    for register in registry.all():
        package = register.model.__module__.rpartition(".")[0]
        verbs = import_module(f"{package}.api").router if find_spec(f"{package}.api") else None
        api.add_router("", read_api(register, verbs))
    api.add_router("", desk)
    return api
