"""What the database refuses, said in a sentence."""

import pytest
from django.db import IntegrityError

from gebruikers.models import Gebruiker
from gebruikers.overgang import Weigering, weiger_bij
from tests.factories import GebruikerFactory

pytestmark = pytest.mark.django_db


def _nog_een(als: Gebruiker) -> None:
    Gebruiker.objects.create(pk=als.pk, email="ander@test.example")


def test_wie_te_laat_is_leest_waarom_en_kan_verder():
    wie = GebruikerFactory()
    with pytest.raises(Weigering, match="Te laat"), weiger_bij("gebruiker_pkey", "Te laat."):
        _nog_een(wie)
    assert Gebruiker.objects.filter(pk=wie.pk).exists()


def test_een_andere_regel_van_de_databank_blijft_een_fout():
    wie = GebruikerFactory()
    with pytest.raises(IntegrityError), weiger_bij("iets_anders", "Te laat."):
        _nog_een(wie)
