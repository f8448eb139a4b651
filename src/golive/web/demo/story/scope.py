"""What is in, what is out, and how will Acme accept it?"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off


@dataclass(frozen=True)
class ScopeItem:
    """One line of the scope document; ``lines`` are keys of plan lines that deliver it."""

    ref: str
    title: str
    inside: bool
    acceptance: str
    owner: str
    workstream: str = ""
    lines: tuple[str, ...] = ()


def _in(number: int, title: str, acceptance: str, owner: str, workstream: str, *lines: str) -> ScopeItem:
    return ScopeItem(f"S-{number:02d}", title, True, acceptance, owner, workstream, lines)


def _out(number: int, title: str, reason: str) -> ScopeItem:
    return ScopeItem(f"S-{number:02d}", title, False, reason, "sponsor")


SCOPE = (
    _in(1, "Accounts and contacts for four offices", "Every active account has one owner and one region",
        "functional", "Configuration", "b_accounts"),
    _in(2, "Leads and opportunities", "Stages with exit criteria; lead routed in under a minute", "functional",
        "Configuration", "b_leads"),
    _in(3, "Quotes with price books per legal entity", "20 sample quotes equal the ERP to the cent", "functional",
        "Configuration", "b_products", "b_quotes"),
    _in(4, "Service cases", "Escalation after four hours shown in UAT", "functional", "Configuration", "b_service"),
    _in(5, "Reports and dashboards replacing the weekly report",
        "Managers of all regions confirm the figures of one week",
        "sales_vp", "Configuration", "b_reports"),
    _in(6, "Mobile use for field sales", "Visit report in one minute on both phone types", "functional",
        "Configuration",
        "b_mobile"),
    _in(7, "Roles, sharing and privacy", "Matrix test per role without finding", "security", "Configuration",
        "b_security", "pen"),
    _in(8, "Revenue accounts of Finance on products", "Signed chart of accounts mapped completely", "dana",
        "Configuration", "coa_signed", "coa_map"),
    _in(9, "Interface: customer master with the ERP", "Changes visible within 15 minutes, both ways", "client_it",
        "Integrations", "i_customer"),
    _in(10, "Interface: products and prices", "Nightly, differences listed", "client_it", "Integrations", "i_products"),
    _in(11, "Interface: order to invoice", "50 orders invoiced without manual touch", "dana", "Integrations", "i_order",
        "sit_2"),
    _in(12, "Interface: marketing automation", "Consents respected in both directions", "functional", "Integrations",
        "i_marketing"),
    _in(13, "Interface: telephony", "Click to dial and call log for 340 users", "client_it", "Integrations", "i_phone"),
    _in(14, "Single sign-on and mail", "340 users sign in without a second password", "client_it", "Integrations",
        "i_sso", "i_mail"),
    _in(15, "Migration of accounts, contacts, opportunities since 2019",
        "Control totals equal per office; duplicates < 2 %",
        "sales_vp", "Data migration", "tm1", "tm2", "tm3"),
    _in(16, "Archive of closed orders", "Found within 5 seconds by order number", "client_it", "Data migration",
        "archive"),
    _in(17, "Training of 340 users, 27 champions", "Simulation passed by 95 % before go-live", "training",
        "Training and change", "tr_champ_class", "tr_boston", "tr_atlanta", "tr_denver", "tr_seattle"),
    _in(18, "UAT with 24 super users", "98 % passed, no show-stopper, no severe defect", "functional", "Testing",
        "uat_1", "uat_2"),
    _in(19, "Performance for 340 users", "95 % of pages under 3 seconds", "client_it", "Testing", "perf"),
    _in(20, "Cutover weekend with tested roll-back", "One full roll-back in the dress rehearsal", "cio", "Cutover",
        "cu_rehearsal"),
    _in(21, "Hypercare of four weeks", "Exit criteria of the hypercare plan met", "functional", "Hypercare", "h_1",
        "h_3"),
    _in(22, "Hand-over to Acme's administrator", "Every new process has its procedure", "functional", "Hypercare",
        "h_kt", "h_sop"),
    _out(23, "Partner portal for resellers", "Release 2 (DEC-011)"),
    _out(24, "Spanish user interface", "No Spanish-speaking office until 2027"),
    _out(25, "Opportunities closed before 2019", "Archive only (DEC-003)"),
    _out(26, "Denver's own weekly report", "Replaced by the dashboard (DEC-008)"),
    _out(27, "New telephone system", "Acme IT's own project"),
    _out(28, "Field service scheduling", "Not part of the business case"),
)
