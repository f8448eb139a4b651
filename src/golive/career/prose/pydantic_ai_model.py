"""How is a model asked through pydantic-ai, by the one guarded way out of this server?"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import httpx

from golive.career.prose.port import ModelFailed, Place, Schema
from golive.foundation import outbound
from golive.plain.verdict import Refused

SECONDS = 45.0
MOST_BYTES = 200_000  # of an answer
MOST_TOKENS = 700
PASSED_ON = ("authorization", "content-type", "accept")
MISSING = "The package that speaks to models is not installed. Get it with: pip install 'golive[llm]'."


def missing() -> str:
    """What must be installed before any model can be asked; empty where it is."""
    return MISSING if find_spec("pydantic_ai") is None or find_spec("openai") is None else ""


class PydanticAiModel:
    """Any server with the OpenAI protocol; ``internal_hosts`` are what the installation allows besides public ones."""

    def __init__(self, place: Place, internal_hosts: frozenset[str] = frozenset()) -> None:
        self._place = place
        self._rules = outbound.OutboundRules(
            internal_hosts, connect_seconds=SECONDS, total_seconds=SECONDS, body_bytes=MOST_BYTES
        )

    def available(self) -> str:
        if lacking := missing():
            return lacking
        try:
            outbound.check_target(self._place.url, self._rules)
        except Refused as refused:
            return str(refused)
        return ""

    def complete_json(self, instructions: str, text: str, schema: type[Schema]) -> Schema:
        # Many servers have neither tools nor schemas, so the form is asked for in words.
        found = self._ask(instructions, text, import_module("pydantic_ai").PromptedOutput(schema))
        if not isinstance(found, schema):
            raise ModelFailed("The model did not answer in the form asked for. Try another model.")
        return found

    def complete_text(self, instructions: str, text: str) -> str:
        return str(self._ask(instructions, text, str))

    def _ask(self, instructions: str, text: str, form: Any) -> Any:
        if lacking := self.available():
            raise ModelFailed(lacking)
        way = _GuardedWay(self._rules)
        try:
            # In a thread of its own: whoever asks may stand in a loop that already runs.
            with ThreadPoolExecutor(1) as own:
                return own.submit(asyncio.run, self._within(way, instructions, text, form)).result()
        except TimeoutError:
            raise ModelFailed(f"The model took longer than {2 * SECONDS:.0f} s. Try again, or a faster one.") from None
        except Exception as failed:
            raise ModelFailed(way.refusal or _said(failed)) from None

    async def _within(self, way: _GuardedWay, instructions: str, text: str, form: Any) -> Any:
        return await asyncio.wait_for(self._run(way, instructions, text, form), 2 * SECONDS)

    async def _run(self, way: _GuardedWay, instructions: str, text: str, form: Any) -> Any:
        library, openai = import_module("pydantic_ai"), import_module("openai")
        chat = import_module("pydantic_ai.models.openai").OpenAIChatModel
        provider = import_module("pydantic_ai.providers.openai").OpenAIProvider
        async with httpx.AsyncClient(transport=way, timeout=SECONDS, trust_env=False) as client:
            speaks = openai.AsyncOpenAI(
                base_url=self._place.url, api_key=self._place.key or "none", http_client=client, max_retries=0
            )
            model = chat(self._place.model, provider=provider(openai_client=speaks))
            agent = library.Agent(model, instructions=instructions, output_type=form, retries=1)
            found = await agent.run(
                text,
                model_settings={"max_tokens": MOST_TOKENS, "temperature": 0.2},
                usage_limits=library.UsageLimits(request_limit=2),
            )
        return found.output


class _GuardedWay(httpx.AsyncBaseTransport):
    """Every request of the library goes out as `outbound.send`: the address judged, no redirect, limits kept."""

    def __init__(self, rules: outbound.OutboundRules) -> None:
        self._rules = rules
        self.refusal = ""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        try:
            answer = await asyncio.to_thread(
                outbound.send, request.method, str(request.url), self._rules, headers=headers, content=body
            )
        except Refused as refused:
            self.refusal = str(refused)
            raise httpx.ConnectError(self.refusal, request=request) from None
        kind = {"content-type": answer.headers.get("content-type", "application/json")}
        return httpx.Response(answer.status, headers=kind, content=answer.body, request=request)


def _said(failed: Exception) -> str:
    """What the library says, without anything that was sent."""
    status = getattr(failed, "status_code", None)
    if status in (401, 403):
        return f"The model's server refused the key ({status}). Check the key."
    if status:
        return f"The model's server answered {status}. Check its address and the name of the model."
    if type(failed).__name__ == "UnexpectedModelBehavior":
        return "The model gave no usable answer: not the form that was asked for. Try again, or another model."
    return f"The model gave no usable answer ({type(failed).__name__}). Try again, or another model."
