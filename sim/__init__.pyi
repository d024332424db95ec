from sim.scenario.load import load as load
from sim.studies.ablate.study import ablate as ablate
from sim.studies.calibrate.study import calibrate as calibrate
from sim.studies.compare.study import compare as compare
from sim.studies.crossvalidate.study import crossvalidate as crossvalidate
from sim.studies.discovery.study import discovery as discovery
from sim.studies.export.study import export as export
from sim.studies.fork.ensemble import forks as forks
from sim.studies.fork.study import fork as fork
from sim.studies.page.study import page as page
from sim.studies.run.read import read as read
from sim.studies.run.study import run as run
from sim.studies.sensitivity.study import sensitivity as sensitivity
from sim.studies.stills.study import stills as stills
from sim.studies.sweep.study import sweep as sweep
from sim.studies.validate.agreement_study import agree as agree
from sim.studies.validate.study import validate as validate
from sim.studies.why.study import why as why
from sim.terms.errors import Interrupted as Interrupted
from sim.terms.errors import Refused as Refused

__version__: str
