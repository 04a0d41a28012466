"""A letter by SMTP. Does not belong here: what it says (``content``), the server's address (settings)."""

from __future__ import annotations

from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage

from sauro.notices.models import Delivery
from sauro.notices.sending.content import Content
from sauro.notices.sending.refused import SendRefused

FIRST_LASTING = 500


def send_letter(delivery: Delivery, content: Content) -> None:
    """One letter; the same delivery always bears the same message id.

    SendRefused where the address or the letter was refused for good (5xx); anything else may pass.
    """
    address = delivery.account.email
    if not settings.EMAIL_SERVER or not address or not delivery.account.may_act:
        raise SendRefused("no_address")
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{delivery.code}@{domain}>",
        "Auto-Submitted": "auto-generated",  # so that no holiday reply answers a machine
    }
    letter = EmailMessage(
        content.subject, content.body, settings.DEFAULT_FROM_EMAIL, [address], headers=headers
    )
    try:
        letter.send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        if codes and all(code >= FIRST_LASTING for code in codes):
            raise SendRefused("address_refused") from refused
        raise
    except (SMTPSenderRefused, SMTPDataError) as refused:
        if refused.smtp_code >= FIRST_LASTING:
            raise SendRefused("letter_refused") from refused
        raise
