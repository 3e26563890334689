from django.urls import path

from overeenkomsten import (
    views,
    views_einde,
    views_lijst,
    views_loket,
    views_opmaken,
    views_samen,
    views_schorsing,
    views_tafel,
    views_tekenen,
)

app_name = "overeenkomsten"
urlpatterns = [
    path("", views_lijst.lijst, name="lijst"),
    path("uitvoer/", views_lijst.uitvoer, name="uitvoer"),
    path("samen/versturen/", views_samen.verstuur_samen, name="verstuur_samen"),
    path("samen/herinneren/", views_samen.herinner_samen, name="herinner_samen"),
    path("samen/verlengen/", views_samen.verleng_samen, name="verleng_samen"),
    path("nieuw/<int:traject_id>/", views_opmaken.nieuw, name="nieuw"),
    path("<int:overeenkomst_id>/", views.overeenkomst, name="overeenkomst"),
    path("<int:overeenkomst_id>/bewerk/", views_opmaken.bewerk, name="bewerk"),
    path("<int:overeenkomst_id>/uurrooster/", views_opmaken.uurrooster, name="uurrooster"),
    path("<int:overeenkomst_id>/bied-aan/", views.bied_aan, name="bied_aan"),
    path("<int:overeenkomst_id>/naar-concept/", views.naar_concept, name="naar_concept"),
    path("<int:overeenkomst_id>/trek-in/", views.trek_in, name="trek_in"),
    path("<int:overeenkomst_id>/verwijder/", views.verwijder, name="verwijder"),
    path("<int:overeenkomst_id>/registreer/", views.registreer, name="registreer"),
    path("<int:overeenkomst_id>/beeindig/", views_einde.beeindig, name="beeindig"),
    path("<int:overeenkomst_id>/einde-terug/", views_einde.einde_terug, name="einde_terug"),
    path("<int:overeenkomst_id>/verleng/", views_einde.verleng, name="verleng"),
    path("<int:overeenkomst_id>/tekenen/", views_tekenen.tekenen, name="tekenen"),
    path("partij/<int:ondertekenaar_id>/tafel/", views_tafel.geef_toestel, name="geef_toestel"),
    path("partij/<int:ondertekenaar_id>/herstuur/", views_tekenen.herstuur, name="herstuur"),
]

urlpatterns += [
    path("<int:overeenkomst_id>/schors/", views_schorsing.schors, name="schors"),
    path("schorsing/<int:schorsing_id>/", views_schorsing.schorsing, name="schorsing"),
    path("schorsing/<int:schorsing_id>/hervat/", views_schorsing.hervat, name="hervat"),
    path("schorsing/<int:schorsing_id>/weg/", views_schorsing.schorsing_weg, name="schorsing_weg"),
    path("gronden/", views_schorsing.gronden, name="gronden"),
    path("gronden/vul/", views_schorsing.vul_gronden, name="vul_gronden"),
    path("gronden/<int:schorsingsgrond_id>/", views_schorsing.grond, name="grond"),
    path("gronden/<int:schorsingsgrond_id>/weg/", views_schorsing.grond_weg, name="grond_weg"),
]

urlpatterns += [
    path("loket/", views_loket.nieuwe_loketlijst, name="nieuwe_loketlijst"),
    path("loket/<int:loketlijst_id>/", views_loket.loketlijst, name="loketlijst"),
    path(
        "loket/<int:loketlijst_id>/koppel/", views_loket.loketlijst_koppel, name="loketlijst_koppel"
    ),
    path(
        "loket/<int:loketlijst_id>/neem-over/",
        views_loket.loketlijst_neem_over,
        name="loketlijst_neem_over",
    ),
    path("loket/<int:loketlijst_id>/weg/", views_loket.loketlijst_weg, name="loketlijst_weg"),
]
