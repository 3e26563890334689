"""Signing: through one's account, a link or at the table; exactly what was read, once."""

import re

import pytest

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from overeenkomsten import acties_tekenen
from overeenkomsten.models import Handtekening
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    Wijze,
    geef_code,
    geef_toestel,
    mails,
    open_link,
    partij,
    teken,
    verstuurd,
)
from trajecten.fases import Fase
from trajecten.models import Gebeurtenis, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


def blad(rij, wie: str = Partij.OUDER, **velden) -> dict:
    """What the browser of this party sends to sign."""
    naam = partij(rij, wie).naam
    basis = {"hash": rij.tekenversie.sha256, "gelezen": "on", "naam": naam}
    return basis | {"wie": partij(rij, wie).pk} | velden


def test_wie_tekende_leest_alleen_wie_het_document_leest(rij, mensen):
    teken(rij, Partij.LEERLING)

    def leest(wie: str) -> list[str]:
        zichtbaar = Gebeurtenis.objects.zichtbaar_voor(getattr(mensen, wie))
        return [zin.tekst for zin in zichtbaar if " tekende " in zin.tekst]

    assert [bool(leest(wie)) for wie in ("bea", "coen", "ada")] == [True] * 3
    assert [leest(wie) for wie in ("lea", "pieter")] == [[], []]


@pytest.mark.parametrize(
    ("wie", "naam"), [("lotte", "leerling"), ("els", "ouder"), ("coen", "school")]
)
def test_tekenen_in_het_eigen_account(rij, client_van, adres, mensen, wie, naam):
    browser, url = client_van(wie), adres("overeenkomsten:tekenen", rij.pk)
    assert rij.tekenversie.sha256 in browser.get(url).content.decode()
    assert browser.post(url, blad(rij, naam)).url == rij.get_absolute_url()
    handtekening = Handtekening.objects.get()
    assert handtekening.ondertekenaar == partij(rij, naam)
    assert handtekening.sha256 == rij.tekenversie.sha256
    assert (handtekening.wijze, handtekening.door) == ("account", getattr(mensen, wie))
    assert (handtekening.getypte_naam, handtekening.ip) == (partij(rij, naam).naam, "127.0.0.1")


def test_wie_ook_begeleidt_tekent_in_die_rol(rij, client_van, adres, mensen):
    """Coen is asked as coördinator, and sees it as begeleider."""
    als_begeleider = f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.coen.gebruiker)
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.coen.gebruiker)
    browser, url = client_van("coen"), adres("overeenkomsten:tekenen", rij.pk)
    browser.post(adres("gebruikers:wissel"), {"lidmaatschap": als_begeleider.pk})
    assert browser.post(url, blad(rij, Partij.SCHOOL)).url == rij.get_absolute_url()
    assert Handtekening.objects.get().door == als_begeleider


def test_in_een_rol_die_het_document_niet_leest_tekent_ook_wie_gevraagd_is_niet(
    rij, client_van, adres, mensen
):
    """Coen is asked as coördinator, and sees the case as praktijkleerkracht too."""
    als_praktijk = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.coen.gebruiker, rol=Rol.PRAKTIJK
    )
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.coen.gebruiker, rol=Rol.PRAKTIJK)
    browser, url = client_van("coen"), adres("overeenkomsten:tekenen", rij.pk)
    browser.post(adres("gebruikers:wissel"), {"lidmaatschap": als_praktijk.pk})
    assert browser.get(url).status_code == 403
    assert browser.post(url, blad(rij, Partij.SCHOOL)).status_code == 403
    school = partij(rij, Partij.SCHOOL)
    hoe = {"wijze": Wijze.ACCOUNT, "door": als_praktijk}
    with pytest.raises(Weigering, match="Met jouw rol teken je niet"):
        acties_tekenen.plaats_handtekening(
            school, hash=rij.tekenversie.sha256, getypte_naam=school.naam, **hoe
        )
    with pytest.raises(Weigering, match="Met jouw rol teken je niet"):
        acties_tekenen.weiger(school, reden="Neen.", **hoe)
    assert not Handtekening.objects.exists()


