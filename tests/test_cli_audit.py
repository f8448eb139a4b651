"""Does `golive audit` prove the log, and end with 1 when it cannot?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installations import ROOT, Installation

TAMPERING = "golive.foundation.audit.tests.forging"


def golive(installation: Installation, *words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "golive", *words]
    ended = subprocess.run(command, env=installation.environment, text=True, capture_output=True, cwd=ROOT)
    return ended.returncode, ended.stdout.strip() or ended.stderr


@pytest.mark.slow
def test_a_log_is_proved_anchored_exported_and_a_forgery_is_named(installation: Installation, tmp_path: Path) -> None:
    installation.run("golive.foundation.audit.tests.crowd", 2, 5)
    code, anchor = golive(installation, "audit", "anchor")
    assert (code, anchor.split(":")[0]) == (0, "10")
    code, said = golive(installation, "audit", "verify", "--json", "--anchor", anchor)
    assert (code, json.loads(said)["checked"], json.loads(said)["anchors"]) == (0, 10, 1)

    export = tmp_path / "log.jsonl"
    assert golive(installation, "audit", "export", str(export))[0] == 0
    key = Path(installation.environment["GOLIVE_DATA"]) / "audit.key"
    checked = subprocess.run([ROOT / "bin" / "verify-audit", export, "--key", key, "--anchor", anchor], text=True)
    assert checked.returncode == 0

    installation.run(TAMPERING, 7)
    code, said = golive(installation, "audit", "verify")
    assert (code, said.split(":")[0]) == (1, "Entry 7 (test.decided)")
    assert golive(installation, "audit", "verify", "--anchor", "7")[0] == 2
