"""What is the smallest body that an operation of the API reads? Made from its own description."""

from __future__ import annotations

from typing import Any

from golive.web.api import api
from tests.access.addresses import plain


class Bodies:
    """The smallest valid body of every operation: every required field, with a plain value of its type."""

    def __init__(self) -> None:
        described = api.get_openapi_schema()
        self._schemas = described["components"]["schemas"]
        self._paths = {plain_path(path): operations for path, operations in described["paths"].items()}

    def of(self, pattern: str, method: str) -> dict[str, Any]:
        operation = self._paths.get(pattern, {}).get(method.lower(), {})
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        body = self._value(schema) if schema else {}
        return body if isinstance(body, dict) else {}

    def _value(self, schema: dict[str, Any]) -> Any:
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        if "enum" in schema:
            return schema["enum"][0]
        for choice in ("anyOf", "oneOf", "allOf"):
            if choice in schema:
                return self._value(schema[choice][0])
        kind = schema.get("type")
        if kind == "object":
            wanted = schema.get("required", [])
            return {name: self._value(schema.get("properties", {}).get(name, {})) for name in wanted}
        plain_values = {"string": "x", "integer": 1, "number": 1, "boolean": True, "array": [], "null": None}
        return {"date": "2026-03-16", "date-time": "2026-03-16T08:00:00Z"}.get(
            schema.get("format", ""), plain_values.get(str(kind))
        )


def plain_path(path: str) -> str:
    """OpenAPI's {ref} as <ref>."""
    return plain(path.replace("{", "<").replace("}", ">"))
