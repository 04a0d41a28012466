"""Where a large upload waits until its form is complete.

Belongs here: taking pieces from the web server. Does not belong here: looking through a file (``checking``).

Django's own handler gives the waiting file a name in a temporary folder, where it stays when the server is killed.
A file without a name goes with the process that holds it.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from sauro.files.shelf import unnamed


class UnnamedFileUploadHandler(FileUploadHandler):
    """Takes what is too large for memory; closed with the request, whole or not."""

    file: UploadedFile[bytes] | None = None

    def new_file(self, *arguments: Any, **named: Any) -> None:
        super().new_file(*arguments, **named)
        self.file = UploadedFile(unnamed(), self.file_name, self.content_type, 0, self.charset)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's own signature
        assert self.file is not None
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        assert self.file is not None
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        """The connection was cut in the middle."""
        if self.file is not None:
            self.file.close()
