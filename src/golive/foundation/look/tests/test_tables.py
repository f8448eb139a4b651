from __future__ import annotations

import pytest
from markupsafe import Markup

from golive.foundation.look.tables import Column, Row, table, table_body

COLUMNS = [Column("Title", sort_url="?sort=title&x=1", sorted="ascending"), Column("Score", css="number")]


def test_text_from_people_cannot_become_markup() -> None:
    page = table(COLUMNS, [Row(["<script>alert(1)</script>", '"><img src=x>'], url='/r/"onclick="x')], "Risks <b>")
    assert "<script>" not in page and "<img" not in page and "<b>" not in page
    assert 'href="/r/&#34;onclick=&#34;x"' in page


def test_markup_made_by_the_page_stays_markup() -> None:
    assert "<em>20</em>" in table_body(COLUMNS, [Row(["Title", Markup("<em>20</em>")])])


def test_the_sorted_column_says_so_and_links_to_the_other_order() -> None:
    page = table(COLUMNS, [], "Risks")
    assert 'aria-sort="ascending"' in page and 'href="?sort=title&amp;x=1"' in page


def test_the_first_cell_names_the_row_and_opens_the_drawer() -> None:
    page = table_body(COLUMNS, [Row(["R-1", 3], url="/r/1"), Row(["R-2", 4], url="/r/2", drawer=False)])
    assert '<th scope="row" data-label="Title"><a href="/r/1" hx-target="#drawer-content"' in page
    assert '<a href="/r/2">R-2</a>' in page


def test_a_row_with_a_cell_too_few_is_an_error_and_not_a_shifted_column() -> None:
    with pytest.raises(ValueError, match="shorter"):
        table_body(COLUMNS, [Row(["alone"])])


def test_a_tick_box_is_named_after_its_row() -> None:
    page = table(COLUMNS, [Row([Markup("<i>R-1</i> Late"), 3], select="41")], "Risks", select="item")
    assert 'name="item" value="41" aria-label="Select R-1 Late"' in page
