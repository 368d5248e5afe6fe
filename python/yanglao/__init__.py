"""yanglao (养老): who waits, who is cared for where, and what it costs whom, in a province's care for older people."""

import os
from pathlib import Path

from yanglao import _core, plot, sensitivity
from yanglao.compare import compare
from yanglao.design import latin_hypercube, sobol
from yanglao.errors import Fault, FileError, PrecisionWarning, ScenarioError, UnknownName
from yanglao.information import value_of_information
from yanglao.job import Job
from yanglao.jobs import run_jobs
from yanglao.lives import lives
from yanglao.merge import merge
from yanglao.parameters import parameters
from yanglao.replay import Replay, replay
from yanglao.reading import open
from yanglao.results import Results
from yanglao.run import run
from yanglao.scenario import Scenario, scenarios
from yanglao.stopping import Precision
from yanglao.sweep import sweep
from yanglao.uncertainty import drawn, uncertainty
from yanglao.variance import variance_shares

__version__ = _core.__version__
__all__ = [
    "Fault",
    "FileError",
    "Job",
    "Precision",
    "PrecisionWarning",
    "Replay",
    "Results",
    "Scenario",
    "ScenarioError",
    "UnknownName",
    "compare",
    "drawn",
    "latin_hypercube",
    "lives",
    "merge",
    "open",
    "parameters",
    "plot",
    "replay",
    "run",
    "run_jobs",
    "scenarios",
    "sensitivity",
    "sobol",
    "sweep",
    "uncertainty",
    "value_of_information",
    "variance_shares",
]


def _use_own_scenarios() -> None:
    """Those inside the installed package; in a checkout, those of the checkout. $YANGLAO_SCENARIOS goes before both."""
    here = Path(__file__).resolve().parent
    for folder in (here / "scenarios", here.parents[1] / "scenarios"):
        if folder.is_dir() and "YANGLAO_SCENARIOS" not in os.environ:
            _core.set_folder(str(folder))
            return


_use_own_scenarios()
