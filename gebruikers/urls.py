from django.urls import path

from gebruikers import views, views_herstel, views_meekijken, views_school, views_vervangen

app_name = "gebruikers"
urlpatterns = [
    path("wissel/", views.wissel, name="wissel"),
    path("school/", views_school.school, name="school"),
    path("mensen/", views_school.mensen, name="mensen"),
    path("mensen/nodig-uit/", views_school.nodig_uit, name="nodig_uit"),
    path(
        "mensen/uitnodiging/<int:uitnodiging_id>/herhaal/",
        views_school.herhaal_uitnodiging,
        name="herhaal_uitnodiging",
    ),
    path(
        "mensen/uitnodiging/<int:uitnodiging_id>/akkoord/",
        views_school.geef_akkoord,
        name="geef_akkoord",
    ),
    path(
        "mensen/uitnodiging/<int:uitnodiging_id>/trek-in/",
        views_school.trek_uitnodiging_in,
        name="trek_uitnodiging_in",
    ),
    path(
        "mensen/rol/<int:lidmaatschap_id>/beeindig/",
        views_school.beeindig_rol,
        name="beeindig_rol",
    ),
    path("mensen/rol/<int:lidmaatschap_id>/kijk-mee/", views_meekijken.kijk_mee, name="kijk_mee"),
    path("meekijken/", views_meekijken.meekijken, name="meekijken"),
    path("meekijken/code/", views_meekijken.geef_code, name="geef_code"),
    path("meekijken/stop/", views_meekijken.stop, name="stop_meekijken"),
    path("vervangingen/", views_vervangen.vervangingen, name="vervangingen"),
    path("vervangingen/nieuw/", views_vervangen.nieuwe_vervanging, name="nieuwe_vervanging"),
    path("vervangingen/<int:vervanging_id>/", views_vervangen.vervanging, name="vervanging"),
    path(
        "vervangingen/<int:vervanging_id>/stop/",
        views_vervangen.stop_vervanging,
        name="stop_vervanging",
    ),
    path("mensen/<int:lidmaatschap_id>/toegang/", views_herstel.toegang, name="toegang"),
    path(
        "mensen/herstel/<int:herstel_id>/intrekken/",
        views_herstel.trek_herstel_in,
        name="trek_herstel_in",
    ),
    path(
        "mensen/<int:lidmaatschap_id>/toegang/mail/",
        views_herstel.mail_nieuwe_mailbox,
        name="mail_nieuwe_mailbox",
    ),
    path("mensen/mailbox/<int:mailbox_id>/", views_herstel.mailbox_vrij, name="mailbox_vrij"),
    path("postvak/", views_school.postvak, name="postvak"),
    path("postvak/<int:bericht_id>/", views_school.bericht, name="bericht"),
    path(
        "postvak/<int:bericht_id>/opnieuw/",
        views_school.verstuur_opnieuw,
        name="verstuur_opnieuw",
    ),
    path("opdrachten/", views.mijn_opdrachten, name="opdrachten"),
    path("opdrachten/<int:opdracht_id>/", views.opdracht, name="opdracht"),
    path("opdrachten/<int:opdracht_id>/annuleer/", views.annuleer_opdracht, name="annuleer"),
    path("opdrachten/<int:opdracht_id>/bestand/", views.opdracht_bestand, name="bestand"),
]
