"""In which order are the objects loaded, so that nothing points to what is not there yet?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def cycle(needs: Mapping[str, Iterable[str]]) -> list[str]:
    """The objects of one circle in their order, the first repeated at the end; empty where there is none.

    >>> cycle({"Contact": ["Account"], "Account": ["User"], "User": ["Contact"]})
    ['Account', 'User', 'Contact', 'Account']
    >>> cycle({"Contact": ["Account"], "Account": []})
    []
    """
    left = {name: {other for other in others if other in needs} for name, others in needs.items()}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    if not left:
        return []
    path = [min(left)]
    while True:
        following = min(left[path[-1]] & left.keys())
        if following in path:
            return [*path[path.index(following) :], following]
        path.append(following)


def load_order(needs: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The step of each object, from 1: one more than the last of those it needs. What shares a step may run together.

    Raises ValueError that prints the circle.

    >>> load_order({"Contact": ["Account"], "Account": ["User"], "User": [], "Product": []})
    {'Contact': 3, 'Account': 2, 'User': 1, 'Product': 1}
    """
    if found := cycle(needs):
        raise ValueError(" → ".join(found))
    known = {name: [other for other in others if other in needs] for name, others in needs.items()}
    steps: dict[str, int] = {}
    while len(steps) < len(known):
        for name, others in known.items():
            if name not in steps and all(other in steps for other in others):
                steps[name] = 1 + max((steps[other] for other in others), default=0)
    return {name: steps[name] for name in known}
