"""A password that is one's own name, however spaced, is refused with a sentence."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wachtwoord", ["Pieter Goossens", "PieterGoossens", "pietergoossens1", "pieter@eik.example"]
)
def test_de_eigen_naam_is_geen_wachtwoord(wachtwoord):
    pieter = f.GebruikerFactory(email="pieter@eik.example", voornaam="Pieter", naam="Goossens")
    with pytest.raises(ValidationError, match="lijkt te veel op je naam of je e-mailadres"):
        validate_password(wachtwoord, pieter)
    validate_password("paarse fiets vliegt", pieter)
