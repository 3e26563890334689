from django.urls import path

from overzichten import (
    views,
    views_cijfers,
    views_eigen,
    views_inzage,
    views_samen,
    views_selectie,
    views_weergave,
)

app_name = "overzichten"
urlpatterns = [
    path("", views.start, name="start"),
    path("mijn-leerlingen/", views.leerlingen, name="leerlingen"),
    path("cijfers/", views_cijfers.cijfers, name="cijfers"),
    path("steekkaarten/", views_selectie.kaarten, name="steekkaarten"),
    path("uitvoer/", views_selectie.uitvoer, name="uitvoer"),
    path("taak/", views_selectie.taak, name="taak"),
    path("opmaken/", views_selectie.opmaken, name="opmaken"),
    path("overdracht/", views_selectie.overdracht, name="overdracht"),
    path("bezoeken/", views_samen.bezoeken, name="bezoeken"),
    path("herinner/", views_samen.herinner, name="herinner"),
    path("weergaven/bewaar/", views_weergave.bewaar, name="bewaar_weergave"),
    path("weergaven/<int:weergave_id>/weg/", views_weergave.weg, name="weergave_weg"),
    path("mijn-gegevens/", views_eigen.mijn_gegevens, name="mijn_gegevens"),
    path("dossier/<int:traject_id>/", views.dossier, name="dossier"),
    path("dossier/<int:traject_id>/wie-ziet-dit/", views_inzage.inzage, name="inzage"),
    path("wie-ziet-wat/", views_inzage.wie_ziet_wat, name="wie_ziet_wat"),
    path("geschiedenis/<slug:soort>/<int:rij_id>/", views.geschiedenis, name="geschiedenis"),
    path("zoek/", views.zoek, name="zoek"),
]
