from django.urls import path

from werkplekken import views, views_beheer, views_organisatie

app_name = "werkplekken"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("nieuw/", views.nieuw, name="nieuw"),
    path("<int:onderneming_id>/", views.onderneming, name="onderneming"),
    path(
        "<int:onderneming_id>/bewerk/", views_beheer.bewerk_onderneming, name="bewerk_onderneming"
    ),
    path("<int:onderneming_id>/wis/", views_beheer.wis_onderneming, name="wis_onderneming"),
    path("<int:onderneming_id>/vestiging/", views_beheer.nieuwe_vestiging, name="nieuwe_vestiging"),
    path(
        "<int:onderneming_id>/vertegenwoordiger/",
        views_beheer.nieuwe_vertegenwoordiger,
        name="nieuwe_vertegenwoordiger",
    ),
    path("vestiging/<int:vestiging_id>/", views_beheer.vestiging, name="vestiging"),
    path("vestiging/<int:vestiging_id>/wis/", views_beheer.wis_vestiging, name="wis_vestiging"),
    path(
        "vestiging/<int:vestiging_id>/erkenning/",
        views_beheer.nieuwe_erkenning,
        name="nieuwe_erkenning",
    ),
    path("vestiging/<int:vestiging_id>/mentor/", views_beheer.nieuwe_mentor, name="nieuwe_mentor"),
    path("erkenning/<int:erkenning_id>/", views_beheer.erkenning, name="erkenning"),
    path("erkenning/<int:erkenning_id>/wis/", views_beheer.wis_erkenning, name="wis_erkenning"),
    path(
        "vertegenwoordiger/<int:vertegenwoordiger_id>/",
        views_beheer.vertegenwoordiger,
        name="vertegenwoordiger",
    ),
    path(
        "vertegenwoordiger/<int:vertegenwoordiger_id>/wis/",
        views_beheer.wis_vertegenwoordiger,
        name="wis_vertegenwoordiger",
    ),
    path("mentor/<int:mentor_id>/", views_beheer.mentor, name="mentor"),
    path("mentor/<int:mentor_id>/wis/", views_beheer.wis_mentor, name="wis_mentor"),
    path("mentor/<int:mentor_id>/uitnodigen/", views_beheer.nodig_mentor_uit, name="nodig_uit"),
    path("organisaties/", views_organisatie.organisaties, name="organisaties"),
    path("organisaties/nieuw/", views_organisatie.nieuwe_organisatie, name="nieuwe_organisatie"),
    path("organisaties/<int:organisatie_id>/", views_organisatie.organisatie, name="organisatie"),
    path(
        "organisaties/<int:organisatie_id>/bewerk/",
        views_organisatie.bewerk_organisatie,
        name="bewerk_organisatie",
    ),
    path(
        "organisaties/<int:organisatie_id>/wis/",
        views_organisatie.wis_organisatie,
        name="wis_organisatie",
    ),
    path(
        "organisaties/<int:organisatie_id>/uitnodigen/",
        views_organisatie.nodig_medewerker_uit,
        name="nodig_medewerker_uit",
    ),
    path(
        "organisaties/medewerker/<int:medewerker_id>/uitnodigen/",
        views_organisatie.herhaal_medewerker,
        name="herhaal_medewerker",
    ),
    path(
        "organisaties/medewerker/<int:medewerker_id>/weg/",
        views_organisatie.haal_medewerker_weg,
        name="medewerker_weg",
    ),
    path(
        "organisaties/plaats/<int:traject_id>/",
        views_organisatie.plaats_bij_organisatie,
        name="plaats_bij_organisatie",
    ),
    path(
        "plaatsing/<int:plaatsing_id>/einde/",
        views_organisatie.beeindig_plaatsing,
        name="beeindig_plaatsing",
    ),
]
