from django.urls import path

from dev import views, views_onderdelen

urlpatterns = [
    path("onderdelen/", views_onderdelen.onderdelen, name="onderdelen"),
    path("proef/aanmelden/", views.meld_aan, name="proef_aanmelden"),
    path("proef/postbus/", views.postbus, name="proef_postbus"),
]
