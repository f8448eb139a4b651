"""Is the story of practice 25 read off the person's own shelf, figure by figure, and told to nobody else?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.learning import certificates, reading, reads, telling, trends
from golive.career.learning.telling import Shelf, tell
from golive.career.learning.tests.shelf import fill
from golive.career.portfolio import reads as portfolio
from golive.career.rehearsal.own_stories import own_stories
from golive.career.scoring import score
from golive.foundation.register_kit.contract import signed_in
from golive.plain.story import CLAIM, MOST_WORDS, untraceable
from golive.registers.decisions.actions import ask

WORDS = st.lists(st.text(st.sampled_from("ab19,.%“”{}"), min_size=1, max_size=4), min_size=1, max_size=60).map(" ".join)
DAYS = st.dates(date(2020, 1, 1), date(2026, 3, 16))
USES = st.builds(trends.Use, on=DAYS, where=WORDS, slug=st.sampled_from(["", "a"]), ref=st.just("CR-001"),
                 url=st.sampled_from(["", "/i/a/changes/CR-001/"]))  # fmt: skip
TRENDS = st.builds(trends.Trend, name=WORDS, what=WORDS, since=DAYS, verdict=st.just("try"),
                   outcome=WORDS | st.just(""), uses=st.lists(USES, max_size=3).map(tuple))  # fmt: skip
UNITS = st.builds(certificates.Units, on=DAYS, amount=st.decimals("0.01", "60", places=2), category=WORDS, what=WORDS)
HELD = st.builds(
    certificates.Certificate, name=WORDS, issuer=WORDS, number=WORDS, gained=DAYS, lasts=st.booleans(),
    expires=st.none() | st.dates(date(2026, 3, 17), date(2029, 1, 1)), unit_name=st.sampled_from(["", "PDU"]),
    needed=st.none() | st.just(Decimal(60)), cycle_months=st.just(36), units=st.lists(UNITS, max_size=3).map(tuple),
)  # fmt: skip
READ = st.builds(reading.Reading, on=DAYS, learnt=WORDS, due=DAYS)
ITEMS = st.builds(reading.Item, title=WORDS, kind=st.just("book"), address=st.just(""), why=WORDS, since=DAYS,
                  every_days=st.integers(1, 90), state=st.sampled_from(list(reading.STATES)),
                  reads=st.lists(READ, max_size=3).map(tuple))  # fmt: skip


def numbered(each):
    return st.lists(each, max_size=3).map(lambda found: list(enumerate(found, 1)))


@given(numbered(ITEMS), numbered(HELD), numbered(TRENDS), st.sets(st.sampled_from(["a", "b"])))
def test_whatever_stands_on_a_shelf_every_numeral_is_traced_and_it_is_told_in_two_minutes(items, held, tracked, places):
    story = tell(Shelf(items, held, tracked, frozenset(places)))
    if story is None:
        return
    assert untraceable(story.text, story.figures) == []
    assert story.words <= MOST_WORDS
    assert tell(Shelf(items, held, tracked, frozenset(places))) == story
    for figure in story.figures:
        assert figure.evidence == CLAIM or figure.url.startswith("/")
        assert "a" in places or "/i/a/" not in figure.url


def test_the_longest_shelf_is_told_in_two_minutes():
    long = "word " * 60
    use = trends.Use(date(2026, 1, 2), long, "a", "CR-001", "/i/a/changes/CR-001/")
    trend = trends.Trend(long, long, date(2025, 1, 1), "try", long, (), (use,))
    units = certificates.Units(date(2026, 1, 1), Decimal("12.25"), "", long)
    held = certificates.Certificate(
        long, long, "", date(2020, 1, 1), date(2027, 1, 1), False, "", Decimal(60), 36, (units,)
    )
    item = reading.item(title="A", kind="book", every_days=9, since=date(2025, 1, 1))
    read = reading.read(item, date(2026, 1, 1), "", date(2026, 1, 1))
    story = tell(Shelf([(1, read)] * 30, [(1, held)] * 9, [(1, trend)] * 9, frozenset({"a"})))
    assert 150 <= story.words <= MOST_WORDS


@pytest.fixture
def shelf(world):
    asked = ask(world.acme, by=world.manager, title="Which first?", recommendation="North", due=date(2026, 4, 1))
    use = trends.Use(date(2026, 3, 1), "Asked for usage by office", "acme-crm", asked.ref, asked.get_absolute_url())
    return fill(world.manager, use) | {"asked": asked}


def test_it_is_strong_and_its_figures_lead_to_the_shelf_and_to_the_record(world, shelf):
    told = telling.told(world.manager)
    assert told.score.total >= 8 and len(told.evidenced) >= 2 and told.story.practice == 25
    page = signed_in(world.manager).get("/me/desk/stories/learning/").content.decode()
    assert f'href="{shelf["asked"].get_absolute_url()}"' in page and "41.5 of 60 PDUs" in page
    assert "1 of 1 source" in page and '<span class="sign">claim</span>' in page
    assert f'href="{telling.LEARNING}certificates/{shelf["certificate"].pk}/"' in page
    listed = signed_in(world.manager).get("/me/desk/stories/").content.decode()
    assert "/me/desk/stories/learning/" in listed and "Your learning" in listed


def test_the_copilot_tells_it_with_the_client_masked_and_anew_after_a_change(world, shelf):
    assert 25 in own_stories(world.manager)
    used = replace(trends.from_json(shelf["trend"].words), name="The Acme way")
    shelf["trend"].words, shelf["trend"].version = trends.to_json(used), 2
    shelf["trend"].save()
    assert "The Client A way" in own_stories(world.manager)[25].text
    assert "Acme" not in portfolio.mask(world.manager).hide(own_stories(world.manager)[25].text)


def test_a_role_that_ended_leaves_only_the_claim(world, shelf):
    held = Shelf(reads.items(world.manager), reads.held_certificates(world.manager), reads.tracked(world.manager))
    assert not any("/i/acme-crm/" in figure.url for figure in tell(held).figures)
    assert "0 with a record" in tell(held).text


def test_nobody_else_is_told_it_and_an_empty_or_unread_shelf_tells_none(world, shelf):
    for other in (world.sponsor, world.stranger):
        assert telling.told(other) is None
        assert signed_in(other).get("/me/desk/stories/learning/").status_code == 404
    unread = reading.item(title="A", kind="book", every_days=9, since=date(2026, 1, 1))
    assert tell(Shelf([(1, unread)], [], [])) is None


def test_the_score_is_that_of_the_mock_interview(world, shelf):
    told = telling.told(world.manager)
    assert told.score == score(told.story.text, practice=25)
    assert not re.search(r"\{|\}", told.story.text)
