from django.urls import path

from leerlingen import views, views_dubbels, views_invoer, views_inzage, views_klassen

app_name = "leerlingen"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("<int:leerling_id>/", views.leerling, name="leerling"),
    path("<int:leerling_id>/bewerk/", views.bewerk, name="bewerk"),
    path("<int:leerling_id>/uitnodigen/", views.nodig_uit, name="nodig_uit"),
    path("<int:leerling_id>/ouder/", views.nieuwe_betrokkene, name="nieuwe_betrokkene"),
    path("ouder/<int:betrokkene_id>/", views.betrokkene, name="betrokkene"),
    path("ouder/<int:betrokkene_id>/uitnodigen/", views.nodig_ouder_uit, name="nodig_ouder_uit"),
    path("inzage/", views_inzage.inzage, name="inzage"),
    path("inzage/<int:betrokkene_id>/", views_inzage.kies_inzage, name="kies_inzage"),
    path("dubbels/", views_dubbels.lijst, name="dubbels"),
    path(
        "<int:leerling_id>/dubbel/<int:ander_id>/",
        views_dubbels.vergelijk_leerlingen,
        name="vergelijk_leerlingen",
    ),
    path(
        "<int:leerling_id>/dubbel/<int:ander_id>/uiteen/",
        views_dubbels.leerlingen_uiteen,
        name="leerlingen_uiteen",
    ),
    path(
        "ouder/<int:betrokkene_id>/dubbel/<int:ouder_id>/",
        views_dubbels.vergelijk_ouders,
        name="vergelijk_ouders",
    ),
    path(
        "ouder/<int:betrokkene_id>/dubbel/<int:ouder_id>/uiteen/",
        views_dubbels.ouders_uiteen,
        name="ouders_uiteen",
    ),
    path("samengevoegd/<int:samenvoeging_id>/", views_dubbels.samenvoeging, name="samenvoeging"),
    path(
        "samengevoegd/<int:samenvoeging_id>/ongedaan/",
        views_dubbels.maak_ongedaan,
        name="maak_ongedaan",
    ),
    path("klassen/", views_klassen.klassen, name="klassen"),
    path("klassen/<int:klas_id>/", views_klassen.klas, name="klas"),
    path(
        "klassen/leerkracht/<int:klasleerkracht_id>/beeindig/",
        views_klassen.beeindig_leerkracht,
        name="beeindig_leerkracht",
    ),
    path("opleidingen/<int:opleiding_id>/", views_klassen.opleiding, name="opleiding"),
    path("invoer/", views_invoer.nieuw, name="invoer_nieuw"),
    path("invoer/<int:invoer_id>/", views_invoer.invoer, name="invoer"),
    path("invoer/<int:invoer_id>/koppel/", views_invoer.koppel, name="koppel"),
    path("invoer/<int:invoer_id>/bevestig/", views_invoer.bevestig, name="bevestig"),
    path("invoer/<int:invoer_id>/verwerp/", views_invoer.verwerp, name="verwerp"),
    path("invoer/<int:invoer_id>/geweigerd/", views_invoer.geweigerd, name="geweigerd"),
    path("invoer/<int:invoer_id>/opnieuw/", views_invoer.probeer_opnieuw, name="probeer_opnieuw"),
]
