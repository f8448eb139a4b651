"""Which 25 practices is an implementation manager accountable for?"""

from __future__ import annotations

PRACTICES: dict[int, str] = {
    1: "Run it from kickoff to go-live and after",
    2: "Stakeholder resistance",
    3: "Scope creep",
    4: "Success defined before kickoff",
    5: "Behind schedule",
    6: "Change framework",
    7: "RACI alive and enforced",
    8: "Training a large population",
    9: "An integration fails",
    10: "No control over the client's people",
    11: "Data migration",
    12: "Tools that fit",
    13: "UAT finds major issues",
    14: "Hypercare",
    15: "Executives need status",
    16: "It lasts after the team leaves",
    17: "Pushing back",
    18: "Competing workstreams, few people",
    19: "Risk management",
    20: "Two stakeholders disagree",
    21: "Phased or big bang",
    22: "Adoption",
    23: "Lessons learned",
    24: "Agile or hybrid",
    25: "Staying current",
}
# What each person keeps for themselves on the career desk, in no implementation, with the part of the desk.
ON_THE_DESK: dict[int, str] = {25: "Learning"}
