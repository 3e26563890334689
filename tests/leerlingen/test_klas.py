"""Who teaches a class, and no longer."""

import pytest
from django.utils.formats import date_format

from gebruikers.models import Gebruiker
from gebruikers.overgang import Weigering
from leerlingen import acties
from leerlingen.models import KlasLeerkracht
from tests import factories as f
from trajecten.models import Traject


@pytest.fixture
def regel(mensen) -> KlasLeerkracht:
    return mensen.leerling.klas.leerkrachten.get()


def _post(client_van, adres, naam, pk, **gegevens):
    return client_van("ada").post(adres(f"leerlingen:{naam}", pk), gegevens, follow=True).text


def test_een_leerkracht_beeindigen_neemt_het_zicht_meteen_weg(mensen, client_van, adres, regel):
    assert Traject.objects.zichtbaar_voor(mensen.lea).exists()
    assert "Beëindigen" in client_van("ada").get(adres("leerlingen:klas", regel.klas_id)).text
    _post(client_van, adres, "beeindig_leerkracht", regel.pk)
    regel.refresh_from_db()
    assert regel.tot == f.dagen(-1)
    assert not Traject.objects.zichtbaar_voor(mensen.lea).exists()
    assert "Beëindigen" not in client_van("ada").get(adres("leerlingen:klas", regel.klas_id)).text


def test_met_een_eigen_laatste_dag(mensen, client_van, adres, regel):
    _post(client_van, adres, "beeindig_leerkracht", regel.pk, laatste_dag=f"{f.dagen(7)}")
    regel.refresh_from_db()
    assert regel.tot == f.dagen(7)
    tekst = _post(client_van, adres, "beeindig_leerkracht", regel.pk, laatste_dag="morgen")
    assert "geldige laatste dag" in tekst


def test_wie_vandaag_bij_vergissing_begon_is_er_meteen_af(mensen, client_van, adres, regel):
    KlasLeerkracht.objects.filter(pk=regel.pk).update(van=f.dagen(0))
    _post(client_van, adres, "beeindig_leerkracht", regel.pk)
    assert not Traject.objects.zichtbaar_voor(mensen.lea).exists()


@pytest.mark.parametrize("laatste_dag", [-1, 0, 4])
def test_wie_nog_moest_beginnen_komt_er_niet(mensen, client_van, adres, regel, laatste_dag):
    """Not even for a day: a beheerder may end it, and would let the teacher in so."""
    KlasLeerkracht.objects.filter(pk=regel.pk).update(van=f.dagen(5))
    url = adres("leerlingen:beeindig_leerkracht", regel.pk)
    tekst = client_van("bob").post(url, {"laatste_dag": f.dagen(laatste_dag)}, follow=True).text
    assert f"Lea Cast komt niet bij klas {regel.klas}." in tekst
    assert not Traject.objects.zichtbaar_voor(mensen.lea).exists()
    assert not KlasLeerkracht.objects.filter(pk=regel.pk).exists()


def test_wie_nog_begint_voor_de_laatste_dag_houdt_de_eerste(mensen, client_van, adres, regel):
    KlasLeerkracht.objects.filter(pk=regel.pk).update(van=f.dagen(5))
    dag, klas = date_format(f.dagen(5), "j F Y"), adres("leerlingen:klas", regel.klas_id)
    assert f"vanaf {dag}" in client_van("ada").get(klas).text
    tekst = _post(client_van, adres, "beeindig_leerkracht", regel.pk, laatste_dag=f"{f.dagen(5)}")
    assert f"Lea Cast staat bij klas {regel.klas} tot en met {dag}." in tekst
    regel.refresh_from_db()
    assert (regel.van, regel.tot) == (f.dagen(5), f.dagen(5))
    KlasLeerkracht.objects.filter(pk=regel.pk).update(van=f.dagen(0))
    assert f"sinds {date_format(f.dagen(0), 'j F Y')}" in client_van("ada").get(klas).text


def test_een_dag_bij_een_klas_mag_een_dag_ervoor_niet(mensen, client_van, adres, regel):
    klas = f.KlasFactory(school=mensen.school)
    wie = {"gebruiker": regel.gebruiker_id, "van": f"{f.dagen(2)}"}
    blad = adres("leerlingen:klas", klas.pk)
    tekst = client_van("ada").post(blad, wie | {"tot": f"{f.dagen(1)}"}).text
    assert "De einddatum kan niet voor de begindatum liggen." in tekst
    client_van("ada").post(blad, wie | {"tot": f"{f.dagen(2)}"})
    assert klas.leerkrachten.exists()


