#!/usr/bin/env python
"""Commands of the product. Without DATABASE_URL and REDIS_URL it uses the embedded services, and
starts them for the length of the command when they do not run."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError

from config.geheimen import lees_bestanden
from dev.diensten import Diensten, Melding

# These change or read the schema and run as the role that owns it.
ALS_EIGENAAR = {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "flush"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if ALS_EIGENAAR & set(sys.argv[1:2]):
        os.environ["ALS_EIGENAAR"] = "1"
    diensten = None
    try:
        lees_bestanden()
        if not {"DATABASE_URL", "REDIS_URL"} <= os.environ.keys():
            diensten = Diensten()
            os.environ.update(diensten.begin())
            if diensten.eigen_pg:
                os.environ.setdefault("DEMO", "1")
        execute_from_command_line(sys.argv)
    except Melding as melding:
        sys.exit(str(melding))
    except ImproperlyConfigured as fout:
        sys.exit(f"De instellingen kloppen niet: {fout}")
    except OperationalError as fout:
        sys.exit(f"De databank is niet bereikbaar. Kijk DATABASE_URL na. ({fout})".strip())
    finally:
        if diensten:
            diensten.einde()


if __name__ == "__main__":
    main()
