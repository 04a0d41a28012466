import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from sauro.people.naming import name_key, search_text


def fill_names(apps, _schema):
    """Accounts from before get the columns by which they are found and ordered."""
    for account in apps.get_model("people", "Account").objects.all():
        account.search = search_text(account.name, account.code, account.email)
        account.sort_key = name_key(account.name)
        account.save(update_fields=["search", "sort_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("permission", models.CharField(max_length=80)),
                ("path", models.CharField(max_length=500)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Chờ giải quyết"),
                            ("granted", "Đã cấp"),
                            ("declined", "Không cấp"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by_code", models.CharField(blank=True, max_length=100)),
                ("decided_by_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("-asked_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("document_number", models.CharField(max_length=100)),
                ("document_date", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("made_at", models.DateTimeField()),
                ("made_by_code", models.CharField(max_length=100)),
                ("made_by_name", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by_code", models.CharField(blank=True, max_length=100)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("-valid_to", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("role", models.SlugField(max_length=40)),
                ("scope", models.CharField(blank=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Chờ nhận bàn giao"),
                            ("accepted", "Đã nhận bàn giao"),
                            ("returned", "Đã trả lại"),
                            ("cancelled", "Đã hủy"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("items", models.JSONField(default=list)),
                ("offered_at", models.DateTimeField()),
                ("offered_by_code", models.CharField(max_length=100)),
                ("offered_by_name", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by_code", models.CharField(blank=True, max_length=100)),
                ("decided_by_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("-offered_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("invite", "Mở tài khoản"), ("reset", "Đặt lại mật khẩu")], max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Chưa dùng"), ("used", "Đã dùng"), ("withdrawn", "Đã hủy")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("made_by_code", models.CharField(max_length=100)),
                ("made_by_name", models.CharField(max_length=200)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-made_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SigningAuthority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("signer", models.CharField(max_length=150)),
                ("position", models.CharField(max_length=150)),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("TM", "Thay mặt"),
                            ("KT", "Ký thay"),
                            ("Q", "Quyền"),
                            ("TL", "Thừa lệnh"),
                            ("TUQ", "Thừa ủy quyền"),
                        ],
                        max_length=4,
                    ),
                ),
                ("lines", models.CharField(max_length=500)),
                ("scope", models.CharField(blank=True, max_length=500)),
                ("document_number", models.CharField(blank=True, max_length=100)),
                ("document_date", models.DateField(blank=True, null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("unit__order", "unit__sort_key", "valid_from", "pk"),
            },
        ),
        migrations.AddField(
            model_name="account",
            name="position",
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name="account",
            name="search",
            field=models.CharField(blank=True, max_length=600),
        ),
        migrations.AddField(
            model_name="account",
            name="sort_key",
            field=models.CharField(blank=True, db_index=True, max_length=900),
        ),
        migrations.AddField(
            model_name="account",
            name="username",
            field=models.CharField(blank=True, max_length=60, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name="account",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"), name="account_username_any_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("email__isnull", False), ("username__isnull", False), _connector="OR"),
                name="account_signs_in_with_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("email__isnull", True), models.Q(("email", ""), _negated=True), _connector="OR"
                    ),
                    models.Q(
                        ("username__isnull", True),
                        models.Q(
                            models.Q(("username", ""), _negated=True),
                            models.Q(("username__contains", "@"), _negated=True),
                        ),
                        _connector="OR",
                    ),
                ),
                name="account_nothing_is_null",
            ),
        ),
        migrations.AddField(
            model_name="accessrequest",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="access_requests",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="giver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delegations_given",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="receiver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delegations_received",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="delegations", to="people.unit"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="giver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handovers_given",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="receiver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handovers_received",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="people.unit"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signingauthority",
            name="account",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signing_authorities",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signingauthority",
            name="under",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stacked",
                to="people.signingauthority",
            ),
        ),
        migrations.AddField(
            model_name="signingauthority",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signing_authorities",
                to="people.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="accessrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("account", "permission"),
                name="access_request_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="accessrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="access_request_declined_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="accessrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="access_request_decided_or_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="accessrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by_code", ""), ("decided_by_name", "")),
                    models.Q(
                        ("decided_at__isnull", False),
                        models.Q(("decided_by_code", ""), _negated=True),
                        models.Q(("decided_by_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="access_request_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="delegation_validity_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True),
                name="delegation_to_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document_number", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("made_by_code", ""), _negated=True),
                ),
                name="delegation_has_a_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by_code", ""), ("ended_by_name", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        models.Q(("ended_by_code", ""), _negated=True),
                        models.Q(("ended_by_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="delegation_ended_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True), name="handover_to_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="handover_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="handover_returned_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "offered")),
                    models.Q(models.Q(("state", "offered"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="handover_decided_or_offered",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by_code", ""), ("decided_by_name", "")),
                    models.Q(
                        ("decided_at__isnull", False),
                        models.Q(("decided_by_code", ""), _negated=True),
                        models.Q(("decided_by_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="handover_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "offered")),
                fields=("giver", "unit", "role", "scope"),
                name="handover_one_offered",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("account", "purpose"),
                name="invitation_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "used"), ("used_at__isnull", False)),
                    models.Q(models.Q(("state", "used"), _negated=True), ("used_at__isnull", True)),
                    _connector="OR",
                ),
                name="invitation_used_with_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="invitation_expires_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_by_code", ""), _negated=True), name="invitation_has_a_maker"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingauthority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="signing_validity_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="signingauthority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signer", ""), _negated=True),
                    models.Q(("position", ""), _negated=True),
                    models.Q(("lines", ""), _negated=True),
                ),
                name="signing_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="signingauthority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capacity", "TUQ"), _negated=True),
                    models.Q(
                        models.Q(("document_number", ""), _negated=True),
                        ("document_date__isnull", False),
                        ("valid_to__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="signing_by_delegation_has_a_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="signingauthority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document_date__isnull", True), ("document_number", "")),
                    models.Q(
                        models.Q(("document_number", ""), _negated=True), ("document_date__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="signing_document_with_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="signingauthority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("under__isnull", True),
                    models.Q(("under", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="signing_not_under_itself",
            ),
        ),
        migrations.RunPython(fill_names, migrations.RunPython.noop),
    ]
