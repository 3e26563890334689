from django.urls import path

from trajecten import (
    views,
    views_document,
    views_fase,
    views_jaarwissel,
    views_kalender,
    views_redenen,
    views_studiebewijs,
    views_taak,
    views_takenlijst,
    views_termijn,
    views_verloop,
)

app_name = "trajecten"
urlpatterns = [
    path("zonder/", views.zonder, name="zonder"),
    path("start/", views.start_meer, name="start_meer"),
    path("nieuw/<int:leerling_id>/", views.nieuw, name="nieuw"),
    path("<int:traject_id>/fase/", views_fase.fase, name="fase"),
    path("<int:traject_id>/fase/terug/", views_fase.fase_terug, name="fase_terug"),
    path(
        "<int:traject_id>/studiebewijs/", views_studiebewijs.studiebewijzen, name="studiebewijzen"
    ),
    path(
        "studiebewijs/<int:studiebewijs_id>/", views_studiebewijs.studiebewijs, name="studiebewijs"
    ),
    path(
        "studiebewijs/<int:studiebewijs_id>/weg/",
        views_studiebewijs.studiebewijs_weg,
        name="studiebewijs_weg",
    ),
    path("redenen/", views_redenen.redenen, name="redenen"),
    path("redenen/vul/", views_redenen.vul_redenen, name="vul_redenen"),
    path("redenen/<int:eindereden_id>/", views_redenen.reden, name="reden"),
    path("redenen/<int:eindereden_id>/weg/", views_redenen.reden_weg, name="reden_weg"),
    path("<int:traject_id>/team/", views_verloop.team, name="team"),
    path("<int:traject_id>/inschrijving/", views_verloop.inschrijving, name="inschrijving"),
    path("<int:traject_id>/week/", views_verloop.week, name="week"),
    path("week/<int:weekpatroon_id>/weg/", views_verloop.week_weg, name="week_weg"),
    path("team/<int:teamlid_id>/stopt/", views_verloop.teamlid_stopt, name="teamlid_stopt"),
    path("team/<int:teamlid_id>/toch-niet/", views_verloop.toch_niet, name="toch_niet"),
    path("document/<int:document_id>/", views_document.document, name="document"),
    path(
        "document/<int:document_id>/opnieuw/",
        views_document.document_opnieuw,
        name="document_opnieuw",
    ),
    path("termijn/<int:termijn_id>/verleng/", views_termijn.verleng, name="verleng"),
    path("termijn/<int:termijn_id>/volg-op/", views_termijn.volg_op, name="volg_op"),
    path("<int:traject_id>/taak/", views_taak.nieuwe_taak, name="nieuwe_taak"),
    path("<int:traject_id>/taken/weg/", views_taak.taken_weg, name="taken_weg"),
    path("taken/", views_taak.geef_taak, name="geef_taak"),
    path("taak/<int:taak_id>/", views_taak.taak, name="taak"),
    path("taak/<int:taak_id>/gedaan/", views_taak.taak_gedaan, name="taak_gedaan"),
    path("taak/<int:taak_id>/open/", views_taak.taak_open, name="taak_open"),
    path("taak/<int:taak_id>/weg/", views_taak.taak_weg, name="taak_weg"),
    path("takenlijsten/", views_takenlijst.takenlijsten, name="takenlijsten"),
    path("takenlijsten/vul/", views_takenlijst.vul_takenlijsten, name="vul_takenlijsten"),
    path("takenlijsten/<int:takenlijstregel_id>/", views_takenlijst.regel, name="takenlijstregel"),
    path(
        "takenlijsten/<int:takenlijstregel_id>/hoger/",
        views_takenlijst.regel_hoger,
        name="regel_hoger",
    ),
    path(
        "takenlijsten/<int:takenlijstregel_id>/weg/", views_takenlijst.regel_weg, name="regel_weg"
    ),
    path("termijnen/", views_termijn.regels, name="termijnregels"),
    path("termijnen/<int:duur_id>/weg/", views_termijn.duur_weg, name="duur_weg"),
    path("kalender/", views_kalender.kalender, name="kalender"),
    path("kalender/vul/", views_kalender.vul_kalender, name="vul_kalender"),
    path("kalender/<int:periode_id>/weg/", views_kalender.periode_weg, name="periode_weg"),
    path("jaarwissel/", views_jaarwissel.jaarwissels, name="jaarwissels"),
    path("jaarwissel/<int:jaarwissel_id>/", views_jaarwissel.jaarwissel, name="jaarwissel"),
    path(
        "jaarwissel/<int:jaarwissel_id>/klassen/",
        views_jaarwissel.jaarwissel_klassen,
        name="jaarwissel_klassen",
    ),
    path(
        "jaarwissel/<int:jaarwissel_id>/leerlingen/",
        views_jaarwissel.jaarwissel_leerlingen,
        name="jaarwissel_leerlingen",
    ),
    path(
        "jaarwissel/<int:jaarwissel_id>/teams/",
        views_jaarwissel.jaarwissel_teams,
        name="jaarwissel_teams",
    ),
    path(
        "jaarwissel/<int:jaarwissel_id>/plannen/",
        views_jaarwissel.jaarwissel_plannen,
        name="jaarwissel_plannen",
    ),
    path(
        "jaarwissel/<int:jaarwissel_id>/voorbeeld/",
        views_jaarwissel.jaarwissel_voorbeeld,
        name="jaarwissel_voorbeeld",
    ),
    path(
        "jaarwissel/<int:jaarwissel_id>/verder/",
        views_jaarwissel.jaarwissel_verder,
        name="jaarwissel_verder",
    ),
    path(
        "jaarwissel/<int:jaarwissel_id>/terug/",
        views_jaarwissel.jaarwissel_terug,
        name="jaarwissel_terug",
    ),
    path(
        "jaarwissel/<int:jaarwissel_id>/weg/",
        views_jaarwissel.jaarwissel_weg,
        name="jaarwissel_weg",
    ),
]
