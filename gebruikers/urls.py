from django.urls import path

from gebruikers import views

app_name = "gebruikers"
urlpatterns = [
    path("wissel/", views.wissel, name="wissel"),
    path("opdrachten/<int:opdracht_id>/", views.opdracht, name="opdracht"),
    path("opdrachten/<int:opdracht_id>/annuleer/", views.annuleer_opdracht, name="annuleer"),
    path("opdrachten/<int:opdracht_id>/bestand/", views.opdracht_bestand, name="bestand"),
]
