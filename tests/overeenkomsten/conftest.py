from pathlib import Path

import pytest

HIER = Path(__file__).parent
# WeasyPrint opens its colour profile and leaves the closing to Python; our own files stay strict.
OPEN_PROFIEL = "ignore:.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"


def pytest_collection_modifyitems(items):
    for item in items:
        if HIER in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(OPEN_PROFIEL))
