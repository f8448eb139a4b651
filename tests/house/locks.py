"""What do the locks pin, and does it answer to what pyproject.toml asks for?"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "golive (pyproject.toml"  # how uv names who asked: the project itself, or one of its groups after a colon
PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z,-]+\])?==([^ ]+)(?: ; .+)? \\")
HASH = re.compile(r"    --hash=(sha256:[0-9a-f]{64})(?: \\)?")


@dataclass
class Pin:
    name: str
    version: str
    hashes: set[str] = field(default_factory=set)
    asked_by: str = ""

    @property
    def asked_by_the_project(self) -> bool:
        return PROJECT in self.asked_by


def read_lock(path: Path) -> tuple[list[Pin], list[str]]:
    """The pins of a lock, and every line that is neither a pin, nor its hash, nor a comment saying who asked for it."""
    pins: list[Pin] = []
    strange: list[str] = []
    for line in path.read_text().splitlines():
        if found := PIN.fullmatch(line):
            pins.append(Pin(canonicalize_name(found[1]), found[2]))
        elif pins and (found := HASH.fullmatch(line)):
            pins[-1].hashes.add(found[1])
        elif pins and line.startswith("    #"):
            pins[-1].asked_by += line.strip(" #") + " "
        else:
            strange.append(line)
    return pins, strange


def asked_for(pyproject: Path, *groups: str) -> list[Requirement]:
    project = tomllib.loads(pyproject.read_text())
    named = [line for group in groups for line in project["dependency-groups"][group]]
    return [Requirement(line) for line in [*project["project"]["dependencies"], *named]]


def disagreements(pins: list[Pin], wanted: list[Requirement]) -> list[str]:
    """Where lock and pyproject.toml differ: not pinned, pinned outside what is allowed, or pinned for nobody."""
    asked = {canonicalize_name(requirement.name): requirement.specifier for requirement in wanted}
    missing = sorted(asked.keys() - {pin.name for pin in pins})
    outside = [pin for pin in pins if pin.name in asked and not asked[pin.name].contains(pin.version, prereleases=True)]
    strangers = [pin for pin in pins if pin.asked_by_the_project and pin.name not in asked]
    return [
        *(f"{name} is asked for and not pinned" for name in missing),
        *(f"{pin.name} is pinned at {pin.version}, outside {asked[pin.name]}" for pin in outside),
        *(f"{pin.name} is pinned and asked for by nobody" for pin in strangers),
        *(f"{pin.name} has no hash" for pin in pins if not pin.hashes),
    ]
