"""Were the forecasts of finished projects kept as often as promised, and what do these projects teach?"""

from golive.engines.schedule.calibration.calibrate import Calibration, Kept, calibrate
from golive.engines.schedule.calibration.finished import FinishedProject, from_pair, from_plan
from golive.engines.schedule.calibration.folder import read_folder
from golive.engines.schedule.calibration.learn import Learnt
from golive.engines.schedule.calibration.scores import Coverage, Score

__all__ = [
    "Calibration",
    "Coverage",
    "FinishedProject",
    "Kept",
    "Learnt",
    "Score",
    "calibrate",
    "from_pair",
    "from_plan",
    "read_folder",
]
