"""Who guides a traject on a day: in the team then, and still begeleider at the school; and whom one
turns to."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from tests import factories as f
from trajecten.models import Teamlid

pytestmark = pytest.mark.django_db


def namen(mensen, **op) -> list[str]:
    return [str(lid.gebruiker) for lid in mensen.traject.team.begeleiders(**op)]


def test_de_begeleider_van_vandaag(mensen):
    assert namen(mensen) == ["Bea Cast"]
    assert namen(mensen, op=f.dagen(-90)) == []
    Teamlid.objects.filter(gebruiker=mensen.bea.gebruiker).update(tot=f.dagen(3))
    assert namen(mensen, op=f.dagen(3)) == ["Bea Cast"]
    assert namen(mensen, op=f.dagen(4)) == []


@pytest.mark.parametrize("wat", ["voorbij", "andere rol", "andere school", "account dicht"])
def test_wie_de_rol_niet_meer_heeft_begeleidt_niet(mensen, wat):
    rol = Lidmaatschap.objects.filter(pk=mensen.bea.pk)
    if wat == "voorbij":
        rol.update(tot=timezone.localdate() - datetime.timedelta(days=1))
    elif wat == "andere rol":
        rol.update(rol=Rol.PRAKTIJK)
    elif wat == "andere school":
        rol.update(school=mensen.tess.school)
    else:
        type(mensen.bea.gebruiker).objects.filter(pk=mensen.bea.gebruiker_id).update(
            is_active=False
        )
    assert namen(mensen) == []


def aanspreekbaar(mensen) -> list[str]:
    return [str(lid.gebruiker) for lid in mensen.traject.team.aanspreekbaar()]


def test_men_spreekt_aan_wie_er_is(mensen):
    assert aanspreekbaar(mensen) == ["Bea Cast"]
    rij = f.VervangingFactory(
        school=mensen.school, wie=mensen.bea.gebruiker, vervanger=mensen.vera.gebruiker
    )
    assert aanspreekbaar(mensen) == ["Vera Cast"]
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.vera.gebruiker)
    assert aanspreekbaar(mensen) == ["Vera Cast"], "elk een keer"
    rij.delete()
    assert aanspreekbaar(mensen) == ["Bea Cast", "Vera Cast"]


def test_aanspreekbaar_is_men_per_traject(mensen):
    ander = f.TrajectFactory(school=mensen.school)
    f.TeamlidFactory(traject=ander, gebruiker=mensen.bea.gebruiker)
    team = Teamlid.objects.filter(traject__in=(mensen.traject, ander)).aanspreekbaar()
    assert {lid.traject_id for lid in team} == {mensen.traject.pk, ander.pk}
