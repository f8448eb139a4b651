"""Which plan do the tests use? Nine tasks whose figures can be checked by hand: the golden figures of the trade."""

from __future__ import annotations

from datetime import date, datetime

from golive.engines.schedule import Baseline, Link, Plan, Task, days

BASELINE = Baseline(0, datetime(2026, 3, 2, 8), datetime(2026, 5, 8, 17))


def acme_plan() -> Plan:
    """Starts Monday 2 Mar 2026; the chart of accounts is needed by the end of Fri 20 Mar (day 15), the finish is the
    end of Tue 12 May (day 52), and a side branch off the driving path has 20 days of float."""
    tasks = (
        Task(1, "Client inputs", summary=True, wbs="1"),
        Task(2, "Signed chart of accounts", days(15), parent=1, wbs="1.1", baselines=(BASELINE,)),
        Task(3, "Build", summary=True, wbs="2"),
        Task(4, "Configure finance", days(20), parent=3, wbs="2.1"),
        Task(5, "Write help texts", days(17), parent=3, wbs="2.2"),
        Task(6, "Testing", summary=True, wbs="3"),
        Task(7, "User acceptance test", days(12), parent=6, wbs="3.1"),
        Task(8, "Fix and retest", days(5), parent=6, wbs="3.2"),
        Task(9, "Ready for go-live", 0, milestone=True, wbs="4"),
    )
    links = (Link(2, 4), Link(4, 7), Link(2, 5), Link(5, 9), Link(7, 8), Link(8, 9))
    return Plan("Acme CRM roll-out", datetime(2026, 3, 2, 8), tasks, links)


STREAMS = {2: "Client", 4: "Finance", 5: "Training", 7: "Testing", 8: "Testing"}
WINDOWS = {"first": date(2026, 5, 9).isoformat(), "every_days": 14}
EIGHT_DAYS = {"name": "CR-012", "insert": [{"uid": 900, "name": "Approval build", "duration_days": 8, "before": 7}]}
