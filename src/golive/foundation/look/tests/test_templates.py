from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace as Given
from typing import Any

import jinja2
import pytest
from django.contrib.staticfiles import finders

from golive.foundation.look import fonts
from golive.foundation.look.jinja import COMPONENTS, environment, template_dirs
from golive.plain.verdict import Outcome, Refusal, Verdict

LOOK = Path(fonts.__file__).parent
TEMPLATES = sorted((LOOK / "templates").rglob("*.html"))


@pytest.fixture(scope="module")
def env() -> jinja2.Environment:
    made = environment(loader=jinja2.FileSystemLoader(template_dirs()))
    made.globals["static"] = lambda name: f"/static/{name}"
    return made


def shown(env: jinja2.Environment, text: str, **context: Any) -> str:
    return env.from_string(text).render(**context)


def test_a_name_that_is_missing_is_an_error_and_not_a_gap(env: jinja2.Environment) -> None:
    with pytest.raises(jinja2.UndefinedError, match="'nobody' is undefined"):
        shown(env, "{{ nobody }}")


def test_text_is_escaped_without_asking(env: jinja2.Environment) -> None:
    assert shown(env, "{{ t }}", t="<script>") == "&lt;script&gt;"
    assert "<script>" not in shown(
        env,
        "{{ ui.facts([('A', t)]) }}{{ ui.chip(t) }}{{ ui.refusals([r]) }}",
        t="<script>",
        r=Refusal("x", "<script>"),
    )


def test_ages_on_a_page_are_counted_from_the_clock_of_its_implementation(env: jinja2.Environment) -> None:
    stands_still = Given(now=lambda: datetime(2026, 3, 16, 8, tzinfo=UTC))
    at = datetime(2026, 3, 13, 8, tzinfo=UTC)
    met = Given(question="Is it signed?", verdict=Verdict(Outcome.MET, "yes", evidence_at=at))
    text = "{{ at|ago }}; {{ day|ago }}; {{ ui.criteria([met]) }}"
    page = shown(env, text, at=at, day=date(2026, 3, 14), met=met, implementation=stands_still)
    assert page.startswith("3 days ago; 2 days ago;")
    assert "evidence 3 days ago" in page
    assert "on 13 Mar 2026" in shown(env, text, at=at, day=at, met=met, implementation=None)


def test_an_unknown_component_says_where_the_list_is(env: jinja2.Environment) -> None:
    with pytest.raises(jinja2.UndefinedError, match="cards"):
        shown(env, "{{ ui.cards() }}")


def test_every_template_can_be_read_and_none_needs_inline_style_or_script(env: jinja2.Environment) -> None:
    for path in TEMPLATES:
        env.get_template(str(path.relative_to(LOOK / "templates")))
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path


def test_every_component_stands_in_the_guide(env: jinja2.Environment) -> None:
    guide = (LOOK.parents[3] / "docs" / "design.md").read_text(encoding="utf-8")
    for part in COMPONENTS:
        for name in re.findall(
            r"{% macro (\w+)\(", (LOOK / f"templates/look/components/{part}.html").read_text(encoding="utf-8")
        ):
            assert f"ui.{name}" in guide, f"ui.{name} is not explained in docs/design.md"


def test_the_drawer_gets_the_record_without_the_frame(env: jinja2.Environment) -> None:
    page = "{% extends layout() %}{% block title %}CR-012{% endblock %}{% block main %}body{% endblock %}"
    asked = Given(path="/c/CR-012/", headers={"HX-Target": "drawer-content"})
    inside = shown(env, page, request=asked)
    assert "<html" not in inside and "drawer-title" in inside and 'href="/c/CR-012/"' in inside
    assert "<html" in shown(env, page, request=Given(path="/c/CR-012/", headers={}))


def test_a_member_who_may_not_is_told_why_and_what_helps(env: jinja2.Environment) -> None:
    page = env.get_template("look/403.html").render(
        refusals=[Refusal("r", "Kim Vale may not approve it.", "Ask a sponsor.")]
    )
    assert "Kim Vale may not approve it." in page and "Ask a sponsor." in page


def test_the_nonce_of_the_request_reaches_every_script(env: jinja2.Environment) -> None:
    page = env.get_template("look/base.html").render(request=Given(path="/", headers={}, csp_nonce="n0nce"))
    assert page.count("<script") == page.count('nonce="n0nce"') == 4


def test_a_missing_fact_is_shown_as_missing(env: jinja2.Environment) -> None:
    assert 'class="missing"' in shown(env, "{{ ui.facts([('Owner', none)]) }}")
    assert "Nobody yet" in shown(env, "{{ ui.person('') }}")


def test_the_font_is_found_in_its_package_under_its_served_name() -> None:
    found = finders.find("golive/fonts/inter.ttf")
    assert found and Path(found).read_bytes()[:4] in (b"\x00\x01\x00\x00", b"true")
    assert finders.find("golive/fonts/comic.ttf") is None
    assert [name for name, _ in fonts.FontFinder().list(None)] == ["golive/fonts/inter.ttf"]


def test_a_refusal_in_the_drawer_does_not_bring_a_second_page_with_it(env: jinja2.Environment) -> None:
    asked = Given(path="/c/CR-012/decide/", headers={"HX-Target": "drawer-content"})
    page = env.get_template("look/403.html").render(
        request=asked, refusals=[Refusal("r", "Kim Vale may not.", "Ask a sponsor.")]
    )
    assert "<html" not in page and "Ask a sponsor." in page and "data-drawer-close" in page
