"""What does each gate ask unless somebody says otherwise, and who says so?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.plain.seat import Role
from golive.plain.setting import Setting
from golive.registers.data_migration.rules import TEST_MIGRATIONS

# fmt: off
_BANK = "published exit criteria of a bank's test programme (qkcop.com)"
_ARTICLE = "rule of thumb, source article 2026"
_GO_LIVE = "area of Microsoft's go-live checklist; the question is our own"
_EXIT = "criteria-driven exit after Microsoft's transition to support; figures our own choice"

UAT_PASSED = Setting("go_no_go.uat_passed_percent", 98, "% of test cases", "UAT is done when so many passed.", _BANK)
UAT_MINOR = Setting("go_no_go.uat_minor_percent", 2, "% of test cases", "So many may carry a minor defect.", _BANK)
UAT_REOPENED = Setting("go_no_go.uat_reopened_percent", 10, "% of defects", "So many may have been reopened.", _BANK)
SIT_PASSED = Setting("go_no_go.sit_passed_percent", 95, "% of test cases", "SIT is done when so many passed.", _BANK)
TRAINED = Setting("go_no_go.trained_percent", 95, "% of users", "So many completed and passed their training.",
                  "our own choice")
CALM_DAYS = Setting("go_no_go.calm_days", 5, "business days", "So long no critical issue was open.", "our own choice")
TICKETS = Setting("go_no_go.tickets_percent", 25, "% of week 1", "Tickets per active user have fallen to this.",
                  _ARTICLE + ": 75 % less by week 4")
FIRST_LINE = Setting("go_no_go.first_line_percent", 70, "% of tickets", "The client's own support solves so many.",
                     "our own choice")
ADOPTION_DAYS = Setting("go_no_go.adoption_days", 90, "days", "So long after go-live adoption is measured last.",
                        "rule of thumb, source article 2026: 30/60/90 days")
THRESHOLDS = (UAT_PASSED, UAT_MINOR, UAT_REOPENED, SIT_PASSED, TEST_MIGRATIONS, TRAINED, CALM_DAYS, TICKETS, FIRST_LINE,
              ADOPTION_DAYS)


@dataclass(frozen=True)
class Asks:
    """One criterion; {go_no_go.…} in the question stands for the threshold that applies where it is asked."""

    question: str
    practice: int
    check: str = ""
    by_hand: bool = True
    mandatory: bool = True
    max_age_days: int | None = None
    waivable_by: str = ""
    provenance: str = ""


@dataclass(frozen=True)
class GateTemplate:
    kind: str
    title: str
    asks: tuple[Asks, ...]


_SPONSOR = Role.SPONSOR.value
_COMMITTEE = Role.COMMITTEE.value


def _measured(question: str, practice: int, check: str, **more: object) -> Asks:
    return Asks(question, practice, check, False, **more)  # type: ignore[arg-type]


KICKOFF = GateTemplate("kickoff", "Kickoff", (
    _measured("Is the scope signed?", 3, "scope.signed", provenance=f"practice 3, {_ARTICLE}"),
    _measured("Is one person accountable for each deliverable?", 7, "raci.valid", provenance=f"practice 7, {_ARTICLE}"),
    _measured("Can a steering committee decide?", 3, "steering.can_decide", provenance=f"practice 3, {_ARTICLE}"),
    _measured("Is the plan baselined?", 1, "plan.baselined", provenance="practice 1; our own choice"),
    _measured("Does somebody who can act own every risk?", 19, "raid.owned", waivable_by=_SPONSOR,
              provenance=f"practice 19, {_ARTICLE}"),
    _measured("Has somebody at the client promised every delivery?", 10, "commitments.promised", waivable_by=_SPONSOR,
              provenance=f"practice 10, {_ARTICLE}"),
    Asks("Is the success scorecard frozen, with baseline, target and owner of each metric?", 4, "scorecard.frozen",
         provenance=f"practice 4, {_ARTICLE}"),
))
UAT_EXIT = GateTemplate("uat_exit", "UAT exit", (
    Asks("Has every planned test case been run by the people who will do the work?", 13, provenance=_BANK),
    Asks("Did at least {go_no_go.uat_passed_percent} % of the test cases pass, with at most "
         "{go_no_go.uat_minor_percent} % minor defects?", 13, "uat.passed", max_age_days=14, provenance=_BANK),
    Asks("Is no show-stopper and no severe defect open?", 13, "uat.no_severe_defect", max_age_days=7, provenance=_BANK),
    Asks("Were at most {go_no_go.uat_reopened_percent} % of the defects reopened?", 13, "uat.reopened",
         mandatory=False, max_age_days=14, provenance=_BANK),
    Asks("Is every accepted defect written down with its workaround?", 13, waivable_by=_SPONSOR,
         provenance="published exit criteria (stacklesson.com)"),
    Asks("Were tests repeated where the configuration changed since?", 13, waivable_by=_SPONSOR,
         provenance="after Microsoft's testing guide"),
))
GO_LIVE = GateTemplate("go_no_go", "Go/no-go", (
    _measured("Scope: does it stand as signed and amended?", 3, "scope.unchanged", provenance=_GO_LIVE),
    Asks("Acceptance: has the client accepted the solution in writing?", 1, provenance=_GO_LIVE),
    Asks("UAT: is the gate passed, and is no severe defect open since?", 13, "gates.uat_passed", False,
         max_age_days=60, provenance=_GO_LIVE),
    Asks("Performance: was it tested with the volumes of a working day?", 13, max_age_days=60,
         waivable_by=_SPONSOR, provenance=_GO_LIVE),
    Asks("SIT: did at least {go_no_go.sit_passed_percent} % pass end to end, with no severe defect?", 9,
         max_age_days=60, provenance=_GO_LIVE),
    Asks("Migration: did {go_no_go.test_migrations} test migrations reconcile?", 11, "data_migration.reconciled",
         max_age_days=30, provenance=_GO_LIVE),
    _measured("External dependencies: is nothing past its need-by date?", 10, "commitments.need_by",
              waivable_by=_SPONSOR, provenance=_GO_LIVE),
    Asks("Change readiness: have {go_no_go.trained_percent} % completed and passed their training?", 8,
         "training.completed", max_age_days=14, waivable_by=_SPONSOR, provenance=_GO_LIVE),
    Asks("Operational support: is the support team named, trained and reachable?", 14, max_age_days=30,
         provenance=_GO_LIVE),
    Asks("Readiness: are production, users, licences and rights set up and checked?", 1, max_age_days=14,
         provenance=_GO_LIVE),
    Asks("Cutover: was it rehearsed in full, with one complete roll-back?", 11, "cutover.rehearsed", max_age_days=14,
         provenance=_GO_LIVE),
    _measured("Is every reached trigger of a risk answered?", 19, "raid.triggers", waivable_by=_SPONSOR,
              provenance=f"practice 19, {_ARTICLE}"),
    _measured("Does the forecast hold the committed go-live?", 5, "plan.go_live_holds", mandatory=False,
              max_age_days=7, provenance="our own choice"),
))
HYPERCARE_EXIT = GateTemplate("hypercare_exit", "Hypercare exit", (
    Asks("Was no critical issue open for {go_no_go.calm_days} business days?", 14, max_age_days=3, provenance=_EXIT),
    Asks("Do the key processes run, the first period close included?", 14, waivable_by=_SPONSOR, provenance=_EXIT),
    Asks("Are tickets per active user down to {go_no_go.tickets_percent} % of week 1?", 14, max_age_days=7,
         waivable_by=_SPONSOR, provenance=_EXIT),
    Asks("Does the client's support solve {go_no_go.first_line_percent} % alone?", 14, max_age_days=7,
         waivable_by=_SPONSOR, provenance=_EXIT),
    Asks("Is the knowledge transfer accepted by the people who received it?", 16, provenance=_EXIT),
    Asks("Are wishes separated from defects, each with an owner?", 14, mandatory=False, provenance=_EXIT),
))
CLOSE = GateTemplate("close", "Close", (
    Asks("Is there a written procedure for every new process?", 16, provenance=f"practice 16, {_ARTICLE}"),
    Asks("Is an internal administrator trained and at work?", 16, provenance=f"practice 16, {_ARTICLE}"),
    Asks("Was adoption measured {go_no_go.adoption_days} days after go-live, and is its target met?", 22,
         waivable_by=_SPONSOR, provenance=f"practice 22, {_ARTICLE}"),
    Asks("Were the lessons put into the playbook?", 23, mandatory=False, provenance=f"practice 23, {_ARTICLE}"),
    Asks("Has the client taken over what is still open, with owners and dates?", 16, waivable_by=_COMMITTEE,
         provenance="our own choice"),
))
TEMPLATES = (KICKOFF, UAT_EXIT, GO_LIVE, HYPERCARE_EXIT, CLOSE)
