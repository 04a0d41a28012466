"""The room of stored files.

Belongs here: its name. Does not belong here: any rule.
"""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sauro.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
