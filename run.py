"""Run a scenario: ``python run.py scenarios/mitrovica.yaml``."""

from sim.main import main

if __name__ == "__main__":
    raise SystemExit(main())
