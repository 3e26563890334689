"""The web process. Refuses to start as a database role that could bypass the rules."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from gebruikers.databankrollen import controleer_toepassingsrol  # noqa: E402  (needs loaded apps)

controleer_toepassingsrol()
