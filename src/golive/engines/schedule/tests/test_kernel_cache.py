"""What is kept of a compiled kernel is used only as long as everything it was compiled from stays the same."""

import importlib
import sys

import pytest

from golive.engines.schedule.kernel_cache import forget_stale

numba = pytest.importorskip("numba")

INNER = "def more():\n    return {number}\n"
OUTER = """\
import sys
from numba import njit
from numba.extending import register_jitable
from golive.engines.schedule.kernel_cache import forget_stale
import inner_of_test as inner
more = register_jitable(inner.more)

@njit(cache=True)
def kernel(number):
    return number + more()

if {cared}:
    forget_stale([kernel], [inner, sys.modules[__name__]])
"""


@pytest.fixture
def answer(tmp_path, monkeypatch):
    """What the kernel says with this number inside, in what counts as a new process; and whether it was kept."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def ask(number, *, cared=True):
        (tmp_path / "inner_of_test.py").write_text(INNER.format(number=number))
        (tmp_path / "outer_of_test.py").write_text(OUTER.format(cared=cared))
        for name in ("inner_of_test", "outer_of_test"):
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        kernel = importlib.import_module("outer_of_test").kernel
        return kernel(1), sum(kernel.stats.cache_hits.values()) > 0

    yield ask
    for name in ("inner_of_test", "outer_of_test"):
        sys.modules.pop(name, None)


def test_a_change_in_another_file_is_compiled_anew(answer):
    assert answer(1) == (2, False)
    assert answer(1) == (2, True)
    assert answer(5) == (6, False)
    assert answer(5) == (6, True)


def test_without_that_the_old_code_would_run_on(answer):
    assert answer(1, cared=False) == (2, False)
    assert answer(5, cared=False) == (2, True)


def test_a_kernel_that_is_not_kept_is_left_alone():
    forget_stale([numba.njit(lambda: 1)], [sys.modules[__name__]])
