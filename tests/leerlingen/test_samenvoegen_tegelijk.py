"""Somebody else works on one of the two at the very moment that they are merged."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from gebruikers.muur import alle_scholen, open_voor
from leerlingen import acties_samenvoegen as acties
from tests import cast
from tests import factories as f
from tests.leerlingen.dubbel import kies


def _kan_nog(*vragen: str) -> dict[str, bool]:
    """Of each query whether somebody else can do it now, without waiting."""
    kan = {}

    def probeer():
        try:
            with open_voor(*alle_scholen()):
                for vraag in vragen:
                    try:
                        with transaction.atomic(), connection.cursor() as cursor:
                            cursor.execute(vraag)
                        kan[vraag] = True
                    except DatabaseError:
                        kan[vraag] = False
        finally:
            connection.close()

    draad = threading.Thread(target=probeer)
    draad.start()
    draad.join()
    return kan


@pytest.mark.django_db(transaction=True)
def test_wie_op_het_lege_traject_iets_maakt_wacht(monkeypatch):
    """What hangs something on a row locks it, as the foreign key does: before the two are compared
    that cannot be done any more."""
    m = cast.maak()
    nieuw = f.LeerlingFactory(school=m.school)
    leeg = f.TrajectFactory(school=m.school, leerling=nieuw, fase="aanmelding")
    vragen = (
        f"SELECT 1 FROM trajecten_traject WHERE id = {leeg.pk} FOR KEY SHARE NOWAIT",
        f"SELECT 1 FROM trajecten_traject WHERE id = {m.traject.pk} FOR KEY SHARE NOWAIT",
        f"SELECT 1 FROM leerlingen_betrokkene WHERE id = {m.moeder.pk} FOR SHARE NOWAIT",
    )
    assert all(_kan_nog(*vragen).values())
    _, keuze = kies(m.leerling, nieuw)
    gezien, vergelijk = [], acties.vergelijk

    def kijk(*rijen):
        gezien.append(_kan_nog(*vragen))
        return vergelijk(*rijen)

    monkeypatch.setattr(acties, "vergelijk", kijk)
    acties.voeg_samen(m.leerling, nieuw, keuze, door=m.ada)
    assert gezien == [dict.fromkeys(vragen, False)]
