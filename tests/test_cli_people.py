"""Does the first person of an installation get in, and is a closed account shut?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.installations import ROOT, Installation


def golive(installation: Installation, *words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "golive", "people", *words]
    ended = subprocess.run(command, env=installation.environment, text=True, capture_output=True, cwd=ROOT)
    return ended.returncode, ended.stdout.strip() or ended.stderr.strip()


@pytest.mark.slow
def test_somebody_is_entered_once_and_their_account_is_closed(installation: Installation) -> None:
    code, said = golive(installation, "add", "Jo.Marsh@example.com", "Jo Marsh", "--organisation", "Vendor")
    assert (code, said) == (0, "Jo Marsh can sign in as jo.marsh@example.com: a code is mailed there.")
    code, said = golive(installation, "add", "jo.marsh@example.com", " ")
    assert code == 1
    assert "The name is empty." in said
    assert "jo.marsh@example.com is already here. Give the address a role instead." in said
    assert golive(installation, "close", "nobody@example.com", "--because", "left")[0] == 2
    assert golive(installation, "close", "jo.marsh@example.com", "--because", "left") == (
        0,
        "The account of Jo Marsh is closed.",
    )
