from django.urls import path

from overeenkomsten import (
    views,
    views_controles,
    views_einde,
    views_formaliteit,
    views_getekende_pdf,
    views_lijst,
    views_loket,
    views_mandaat,
    views_opmaken,
    views_opmaken_samen,
    views_papier,
    views_qr,
    views_reeks,
    views_samen,
    views_schorsing,
    views_sjabloon,
    views_tafel,
    views_tekenen,
    views_vergoeding,
    views_wijziging,
)

app_name = "overeenkomsten"
urlpatterns = [
    path("", views_lijst.lijst, name="lijst"),
    path("mandaten/", views_mandaat.mandaten, name="mandaten"),
    path(
        "mandaten/<int:tekenmandaat_id>/weg/",
        views_mandaat.mandaat_weg,
        name="mandaat_weg",
    ),
    path("te-tekenen/", views_reeks.reeks, name="reeks"),
    path("uitvoer/", views_lijst.uitvoer, name="uitvoer"),
    path("samen/versturen/", views_samen.verstuur_samen, name="verstuur_samen"),
    path("samen/herinneren/", views_samen.herinner_samen, name="herinner_samen"),
    path("samen/opmaken/", views_opmaken_samen.maak_samen, name="maak_samen"),
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
    path("<int:overeenkomst_id>/papier/", views_papier.papier, name="papier"),
    path("<int:overeenkomst_id>/druk-af/", views_papier.druk_af, name="druk_af"),
    path(
        "<int:overeenkomst_id>/getekende-pdf/",
        views_getekende_pdf.getekende_pdf,
        name="getekende_pdf",
    ),
    path("papier/<int:papier_id>/scan/", views_papier.scan, name="scan"),
    path("papier/<int:papier_id>/terug/", views_papier.papier_terug, name="papier_terug"),
    path("<int:overeenkomst_id>/tekenen/", views_tekenen.tekenen, name="tekenen"),
    path("partij/<int:ondertekenaar_id>/tafel/", views_tafel.geef_toestel, name="geef_toestel"),
    path("partij/<int:ondertekenaar_id>/qr/", views_qr.qr, name="qr"),
    path("partij/<int:ondertekenaar_id>/herstuur/", views_tekenen.herstuur, name="herstuur"),
]

WIJZIGING = "wijziging/<int:wijziging_id>/"
urlpatterns += [
    path("<int:overeenkomst_id>/wijzig/", views_wijziging.wijzig, name="wijzig"),
    path(WIJZIGING, views_wijziging.wijziging, name="wijziging"),
    path(f"{WIJZIGING}bewerk/", views_wijziging.wijziging_bewerk, name="wijziging_bewerk"),
    path(
        f"{WIJZIGING}uurrooster/",
        views_wijziging.wijziging_uurrooster,
        name="wijziging_uurrooster",
    ),
    path(f"{WIJZIGING}bied-aan/", views_wijziging.wijziging_bied_aan, name="wijziging_bied_aan"),
    path(
        f"{WIJZIGING}naar-concept/",
        views_wijziging.wijziging_naar_concept,
        name="wijziging_naar_concept",
    ),
    path(f"{WIJZIGING}trek-in/", views_wijziging.wijziging_trek_in, name="wijziging_trek_in"),
    path(f"{WIJZIGING}verwijder/", views_wijziging.wijziging_verwijder, name="wijziging_verwijder"),
    path(f"{WIJZIGING}tekenen/", views_wijziging.wijziging_tekenen, name="wijziging_tekenen"),
    path(f"{WIJZIGING}papier/", views_papier.wijziging_papier, name="wijziging_papier"),
    path(f"{WIJZIGING}druk-af/", views_papier.wijziging_druk_af, name="wijziging_druk_af"),
    path(
        f"{WIJZIGING}getekende-pdf/",
        views_getekende_pdf.wijziging_getekende_pdf,
        name="wijziging_getekende_pdf",
    ),
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
    path(
        "<int:overeenkomst_id>/afwijken/<slug:controle>/", views_controles.wijk_af, name="wijk_af"
    ),
    path(
        f"{WIJZIGING}afwijken/<slug:controle>/",
        views_controles.wijziging_wijk_af,
        name="wijziging_wijk_af",
    ),
    path(
        "afwijking/<int:afwijking_id>/terug/",
        views_controles.afwijking_terug,
        name="afwijking_terug",
    ),
    path("controles/", views_controles.controles, name="controles"),
    path("grenswaarden/", views_controles.grenswaarden, name="grenswaarden"),
    path(
        "grenswaarden/<int:grenswaarde_id>/weg/",
        views_controles.grenswaarde_weg,
        name="grenswaarde_weg",
    ),
]

urlpatterns += [
    path("vergoedingen/", views_vergoeding.vergoedingen, name="vergoedingen"),
    path("vergoedingen/vul/", views_vergoeding.vul_vergoedingen, name="vul_vergoedingen"),
    path(
        "vergoedingen/<int:leervergoeding_id>/nagekeken/",
        views_vergoeding.vergoeding_nagekeken,
        name="vergoeding_nagekeken",
    ),
    path(
        "vergoedingen/<int:leervergoeding_id>/weg/",
        views_vergoeding.vergoeding_weg,
        name="vergoeding_weg",
    ),
]

_een = "<int:overeenkomst_id>/formaliteit/<int:formaliteit_id>/"
urlpatterns += [
    path(_een, views_formaliteit.formaliteit, name="formaliteit"),
    path(f"{_een}vandaag/", views_formaliteit.formaliteit_vandaag, name="formaliteit_vandaag"),
    path(f"{_een}wis/", views_formaliteit.formaliteit_wis, name="formaliteit_wis"),
    path("formaliteiten/", views_formaliteit.formaliteiten, name="formaliteiten"),
    path("formaliteiten/vul/", views_formaliteit.vul_formaliteiten, name="vul_formaliteiten"),
    path(
        "formaliteiten/<int:formaliteit_id>/",
        views_formaliteit.lijstformaliteit,
        name="lijstformaliteit",
    ),
    path(
        "formaliteiten/<int:formaliteit_id>/weg/",
        views_formaliteit.lijstformaliteit_weg,
        name="lijstformaliteit_weg",
    ),
]

urlpatterns += [
    path("sjablonen/", views_sjabloon.sjablonen, name="sjablonen"),
    path("sjablonen/begin/", views_sjabloon.begin_sjabloon, name="begin_sjabloon"),
    path("sjablonen/voorbeeld/", views_sjabloon.sjabloon_voorbeeld, name="sjabloon_voorbeeld"),
    path("sjablonen/<int:sjabloon_id>/", views_sjabloon.sjabloon, name="sjabloon"),
    path(
        "sjablonen/<int:sjabloon_id>/voorbeeld/",
        views_sjabloon.voorbeeld_van_versie,
        name="voorbeeld_van_versie",
    ),
    path(
        "sjablonen/concept/<int:sjabloonconcept_id>/",
        views_sjabloon.sjabloonconcept,
        name="sjabloonconcept",
    ),
    path(
        "sjablonen/concept/<int:sjabloonconcept_id>/voorbeeld/",
        views_sjabloon.voorbeeld_van_concept,
        name="voorbeeld_van_concept",
    ),
    path(
        "sjablonen/concept/<int:sjabloonconcept_id>/gebruik/",
        views_sjabloon.gebruik_sjabloon,
        name="gebruik_sjabloon",
    ),
    path(
        "sjablonen/concept/<int:sjabloonconcept_id>/weg/",
        views_sjabloon.sjabloonconcept_weg,
        name="sjabloonconcept_weg",
    ),
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