def test_alleen_wie_een_klas_ziet_is_te_kiezen(mensen, client_van, adres, regel):
    form = client_van("ada").get(adres("leerlingen:klas", regel.klas_id)).context["form"]
    te_kiezen = set(form.fields["gebruiker"].queryset)
    assert {mensen.lea.gebruiker, mensen.pieter.gebruiker} <= te_kiezen
    assert mensen.bea.gebruiker not in te_kiezen


def test_een_beheerder_zet_niemand_bij_een_klas(mensen, client_van, adres, regel):
    """Whom a beheerder invites as a teacher sees no case through them either."""
    spie = f.LidmaatschapFactory(school=mensen.school, rol="leerkracht")
    blad, bob = adres("leerlingen:klas", regel.klas_id), client_van("bob")
    assert "Vraag het aan de coördinator of de administratie." in bob.get(blad).text
    velden = {"gebruiker": spie.gebruiker_id, "van": f"{f.dagen(0)}"}
    assert bob.post(blad, velden).status_code == 403
    rij = KlasLeerkracht(klas=regel.klas, gebruiker=spie.gebruiker, van=f.dagen(0))
    with pytest.raises(Weigering, match="coördinator of de administratie"):
        acties.zet_bij_klas(rij, door=mensen.bob)
    assert not Traject.objects.zichtbaar_voor(spie).exists()


def test_een_beheerder_beeindigt_wel_maar_verlengt_niet(mensen, regel):
    acties.haal_van_klas(regel, laatste_dag=f.dagen(-1), door=mensen.bob)
    with pytest.raises(Weigering, match="coördinator of de administratie"):
        acties.haal_van_klas(regel, laatste_dag=f.dagen(9), door=mensen.bob)
    acties.haal_van_klas(regel, laatste_dag=f.dagen(9), door=mensen.ada)


def test_twee_keer_toevoegen_geeft_een_rij_en_een_zin(mensen, client_van, adres, regel):
    wie = {"gebruiker": regel.gebruiker_id, "van": f"{f.dagen(0)}"}
    tekst = _post(client_van, adres, "klas", regel.klas_id, **wie)
    assert "Deze leerkracht staat al bij deze klas." in tekst
    assert KlasLeerkracht.objects.filter(klas=regel.klas).count() == 1
    _post(client_van, adres, "beeindig_leerkracht", regel.pk)
    _post(client_van, adres, "klas", regel.klas_id, **wie)
    assert KlasLeerkracht.objects.filter(klas=regel.klas).count() == 2
    assert Gebruiker.objects.filter(pk=regel.gebruiker_id).exists()


def test_de_klas_toont_haar_leerlingen_aan_wie_ze_mag_zien(mensen, client_van, adres):
    ander = f.LeerlingFactory(school=mensen.school, klas=mensen.leerling.klas, naam="Onbekend")
    f.TrajectFactory(school=mensen.school, leerling=ander)
    blad = adres("leerlingen:klas", mensen.leerling.klas_id)
    assert "Lin Onbekend" in client_van("ada").get(blad).text
    tekst = client_van("pieter").get(blad).text
    assert "Lotte Maes" in tekst
    assert "Onbekend" not in tekst


def test_de_lijst_toont_de_fase_en_leidt_naar_het_dossier(mensen, client_van, adres):
    tekst = client_van("bea").get(adres("leerlingen:lijst")).text
    link = f'<a href="{mensen.traject.get_absolute_url()}">zoekt werkplek'
    assert link in tekst


@pytest.mark.parametrize("naam", ["bea", "lea", "pieter"])
def test_van_de_klas_halen_vraagt_het_recht_opnieuw(mensen, regel, naam):
    with pytest.raises(Weigering, match="Met jouw rol"):
        acties.haal_van_klas(regel, laatste_dag=f.dagen(-1), door=getattr(mensen, naam))


def test_een_opleiding_bewaart_alleen_wie_de_lijsten_van_de_eigen_school_bijhoudt(mensen):
    opleiding = mensen.leerling.opleiding
    for wie in ("bea", "lea", "tess"):
        with pytest.raises(Weigering):
            acties.bewaar_opleiding(opleiding, door=getattr(mensen, wie))
    for wie in ("coen", "ada", "bob"):
        acties.bewaar_opleiding(opleiding, door=getattr(mensen, wie))
