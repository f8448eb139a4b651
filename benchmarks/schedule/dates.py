"""How fast are dates computed, plan files read, and large plans opened, scheduled and written back?"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.schedule.generated import generated
from benchmarks.schedule.measured import Line, alone, cpu
from golive.engines.schedule import schedule, write_mspdi
from golive.engines.schedule.dates import cpm
from golive.engines.schedule.dates.engine import PLAIN, Engine, compiled
from golive.engines.schedule.dates.network import Network, network

CPM_MS = {1_000: 0.2, 10_000: 2.5, 100_000: 60.0}
READ = (
    "import sys\nfrom golive.engines.schedule import read_plan\nplan = read_plan(sys.argv[1])\n"
    "found = {'tasks': len(plan.tasks)}"
)
WHOLE = (
    "import sys\nfrom pathlib import Path\nfrom golive.engines.schedule import read_plan, schedule, write_mspdi\n"
    "plan = read_plan(sys.argv[1])\ndates = schedule(plan)\nPath(sys.argv[2]).write_bytes(write_mspdi(plan))\n"
    "found = {'tasks': len(plan.tasks)}"
)
PARSE = (
    "import sys\nfrom xml.etree.ElementTree import iterparse\n"
    "for _, element in iterparse(sys.argv[1]):\n    element.clear()\nfound = {}"
)
NOTHING = "import golive.engines.schedule\nfound = {}"


def sections() -> list[tuple[str, object]]:
    """The sections of this module."""
    return [("critical path, 3 calendars, 4 link types, ms of CPU", kernels), ("files", files)]


def _passes(net: Network, known: cpm.Given, engine: Engine) -> None:
    found = cpm.forward(net, known, engine=engine)
    found = cpm.backward(net, known, found, engine=engine)
    cpm.floats(net, known, found, engine=engine)


def kernels(quick: bool = False) -> Iterator[Line]:
    """Forward, backward and floats of both engines, paired."""
    fast = compiled()
    for size, limit in CPM_MS.items():
        if quick and size > 10_000:
            continue
        plan = generated(size)
        net = network(plan)
        known = cpm.given(net, None, plan.options.mode)
        plain = cpu(lambda net=net, known=known: _passes(net, known, PLAIN), 3 if size < 100_000 else 1) * 1e3
        if fast is not None:
            quickest = cpu(lambda net=net, known=known: _passes(net, known, fast), 21) * 1e3
            yield Line(f"{size} tasks, compiled", quickest, "ms", limit, f"plain {plain / quickest:.0f} times as long")
        yield Line(f"{size} tasks, plain Python", plain, "ms")
        again = cpu(lambda plan=plan: (plan.__dict__.pop("_network", None), schedule(plan)), 3) * 1e3
        yield Line(f"{size} tasks, from the plan to the dates", again, "ms")


def files(quick: bool = False) -> Iterator[Line]:
    """Reading alone, and the whole way, each in a process of its own; the import of the engine is taken off."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "10000.xml"
        path.write_bytes(write_mspdi(generated(10_000)))
        runs = [(alone(NOTHING), alone(READ, str(path)), alone(PARSE, str(path))) for _ in range(3 if quick else 7)]
        spent = median(read["cpu"] - nothing["cpu"] for nothing, read, _ in runs)
        bare, memory = median(parse["cpu"] for *_, parse in runs), median(r["mb"] - n["mb"] for n, r, _ in runs)
        beside = f"{path.stat().st_size / 1e6:.1f} MB; {spent / bare:.1f} times a bare iterparse"
        yield Line("MSPDI, 10000 tasks, read", spent, "s", 0.3, beside)
        yield Line("MSPDI, 10000 tasks, memory above the engine's", memory, "MB", 40)
        if quick:
            return
        path = Path(folder) / "100000.xml"
        path.write_bytes(write_mspdi(generated(100_000)))
        found = alone(WHOLE, str(path), str(Path(folder) / "back.xml"))
        yield Line("MSPDI, 100000 tasks, read, scheduled, written back", found["cpu"], "s", 10)
        yield Line("MSPDI, 100000 tasks, peak memory", found["mb"], "MB", 600)
