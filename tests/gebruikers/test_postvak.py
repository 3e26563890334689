"""Postvak uit: every mail of the school."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from gebruikers import acties_school, meekijken
from gebruikers.models import Bericht
from gebruikers.models.bericht import VERTELT_VAN
from gebruikers.overgang import Weigering
from tests import factories as f
from tests.invullen import bewaar


def _bericht(school, **velden) -> Bericht:
    gewoon = {"aan": "els@x.example", "onderwerp": "Teken de overeenkomst", "tekst": "Dag Els"}
    gewoon["soort"] = "vraag"
    return Bericht.objects.create(school=school, **gewoon | velden)


@pytest.fixture
def lijst(client_van, adres):
    def lees(**keuze) -> list[str]:
        antwoord = client_van("ada").get(adres("gebruikers:postvak"), keuze)
        return [bericht.aan for bericht in antwoord.context["page_obj"]]

    return lees


def test_filter_en_zoeken(mensen, lijst):
    _bericht(mensen.school, aan="a@x.example")
    _bericht(mensen.school, aan="b@x.example", staat="mislukt")
    _bericht(mensen.andere_school, aan="c@x.example")
    _bericht(None, aan="d@x.example")
    assert lijst() == ["b@x.example", "a@x.example"]
    assert lijst(staat="mislukt") == ["b@x.example"]
    assert lijst(q="A@X") == ["a@x.example"]
    assert lijst(q="overeenkomst") == ["b@x.example", "a@x.example"]
    assert lijst(staat="onzin", page="onzin") == ["b@x.example", "a@x.example"]


@pytest.mark.parametrize(
    ("keuze", "zin"),
    [
        ({"staat": "mislukt"}, "Er is niets mislukt"),
        ({"staat": "wacht"}, "Er wacht niets"),
        ({"staat": "mislukt", "q": "x"}, "Zoek op een ander stuk van het adres"),
    ],
)
def test_een_lege_staat_zegt_wat_dat_betekent(mensen, client_van, adres, keuze, zin):
    Bericht.objects.update(staat=Bericht.Staat.VERZONDEN)
    assert zin in client_van("coen").get(adres("gebruikers:postvak"), keuze).text


def test_lijst_kost_hetzelfde_voor_een_als_voor_veel(mensen, client_van, adres, meet):
    client, url = client_van("coen"), adres("gebruikers:postvak")
    _bericht(mensen.school)
    een = meet(client, url)
    for _ in range(9):
        _bericht(mensen.school)
    tien = meet(client, url)
    for _ in range(90):
        _bericht(mensen.school)
    assert meet(client, url) == tien == een <= 25


def test_tekst_van_een_gewone_mail(mensen, client_van, adres):
    bericht = _bericht(mensen.school, tekst="Dag <b>Els</b>")
    tekst = client_van("ada").get(adres("gebruikers:bericht", bericht.pk)).content.decode()
    assert "Dag &lt;b&gt;Els&lt;/b&gt;" in tekst


def _gelezen(client, adres, bericht) -> set[str]:
    """Where the subject of this mail is read: in the list, on its own page, by searching for it."""
    lijst = adres("gebruikers:postvak")
    blad = client.get(adres("gebruikers:bericht", bericht.pk))
    assert blad.status_code == 200
    assert (bericht.tekst.split("\n")[0] in blad.text) == (bericht.onderwerp in blad.text)
    zoek = client.get(lijst, {"q": bericht.onderwerp})
    waar = {"lijst": client.get(lijst).text, "blad": blad.text}
    gelezen = {plek for plek, tekst in waar.items() if bericht.onderwerp in tekst}
    return gelezen | ({"zoek"} if bericht in zoek.context["page_obj"] else set())


def test_een_mail_over_meekijken_leest_wie_dat_van_anderen_mag_lezen(mensen, client_van, adres):
    """Who keeps the outbox sees that it was sent and to whom."""
    meekijken.begin(mensen.coen, mensen.bea, reden="Knop zoek")
    meekijken.begin(mensen.coen, mensen.ada, reden="Knop zoek")
    for bericht, naam in zip(
        Bericht.objects.filter(soort="meekijken").order_by("pk"), ("Bea", "Ada"), strict=True
    ):
        Bericht.objects.filter(pk=bericht.pk).update(onderwerp=f"Meekijken met {naam}")
    over_bea, over_ada = Bericht.objects.filter(soort="meekijken").order_by("pk")
    overal = {"lijst", "blad", "zoek"}
    for wie, bericht, waar in (
        ("coen", over_bea, overal),
        ("coen", over_ada, overal),
        ("ada", over_ada, overal),
        ("ada", over_bea, set()),
    ):
        assert _gelezen(client_van(wie), adres, bericht) == waar, (wie, bericht)


@pytest.mark.parametrize("soort", [*(s for soorten in VERTELT_VAN.values() for s in soorten), ""])
def test_een_mail_leest_wie_mag_weten_wat_erin_staat(mensen, soort):
    """Only what it tells of decides; a mail that the table does not know is read by nobody."""
    bericht = _bericht(mensen.school, soort=soort)
    niet_voor_ada = {"plan_vraag", "plan_antwoord", "vraag_beoordeling", "meekijken", ""}
    for lid, leest in ((mensen.coen, soort != ""), (mensen.ada, soort not in niet_voor_ada)):
        assert Bericht.objects.zichtbaar_voor(lid).get(pk=bericht.pk).leesbaar is leest, lid


def test_een_onleesbare_mail_toont_alleen_dat_ze_er_is(mensen, client_van, adres):
    bericht = _bericht(
        mensen.school, soort="plan_vraag", onderwerp="Over L.M.", tekst="Een vraag", staat="mislukt"
    )
    assert _gelezen(client_van("coen"), adres, bericht) == {"lijst", "blad", "zoek"}
    ada = client_van("ada")
    assert _gelezen(ada, adres, bericht) == set()
    blad = ada.get(adres("gebruikers:bericht", bericht.pk)).text
    assert "els@x.example" in blad
    assert "mislukt" in blad
    assert "Opnieuw versturen" in blad
    assert "lees je niet met jouw rol" in blad


@pytest.mark.afspraken
def test_van_elke_mail_staat_er_waarvan_ze_vertelt():
    sjablonen = (settings.BASE_DIR / "templates").glob("*/berichten/[!_]*.txt")
    bekend = [soort for soorten in VERTELT_VAN.values() for soort in soorten]
    assert sorted(bekend) == sorted(pad.stem for pad in sjablonen), "elke mail staat er één keer"


def test_een_geheim_bericht_toont_zijn_tekst_niet_en_daarna_is_die_gewist(
    mensen, client_van, adres, taken_meteen, mailoutbox
):
    bericht = _bericht(mensen.school, tekst="link-met-geheim", geheim=True, staat="mislukt")
    url, client = adres("gebruikers:bericht", bericht.pk), client_van("ada")
    assert "link-met-geheim" not in client.get(url).content.decode()
    client.post(adres("gebruikers:verstuur_opnieuw", bericht.pk))
    assert "link-met-geheim" in mailoutbox[0].body
    tekst = client.get(url).content.decode()
    assert "na verzending gewist" in tekst
    assert "link-met-geheim" not in tekst


def test_alleen_een_mislukte_mail_gaat_opnieuw(mensen, client_van, adres, taken_meteen, mailoutbox):
    bericht = _bericht(mensen.school, staat="mislukt", pogingen=5, fout="geen antwoord")
    url, client = adres("gebruikers:verstuur_opnieuw", bericht.pk), client_van("ada")
    assert "wordt opnieuw verstuurd" in client.post(url, follow=True).content.decode()
    assert len(mailoutbox) == 1
    assert "Alleen een mislukte mail" in client.post(url, follow=True).content.decode()
    assert len(mailoutbox) == 1


def test_schoolgegevens_wijzigen(mensen, client_van, adres):
    gegevens = {"herinner_na_dagen": 0, "link_geldig_dagen": 0, "mentor_ziet_na_einde_dagen": 10}
    url, client = adres("gebruikers:school"), client_van("bob")
    assert set(bewaar(client, url, **gegevens).context["form"].errors) == {
        "herinner_na_dagen",
        "link_geldig_dagen",
    }
    gegevens |= {"herinner_na_dagen": 2, "link_geldig_dagen": 7}
    assert bewaar(client, url, **gegevens).status_code == 302
    mensen.school.refresh_from_db()
    dagen = (mensen.school.herinner_na_dagen, mensen.school.mentor_ziet_na_einde_dagen)
    assert dagen == (2, 10)


@pytest.mark.parametrize(
    ("veld", "zin", "goed", "fout"),
    [
        ("herinner_na_dagen", "Kies 1 tot 30 dagen", (1, 30), (-1, 0, 31, 32768)),
        ("link_geldig_dagen", "1 tot 90 dagen werken", (1, 90), (-1, 0, 91, 32768)),
        ("mentor_ziet_na_einde_dagen", "Kies 0 tot 365 dagen", (0, 365), (-1, 366, 32768)),
    ],
)
def test_een_aantal_dagen_heeft_grenzen(mensen, client_van, adres, veld, zin, goed, fout):
    url, client = adres("gebruikers:school"), client_van("bob")
    for dagen in goed:
        assert bewaar(client, url, **{veld: dagen}).status_code == 302
    for dagen in fout:
        [melding] = bewaar(client, url, **{veld: dagen}).context["form"].errors[veld]
        assert zin in melding
    with pytest.raises(IntegrityError), transaction.atomic():
        type(mensen.school).objects.update(**{veld: fout[-2]})


def test_wisselen_toont_eigen_rollen_en_wisselt(mensen, client_van, adres):
    tweede = f.LidmaatschapFactory(
        school=mensen.andere_school, gebruiker=mensen.bea.gebruiker, rol="administratie"
    )
    ook = f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.bea.gebruiker, rol="mentor")
    client, url = client_van("bea"), adres("gebruikers:wissel")
    assert set(client.get(url).context["eigen"]) == {mensen.bea, tweede, ook}
    assert client.post(url, {"lidmaatschap": tweede.pk}).url == f"/{mensen.andere_school.code}/"
    client.post(url, {"lidmaatschap": ook.pk})
    assert client.get(adres("overzichten:start")).context["lid"] == ook


@pytest.mark.parametrize("keuze", ["", "abc", "²", "999999"])
def test_een_rol_die_je_niet_hebt(client_van, adres, keuze):
    antwoord = client_van("bea").post(
        adres("gebruikers:wissel"), {"lidmaatschap": keuze}, follow=True
    )
    assert "Die rol heb je niet" in antwoord.content.decode()


def test_een_rol_van_iemand_anders(client_van, adres, mensen):
    client = client_van("bea")
    client.post(adres("gebruikers:wissel"), {"lidmaatschap": mensen.coen.pk})
    assert client.get(adres("overzichten:start")).context["lid"] == mensen.bea


def test_de_school_wijzigt_alleen_wie_haar_beheert(mensen):
    for wie, fout in (("ada", PermissionDenied), ("tess", Weigering)):
        with pytest.raises(fout):
            acties_school.bewaar_school(mensen.school, door=getattr(mensen, wie))
    acties_school.bewaar_school(mensen.school, door=mensen.bob)
