"""What does a mapping say, word for word? To YAML the column NO is false, and 01 is 1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from golive.engines.reconcile.refusals import refusal, refuse
from golive.plain.verdict import Refusal, require

# What is no text in a mapping: everything else stays as it is written, such as the code 007 or the column ON.
_VALUES = {"mandatory", "abs_tol", "rel_tol", "trim", "ignore_case", "blank_is_null", "skip", "count"}
_COUNTED = {"accept"}
_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


def as_written(text: str, name: str = "mapping") -> Any:
    """The document as plain values.

    Raises `Refused` with the line for what is no YAML, for a name that stands twice, and for anchors.

    >>> as_written("{maps: {m: {01: NO}}, fields: {ON: {from: 7, mandatory: yes}}}")
    {'maps': {'m': {'01': 'NO'}}, 'fields': {'ON': {'from': '7', 'mandatory': True}}}
    """
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                at = f"{name}, line {event.start_mark.line + 1}" if event.start_mark else name
                refuse("mapping.alias", f"{at}: *{event.anchor} is an alias.", "Write it out.")
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        if node is None:
            return None
        require(list(_twice(node, name)))
        _keep_words(node, plain=False)
        return loader.construct_document(node)
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "the document"
        refuse("mapping.yaml", f"{name}, {where}: {getattr(broken, 'problem', None) or 'it is no YAML'}.", "Mend it.")
    except (RecursionError, ValueError) as broken:
        refuse("mapping.yaml", f"{name} cannot be read: {str(broken)[:100]}.", "Mend it.")


def _twice(node: yaml.Node, name: str, where: str = "the document") -> Iterator[Refusal]:
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _twice(each, name, where)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        said = str(key.value)
        if said in seen:
            problem = f"{name}, line {key.start_mark.line + 1}: {said} stands twice in {where}."
            yield refusal("mapping.twice", problem, "Keep one; the other would be lost.", said)
        seen.add(said)
        yield from _twice(value, name, said)


def _keep_words(node: yaml.Node, *, plain: bool) -> None:
    """Every scalar is the text that stands there, but for null and for what is a number or a yes in its place."""
    if isinstance(node, yaml.ScalarNode):
        if not plain and node.tag.startswith("tag:yaml.org,2002:") and node.tag != _NULL:
            node.tag = _TEXT
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            _keep_words(each, plain=plain)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag.startswith("tag:yaml.org,2002:"):
                key.tag = _TEXT
            is_count = str(key.value) in _COUNTED
            _keep_words(value, plain=plain or is_count or (str(key.value) in _VALUES and _is_scalar(value)))


def _is_scalar(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode)
