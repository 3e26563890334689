"""What the database itself refuses, whoever asks."""

import pytest
from django.db import IntegrityError

from tests import factories as f


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"soort": "sao"}, "afwijkende_soort_heeft_reden"),
        ({"soort": "oao", "uren_werkplek": 12}, "afwijkende_soort_heeft_reden"),
        ({"soort": "dao"}, "afwijkende_soort_heeft_reden"),
        ({"soort": "sao", "uren_werkplek": 12, "vergoeding_cent": 1}, "vergoeding_alleen_bij_oao"),
    ],
)
def test_de_databank_bewaakt_soort_en_vergoeding(mensen, velden, naam):
    with pytest.raises(IntegrityError, match=naam):
        f.OvereenkomstFactory(traject=mensen.traject, **velden)
