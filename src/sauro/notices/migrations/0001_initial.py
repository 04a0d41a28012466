import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Firing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("watcher", models.CharField(max_length=60)),
                ("rule", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=160)),
                ("moment", models.DateTimeField()),
                ("title", models.CharField(max_length=300)),
                ("url", models.CharField(max_length=300)),
                ("unit_code", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Đã nhắc"),
                            ("listed", "Đã đưa vào danh sách"),
                            ("missed", "Không nhắc"),
                            ("nobody", "Không có người nhận"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same_day", "Cùng ngày có mức nhắc cao hơn"),
                            ("later", "Hệ thống không chạy vào lúc đó; lần nhắc sau thay thế"),
                            ("no_account", "Đơn vị chưa có tài khoản nào nhận nhắc việc"),
                        ],
                        max_length=20,
                    ),
                ),
                ("told", models.JSONField(default=list)),
                ("fired_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-moment", "-pk"),
                "indexes": [
                    models.Index(fields=["subject", "moment"], name="notices_firing_subject"),
                    models.Index(fields=["fired_at"], name="notices_firing_fired"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "subject", "moment"), name="firing_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["sent", "listed", "missed", "nobody"])),
                        name="firing_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "listed"]), ("why", "")),
                            models.Q(
                                ("state__in", ["missed", "nobody"]), models.Q(("why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="firing_not_told_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_mail", models.BooleanField(default=True)),
                ("by_webhook", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moment", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-moment", "-pk"),
                "constraints": [models.UniqueConstraint(fields=("account", "moment"), name="digest_once")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("values", models.JSONField(default=dict)),
                ("url", models.CharField(max_length=300)),
                ("subject", models.CharField(blank=True, max_length=160)),
                ("watcher", models.CharField(blank=True, max_length=60)),
                ("by_code", models.CharField(max_length=100)),
                ("by_name", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="notices.digest",
                    ),
                ),
                (
                    "firing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="notices.firing",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True), ("read_at__isnull", True)),
                        fields=["account"],
                        name="notices_message_waiting",
                    ),
                    models.Index(fields=["account", "created_at"], name="notices_message_of"),
                    models.Index(
                        condition=models.Q(
                            ("closed_at__isnull", True), models.Q(("watcher", ""), _negated=True)
                        ),
                        fields=["watcher", "subject"],
                        name="notices_message_about",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", ""), _negated=True), name="message_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_code", ""), _negated=True), models.Q(("by_name", ""), _negated=True)
                        ),
                        name="message_from_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparedList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "Chờ gửi"), ("sent", "Đã gửi"), ("dropped", "Không gửi")],
                        default="prepared",
                        max_length=10,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("content", models.JSONField(default=list)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_code", models.CharField(blank=True, max_length=100)),
                ("decided_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "sent_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared_lists",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-prepared_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["prepared", "sent", "dropped"])),
                        name="prepared_list_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "prepared")),
                        fields=("state",),
                        name="prepared_list_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_to__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_to__isnull", True)),
                            _connector="OR",
                        ),
                        name="prepared_list_sent_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="prepared_list_dropped_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "prepared")),
                            models.Q(
                                models.Q(("state", "prepared"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="prepared_list_decided_or_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by_code", ""), ("decided_by_name", "")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("decided_by_code", ""), _negated=True),
                                models.Q(("decided_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="prepared_list_decided_by_somebody",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="firing",
            name="prepared_list",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="firings",
                to="notices.preparedlist",
            ),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[("mail", "Thư điện tử"), ("webhook", "Kênh trao đổi của cơ quan")],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang gửi"),
                            ("sent", "Đã gửi"),
                            ("needless", "Không cần gửi: đã xem hết"),
                            ("failed", "Không gửi được"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("error_code", models.CharField(blank=True, max_length=80)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notices.digest",
                    ),
                ),
                (
                    "prepared_list",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notices.preparedlist",
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-pk"),
                "indexes": [models.Index(fields=["made_at"], name="notices_delivery_made")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "needless", "failed"])),
                        name="delivery_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["mail", "webhook"])), name="delivery_channel"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("digest__isnull", False)),
                        fields=("digest", "channel"),
                        name="delivery_of_a_digest_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("prepared_list__isnull", False)),
                        fields=("prepared_list", "channel"),
                        name="delivery_of_a_list_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest__isnull", False), ("prepared_list__isnull", True)),
                            models.Q(("digest__isnull", True), ("prepared_list__isnull", False)),
                            _connector="OR",
                        ),
                        name="delivery_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="delivery_sent_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("error_code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="delivery_failed_says_why",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="firing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("prepared_list__isnull", False), ("state", "listed")),
                    models.Q(models.Q(("state", "listed"), _negated=True), ("prepared_list__isnull", True)),
                    _connector="OR",
                ),
                name="firing_listed_on_a_list",
            ),
        ),
    ]
