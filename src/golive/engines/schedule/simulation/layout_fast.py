"""The functions of `layout`, compiled by numba (the extra `fast`). Import it only through `fast.laid_out`."""

from __future__ import annotations

from typing import Any

import numba

from golive.engines.schedule.kernel_cache import forget_stale
from golive.engines.schedule.simulation import layout

soon_after: Any = numba.njit(cache=True)(layout.soon_after)
kept_in: Any = numba.njit(cache=True)(layout.kept_in)

forget_stale((soon_after, kept_in), (layout,))
