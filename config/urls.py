"""All addresses. The first part of a school's pages is the school's code."""

from django.urls import include, path

from gebruikers import views
from overzichten import views_agendalink

handler429 = "gebruikers.grenzen.wacht"
handler500 = "gebruikers.aanvraag.ging_mis"

urlpatterns = [
    path("", views.start, name="start"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("account/", include("gebruikers.urls_account")),
    path("account/schoolaccounts/", include("gebruikers.schoolaccounts.urls")),
    path("uitnodiging/<str:token>/", views.uitnodiging, name="uitnodiging"),
    path("uitnodiging/<str:token>/opnieuw/", views.uitnodiging_opnieuw, name="uitnodiging_opnieuw"),
    path("teken/<str:token>/", include("overeenkomsten.urls_link")),
    path("agenda/<str:geheim>.ics", views_agendalink.agenda, name="agenda"),
    path("aan-tafel/", include("overeenkomsten.urls_tafel")),
    path("controle/", include("overeenkomsten.urls_controle")),
    path("<slug:school_code>/", include("overzichten.urls")),
    path("<slug:school_code>/", include("gebruikers.urls")),
    path("<slug:school_code>/leerlingen/", include("leerlingen.urls")),
    path("<slug:school_code>/trajecten/", include("trajecten.urls")),
    path("<slug:school_code>/werkplekken/", include("werkplekken.urls")),
    path("<slug:school_code>/plannen/", include("opleidingsplannen.urls")),
    path("<slug:school_code>/overeenkomsten/", include("overeenkomsten.urls")),
    path("<slug:school_code>/contact/", include("begeleiding.urls")),
]
