from sim.scenario.load import load as load
from sim.studies.calibrate import calibrate as calibrate
from sim.studies.compare import compare as compare
from sim.studies.discovery import discovery as discovery
from sim.studies.ensemble import run as run
from sim.studies.fork import fork as fork
from sim.studies.forks import forks as forks
from sim.studies.sensitivity import sensitivity as sensitivity
from sim.studies.sweep import sweep as sweep

__version__: str
