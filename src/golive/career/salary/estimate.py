"""What does this role pay at this level, in this sector and area, and how sure is that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from golive.career.salary.mixture import Mixture, Part
from golive.career.salary.negotiation import Negotiation, negotiate
from golive.career.salary.reference import Proxy, Reference, built_in
from golive.career.salary.wage import Certified, Offer, Pay, Wage
from golive.plain.verdict import Kind, Refusal, require

STEP = 1_000  # nothing is said to the dollar
ENOUGH = 30  # certified applications from which they are blended in; also their half weight
YEARS = 2  # as far back as those may lie
UNKNOWN_AREA_SPREAD = 1.15  # a curve for an unknown area is so much wider: areas differ by about a sixth
PROXY = "No occupation code exists for implementation managers: this is a proxy from related occupations."
BASE_ONLY = "Base pay only: the wage statistics leave out shares and most bonuses."


@dataclass(frozen=True)
class Input:
    """A source that the estimate rests on; ``n`` is None where it does not say, ``n_covers`` what the n counts."""

    what: str
    year: int
    source: str
    weight: float
    n: int | None
    n_covers: str
    median: int | None = None


@dataclass(frozen=True)
class Estimate:
    """Dollars a year, rounded to thousands: ``band_50`` holds the middle half, ``band_80`` the middle four fifths."""

    title: str
    role: str
    level: str
    sector: str
    area: str
    area_index: float
    year: int
    n: int | None
    median: int
    band_50: tuple[int, int]
    band_80: tuple[int, int]
    inputs: tuple[Input, ...]
    negotiation: Negotiation
    total: tuple[int, int] | None
    reported: tuple[dict[str, object], ...]
    notes: tuple[str, ...]
    moves: tuple[str, ...] = field(
        default=(
            "level: from which share to which share of the occupation is meant",
            "sector: information and finance pay more than health and education",
            "area: the index above, from its own wages where imported",
            "data of your own: offers, and certified applications for your title",
        )
    )
    currency: str = "USD"


def estimate(
    title: str,
    *,
    level: str = "",
    sector: str = "",
    area: str = "",
    wages: Sequence[Wage] = (),
    certified: Sequence[Certified] = (),
    offers: Sequence[Offer] = (),
    pay: Pay | None = None,
    raise_per_year: float = 0.0,
    to_year: int | None = None,
    reference: Reference | None = None,
) -> Estimate:
    """An interval for base pay from the built-in table, imported ``wages``, ``certified`` applications and ``offers``.

    ``raise_per_year`` in per cent ages the wages to ``to_year``; without it they stay in the year of their source.
    ``Refused`` names every value that is not known, with those that are.

    >>> found = estimate("Implementation Manager", level="manager", sector="software", area="Denver")
    >>> found.band_50[0] < found.median < found.band_50[1]
    True
    """
    known = reference or built_in()
    require(_problems(known, title, level, sector))
    place, stage = known.sector(sector) or "", known.level(level, title) or "any"
    role, proxies = known.proxies(title, place, stage)
    rows = [(proxy, _row(proxy, place, [*wages, *known.wages])) for proxy in proxies]
    notes = [PROXY, BASE_ONLY, *_sector_notes(rows, place)]
    mixture = Mixture([Part(row.curve(), proxy.weight, proxy.low, proxy.high) for proxy, row in rows])
    where, index, about_area = _area(known, area, [row for _, row in rows], wages)
    mixture = mixture.scaled(index, UNKNOWN_AREA_SPREAD if area and not where else 1.0)
    notes += [about_area] if about_area else []
    year = max(row.year for _, row in rows)
    if raise_per_year and to_year:
        mixture = mixture.scaled((1 + raise_per_year / 100) ** max(0, to_year - year))
        notes.append(f"Aged from {year} to {to_year} at {raise_per_year:g} % a year, as you asked.")
    else:
        notes.append(f"Wages as of {year}; not aged. Give a raise per year to age them.")
    shares = {share: mixture.at(share) for share in (0.1, 0.25, 0.5, 0.75, 0.9)}
    inputs = [_input(proxy, row, known) for proxy, row in rows]
    shares, blended = _blend(shares, _close(certified, title, area, stage), notes)
    numbers = [each.n for each in inputs if each.n is not None]
    return Estimate(
        title=title, role=role, level=stage, sector=place, area=where, area_index=index, year=year,
        n=sum(numbers) if numbers else None, median=_round(shares[0.5]),
        band_50=(_round(shares[0.25]), _round(shares[0.75])), band_80=(_round(shares[0.1]), _round(shares[0.9])),
        inputs=(*inputs, *blended), negotiation=negotiate(mixture, offers, known),
        total=_total(shares, offers, pay, notes), reported=tuple(known.held["reported"]), notes=tuple(notes),
    )  # fmt: skip


def _problems(known: Reference, title: str, level: str, sector: str) -> list[Refusal]:
    found = []
    if not title.strip():
        found.append(Refusal("salary.title", "No title was given.", "Give one with --title.", Kind.INPUT, "title"))
    if known.level(level, title) is None:
        cure = f"Choose {', '.join(known.levels)}."
        found.append(Refusal("salary.level", f"The level “{level}” is not known.", cure, Kind.INPUT, "level"))
    if known.sector(sector) is None:
        cure = f"Choose {', '.join(f'{c} ({n[0]})' for c, n in known.held['sectors'].items())}."
        found.append(Refusal("salary.sector", f"The sector “{sector}” is not known.", cure, Kind.INPUT, "sector"))
    return found


def _row(proxy: Proxy, sector: str, wages: Sequence[Wage]) -> Wage:
    """The youngest national row of the occupation: of the sector if there is one, else of all sectors."""
    usable = [row for row in wages if row.soc == proxy.soc and not row.area and len(row.points) > 1]
    return max(usable, key=lambda row: (row.sector == sector, not row.sector, row.year))


def _sector_notes(rows: list[tuple[Proxy, Wage]], sector: str) -> list[str]:
    return [
        f"{row.soc} has no row for sector {sector} here: all sectors are taken. Import the sector file to change that."
        for _, row in rows
        if sector and row.sector != sector
    ]


def _area(known: Reference, asked: str, rows: list[Wage], wages: Sequence[Wage]) -> tuple[str, float, str]:
    """The area's name, its wages as a share of the country's, and what is to be said about that."""
    if not asked.strip():
        return "", 1.0, ""
    for row in rows:
        named = [w for w in wages if w.soc == row.soc and w.area and _names(w.area, asked) and w.mean]
        whole = [w for w in (*wages, *known.wages) if w.soc == row.soc and not w.area and not w.sector and w.mean]
        if named and whole:
            best = max(named, key=lambda w: w.year)
            assert best.mean is not None
            country = max(whole, key=lambda w: (w.year == best.year, w.year)).mean
            return best.area, round(best.mean / (country or best.mean), 3), f"Area: {best.source}, {best.year}."
    if found := known.area(asked):
        about = known.held["areas"]
        return found[0], found[1], f"Area index of {found[0]}: {found[1]:.2f}; {about['source']}."
    return "", 1.0, f"No wages are known for “{asked}”: the country is taken and the bands are wider. Import its file."


def _names(area: str, asked: str) -> bool:
    """Does the asked place name this area? “Denver, CO” is in “Denver-Aurora-Centennial, CO”."""
    city = asked.split(",")[0].strip().lower()
    return bool(city) and city in [*area.lower().replace(",", "-").split("-"), area.lower()]


def _input(proxy: Proxy, row: Wage, known: Reference) -> Input:
    n, covers = row.employment, "jobs behind this row"
    if n is None:
        whole = [w for w in known.wages if w.soc == row.soc and not w.sector and w.employment]
        n, covers = (
            (whole[0].employment, "jobs in all sectors; the sector's own number is not in this table")
            if whole
            else (None, "")
        )
    what = f"{row.soc} {row.title}" + (f", sector {row.sector}" if row.sector else "")
    return Input(what, row.year, row.source, round(proxy.weight, 3), n, covers, row.median)


def _close(certified: Sequence[Certified], title: str, area: str, level: str) -> list[Certified]:
    """Applications for this title in this state, of the last years that there are."""
    words = set(title.lower().split()) - {"senior", "sr", "junior", "lead", "associate"} if level else set()
    state = area.rpartition(",")[2].strip().upper() if "," in area else area.strip().upper()
    same = [c for c in certified if words and words <= set(c.title.lower().split()) and (not area or c.state == state)]
    youngest = max((c.year for c in same), default=0)
    return [c for c in same if c.year > youngest - YEARS]


def _blend(
    shares: dict[float, float], found: list[Certified], notes: list[str]
) -> tuple[dict[float, float], list[Input]]:
    """Shrinkage: n applications count n / (n + 30); fewer than 30 are only named."""
    if not found:
        return shares, []
    n, pay = len(found), sorted(float(each.base) for each in found)
    years = max(each.year for each in found)
    weight = n / (n + ENOUGH) if n >= ENOUGH else 0.0
    source = "US Department of Labor, LCA disclosure data (imported)"
    entry = Input(
        "certified applications for this title", years, source, round(weight, 3), n, "applications", round(median(pay))
    )
    if not weight:
        notes.append(f"{n} certified applications match; fewer than {ENOUGH}, so they are shown and not blended in.")
        return shares, [entry]
    cuts = quantiles(pay, n=100, method="inclusive")
    proxy = f"${_round(shares[0.25]):,} to ${_round(shares[0.75]):,}"
    notes.append(f"Blended with {n} certified applications at weight {weight:.2f}; by the proxy alone: {proxy}.")
    return {s: value ** (1 - weight) * cuts[round(s * 100) - 1] ** weight for s, value in shares.items()}, [entry]


def _total(
    shares: dict[float, float], offers: Sequence[Offer], pay: Pay | None, notes: list[str]
) -> tuple[int, int] | None:
    """The middle half of total pay, by the ratio in the person's own figures; without any it is not known."""
    ratios = [offer.total / offer.base for offer in offers if offer.total and offer.base]
    ratios += [pay.total / pay.base] if pay is not None and pay.total > pay.base > 0 else []
    if not ratios:
        notes.append("Total compensation is not known: no source here holds it. Import offers of your own.")
        return None
    notes.append(f"Total: base times {median(ratios):.2f}, the middle of {len(ratios)} figures of your own.")
    return _round(shares[0.25] * median(ratios)), _round(shares[0.75] * median(ratios))


def _round(wage: float) -> int:
    return round(wage / STEP) * STEP
