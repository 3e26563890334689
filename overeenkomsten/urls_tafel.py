from django.urls import path

from overeenkomsten import views_tafel

urlpatterns = [
    path("", views_tafel.tafel, name="tafel"),
    path("tekenen/", views_tafel.tafel_tekenen, name="tafel_tekenen"),
    path("document/", views_tafel.tafel_document, name="tafel_document"),
]
