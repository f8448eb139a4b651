"""Who is in Acme's CRM roll-out, with which e-mail, for whom, and in which roles?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.plain.seat import Role

ACME, HALDEN, CIRRUFORM, ELSEWHERE = "Acme Corp", "Halden Partners", "Cirruform", "Elsewhere Ltd"
_DOMAIN = {
    ACME: "acme.example",
    HALDEN: "halden.example",
    CIRRUFORM: "cirruform.example",
    ELSEWHERE: "elsewhere.example",
}


@dataclass(frozen=True)
class Person:
    """One named person; ``roles`` empty means a stranger to the implementation."""

    key: str
    name: str
    email: str
    organisation: str
    title: str
    roles: tuple[Role, ...]
    workstream: str = ""
    knows: str = ""

    @property
    def is_client(self) -> bool:
        return self.organisation == ACME


def _at(company: str, name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{_DOMAIN[company]}"


def _person(
    key: str, name: str, company: str, title: str, *roles: Role, workstream: str = "", knows: str = ""
) -> Person:
    return Person(key, name, _at(company, name), company, title, roles, workstream, knows)


# fmt: off
CAST: tuple[Person, ...] = (
    _person("manager", "Maya Okonjo", HALDEN, "Implementation manager", Role.MANAGER,
            knows="Runs the roll-out; owns no risk herself"),
    _person("sponsor", "Robert Hale", ACME, "Chief Financial Officer", Role.SPONSOR, Role.COMMITTEE,
            knows="Executive sponsor and chair of the steering committee"),
    _person("cio", "Priya Raman", ACME, "Chief Information Officer", Role.COMMITTEE,
            knows="Owns the change-freeze calendar and so the go-live windows"),
    _person("coo", "Lena Fischer", ACME, "Chief Operating Officer", Role.COMMITTEE,
            knows="Speaks for the four regional offices"),
    _person("sales_vp", "Tomas Greer", ACME, "VP Sales", Role.COMMITTEE,
            knows="Owner of the benefit: manager hours given back"),
    _person("engagement", "Grace Adeyemi", HALDEN, "Engagement director", Role.COMMITTEE,
            knows="The vendor's seat on the committee"),
    _person("functional", "Ines Carvalho", ACME, "Head of Sales Operations", Role.LEAD, Role.RISK_OWNER,
            workstream="Configuration", knows="Leads process design and configuration"),
    _person("integration", "Jonas Weber", HALDEN, "Integration architect", Role.LEAD, Role.RISK_OWNER,
            workstream="Integrations", knows="Leads the five interfaces"),
    _person("data", "Sofia Marin", ACME, "Data steward", Role.LEAD, Role.RISK_OWNER,
            workstream="Data migration", knows="Leads cleansing and the three test migrations"),
    _person("testing", "Ben Osei", HALDEN, "Test lead", Role.LEAD, Role.RISK_OWNER,
            workstream="Testing", knows="Leads SIT and UAT"),
    _person("training", "Hannah Cole", ACME, "Learning and change lead", Role.LEAD, Role.RISK_OWNER,
            workstream="Training and change", knows="340 users, 27 champions, four offices"),
    _person("cutover", "Elias Novak", HALDEN, "Cutover lead", Role.LEAD, Role.RISK_OWNER,
            workstream="Cutover", knows="Only he may call the roll-back"),
    _person("dana", "Dana Lee", ACME, "Financial controller, Acme Finance", Role.CLIENT,
            workstream="Configuration", knows="Owes the signed chart of accounts"),
    _person("client_it", "Omar Haddad", ACME, "Infrastructure manager, Acme IT", Role.CLIENT, Role.RISK_OWNER,
            workstream="Integrations", knows="Owes firewall rules, test users and the archive extract"),
    _person("client_people", "Joan Whitfield", ACME, "HR business partner", Role.CLIENT,
            workstream="Training and change", knows="Owes the user list and the training rooms"),
    _person("security", "Victor Chan", ACME, "Information security officer", Role.RISK_OWNER,
            workstream="Integrations", knows="Owns the access and privacy risks"),
    _person("denver", "Marcus Tolland", ACME, "Regional sales head, Denver", Role.CONTRIBUTOR, Role.RISK_OWNER,
            workstream="Training and change", knows="Resistant: fears to lose control of regional discounts"),
    _person("vendor", "Felix Brandt", CIRRUFORM, "Platform consultant", Role.CONTRIBUTOR,
            workstream="Integrations", knows="The platform vendor's consultant"),
    _person("contributor", "Nadia Petrov", HALDEN, "Business analyst", Role.CONTRIBUTOR,
            workstream="Configuration", knows="Writes requirements and change requests"),
    _person("viewer", "Walter Kern", ACME, "Internal audit", Role.VIEWER, knows="May read everything, change nothing"),
    _person("stranger", "Sam Quill", ELSEWHERE, "Member of nothing", knows="Must see nothing at all"),
)
# fmt: on

BY_KEY = {person.key: person for person in CAST}


def person(key: str) -> Person:
    """The person of that key.

    >>> person("dana").name
    'Dana Lee'
    """
    return BY_KEY[key]
