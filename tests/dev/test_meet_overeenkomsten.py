"""The measurement of agreements, on a handful: what it fills is what the register shows."""

import pytest

from dev import meet_overeenkomsten as meet
from dev.meetlat import vul_school
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Schorsing

pytestmark = pytest.mark.django_db


def test_een_school_met_overeenkomsten_in_elke_stand(client):
    school, gebruiker = vul_school("klein", 44)
    meet.vul_overeenkomsten(school, 40)
    rijen = Overeenkomst.objects.filter(school=school)
    assert rijen.count() == 40
    assert set(rijen.values_list("status", flat=True)) == {
        "concept", "ter_ondertekening", "getekend",
    }  # fmt: skip
    assert Ondertekenaar.objects.count() == 3 * rijen.exclude(status="concept").count()
    assert Schorsing.objects.count() == 2
    opleiding = school.opleidingen.get().pk
    client.force_login(gebruiker)
    for naam, vraag in meet.BLADEN.items():
        url = f"/{school.code}/overeenkomsten/{vraag.format(opleiding=opleiding)}"
        assert client.get(url, headers={"host": "localhost"}).context["page_obj"], naam


def test_hoe_bezet_de_kernen_waren_is_die_van_de_minst_bezette():
    begin, einde = [(100, 200), (100, 200)], [(110, 300), (150, 300)]
    assert meet._bezet(begin, einde) == 0.5
