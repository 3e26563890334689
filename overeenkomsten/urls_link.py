"""Pages behind a one-time link: no account, no school code."""

urlpatterns = []
