from django.urls import path

from overzichten import views

app_name = "overzichten"
urlpatterns = [
    path("", views.start, name="start"),
    path("mijn-leerlingen/", views.leerlingen, name="leerlingen"),
    path("dossier/<int:traject_id>/", views.dossier, name="dossier"),
    path("geschiedenis/<slug:soort>/<int:rij_id>/", views.geschiedenis, name="geschiedenis"),
    path("zoek/", views.zoek, name="zoek"),
]