@pytest.mark.parametrize(
    ("getypt", "mag"),
    [
        ("els  JACOBS", True),
        ("Éls Jacobs", True),
        ("Els-Jacobs", True),
        ("E", False),
        ("Els", False),
        ("Piet Puk", False),
    ],
)
def test_wie_tekent_typt_de_eigen_naam(rij, client_van, adres, getypt, mag):
    url = adres("overeenkomsten:tekenen", rij.pk)
    antwoord = client_van("els").post(url, blad(rij, naam=getypt))
    assert Handtekening.objects.exists() is mag
    if not mag:
        tekst = antwoord.content.decode()
        assert "Typ je naam zoals ze hierboven staat: Els Jacobs." in tekst
        assert f'value="{getypt}"' in tekst, "wat je typte staat er nog"


def test_wie_in_een_ander_tabblad_al_tekende_heeft_getekend(rij, client_van, adres):
    els, url = client_van("els"), adres("overeenkomsten:tekenen", rij.pk)
    antwoord = els.get(url)
    acties_tekenen.plaats_handtekening(
        partij(rij, Partij.OUDER),
        hash=rij.tekenversie.sha256,
        getypte_naam="Els Jacobs",
        wijze=Wijze.LINK,
    )
    assert antwoord.status_code == 200
    assert els.post(url, blad(rij)).url == rij.get_absolute_url()
    assert Handtekening.objects.count() == 1


def test_achter_een_proxy_telt_het_adres_van_de_bezoeker(rij, client, settings):
    pad = open_link(client, "baas@cools.example")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client.post(
        pad,
        blad(rij, Partij.ONDERNEMING),
        headers={"x-forwarded-for": "10.0.0.9, 192.0.2.7"},
    )
    assert Handtekening.objects.get().ip == "192.0.2.7"


def test_wie_geen_partij_is_tekent_niet(rij, client_van, adres, mensen):
    url = adres("overeenkomsten:tekenen", rij.pk)
    verwacht = {"bea": 403, "mo": 404, "lea": 403, "vera": 404, "tess": 404}
    kreeg = {wie: client_van(wie).post(url, blad(rij)).status_code for wie in verwacht}
    assert not Handtekening.objects.exists()
    assert kreeg == verwacht


def test_tekenen_via_de_link(rij, client):
    pad = open_link(client, "baas@cools.example")
    assert "Overeenkomst van Lotte Maes met" in client.get(pad).content.decode()
    assert client.post(pad, blad(rij, Partij.ONDERNEMING)).url == pad
    assert Handtekening.objects.get().wijze == "link"
    assert "is bewaard" in client.get(pad).content.decode()
    client.post(pad, blad(rij, Partij.ONDERNEMING))
    assert Handtekening.objects.count() == 1


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"gelezen": ""}, "Vink aan dat je de overeenkomst gelezen hebt."),
        ({"naam": ""}, "Typ je naam om te tekenen."),
        ({"naam": "   "}, "Typ je naam om te tekenen."),
        ({"hash": "b" * 64}, "De overeenkomst is intussen gewijzigd. Lees de nieuwe versie."),
    ],
)
@pytest.mark.parametrize("langs", ["account", "link", "tafel"])
def test_wat_niet_mag_ontbreken(rij, client, client_van, adres, mensen, velden, zin, langs):
    if langs == "link":
        browser, url = client, open_link(client, "baas@cools.example")
    elif langs == "account":
        browser, url = client_van("lotte"), adres("overeenkomsten:tekenen", rij.pk)
    else:
        browser = client_van("bea")
        url = geef_toestel(browser, mensen, partij(rij, Partij.OUDER))
    antwoord = browser.post(url, blad(rij, **velden))
    assert zin in antwoord.content.decode()
    assert not Handtekening.objects.exists()


def test_een_lege_naam_weigert_de_handeling_zelf(rij):
    with pytest.raises(Weigering, match="Typ je naam"):
        acties_tekenen.plaats_handtekening(
            partij(rij, Partij.OUDER), hash=rij.tekenversie.sha256, getypte_naam=" ", wijze="link"
        )


def test_tweemaal_tekenen_wordt_geweigerd(rij):
    teken(rij, Partij.LEERLING)
    with pytest.raises(Weigering, match="Deze partij heeft al getekend"):
        teken(rij, Partij.LEERLING)
    assert Handtekening.objects.count() == 1


def test_aan_tafel_met_getuige_en_een_mail(rij, client_van, mensen):
    bea = client_van("bea")
    url = geef_toestel(bea, mensen, partij(rij, Partij.OUDER))
    assert "Els Jacobs" in bea.get(url).content.decode()
    bea.post(url, blad(rij))
    handtekening = Handtekening.objects.get()
    assert (handtekening.wijze, handtekening.getuige) == ("tafel", mensen.bea)
    assert mails("aan_tafel") == ["els@eik.example"]


