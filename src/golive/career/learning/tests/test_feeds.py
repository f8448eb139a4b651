"""Are feeds read by a real server's answers: what is new once, what is bad in the open, and nothing past the guard?"""

from __future__ import annotations

import time

import pytest

from golive.career.learning import feed_file, feeds, keeping, reading, reads
from golive.career.learning.models import FeedEntry, FetchRun, ReadingItem
from golive.career.learning.tests.publisher import RSS, publishing
from golive.foundation import jobs
from golive.foundation.jobs.models import Job
from golive.foundation.register_kit.contract import signed_in
from golive.plain.verdict import Refused

NOW = "2026-03-16T08:00:00+00:00"
F = "/me/desk/learning/feeds/"


@pytest.fixture
def publisher(settings):
    with publishing() as told:
        settings.INTERNAL_HOSTS = told.hosts
        yield told


def followed(person, *addresses):
    made = [
        reading.item(
            title=feed.rsplit("/", 1)[1], kind="publication", every_days=30, since=reading.date(2026, 1, 1), feed=feed
        )
        for feed in addresses
    ]
    keeping.follow_all(person, made)


def asked(publisher, path, before=None):
    return feeds.fetch(publisher.url(path), before or feeds.Fetched(), NOW)


def test_rss_and_atom_come_as_plain_text(publisher):
    fetched, entries = asked(publisher, "/rss")
    assert fetched.title == "Praxis & more" and fetched.ok_at == NOW and not fetched.problem
    assert [entry["id"] for entry in entries] == ["b", "a"]
    assert entries[0] | {"id": ""} == {
        "id": "", "title": "Second bold", "address": "https://example.com/b", "on": "2026-03-03", "summary": "Go live"
    }  # fmt: skip
    assert entries[1]["address"] == ""
    _, (entry,) = asked(publisher, "/atom")
    assert (entry["title"], entry["on"], entry["summary"]) == ("An atom", "2026-03-01", "small")


def test_what_has_not_changed_is_not_sent_again(publisher):
    first, _ = asked(publisher, "/rss")
    again, entries = asked(publisher, "/rss", first)
    assert entries == [] and again.ok_at == NOW and again.title == "Praxis & more"
    _, headers = publisher.asked[-1]
    assert headers["if-none-match"] == first.etag and headers["if-modified-since"] == first.modified
    assert "cookie" not in headers and headers["user-agent"] == "golive"
    asked(publisher, "/atom", first)
    assert "if-none-match" not in publisher.asked[-1][1]


def test_a_redirect_is_followed_as_a_call_of_its_own(publisher):
    fetched, entries = asked(publisher, "/to-rss")
    assert len(entries) == 2 and not fetched.problem


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/broken", "not well-formed"),
        ("/laughs", "declares a DTD"),
        ("/outside", "declares a DTD"),
        ("/page", "not <RDF or feed or rss>"),
        ("/large", "more than 2,097,152 bytes"),
        ("/gone", "answered 404"),
        ("/to-private", "not a public address"),
        ("/to-unlisted", "127.0.0.2"),
        ("/to-loop", "leads on more than 3 times"),
    ],
)
def test_what_is_no_good_is_told_with_its_reason_and_what_was_known_stays(publisher, path, why):
    before = feeds.Fetched(publisher.url(path), "T", '"tag"', "", "then", "then")
    fetched, entries = asked(publisher, path, before)
    assert why in fetched.problem and fetched.cure and entries == []
    assert (fetched.ok_at, fetched.asked_at, fetched.etag, fetched.title) == ("then", NOW, '"tag"', "T")


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_a_feed_that_drips_is_left_in_time(publisher, settings, path):
    settings.FEED_SECONDS = 0.3
    began = time.monotonic()
    fetched, _ = asked(publisher, path)
    assert "took longer than 0.3 s" in fetched.problem and time.monotonic() - began < 3


