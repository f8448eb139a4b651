"""Who is accountable, responsible, consulted and informed, deliverable by deliverable?"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off


@dataclass(frozen=True)
class RoleHolder:
    """A role of the matrix, the person who holds it and the delegate."""

    role: str
    holder: str
    delegate: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """One deliverable or decision; ``letters`` maps a role to its letter. ``compulsory`` rows may not be removed."""

    title: str
    letters: dict[str, str]
    compulsory: bool = False
    line: str = ""


ROLES = (
    RoleHolder("Executive sponsor", "sponsor", "cio"),
    RoleHolder("CIO", "cio"),
    RoleHolder("Regional offices", "coo"),
    RoleHolder("Benefit owner", "sales_vp", "functional"),
    RoleHolder("Implementation manager", "manager", "engagement"),
    RoleHolder("Functional lead", "functional", "contributor"),
    RoleHolder("Integration lead", "integration", "vendor"),
    RoleHolder("Data lead", "data"),
    RoleHolder("Test lead", "testing"),
    RoleHolder("Training lead", "training"),
    RoleHolder("Cutover lead", "cutover", "client_it"),
    RoleHolder("Client finance", "dana"),
    RoleHolder("Client IT", "client_it"),
    RoleHolder("Information security", "security"),
)
_SHORT = {
    "SP": "Executive sponsor", "CIO": "CIO", "RO": "Regional offices", "BO": "Benefit owner",
    "IM": "Implementation manager", "FL": "Functional lead", "IL": "Integration lead", "DL": "Data lead",
    "TL": "Test lead", "TR": "Training lead", "CL": "Cutover lead", "FI": "Client finance", "IT": "Client IT",
    "IS": "Information security",
}


def _row(title: str, letters: str, line: str = "", compulsory: bool = False) -> MatrixRow:
    pairs = (word.split("=") for word in letters.split())
    return MatrixRow(title, {_SHORT[short]: letter for short, letter in pairs}, compulsory, line)


MATRIX = (
    _row("Data migration sign-off", "BO=A DL=R FI=C IT=C IM=I SP=I", "data_signed", compulsory=True),
    _row("Training delivery", "RO=A TR=R FL=C IM=I", "trained", compulsory=True),
    _row("Configuration decisions", "FL=A IL=R BO=C FI=C IM=I TR=I", "config_done", compulsory=True),
    _row("Go/no-go", "SP=A IM=R CIO=C RO=C TL=C CL=C BO=I FL=I TR=I DL=I IT=I", "cu_gonogo", compulsory=True),
    _row("Scope document", "SP=A IM=R FL=C BO=C CIO=I RO=I", "scope_agreed"),
    _row("Baseline plan", "SP=A IM=R CL=C IL=C DL=C RO=I", "plan_approved"),
    _row("Design approval", "BO=A FL=R IL=R FI=C IS=C IM=I", "design_approved"),
    _row("Chart of accounts", "FI=A FL=R IL=C IM=I SP=I", "coa_signed"),
    _row("Interfaces built and monitored", "CIO=A IL=R IT=R IS=C IM=I", "int_done"),
    _row("SIT exit", "FL=A TL=R IL=C DL=C IM=I", "sit_exit"),
    _row("UAT sign-off", "BO=A TL=R FL=R RO=C IM=I SP=I", "uat_signed"),
    _row("Security and privacy release", "CIO=A IS=R IT=C IM=I", "pen"),
    _row("Cutover runbook and roll-back call", "CIO=A CL=R IT=C DL=C IM=I SP=I", "cu_rollback"),
    _row("Change requests above the manager's authority", "SP=A IM=R FL=C CIO=C RO=I BO=I"),
    _row("Hypercare exit", "BO=A CL=R TL=C IT=C IM=I SP=I", "h_exit"),
)
