"""What people read: messages, the digest of a day, its deliveries, and which channels a person has chosen.

Belongs here: tables and invariants. Does not belong here: the ledger of reminders (``ledger``), words (``words``).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sauro.notices.models.ledger import Firing, PreparedList
from sauro.notices.states import Channel, DeliveryState


class Digest(models.Model):
    """All that waits for a person at one time of the digest, told at once. ``moment`` is that time, not the sending."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="digests")
    moment = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-moment", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("account", "moment"), name="digest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.moment:%Y-%m-%dT%H:%M}"


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, account: object) -> MessageQuerySet:
        """The own messages, and nobody else's."""
        pk = getattr(account, "pk", None)
        return self.filter(account=pk) if pk is not None else self.none()

    def waiting(self) -> MessageQuerySet:
        """Not read, and not overtaken by what happened since."""
        return self.filter(read_at__isnull=True, closed_at__isnull=True)


class Message(models.Model):
    """One thing that a person is told in the product. ``code`` and ``values`` make the sentence in the reader's language.

    ``watcher`` and ``subject`` say what it is about; a reminder closes when its subject is settled or the next reminder
    comes. ``firing`` is empty for an event and for a reminder that speaks of many subjects.
    """

    code = models.CharField(max_length=20, unique=True)
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    subject = models.CharField(max_length=160, blank=True)
    watcher = models.CharField(max_length=60, blank=True)
    firing = models.ForeignKey(
        Firing, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    by_code = models.CharField(max_length=100)
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    digest = models.ForeignKey(
        Digest, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes: ClassVar = [
            models.Index(
                fields=("account",),
                condition=Q(read_at__isnull=True, closed_at__isnull=True),
                name="notices_message_waiting",
            ),
            models.Index(fields=("account", "created_at"), name="notices_message_of"),
            models.Index(
                fields=("watcher", "subject"),
                condition=Q(closed_at__isnull=True) & ~Q(watcher=""),
                name="notices_message_about",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="message_says_something", condition=~Q(kind="")),
            models.CheckConstraint(name="message_from_somebody", condition=~Q(by_code="") & ~Q(by_name="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, account: object) -> DeliveryQuerySet:
        """What reached whom is for those who follow every unit."""
        from sauro.people.models.common import reach_of

        return self if reach_of(account, "notices.view").everything else self.none()


class Delivery(models.Model):
    """One letter or one call of the webhook, for a digest or for a list that a person sent.

    Its row is unique; the channel may see it twice, when the process dies between the channel's yes and ``sent_at``.
    """

    code = models.CharField(max_length=20, unique=True)
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    digest = models.ForeignKey(
        Digest, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    prepared_list = models.ForeignKey(
        PreparedList, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes: ClassVar = [models.Index(fields=("made_at",), name="notices_delivery_made")]
        constraints: ClassVar = [
            models.CheckConstraint(name="delivery_state", condition=Q(state__in=DeliveryState.values)),
            models.CheckConstraint(name="delivery_channel", condition=Q(channel__in=Channel.values)),
            models.UniqueConstraint(
                fields=("digest", "channel"),
                condition=Q(digest__isnull=False),
                name="delivery_of_a_digest_once",
            ),
            models.UniqueConstraint(
                fields=("prepared_list", "channel"),
                condition=Q(prepared_list__isnull=False),
                name="delivery_of_a_list_once",
            ),
            models.CheckConstraint(
                name="delivery_of_one_thing",
                condition=Q(digest__isnull=False, prepared_list__isnull=True)
                | Q(digest__isnull=True, prepared_list__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_sent_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_failed_says_why", condition=~Q(state="failed") | ~Q(error_code="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Choice(models.Model):
    """Which channels a person wants beside the product; without a row the letter of the day."""

    account = models.OneToOneField("people.Account", on_delete=models.CASCADE, related_name="notice_choice")
    by_mail = models.BooleanField(default=True)
    by_webhook = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id}: {self.by_mail}/{self.by_webhook}"
