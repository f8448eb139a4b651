"""What can somebody tell of a RACI that people live by?"""

from __future__ import annotations

from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Line, Story, said
from golive.registers.raci import queries
from golive.registers.raci.matrix import A, load

WORKED = ("raci.assigned", "raci.added", "raci.held", "raci.accepted", "raci.asked", "raci.told")


def alive(on: Ground) -> Story | None:
    """Practice 7: how many rows have their one A, who accepted, and whether decisions followed the matrix."""
    matrix = load(on.implementation)
    if not matrix.rows or not on.took_part(*WORKED):
        return None
    one_a = sum(sum(each.letter == A for each in matrix.letters.get(row.pk, [])) == 1 for row in matrix.rows)
    accepted = sum(queries.has_accepted(matrix, row, on.implementation.today()) for row in matrix.rows)
    lived = queries.liveness(on.implementation)
    result = [
        said(
            "{one_a} of {rows} have exactly one A.",
            one_a=on.of(one_a, "RACI", "raci"),
            rows=on.count(len(matrix.rows), "deliverable", "RACI", "raci"),
        )
    ]
    if lived.index is not None:
        result.append(
            said(
                "Of the decisions of the last {days}, {share} were taken by whom the matrix names.",
                days=on.count(lived.days, "day", "RACI liveness", "raci"),
                share=on.of(f"{lived.index:.0%}".replace("%", " %"), "RACI liveness", "raci"),
            )
        )
    return Story(
        7,
        (
            on.opening,
            said(
                "Client and vendor share {roles} on it, and each of them has a boss of their own.",
                roles=on.count(len(matrix.roles), "role", "RACI", "raci"),
            ),
        ),
        (said("My task was a RACI that people live by, not one that is drawn once and forgotten."),),
        (
            _written(on, len(matrix.rows), len(matrix.roles)),
            said(
                "An A counts when the person who holds it has accepted it, so that accountability is agreed with "
                "people: {accepted} said yes.",
                accepted=on.of(accepted, "RACI", "raci"),
            ),
        ),
        (
            *result,
            said("Sign-offs go to the A, and the steering committee owns the matrix."),
        ),
    )


def _written(on: Ground, rows: int, roles: int) -> Line:
    """Who assigned the letters: the teller, as far as the log says so."""
    size = {"rows": on.count(rows, "row", "RACI", "raci"), "roles": on.count(roles, "role", "RACI", "raci")}
    if on.took_part("raci.assigned"):
        own = on.times("letter", "raci.assigned")
        return said("I assigned {letters} in a matrix of {rows} and {roles}.", letters=own, **size)
    return said("The letters stand in one matrix of {rows} and {roles}.", **size)


STORIES = (Telling(7, alive),)
