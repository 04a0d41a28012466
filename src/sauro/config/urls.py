"""Every room's pages, mounted. Does not belong here: a room's own addresses (its urls.py)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from sauro.config import views

ROOMS_WITH_PAGES = ("people", "deadlines", "files", "notices", "plans", "reporting", "web")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    *(path("", include(f"sauro.{room}.urls")) for room in ROOMS_WITH_PAGES),
    path("", include("sauro.people.library_urls")),
]

handler403 = views.permission_denied
handler404 = views.not_found
handler500 = views.server_error
