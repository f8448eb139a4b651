"""In which ways may a job end before it is done?"""


class Cancelled(Exception):
    """Somebody cancelled it; `job.advance` raises this at the next step."""


class Interrupted(Exception):
    """The worker is asked to stop; the job goes back to the queue and begins anew."""


class LeaseLost(Exception):
    """The worker was silent for so long that another one took the job; whatever this one did is rolled back."""


class Failed(Exception):
    """It cannot succeed, so trying again is no use: what is wrong, then the cure, in words for people."""

    def __init__(self, problem: str, cure: str = "") -> None:
        super().__init__(f"{problem} {cure}".strip())
