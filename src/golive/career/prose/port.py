"""What can golive ask of a language model, and where is it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel

Schema = TypeVar("Schema", bound=BaseModel)


class ModelFailed(ValueError):
    """No usable answer: what happened, then the cure."""


@dataclass(frozen=True)
class Place:
    """Where the model answers: an address that speaks the OpenAI protocol, the model's name there, and its key."""

    url: str
    model: str
    key: str = ""


class Model(Protocol):
    """The port. Nothing behind it has tools, remembers anything, or sees more than the text of one call."""

    def available(self) -> str:
        """What is missing before it can be called, with the cure; empty where nothing is."""
        ...

    def complete_json(self, instructions: str, text: str, schema: type[Schema]) -> Schema:
        """An answer in this form. Raises ModelFailed."""
        ...

    def complete_text(self, instructions: str, text: str) -> str:
        """An answer in plain text. Raises ModelFailed."""
        ...
