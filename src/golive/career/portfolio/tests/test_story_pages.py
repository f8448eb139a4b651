"""Does a person find their stories, each figure with its evidence or the sign of a claim, and does nobody else?"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from golive.career.portfolio.models import OwnStory
from golive.foundation.register_kit.contract import signed_in
from golive.plain.practices import PRACTICES

MINE = {
    "practice": "6",
    "situation": "At Borealis Bank the branches worked from 3 sheets.",
    "task": "My task was to bring 120 tellers along.",
    "action": "I asked each of the 12 branch heads why they hesitated. I trained two champions in every branch.",
    "result": "Usage rose from 20 to 85 percent in 8 weeks, and the operations board owns it today.",
    "kinds": ["conflict"],
    "client": "Borealis Bank",
}


def told(person, **more):
    return signed_in(person).post("/me/desk/stories/new/", MINE | more)


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main", 1)[0]))


def test_the_record_and_ones_own_words_stand_in_one_list_with_the_gaps(world, record):
    assert told(world.manager).status_code == 302
    page = signed_in(world.manager).get("/me/desk/stories/").content.decode()
    assert "You can tell 2 of 25 practices and 1 of 6 kinds of story." in page
    assert page.count("No story yet") >= len(PRACTICES) - 2
    assert "/me/desk/stories/acme-crm/3/" in page and "Your own words" in page


def test_each_figure_of_the_record_leads_there_and_a_mask_hides_the_client(world, record):
    client = signed_in(world.manager)
    page = client.get("/me/desk/stories/acme-crm/3/").content.decode()
    assert '<a class="fig" href="/i/acme-crm/changes/" title="Change control">10 change requests</a>' in page
    masked = text_of(client.get("/me/desk/stories/acme-crm/3/?names=masked").content.decode())
    assert "Client A" in masked and "Acme" not in masked


def test_every_figure_of_ones_own_words_carries_its_sign_and_stands_in_the_appendix(world, record):
    where = told(world.manager)["Location"]
    page = signed_in(world.manager).get(where).content.decode()
    assert page.count('<span class="fig claim">') == 6
    assert "Appendix: your own claims" in page and "6 figures" in page
    assert "Borealis" not in text_of(signed_in(world.manager).get(f"{where}?names=masked").content.decode())


def test_nothing_that_was_typed_can_be_read_in_the_database(world, record):
    told(world.manager)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM portfolio_ownstory")
        assert "Borealis" not in str(cursor.fetchall())


def test_what_is_missing_is_said_at_once_and_nothing_is_kept(world):
    answer = told(world.manager, situation="", result="", action="word " * 200)
    page = answer.content.decode()
    assert answer.status_code == 422 and "2 things need your attention" in page
    answer = told(world.manager, action="I did a word. " * 60)
    assert answer.status_code == 422 and "At most 180" in answer.content.decode()
    assert not OwnStory.objects.exists()


def test_other_words_replace_the_first_and_an_old_window_is_refused(world):
    where, client = told(world.manager)["Location"], signed_in(world.manager)
    assert client.get(f"{where}words/").status_code == 200
    assert client.post(f"{where}words/", MINE | {"task": "My task was calm.", "version": "1"}).status_code == 302
    assert "My task was calm." in client.get(where).content.decode()
    late = client.post(f"{where}words/", MINE | {"version": "1"})
    assert late.status_code == 409 and "another window" in late.content.decode()


def test_it_is_removed_after_one_question(world):
    where, client = told(world.manager)["Location"], signed_in(world.manager)
    assert client.get(f"{where}removal/").status_code == 200 and OwnStory.objects.exists()
    assert client.post(f"{where}removal/")["Location"] == "/me/desk/stories/"
    assert client.get(where).status_code == 404


@pytest.mark.parametrize("end", ["", "words/", "removal/"])
def test_nobody_else_finds_it_whatever_their_role(world, record, end):
    where = told(world.contributor)["Location"]
    for other in (world.manager, world.sponsor, world.stranger):
        assert signed_in(other).get(f"{where}{end}").status_code == 404
        assert signed_in(other).post(f"{where}{end}", MINE).status_code in (404, 405)
    assert Client().get(f"{where}{end}")["Location"].startswith("/sign-in/")
    assert signed_in(world.contributor).get(f"{where}{end}").status_code == 200


def test_the_record_tells_a_story_to_its_person_alone(world, record):
    for other in (world.sponsor, world.stranger):
        assert signed_in(other).get("/me/desk/stories/acme-crm/3/").status_code == 404
    assert signed_in(world.manager).get("/me/desk/stories/acme-crm/4/").status_code == 404
    assert (
        "Begin" in (page := signed_in(world.stranger).get("/me/desk/stories/").content.decode())
        or "No story yet" in page
    )
