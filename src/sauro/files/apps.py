"""Django's entry to the room: its name and its work at night. Does not belong here: any rule."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sauro.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sauro.files import jobs  # noqa: F401 - registers what runs each night
