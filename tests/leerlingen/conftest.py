import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leerlingen.models import Invoer


@pytest.fixture
def ada(client_van):
    return client_van("ada")


@pytest.fixture
def upload(ada, adres):
    """Upload as Ada, of the administratie; without `taken_meteen` its job waits for a worker."""

    def doe(inhoud: str | bytes, naam: str = "leerlingen.csv") -> Invoer:
        inhoud = inhoud.encode() if isinstance(inhoud, str) else inhoud
        bestand = SimpleUploadedFile(naam, inhoud, content_type="text/csv")
        antwoord = ada.post(adres("leerlingen:invoer_nieuw"), {"bestand": bestand})
        assert antwoord.status_code == 302, antwoord.context["form"].errors
        return Invoer.objects.select_related("school", "opdracht").first()

    return doe


@pytest.fixture
def blad(ada, adres):
    """The page of an upload, as text."""

    def lees(invoer: Invoer, vraag: str = "", **koppen) -> str:
        return ada.get(adres("leerlingen:invoer", invoer.pk) + vraag, **koppen).text

    return lees
