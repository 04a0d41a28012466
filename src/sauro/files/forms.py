"""What people send to this room's pages, cleaned. Belongs here: cleaning only. No queries, no decisions."""

from __future__ import annotations

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from sauro.files.models import LONGEST_NOTE, LONGEST_SUBJECT

LONGEST_ADDRESS = 500


class PlaceForm(forms.Form):
    """Which subject a page or an upload is about, and where the person goes afterwards."""

    subject = forms.CharField(max_length=LONGEST_SUBJECT)
    back = forms.CharField(max_length=LONGEST_ADDRESS, required=False)
    note = forms.CharField(max_length=LONGEST_NOTE, required=False)

    def clean_back(self) -> str:
        """An address of this site, or nothing."""
        address = str(self.cleaned_data["back"])
        here = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        return address if here else ""


class ReasonForm(forms.Form):
    """Why a file is withdrawn. Length and emptiness are judged by the action, which has the words for it."""

    reason = forms.CharField(required=False)
