from django.urls import path

from opleidingsplannen import (
    views,
    views_aanwezigheid,
    views_akkoord,
    views_beoordelen,
    views_bewerk,
    views_catalogus,
    views_evaluatie,
    views_evaluatiemomenten,
    views_raster,
    views_schaal,
)

app_name = "opleidingsplannen"
urlpatterns = [
    path("standaardtrajecten/", views_catalogus.standaardtrajecten, name="standaardtrajecten"),
    path("standaardtrajecten/invoer/", views_catalogus.invoer, name="standaardtraject_invoer"),
    path(
        "standaardtrajecten/<int:standaardtraject_id>/",
        views_catalogus.standaardtraject,
        name="standaardtraject",
    ),
    path(
        "standaardtrajecten/<int:standaardtraject_id>/aanbod/",
        views_catalogus.aanbod,
        name="standaardtraject_aanbod",
    ),
    path("schaal/", views_schaal.schaal, name="schaal"),
    path("klas/", views_raster.raster, name="raster"),
    path(
        "klas/<int:traject_id>/<int:competentie_id>/",
        views_raster.rastervak,
        name="rastervak",
    ),
    path("traject/<int:traject_id>/", views.plan, name="plan"),
    path("traject/<int:traject_id>/maak/", views.maak, name="maak"),
    path("traject/<int:traject_id>/bewerk/", views_bewerk.bewerk, name="bewerk"),
    path("traject/<int:traject_id>/verwijder/", views_bewerk.verwijder, name="verwijder"),
    path("traject/<int:traject_id>/leg-voor/", views_akkoord.leg_voor, name="leg_voor"),
    path("traject/<int:traject_id>/haal-terug/", views_akkoord.haal_terug, name="haal_terug"),
    path("traject/<int:traject_id>/akkoord/", views_akkoord.akkoord, name="akkoord"),
    path(
        "traject/<int:traject_id>/akkoord/noteer/",
        views_akkoord.noteer_akkoord,
        name="noteer_akkoord",
    ),
    path("traject/<int:traject_id>/akkoord/trek-in/", views_akkoord.trek_in, name="trek_in"),
    path("traject/<int:traject_id>/stel-vraag/", views_akkoord.stel_vraag, name="stel_vraag"),
    path(
        "traject/<int:traject_id>/vraag/<int:planvraag_id>/beantwoord/",
        views_akkoord.beantwoord,
        name="beantwoord",
    ),
    path(
        "traject/<int:traject_id>/nieuwe-versie/", views_akkoord.nieuwe_versie, name="nieuwe_versie"
    ),
    path("traject/<int:traject_id>/vraag/", views_beoordelen.vraag, name="vraag_beoordeling"),
    path(
        "traject/<int:traject_id>/competentie/<int:competentie_id>/",
        views_beoordelen.competentie,
        name="competentie",
    ),
    path(
        "traject/<int:traject_id>/oordeel/<int:beoordeling_id>/verbeter/",
        views_beoordelen.verbeter,
        name="verbeter",
    ),
    path(
        "traject/<int:traject_id>/oordeel/<int:beoordeling_id>/neem-terug/",
        views_beoordelen.neem_terug,
        name="neem_terug",
    ),
    path("traject/<int:traject_id>/aanwezigheid/", views_aanwezigheid.week, name="aanwezigheid"),
    path(
        "traject/<int:traject_id>/aanwezigheid/meld/",
        views_aanwezigheid.meld,
        name="meld_aanwezigheid",
    ),
    path(
        "traject/<int:traject_id>/aanwezigheid/stel-vast/",
        views_aanwezigheid.stel_vast,
        name="stel_aanwezigheid_vast",
    ),
    path(
        "traject/<int:traject_id>/aanwezigheid/neem-terug/",
        views_aanwezigheid.neem_terug,
        name="neem_aanwezigheid_terug",
    ),
    path("traject/<int:traject_id>/evaluatie/", views_evaluatie.evaluatie, name="evaluatie"),
    path(
        "traject/<int:traject_id>/evaluatie/<int:evaluatie_id>/verbeter/",
        views_evaluatie.verbeter_evaluatie,
        name="verbeter_evaluatie",
    ),
    path("evaluaties/", views_evaluatie.evaluaties, name="evaluaties"),
    path(
        "evaluatiemomenten/",
        views_evaluatiemomenten.evaluatiemomenten,
        name="evaluatiemomenten",
    ),
    path(
        "evaluatiemomenten/voorstel/",
        views_evaluatiemomenten.stel_evaluatiemomenten_voor,
        name="stel_evaluatiemomenten_voor",
    ),
    path(
        "evaluatiemomenten/<int:evaluatiemoment_id>/",
        views_evaluatiemomenten.evaluatiemoment,
        name="evaluatiemoment",
    ),
    path(
        "evaluatiemomenten/<int:evaluatiemoment_id>/weg/",
        views_evaluatiemomenten.evaluatiemoment_weg,
        name="evaluatiemoment_weg",
    ),
    path("aanwezigheid/", views_aanwezigheid.lijst, name="aanwezigheden"),
    path(
        "aanwezigheid/stel-vast/",
        views_aanwezigheid.stel_samen_vast,
        name="stel_aanwezigheden_vast",
    ),
    path("aanwezigheid/uitvoer/", views_aanwezigheid.uitvoer, name="aanwezigheid_uitvoer"),
    path("beoordelen/<int:traject_id>/", views_beoordelen.beoordelen, name="beoordelen"),
]
