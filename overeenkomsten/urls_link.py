from django.urls import path

from overeenkomsten import views_link

urlpatterns = [
    path("", views_link.teken, name="teken"),
    path("nieuwe-link/", views_link.nieuwe_link, name="teken_nieuwe_link"),
    path("document/", views_link.document, name="teken_document"),
    path("einde/", views_link.melding, name="teken_melding"),
]
