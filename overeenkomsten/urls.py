from django.urls import path

from overeenkomsten import (
    views,
    views_einde,
    views_lijst,
    views_opmaken,
    views_papier,
    views_qr,
    views_reeks,
    views_schorsing,
    views_tafel,
    views_tekenen,
)

app_name = "overeenkomsten"
urlpatterns = [
    path("", views_lijst.lijst, name="lijst"),
    path("te-tekenen/", views_reeks.reeks, name="reeks"),
    path("uitvoer/", views_lijst.uitvoer, name="uitvoer"),
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
    path("<int:overeenkomst_id>/papier/", views_papier.papier, name="papier"),
    path("<int:overeenkomst_id>/druk-af/", views_papier.druk_af, name="druk_af"),
    path("papier/<int:papier_id>/scan/", views_papier.scan, name="scan"),
    path("papier/<int:papier_id>/terug/", views_papier.papier_terug, name="papier_terug"),
    path("<int:overeenkomst_id>/tekenen/", views_tekenen.tekenen, name="tekenen"),
    path("partij/<int:ondertekenaar_id>/tafel/", views_tafel.geef_toestel, name="geef_toestel"),
    path("partij/<int:ondertekenaar_id>/qr/", views_qr.qr, name="qr"),
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
