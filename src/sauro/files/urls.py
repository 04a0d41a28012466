"""Addresses of this room. Does not belong here: anything else."""

from django.urls import path

from sauro.files.views import evidence, file

app_name = "files"
urlpatterns = [
    path("tai-lieu", evidence.evidence, name="evidence"),
    path("tai-lieu/<slug:file>", file.show, name="file"),
    path("tai-lieu/<slug:file>/tai-ve", file.download, name="download"),
    path("tai-lieu/<slug:file>/xem-truoc", file.picture, name="picture"),
    path("tai-lieu/<slug:file>/rut", file.withdraw, name="withdraw"),
]
