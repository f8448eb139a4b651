"""Does `golive learning` keep its contract (docs/cli/learning.md), and open nothing without the person's token?"""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from golive.career.learning import keeping, reading, reads
from golive.career.learning.tests.publisher import publishing
from golive.career.learning.tests.shelf import fill
from golive.foundation.register_kit.contract import bearer
from golive.plain.verdict import Refused
from golive.web.cli import site
from golive.web.cli.learning import app
from golive.web.cli.root import assemble
from tests.house.sources import ROOT

TOLD = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "cli" / "learning.md").read_text()))


@pytest.fixture
def run(world, monkeypatch):
    monkeypatch.setattr(site, "wake", lambda data: data)
    monkeypatch.setenv("GOLIVE_TOKEN", bearer(world.manager)["Authorization"].removeprefix("Bearer "))
    return lambda *words: CliRunner().invoke(app, list(words))


def test_what_is_added_is_listed_read_and_no_longer_due(world, run):
    made = json.loads(run("add", "Praxis", "--kind", "book", "--every", "7", "--json").stdout)
    assert set(made) <= TOLD and made["days"] == 7
    number = str(made["number"])
    assert json.loads(run("due", "--json").stdout) == {"items": [], "certificates": []}
    assert json.loads(run("read", number, "--learnt", "Ask why.", "--json").stdout)["last_read"]
    assert reads.items(world.manager)[0][1].reads[0].learnt == "Ask why."
    assert "Praxis" in run("list").output
    assert run("read", "999").exit_code == 1
    refused = run("add", "X", "--kind", "poem").exception
    assert isinstance(refused, Refused) and "no kind" in str(refused)


def test_certificates_say_what_is_missing_and_at_which_pace(world, run):
    fill(world.manager)
    (held,) = json.loads(run("certificates", "--json").stdout)["certificates"]
    assert set(held) <= TOLD and (held["logged"], held["missing"]) == (41.5, 18.5) and held["pace"] > 0
    assert "41.5" in run("certificates").output


def test_a_list_leaves_and_comes_in(world, run, tmp_path):
    fill(world.manager)
    for name in ("list.csv", "feeds.opml"):
        assert run("export", str(tmp_path / name)).exit_code == 0
    assert "Borealis" in (tmp_path / "list.csv").read_text("utf-8-sig")
    told = json.loads(run("import", str(tmp_path / "list.csv"), "--json").stdout)
    assert told == {"read": 1, "added": 0} and set(told) <= TOLD
    assert run("export", str(tmp_path / "list.pdf")).exit_code == 2
    assert run("import", str(tmp_path / "none.csv")).exit_code == 2


def test_feeds_are_fetched_and_one_that_fails_ends_with_1(world, run, settings):
    with publishing() as publisher:
        settings.INTERNAL_HOSTS = publisher.hosts
        for path in ("/rss", "/broken"):
            since, feed = reading.date(2026, 1, 1), publisher.url(path)
            made = reading.item(title=path, kind="book", every_days=9, since=since, feed=feed)
            keeping.follow(world.manager, made)
        answer = run("feeds", "fetch", "--json")
    told = json.loads(answer.stdout)
    assert answer.exit_code == 1 and set(told) <= TOLD
    assert (told["feeds"], told["failed"], told["new"]) == (2, 1, 2) and told["failures"][0]["title"] == "/broken"


def test_a_wrong_token_opens_nothing(world, run, monkeypatch):
    monkeypatch.setenv("GOLIVE_TOKEN", "golive_wrong")
    for words in (["due"], ["list"], ["add", "X"], ["read", "1"], ["certificates"], ["feeds", "fetch"]):
        assert run(*words).exit_code == 2
    assert CliRunner().invoke(assemble("stories"), ["stories", "--desk", "--practice", "25"]).exit_code == 2


def test_the_story_of_ones_own_learning_is_told_by_token_and_else_not(world, run):
    fill(world.manager)
    stories = assemble("stories")
    told = json.loads(CliRunner().invoke(stories, ["stories", "--desk", "--practice", "25", "--json"]).stdout)
    (story,) = told["stories"]
    assert story["practice"] == 25 and story["score"] >= 8 and "41.5 of 60 PDUs" in story["text"]
    told = CliRunner().invoke(stories, ["stories", "acme-crm", "--practice", "25"])
    assert told.exit_code == 1 and "no story of practice 25" in told.output
