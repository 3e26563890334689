"""The page of a history, as words."""

import pytest
from django.utils.html import strip_tags


@pytest.fixture
def pagina(client_van, adres):
    """pagina("bea", "traject", traject): all that stands there."""

    def lees(naam: str, soort: str, rij, **vraag) -> str:
        antwoord = client_van(naam).get(adres("overzichten:geschiedenis", soort, rij.pk), vraag)
        assert antwoord.status_code == 200
        return " ".join(strip_tags(antwoord.text.partition("<main")[2]).split())

    return lees
