"""The web server writes its log as the product does, and none of addresses: there is a line per
request already (gebruikers/aanvraag.py)."""

import sys
from pathlib import Path

# gunicorn reads this before it knows our folder.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from gebruikers.logboek import LOGGING

accesslog = None
logconfig_dict = LOGGING
