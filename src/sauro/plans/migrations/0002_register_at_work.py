import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("people", "0001_initial"),
        ("people", "__first__"),
        ("plans", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Chủ trì"),
                            ("member", "Thành viên nhóm được giao"),
                            ("support", "Phối hợp"),
                            ("monitor", "Theo dõi, đôn đốc"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Chưa bắt đầu"),
                            ("in_progress", "Đang làm"),
                            ("waiting", "Chờ xác nhận hoàn thành"),
                            ("done", "Hoàn thành"),
                            ("suspended", "Tạm dừng"),
                            ("waived", "Được đồng ý không thực hiện"),
                        ],
                        default="not_started",
                        max_length=12,
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(null=True)),
                ("note", models.TextField(blank=True)),
                ("outcome", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("document", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(null=True)),
                ("first_due_on", models.DateField(null=True)),
                ("extensions", models.PositiveSmallIntegerField(default=0)),
                ("done_on", models.DateField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
                ("changed_by_code", models.CharField(blank=True, max_length=60)),
                ("changed_by_name", models.CharField(blank=True, max_length=150)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by_code", models.CharField(blank=True, max_length=60)),
                ("confirmed_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ("occurrence", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["lead", "member", "support", "monitor"])),
                        name="assignment_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["not_started", "in_progress", "waiting", "done", "suspended", "waived"],
                            )
                        ),
                        name="assignment_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("progress__isnull", True), ("progress__lte", 100), _connector="OR"
                        ),
                        name="assignment_progress",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("waiting", "done")), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="assignment_done_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("waiting", "done")), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assignment_done_has_product_or_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waived"), _negated=True),
                            models.Q(("document", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assignment_waived_has_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("changed_at__isnull", True), ("changed_by_code", "")),
                            models.Q(
                                ("changed_at__isnull", False),
                                models.Q(("changed_by_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assignment_changed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by_code", "")),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                models.Q(("confirmed_by_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assignment_confirmed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("first_due_on__isnull", False), _connector="OR"
                        ),
                        name="assignment_due_has_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClarityAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "facet",
                    models.CharField(
                        choices=[
                            ("who", "who"),
                            ("what", "what"),
                            ("when", "when"),
                            ("responsibility", "responsibility"),
                            ("product", "product"),
                            ("authority", "authority"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Chờ đơn vị trả lời"),
                            ("answered", "Chờ cơ quan theo dõi xem xét"),
                            ("accepted", "Đã chấp nhận"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("withdrawn", "Không hỏi nữa"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("value", models.TextField(blank=True)),
                ("data", models.JSONField(default=dict)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by_code", models.CharField(blank=True, max_length=60)),
                ("answered_by_name", models.CharField(blank=True, max_length=150)),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_code", models.CharField(blank=True, max_length=60)),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ("request", "task__plan", "task__order", "id"),
                "indexes": [models.Index(fields=["state"], name="clarity_ask_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("facet__in", ["who", "what", "when", "responsibility", "product", "authority"])
                        ),
                        name="clarity_ask_facet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "answered", "accepted", "returned", "withdrawn"])
                        ),
                        name="clarity_ask_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by_code", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="clarity_ask_answered_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by_code", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("decided_by_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="clarity_ask_decided_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("answered", "accepted")), _negated=True),
                            models.Q(("value", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="clarity_ask_answer_has_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("returned", "withdrawn")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="clarity_ask_return_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClarityRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("message", models.TextField(blank=True)),
                ("answer_by", models.DateField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by_code", models.CharField(max_length=60)),
                ("asked_by_name", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ("-asked_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Duplicate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("similarity", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "Có thể trùng"),
                            ("same", "Trùng"),
                            ("different", "Không trùng"),
                        ],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_code", models.CharField(blank=True, max_length=60)),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ("-similarity", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("similarity__lte", 100)), name="duplicate_similarity"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["suggested", "same", "different"])),
                        name="duplicate_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by_code", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("decided_by_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="duplicate_decided_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Đang xin gia hạn"),
                            ("granted", "Đồng ý gia hạn"),
                            ("refused", "Không đồng ý gia hạn"),
                            ("withdrawn", "Đơn vị rút đề nghị"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("old_due_on", models.DateField()),
                ("new_due_on", models.DateField()),
                ("reason", models.TextField()),
                ("late", models.BooleanField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by_code", models.CharField(max_length=60)),
                ("asked_by_name", models.CharField(max_length=150)),
                ("document", models.CharField(blank=True, max_length=200)),
                ("answer", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_code", models.CharField(blank=True, max_length=60)),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ("-asked_at", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "granted", "refused", "withdrawn"])),
                        name="extension_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("new_due_on__gt", models.F("old_due_on"))), name="extension_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="extension_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by_code", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("decided_by_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="extension_decided_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="extension_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("due_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("task", "order"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="milestone_has_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=10)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("once", "Một lần"),
                            ("month", "Hằng tháng"),
                            ("quarter", "Hằng quý"),
                            ("half_year", "6 tháng một lần"),
                            ("year", "Hằng năm"),
                        ],
                        max_length=10,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("first_due_on", models.DateField(null=True)),
                (
                    "due_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("document", "Theo văn bản giao việc"),
                            ("office", "Cơ quan theo dõi ấn định"),
                            ("unit", "Đơn vị đề xuất, cơ quan theo dõi chấp nhận"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_basis", models.CharField(blank=True, max_length=40)),
                ("due_values", models.JSONField(default=dict)),
                ("extensions", models.PositiveSmallIntegerField(default=0)),
                ("product", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Chưa bắt đầu"),
                            ("in_progress", "Đang làm"),
                            ("waiting", "Chờ xác nhận hoàn thành"),
                            ("done", "Hoàn thành"),
                            ("suspended", "Tạm dừng"),
                            ("waived", "Được đồng ý không thực hiện"),
                        ],
                        default="not_started",
                        max_length=12,
                    ),
                ),
                ("parts", models.PositiveIntegerField(default=0)),
                ("parts_done", models.PositiveIntegerField(default=0)),
                ("done_on", models.DateField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("task", "starts_on", "period"),
                "indexes": [models.Index(fields=["state", "due_on"], name="occurrence_state_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["not_started", "in_progress", "waiting", "done", "suspended", "waived"],
                            )
                        ),
                        name="occurrence_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["once", "month", "quarter", "half_year", "year"])),
                        name="occurrence_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_by__in", ["", "document", "office", "unit"])),
                        name="occurrence_due_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_by", ""), ("due_on__isnull", True)),
                            models.Q(("due_on__isnull", False), models.Q(("due_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="occurrence_due_has_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("first_due_on__isnull", False), _connector="OR"
                        ),
                        name="occurrence_due_has_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="occurrence_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parts_done__lte", models.F("parts"))),
                        name="occurrence_parts_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="occurrence_done_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(blank=True, max_length=1000)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ("account", "order", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_view_has_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_code", models.CharField(blank=True, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kept", "Giữ nguyên"),
                            ("changed", "Sửa đổi"),
                            ("new", "Bổ sung"),
                            ("dropped", "Bỏ"),
                        ],
                        max_length=8,
                    ),
                ),
                ("similarity", models.PositiveSmallIntegerField(null=True)),
                ("order", models.PositiveIntegerField()),
                ("set_by_code", models.CharField(blank=True, max_length=60)),
                ("set_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ("plan_import", "order"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["kept", "changed", "new", "dropped"])),
                        name="task_mapping_kind",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="planversion",
            name="plan_file_in_force_once",
        ),
        migrations.RemoveConstraint(
            model_name="task",
            name="task_state",
        ),
        migrations.AddField(
            model_name="clarity",
            name="data",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="clarity",
            name="note",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="given_code",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="plan",
            name="source",
            field=models.CharField(
                choices=[
                    ("plan", "Kế hoạch"),
                    ("decision", "Quyết định"),
                    ("directive", "Chỉ thị"),
                    ("letter", "Công văn"),
                    ("conclusion", "Thông báo kết luận"),
                    ("prime_minister", "Nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao"),
                    ("other", "Văn bản khác"),
                ],
                default="plan",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="standing_rhythm",
            field=models.CharField(
                choices=[
                    ("once", "Một lần"),
                    ("month", "Hằng tháng"),
                    ("quarter", "Hằng quý"),
                    ("half_year", "6 tháng một lần"),
                    ("year", "Hằng năm"),
                ],
                default="quarter",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="planimport",
            name="amends",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amendments",
                to="plans.plan",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="due_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="first_glyph",
            field=models.CharField(default="mmmmmm", max_length=6),
            preserve_default=False,
        ),
        migrations.RunSQL(
            sql="UPDATE plans_task SET first_glyph = glyph",
            reverse_sql="",
        ),
        migrations.AddField(
            model_name="task",
            name="life",
            field=models.CharField(
                choices=[
                    ("active", "Đang theo dõi"),
                    ("split", "Đã tách"),
                    ("merged", "Đã gộp"),
                    ("withdrawn", "Đã rút"),
                    ("dropped", "Không còn trong văn bản mới"),
                ],
                default="active",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="merged_into",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="absorbed",
                to="plans.task",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="origin",
            field=models.CharField(
                choices=[("document", "Trích từ văn bản"), ("person", "Bổ sung sau khi xác nhận")],
                default="document",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="parts",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="task",
            name="parts_done",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="task",
            name="revision",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="task",
            name="rhythm",
            field=models.CharField(
                blank=True,
                choices=[
                    ("once", "Một lần"),
                    ("month", "Hằng tháng"),
                    ("quarter", "Hằng quý"),
                    ("half_year", "6 tháng một lần"),
                    ("year", "Hằng năm"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="rhythm_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("document", "Theo văn bản giao việc"),
                    ("office", "Cơ quan theo dõi ấn định"),
                    ("unit", "Đơn vị đề xuất, cơ quan theo dõi chấp nhận"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="planversion",
            name="blob",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.blob"
            ),
        ),
        migrations.AlterField(
            model_name="planversion",
            name="filename",
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AlterField(
            model_name="planversion",
            name="media_type",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="planversion",
            name="sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="planversion",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="task",
            name="clause",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="plans.clause",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="state",
            field=models.CharField(
                choices=[
                    ("not_started", "Chưa bắt đầu"),
                    ("in_progress", "Đang làm"),
                    ("waiting", "Chờ xác nhận hoàn thành"),
                    ("done", "Hoàn thành"),
                    ("suspended", "Tạm dừng"),
                    ("waived", "Được đồng ý không thực hiện"),
                ],
                default="not_started",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="taskunit",
            name="end",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="taskunit",
            name="start",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["life", "state", "due_on"], name="task_state_due"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "source__in",
                        ["plan", "decision", "directive", "letter", "conclusion", "prime_minister", "other"],
                    )
                ),
                name="plan_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing_rhythm__in", ["once", "month", "quarter", "half_year", "year"])
                ),
                name="plan_standing_rhythm",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in_force"), models.Q(("sha256", ""), _negated=True)),
                fields=("sha256",),
                name="plan_file_in_force_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("blob__isnull", False), models.Q(("sha256", ""), _negated=True)),
                    models.Q(("blob__isnull", True), ("sha256", ""), ("text", "")),
                    _connector="OR",
                ),
                name="plan_version_file_or_by_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("life__in", ["active", "split", "merged", "withdrawn", "dropped"])),
                name="task_life",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["document", "person"])), name="task_origin"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["not_started", "in_progress", "waiting", "done", "suspended", "waived"])
                ),
                name="task_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm__in", ["", "once", "month", "quarter", "half_year", "year"])),
                name="task_rhythm",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm_by__in", ["", "document", "office", "unit"])),
                name="task_rhythm_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rhythm", ""), ("rhythm_by", "")),
                    models.Q(
                        models.Q(("rhythm", ""), _negated=True), models.Q(("rhythm_by", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="task_rhythm_has_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("parts_done__lte", models.F("parts"))), name="task_parts_done"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("life", "merged"), ("merged_into__isnull", False)),
                    models.Q(models.Q(("life", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="task_merged_has_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "document"), _negated=True),
                    ("clause__isnull", False),
                    _connector="OR",
                ),
                name="task_from_document_has_clause",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_glyph__regex", "^[cpm]{6}$")), name="task_first_glyph_letters"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="group",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.unitgroup",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="people.unit"
            ),
        ),
        migrations.AddField(
            model_name="clarityask",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="asks", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="clarityrequest",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="clarity_requests", to="people.unit"
            ),
        ),
        migrations.AddField(
            model_name="clarityask",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="asks", to="plans.clarityrequest"
            ),
        ),
        migrations.AddField(
            model_name="duplicate",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="duplicate",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="extension_requests",
                to="plans.assignment",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="occurrences", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="occurrence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="plans.occurrence"
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_views",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="taskmapping",
            name="plan_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="mappings", to="plans.planimport"
            ),
        ),
        migrations.AddField(
            model_name="taskmapping",
            name="task",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task"
            ),
        ),
        migrations.AddConstraint(
            model_name="clarityask",
            constraint=models.UniqueConstraint(fields=("request", "task", "facet"), name="clarity_ask_once"),
        ),
        migrations.AddConstraint(
            model_name="clarityask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "answered", "returned"])),
                fields=("task", "facet"),
                name="clarity_ask_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicate",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="duplicate_pair_once"),
        ),
        migrations.AddConstraint(
            model_name="duplicate",
            constraint=models.CheckConstraint(
                condition=models.Q(("second__gt", models.F("first"))), name="duplicate_pair_ordered"
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")), fields=("assignment",), name="extension_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(fields=("task", "order"), name="milestone_order_once"),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(fields=["year", "task"], name="occurrence_year"),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(fields=("task", "period"), name="occurrence_once_a_period"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["unit", "state", "due_on"], name="assignment_unit_state"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("occurrence", "unit"), name="assignment_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("account", "name"), name="saved_view_name_once"),
        ),
        migrations.AddConstraint(
            model_name="taskmapping",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_code", ""), _negated=True),
                fields=("plan_import", "source_code"),
                name="task_mapping_source_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskmapping",
            constraint=models.UniqueConstraint(
                condition=models.Q(("task__isnull", False)),
                fields=("plan_import", "task"),
                name="task_mapping_task_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskmapping",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "new"), ("task__isnull", True), models.Q(("source_code", ""), _negated=True)
                    ),
                    models.Q(("kind", "dropped"), ("source_code", ""), ("task__isnull", False)),
                    models.Q(
                        ("kind__in", ("kept", "changed")),
                        ("task__isnull", False),
                        models.Q(("source_code", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="task_mapping_sides",
            ),
        ),
    ]
