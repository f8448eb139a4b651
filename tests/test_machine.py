"""Do the tools that other tests lean on work here?"""

from __future__ import annotations

import subprocess
import sys

import psycopg
import pytest

from tests import postgres


@pytest.mark.browser
def test_the_browser_renders_a_page(page):
    page.set_content("<title>Acme</title><p>21 Mar 2027</p>")
    assert page.title() == "Acme"
    assert page.inner_text("p") == "21 Mar 2027"


@pytest.mark.postgres
def test_the_throw_away_server_answers_and_is_gone_afterwards():
    with postgres.cluster() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 7 * 6").fetchone() == (42,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.mark.postgres
def test_a_command_finds_the_server_in_its_environment_and_its_exit_code_comes_back():
    program = "import os, psycopg, sys; c = psycopg.connect(os.environ['GOLIVE_DATABASE_URL'])"
    program += "; sys.exit(c.execute('SELECT 5').fetchone()[0])"
    assert subprocess.run([sys.executable, "-m", "tests.postgres", sys.executable, "-c", program]).returncode == 5
