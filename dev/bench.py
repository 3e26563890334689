"""make bench: services of its own under var/bench, thrown away at the end; then manage.py bench.

Parts to measure may be named: python -m dev.bench caseload.
"""

import os
import subprocess
import sys
from pathlib import Path

from dev.diensten import CHECKOUT, Diensten, Melding, vergeet_gegeven
from dev.start import PYTHON, beheer, verzamel_statisch


def main() -> None:
    vergeet_gegeven()
    diensten = Diensten("bench")
    diensten.wis()  # what a killed run left
    try:
        os.environ.update(diensten.begin())
        os.environ.update(DEMO="1", DEBUG="0")
        beheer("migrate", "--noinput")
        verzamel_statisch(Path(os.environ["STATIC_DIR"]))
        if subprocess.run([PYTHON, "manage.py", "bench", *sys.argv[1:]], cwd=CHECKOUT).returncode:
            raise Melding("De meting brak af; de reden staat hierboven.")
    finally:
        diensten.einde()
        diensten.wis()


if __name__ == "__main__":
    try:
        main()
    except Melding as melding:
        sys.exit(str(melding))
