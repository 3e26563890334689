from django.urls import path

from overeenkomsten import views_controle

urlpatterns = [
    path("", views_controle.controle, name="controle"),
    path("<str:kenmerk>/", views_controle.controle, name="controle_kenmerk"),
]
