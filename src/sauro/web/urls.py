"""Addresses of the shell: the public front page and the language switch."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from sauro.web.views.home import home

app_name = "web"
urlpatterns = [
    path("", home, name="home"),
    path("ngon-ngu", login_not_required(set_language), name="set_language"),
]