def test_aan_tafel_zonder_adres_mailt_niemand(mensen):
    mensen.moeder.email = ""
    mensen.moeder.save(update_fields=["email"])
    rij = verstuurd(mensen)
    assert len(mails("vraag")) == 3
    acties_tekenen.plaats_handtekening(
        partij(rij, Partij.OUDER),
        hash=rij.tekenversie.sha256,
        getypte_naam="Els Jacobs",
        wijze=Wijze.TAFEL,
        getuige=mensen.coen,
    )
    assert mails("aan_tafel") == []


def test_de_school_tekent_niet_aan_tafel(rij, client_van, adres, mensen):
    school = partij(rij, Partij.SCHOOL)
    antwoord = client_van("bea").post(
        adres("overeenkomsten:geef_toestel", school.pk), {"wie": school.pk}, follow=True
    )
    assert "De school tekent in het eigen account." in antwoord.content.decode()
    with pytest.raises(Weigering, match="De school tekent"):
        acties_tekenen.plaats_handtekening(
            school,
            hash=rij.tekenversie.sha256,
            getypte_naam="Coen Cast",
            wijze=Wijze.TAFEL,
            getuige=mensen.bea,
        )


@pytest.mark.parametrize("getuige", ["mo", "lea", "pieter", "els", None])
def test_wie_niet_schrijft_is_geen_getuige(rij, mensen, getuige):
    with pytest.raises(Weigering, match="Vraag het aan de"):
        acties_tekenen.plaats_handtekening(
            partij(rij, Partij.OUDER),
            hash=rij.tekenversie.sha256,
            getypte_naam="Els Jacobs",
            wijze=Wijze.TAFEL,
            getuige=getuige and getattr(mensen, getuige),
        )


def test_voor_het_document_er_is_valt_er_niets_te_tekenen(mensen, client_van, adres):
    rij = verstuurd(mensen)
    type(rij.tekenversie).objects.update(gemaakt_op=None, bestand="", sha256="")
    with pytest.raises(Weigering, match="Het document wordt nog gemaakt"):
        acties_tekenen.plaats_handtekening(
            partij(rij, Partij.LEERLING), hash="", getypte_naam="Lotte Maes", wijze=Wijze.ACCOUNT
        )


def test_de_laatste_handtekening_maakt_het_af(rij, mensen):
    rij = teken(rij, Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING)
    assert (rij.status, rij.bewijs) == (Status.TER_ONDERTEKENING, None)
    rij = teken(rij, Partij.SCHOOL)
    assert (rij.status, rij.bewijs.soort) == (Status.GETEKEND, "bewijs")
    assert rij.getekend_op
    assert Traject.objects.get(pk=mensen.traject.pk).fase == Fase.LOPEND


def test_wie_al_liep_blijft_waar_hij_is(mensen):
    Traject.objects.filter(pk=mensen.traject.pk).update(fase=Fase.ONDERBROKEN)
    teken(verstuurd(mensen), *Partij)
    assert Traject.objects.get(pk=mensen.traject.pk).fase == Fase.ONDERBROKEN


def test_alles_langs_de_paginas_tot_de_mail_met_het_document(
    mensen, rij, client, client_van, adres, taken_meteen, mailoutbox
):
    for wie, naam in (("lotte", Partij.LEERLING), ("els", Partij.OUDER)):
        client_van(wie).post(adres("overeenkomsten:tekenen", rij.pk), blad(rij, naam))
    client.post(open_link(client, "baas@cools.example"), blad(rij, Partij.ONDERNEMING))
    client_van("coen").post(adres("overeenkomsten:tekenen", rij.pk), blad(rij, Partij.SCHOOL))
    rij.refresh_from_db()
    assert rij.bewijs.is_klaar
    verwacht = ["baas@cools.example", "coen@eik.example", "els@eik.example", "lotte@eik.example"]
    assert mails("voltooid") == verwacht
    baas = [mail.body for mail in mailoutbox if mail.to == ["baas@cools.example"]]
    pad = geef_code(client, re.search(r"(/teken/\S+)", "\n".join(baas))[1])
    assert b"".join(client.get(f"{pad}document/").streaming_content).startswith(b"%PDF")
    assert "gewist" in Bericht.objects.get(aan="baas@cools.example", soort="voltooid").tekst
