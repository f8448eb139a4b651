"""Is there no numeral on any page of stories and the résumé that nothing answers for?"""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from golive.career.portfolio.resume_view import marks
from golive.career.resume import Bullet
from golive.career.resume.resume import figures
from golive.foundation.register_kit.contract import signed_in
from golive.plain.story import CLAIM, numerals

FIG = re.compile(r'<(a|span) class="fig[^>]*>.*?</\1>', re.S)
TEXT = st.text(st.sampled_from("ab 19,.%$kMQ-"), max_size=40)


@given(TEXT, st.dictionaries(st.sampled_from(["1", "9", "19", "1.9"]), st.sampled_from([CLAIM, "evidence:CR-1"])))
def test_every_figure_of_a_line_is_marked_with_its_state(text, sources):
    line = " ".join(text.split())
    found = marks(Bullet(line, sources), {})
    assert "".join(mark.text for mark in found) == line
    assert [mark.text for mark in found if mark.state] == figures(line)
    assert all(mark.state == "open" for mark in found if mark.state and mark.text not in sources)


def said(page: str) -> str:
    """What the story says on its page, without the figures that are marked."""
    (told,) = re.findall(r'<dl class="told">.*?</dl>', page, re.S)
    return unescape(re.sub(r"<[^>]+>", " ", FIG.sub(" ", told)))


def test_no_numeral_stands_outside_of_a_marked_figure(world, record):
    client = signed_in(world.manager)
    where = client.post("/me/desk/stories/new/", {
        "practice": "6", "situation": "At 3 banks, 2019.", "task": "My task: 120 tellers.",
        "result": "From 20 to 85 %.", "action": "I asked 12 heads on 4 May 2024 at 10:30, twice.", "kinds": [],
    })["Location"]  # fmt: skip
    for address in (
        where,
        f"{where}?names=masked",
        "/me/desk/stories/acme-crm/3/",
        "/me/desk/stories/acme-crm/3/?names=masked",
    ):
        page = client.get(address).content.decode()
        assert FIG.search(page) and numerals(said(page)) == []


def test_no_figure_of_the_printed_sheet_is_without_a_source(world, record):
    client, base = signed_in(world.manager), "/me/desk/resume/"
    client.post(f"{base}beginning/")
    client.post(f"{base}basics/", {"name": "Jo", "email": "jo@example.org", "summary": "12 roll-outs"})
    client.post(f"{base}jobs/", {"position": "Lead", "name": "Vendor", "startDate": "2024-03"})
    lines = re.findall(r'name="line" value="([^"]*)"', client.get(f"{base}jobs/0/record/").content.decode())
    for line in lines:
        client.post(f"{base}jobs/0/record/", {"line": unescape(line)})
    client.post(f"{base}jobs/0/lines/", {"text": "Won 7 sponsors", "claims": "on"})
    page = client.get(base).content.decode()
    sheet = re.findall(r'<p class="(bullet|text|label)">(.*?)</p>', page)
    answered = {figure for _, text in sheet for figure in figures(text)}
    marked = {re.sub(r"<[^>]+>", "", found.group()) for found in FIG.finditer(page)}
    rows = re.findall(r'<li><b>([^<]*)</b> <span class="sign">claim', page)
    claimed = {figure for row in rows for figure in row.split(", ")}
    assert marked >= {"7", "10"} and "12" in claimed
    assert answered <= marked | claimed
