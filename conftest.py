"""What every test of the house may ask for: a browser, a PostgreSQL, the real files; and when it is left out."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page, sync_playwright

from golive.foundation.implementations.actions import open_implementation
from golive.foundation.implementations.models import Implementation
from tests import chromium, postgres, spoken
from tests.examples import EVERYDAY
from tests.world import NOW, World

pytest_plugins = ["tests.template", "tests.installations", "tests.played", "tests.opened", "tests.long"]
# A busy machine is no fault of the code: no example is failed for its time.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
# Everyday runs look at fewer examples; CI looks at all of them.
hypothesis.settings.register_profile("everyday", hypothesis.settings.get_profile("house"), max_examples=EVERYDAY)
hypothesis.settings.load_profile("house" if os.environ.get("CI") else "everyday")
HERE = Path(__file__).parent
SHARED_DATA = Path(os.environ.get("GOLIVE_SHARED_DATA", HERE.parent / "shared" / "data"))


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the garbage collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A missing tool skips its tests and says so; in CI it fails them, so that nothing is left out unseen."""
    if item.get_closest_marker("browser") and chromium.program() is None:
        _leave_out(chromium.MISSING)
    if item.get_closest_marker("postgres") and postgres.binaries() is None:
        _leave_out(postgres.MISSING)
    if item.get_closest_marker("spoken") and (lacking := spoken.missing()):
        _leave_out(lacking)
    if item.get_closest_marker("shared_data") and not SHARED_DATA.is_dir():
        pytest.skip("The real files are not beside this project. Name their folder in GOLIVE_SHARED_DATA.")


def _leave_out(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{reason} CI leaves no test out.", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of this run: no test touches the one that somebody works with."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "static").mkdir()
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": folder / "files"}}
    with override_settings(
        DATA=folder,
        CONNECTIONS=folder / "connections.toml",
        STATIC_ROOT=folder / "static",
        STORAGES=storages,
        PASSWORD_HASHERS=["tests.hashing.LightArgon2"],
    ):
        yield folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real plans, tickets and tables; the test carries the mark shared_data."""
    return SHARED_DATA


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server for this run; the test carries the mark postgres."""
    with postgres.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for this run; the test carries the mark browser."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    # Playwright's loop runs in the thread of the test, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.program(), args=chromium.FLAGS)
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own: no cookie of another test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def other(world: World) -> Implementation:
    """A second, empty implementation of the same manager: nothing of the first may be seen here."""
    return open_implementation(by=world.manager, slug="other", name="Other", client="Other", clock=NOW)
