from django.urls import path

from begeleiding import views_bezoeken, views_contact

app_name = "begeleiding"
urlpatterns = [
    path("", views_contact.noteer, name="noteer"),
    path("gepland/", views_bezoeken.gepland, name="gepland"),
    path("gepland/ongedaan/", views_bezoeken.ongedaan, name="ongedaan"),
    path("nieuw/<int:traject_id>/", views_contact.nieuw, name="nieuw"),
    path("<int:contactmoment_id>/", views_contact.contactmoment, name="contactmoment"),
    path("<int:contactmoment_id>/gehouden/", views_contact.gehouden, name="gehouden"),
    path("<int:contactmoment_id>/verzet/", views_contact.verzet, name="verzet"),
    path("<int:contactmoment_id>/niet/", views_contact.niet, name="niet"),
    path("<int:contactmoment_id>/weg/", views_contact.weg, name="weg"),
]