def test_an_address_inside_of_the_house_is_refused_before_anything_is_sent(publisher, settings, world):
    settings.INTERNAL_HOSTS = frozenset()
    fetched, _ = asked(publisher, "/rss")
    assert fetched.problem and publisher.asked == []
    made = reading.item(
        title="A", kind="book", every_days=9, since=reading.date(2026, 1, 1), feed=publisher.url("/rss")
    )
    with pytest.raises(Refused) as refused:
        keeping.follow(world.manager, made)
    assert refused.value.refusals[0].field == "feed" and not ReadingItem.objects.exists()


def test_entries_are_kept_once_and_no_more_of_them_than_the_setting_says(publisher, settings, world):
    settings.FEED_ENTRIES = 3
    followed(world.manager, publisher.url("/rss"))
    row = ReadingItem.objects.get()
    fetched, entries = asked(publisher, "/rss")
    assert keeping.arrived(row, fetched, entries) == 2 and keeping.arrived(row, fetched, entries) == 0
    more = [{**entries[0], "id": f"c{n}", "title": f"New {n}"} for n in range(3)]
    assert keeping.arrived(row, fetched, more) == 3
    assert [entry.words["title"] for entry in FeedEntry.objects.all()] == ["New 0", "New 1", "New 2"]


@pytest.mark.django_db(transaction=True)
def test_a_job_reads_all_feeds_and_is_found_again(publisher, world):
    followed(world.manager, *(publisher.url(path) for path in ("/rss", "/atom", "/broken")))
    client = signed_in(world.manager)
    assert client.post(f"{F}fetch/")["Location"] == F
    client.post(f"{F}fetch/")
    assert Job.objects.count() == 1
    run = FetchRun.objects.get()
    assert "Reading your feeds" in client.get(F).content.decode()
    jobs.run_pending()
    assert client.get(f"{F}runs/{run.pk}/progress/")["HX-Refresh"] == "true"
    assert client.get(f"{F}runs/{run.pk}/")["Location"] == F
    page = client.get(F).content.decode()
    assert "1 feed cannot be read." in page and "An atom" in page and "Second bold" in page
    assert "Never read well." in page and "alert" not in page.split("<main", 1)[1]
    job = Job.objects.get()
    assert job.state == "done" and job.done == 3 and "127" not in f"{job.title} {job.args} {job.result} {job.message}"
    publisher.pages["/broken"] = RSS.replace(b"<guid>", b"<guid>x")
    publisher.pages.pop("/atom")
    client.post(f"{F}fetch/")
    jobs.run_pending()
    page = client.get(F).content.decode()
    assert "answered 404" in page and "Last read well on" in page and "An atom" in page
    assert FeedEntry.objects.count() == 5 and FetchRun.objects.get().told == {"feeds": 3, "failed": 1, "new": 2}


def test_no_markup_is_left_of_anything_that_publishers_write():
    for markup in (
        "<svg><script>x</script></svg>ok",
        "<!--<b>-->ok",
        "<style>*{}</style>ok",
        "&lt;b&gt;ok",
        "ok\x00\u202e",
    ):
        assert "ok" in feed_file.plain(markup, 50)
    assert feed_file.plain("word " * 100, 20) == "word word word…"


def test_a_feed_that_puts_the_oldest_first_is_read_from_its_newest(publisher, settings):
    settings.FEED_ENTRIES = 2
    dated = "".join(
        f"<item><guid>{n}</guid><title>T{n}</title><pubDate>0{n} Mar 2026 08:00 GMT</pubDate></item>"
        for n in range(1, 6)
    )
    publisher.pages["/rss"] = f'<rss version="2.0"><channel><title>X</title>{dated}</channel></rss>'.encode()
    assert [entry["title"] for entry in asked(publisher, "/rss")[1]] == ["T5", "T4"]


def test_two_windows_at_once_begin_one_reading(world):
    first = keeping.begin_fetch(world.manager)
    FetchRun.objects.filter(pk=first.pk).update(job=None)  # as the second window saw it: not yet written
    assert keeping.begin_fetch(world.manager) == first and FetchRun.objects.count() == 1


def test_a_feed_that_was_dropped_is_not_asked(publisher, world):
    followed(world.manager, publisher.url("/rss"))
    keeping.set_state(ReadingItem.objects.get(), "dropped")
    assert reads.feeds_of(world.manager) == []
