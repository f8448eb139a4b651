"""How does each engine write a text, a number and a set of characters?"""

from __future__ import annotations

from enum import StrEnum


class Engine(StrEnum):
    DUCKDB = "duckdb"
    POSTGRES = "postgres"
    SPARK = "spark"


# What counts as white space, the same on every engine: their own ideas of it differ.
WHITE = " \t\r\n\f\v\u00a0"
NUMBER = "DECIMAL(28,8)"
FACTOR = "DECIMAL(19,6)"
_STRING = {Engine.DUCKDB: "VARCHAR", Engine.POSTGRES: "text", Engine.SPARK: "STRING"}
_QUOTE = {Engine.DUCKDB: '"', Engine.POSTGRES: '"', Engine.SPARK: "`"}


def text_literal(engine: Engine, text: str) -> str:
    """A text as a literal; Spark reads backslashes in it.

    >>> text_literal(Engine.SPARK, "a'\\\\b"), text_literal(Engine.DUCKDB, "O'Neil")
    ("'a\\\\'\\\\\\\\b'", "'O''Neil'")
    """
    if engine is Engine.SPARK:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "'" + text.replace("'", "''") + "'"


def identifier(engine: Engine, name: str) -> str:
    """A name as an identifier of the engine."""
    mark = _QUOTE[engine]
    return mark + name.replace(mark, mark * 2) + mark


def string_type(engine: Engine) -> str:
    return _STRING[engine]


def full_match(engine: Engine, value: str, pattern: str) -> str:
    """Whether the whole value matches a pattern of the common subset (see ``patterns``)."""
    if engine is Engine.DUCKDB:
        return f"regexp_full_match({value}, {text_literal(engine, pattern)})"
    if engine is Engine.POSTGRES:
        return f"({value} ~ {text_literal(engine, f'^(?:{pattern})$')})"
    return f"({value} RLIKE {text_literal(engine, f'^(?:{pattern})')[:-1]}\\\\z')"


def replace_all(engine: Engine, value: str, pattern: str, by: str) -> str:
    """Every match of a pattern replaced by a plain text."""
    flag = "" if engine is Engine.SPARK else ", 'g'"
    return f"regexp_replace({value}, {text_literal(engine, pattern)}, {text_literal(engine, by)}{flag})"


def trimmed(engine: Engine, value: str, characters: str = WHITE, side: str = "BOTH") -> str:
    """The value without the given characters at its ends (BOTH, LEADING or TRAILING)."""
    return f"trim({side} {text_literal(engine, characters)} FROM {value})"
