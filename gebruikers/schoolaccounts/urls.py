"""Without a provider in the settings each of these gives 404. Names that allauth looks up while it
works are its own."""

from django.urls import path

from gebruikers.schoolaccounts import views

urlpatterns = [
    path("", views.mijn_schoolaccounts, name="socialaccount_connections"),
    path("onbekend/", views.onbekend, name="socialaccount_signup"),
    path("afgebroken/", views.afgebroken, name="socialaccount_login_cancelled"),
    path("<int:koppeling_id>/ontkoppel/", views.ontkoppel, name="schoolaccount_ontkoppel"),
    path("<slug:aanbieder>/login/", views.aanmelden, name="schoolaccount_login"),
    path("<slug:aanbieder>/login/callback/", views.terug, name="schoolaccount_callback"),
]
