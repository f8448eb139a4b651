"""In the played demo: is there no numeral on the pages of stories and the résumé that leads nowhere?"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from golive.plain.story import numerals
from tests.played import ROOT

ASK = """
import json, os, re, sys
import django
django.setup()
from html import unescape
from golive.foundation.people.models import Person
from golive.foundation.register_kit.contract import signed_in
client = signed_in(Person.objects.get(name="Maya Okonjo"))
base = "/me/desk/resume/"
client.post(base + "beginning/")
client.post(base + "jobs/", {"position": "Lead", "name": "Vendor", "startDate": "2024-03"})
offered = client.get(base + "jobs/0/record/").content.decode()
lines = [unescape(each) for each in re.findall('name="line" value="([^"]*)"', offered)]
for line in lines:
    client.post(base + "jobs/0/record/", {"line": line})
listed = client.get("/me/desk/stories/").content.decode()
stories = sorted(set(re.findall('"(/me/desk/stories/acme-crm/[0-9]+/)"', listed)))
pages = {each: client.get(each).content.decode() for each in stories}
print(json.dumps({"stories": pages, "resume": client.get(base).content.decode(), "lines": lines}))
"""
FIG = re.compile(r'<(a|span) class="fig[^>]*>.*?</\1>', re.S)


def outside(markup: str) -> str:
    """What is read there beside the marked figures."""
    return unescape(re.sub(r"<[^>]+>", " ", FIG.sub(" ", markup)))


@pytest.mark.slow
@pytest.mark.xdist_group("played")
def test_every_numeral_of_every_story_and_offered_line_is_marked(demo: Path, tmp_path: Path) -> None:
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "GOLIVE_DATA": str(demo)}
    known["DJANGO_SETTINGS_MODULE"] = "golive.web.settings"
    answer = subprocess.run([sys.executable, "-c", ASK], env=known, cwd=tmp_path, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr[-2000:]
    found = json.loads(answer.stdout)
    assert len(found["stories"]) >= 14 and len(found["lines"]) >= 10
    for address, page in found["stories"].items():
        (told,) = re.findall(r'<dl class="told">.*?</dl>', page, re.S)
        assert numerals(outside(told)) == [], address
    (job,) = re.findall(r'<ul class="lines">.*?</ul>\n<div class="row mt">', found["resume"], re.S)
    for paragraph in re.findall(r"<li><p>(.*?)</p>", job, re.S):
        assert "no source" not in paragraph and numerals(outside(paragraph)) == []
