"""What is known about the criteria of each gate, beyond what the product measures by itself?"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off


@dataclass(frozen=True)
class GateNote:
    """A remark to a criterion: who owns it, who may waive it, and what to say to the committee."""

    gate: str
    criterion: str
    owner: str
    waivable_by: str
    note: str


GATE_NOTES = (
    GateNote("Kickoff", "Scope signed", "manager", "",
             "Agreed by e-mail on 21 October; the document was never signed, so the gate cannot be decided."),
    GateNote("Kickoff", "Steering committee with authority", "sponsor", "", "Thresholds agreed on 2 Oct 2025."),
    GateNote("Kickoff", "RACI valid", "manager", "", "One accountable person in each row; delegates named for five."),
    GateNote("Kickoff", "Client counterpart named", "sponsor", "", "Dana Lee, Omar Haddad and Joan Whitfield."),
    GateNote("Kickoff", "Success defined", "sales_vp", "", "Baselines measured in September 2025."),
    GateNote("SIT exit", "No show-stopper, no severe defect", "testing", "functional",
             "Severity kept apart from priority."),
    GateNote("UAT exit", "98 % passed", "testing", "sales_vp", "24 super users of four offices."),
    GateNote("Go/no-go", "Three test migrations reconciled", "data", "", "Control totals to the cent."),
    GateNote("Go/no-go", "95 % trained and passed", "training", "coo", "Completion and score, not attendance."),
    GateNote("Go/no-go", "Roll-back rehearsed", "cutover", "", "One full roll-back in the dress rehearsal."),
)
