"""All addresses, and those that only a demo or a developer has."""

from django.urls import include, path

from config.urls import handler429
from config.urls import urlpatterns as gewone

__all__ = ["handler429", "urlpatterns"]

urlpatterns = [path("", include("dev.urls")), *gewone]
