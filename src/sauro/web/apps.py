"""Django's entry to the shell. Belongs here: the app's name. Nothing else."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sauro.web"
    label = "web"
