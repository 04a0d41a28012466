import django.db.models.deletion
from django.db import migrations, models

import sauro.plans.models.imports


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("prefix", models.CharField(blank=True, max_length=40, unique=True)),
                ("number", models.CharField(blank=True, max_length=120)),
                ("number_folded", models.CharField(blank=True, max_length=120)),
                ("kind", models.CharField(blank=True, max_length=120)),
                ("issuer", models.CharField(blank=True, max_length=300)),
                ("issuer_folded", models.CharField(blank=True, max_length=300)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("sort_key", models.CharField(db_index=True, max_length=900)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("number_folded", ""), _negated=True), ("year__isnull", False)
                        ),
                        fields=("number_folded", "issuer_folded", "year"),
                        name="plan_number_once_a_year",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("number_folded", ""), _negated=True), ("year__isnull", True)
                        ),
                        fields=("number_folded", "issuer_folded"),
                        name="plan_number_once_undated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("in_force", "Đang thực hiện"),
                            ("superseded", "Đã thay thế"),
                            ("withdrawn", "Đã thu hồi"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("filename", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=120)),
                ("is_sample", models.BooleanField(default=False)),
                ("title", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("issued_on", models.DateField(null=True)),
                ("in_force_from", models.DateField(null=True)),
                ("year_from", models.PositiveSmallIntegerField(null=True)),
                ("year_to", models.PositiveSmallIntegerField(null=True)),
                ("signatory", models.JSONField(null=True)),
                ("header", models.JSONField(default=dict)),
                ("text", models.TextField()),
                ("confirmed_at", models.DateTimeField()),
                ("confirmed_by_code", models.CharField(max_length=60)),
                ("confirmed_by_name", models.CharField(max_length=150)),
                (
                    "blob",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.blob"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="plans.plan"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="plans.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_version_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("plan",),
                        name="plan_one_version_in_force",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("sha256",),
                        name="plan_file_in_force_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "in_force", "superseded", "withdrawn"])),
                        name="plan_version_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by_code", ""), _negated=True),
                            models.Q(("confirmed_by_name", ""), _negated=True),
                        ),
                        name="plan_version_confirmed_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("text", models.TextField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("unit", models.CharField(blank=True, max_length=120)),
                ("by_year", models.JSONField(default=dict)),
                ("order", models.PositiveIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="plans.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "order"), name="plan_target_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_target_anchor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(default=sauro.plans.models.imports.new_code, max_length=16, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Đã nhận"),
                            ("reading", "Đang đọc"),
                            ("ready", "Chờ xác nhận"),
                            ("confirmed", "Đã đưa vào sổ"),
                            ("refused", "Không nhận"),
                            ("discarded", "Đã hủy lần nhập"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("filename", models.CharField(max_length=255)),
                ("size", models.PositiveBigIntegerField()),
                ("is_sample", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("received_by_code", models.CharField(max_length=60)),
                ("received_by_name", models.CharField(max_length=150)),
                ("read_at", models.DateTimeField(null=True)),
                ("text", models.TextField(blank=True)),
                ("result", models.JSONField(null=True)),
                ("finding_values", models.JSONField(default=list)),
                ("refusal_code", models.CharField(blank=True, max_length=60)),
                ("refusal_values", models.JSONField(default=dict)),
                ("refusal_place", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_code", models.CharField(blank=True, max_length=60)),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "blob",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.blob",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="plans.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ("-received_at", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["received", "reading", "ready", "confirmed", "refused", "discarded"],
                            )
                        ),
                        name="plan_import_state",
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
                        name="plan_import_decided_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("ready", "confirmed")), _negated=True),
                            ("result__isnull", False),
                            _connector="OR",
                        ),
                        name="plan_import_ready_has_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal_code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_import_refused_has_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("version__isnull", False),
                            _connector="OR",
                        ),
                        name="plan_import_confirmed_has_version",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("received", "reading", "ready"))),
                        fields=("sha256",),
                        name="plan_import_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "error"), ("warning", "warning"), ("note", "note")], max_length=8
                    ),
                ),
                ("message", models.TextField()),
                ("values", models.JSONField(default=dict)),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("order", models.PositiveIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="plans.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "order"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["error", "warning", "note"])),
                        name="finding_severity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="finding_anchor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agency", "Mục giao cơ quan"),
                            ("labelled", "Mục có nhãn"),
                            ("annex", "Phụ lục"),
                            ("general", "Mục chung"),
                        ],
                        max_length=12,
                    ),
                ),
                ("heading", models.TextField()),
                ("order", models.PositiveIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="plans.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "code"), name="clause_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["agency", "labelled", "annex", "general"])),
                        name="clause_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="clause_anchor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True)),
                ("source_code", models.CharField(max_length=60)),
                ("order", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Chưa bắt đầu"),
                            ("in_progress", "Đang làm"),
                            ("done", "Hoàn thành"),
                            ("suspended", "Tạm dừng"),
                        ],
                        default="not_started",
                        max_length=12,
                    ),
                ),
                ("glyph", models.CharField(max_length=6)),
                ("search", models.TextField()),
                ("search_marked", models.TextField()),
                ("lead_text", models.CharField(blank=True, max_length=500)),
                ("lead_order", models.PositiveIntegerField()),
                ("lead_sort", models.CharField(max_length=900)),
                (
                    "when_kind",
                    models.CharField(
                        choices=[
                            ("date", "Có ngày cụ thể"),
                            ("period", "Theo khoảng thời gian"),
                            ("recurring", "Định kỳ"),
                            ("ongoing", "Thường xuyên"),
                            ("unclear", "Chưa xác định được"),
                            ("missing", "Chưa ghi"),
                        ],
                        max_length=10,
                    ),
                ),
                ("when_text", models.TextField(blank=True)),
                ("when_start", models.PositiveIntegerField(null=True)),
                ("when_end", models.PositiveIntegerField(null=True)),
                ("when_from", models.DateField(null=True)),
                ("when_to", models.DateField(null=True)),
                ("when_due", models.DateField(null=True)),
                ("when_relation", models.CharField(blank=True, max_length=8)),
                ("when_every", models.CharField(blank=True, max_length=10)),
                ("when_on_day", models.CharField(blank=True, max_length=5)),
                ("when_more", models.JSONField(default=list)),
                ("product_text", models.TextField(blank=True)),
                ("product_start", models.PositiveIntegerField(null=True)),
                ("product_end", models.PositiveIntegerField(null=True)),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="plans.clause"
                    ),
                ),
                (
                    "lead_group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unitgroup",
                    ),
                ),
                (
                    "lead_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="plans.task",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="plans.plan"
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "order"),
                "indexes": [
                    models.Index(
                        fields=["lead_order", "lead_sort", "plan", "order"], name="task_register_order"
                    ),
                    models.Index(fields=["glyph"], name="task_glyph"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "order"), name="task_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["not_started", "in_progress", "done", "suspended"])
                        ),
                        name="task_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "when_kind__in",
                                ["date", "period", "recurring", "ongoing", "unclear", "missing"],
                            )
                        ),
                        name="task_when_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("glyph__regex", "^[cpm]{6}$")), name="task_glyph_letters"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("when_end__isnull", True), ("when_start__isnull", True)),
                            models.Q(("when_end__gt", models.F("when_start")), ("when_start__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_when_anchor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("product_end__isnull", True), ("product_start__isnull", True)),
                            models.Q(
                                ("product_end__gt", models.F("product_start")),
                                ("product_start__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="task_product_anchor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lead_unit__isnull", True), ("lead_group__isnull", True), _connector="OR"
                        ),
                        name="task_one_lead_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("index", models.CharField(max_length=40)),
                ("node", models.CharField(blank=True, max_length=80)),
                ("text", models.TextField()),
                (
                    "set_by",
                    models.CharField(
                        choices=[("text", "text"), ("person", "person")], default="text", max_length=8
                    ),
                ),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="plans.task"
                    ),
                ),
            ],
            options={
                "ordering": ("task", "index", "node"),
                "indexes": [models.Index(fields=["index"], name="index_link_index")],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "index", "node"), name="index_link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("set_by__in", ["text", "person"])), name="index_link_set_by"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("set_by", "text"), _negated=True),
                            ("start__isnull", False),
                            _connector="OR",
                        ),
                        name="index_link_from_text_has_anchor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="index_link_anchor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clarity",
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
                        choices=[("clear", "clear"), ("partial", "partial"), ("missing", "missing")],
                        max_length=8,
                    ),
                ),
                ("value", models.TextField(blank=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("document", "Theo văn bản"),
                            ("unit", "Theo trả lời của đơn vị"),
                            ("office", "Theo cơ quan theo dõi"),
                        ],
                        max_length=8,
                    ),
                ),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("by_code", models.CharField(max_length=60)),
                ("by_name", models.CharField(max_length=150)),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clarities", to="plans.task"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("task", "facet"), name="clarity_facet_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("facet__in", ["who", "what", "when", "responsibility", "product", "authority"])
                        ),
                        name="clarity_facet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["clear", "partial", "missing"])),
                        name="clarity_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["document", "unit", "office"])),
                        name="clarity_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_code", ""), _negated=True), models.Q(("by_name", ""), _negated=True)
                        ),
                        name="clarity_has_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="clarity_anchor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("text", models.TextField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("unit", models.CharField(blank=True, max_length=120)),
                ("by_year", models.JSONField(default=dict)),
                ("order", models.PositiveIntegerField()),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="plans.task"
                    ),
                ),
            ],
            options={
                "ordering": ("task", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("task", "order"), name="task_target_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_target_anchor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="plans.task"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="task_texts",
                        to="plans.planversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("task", "version"), name="task_text_once_a_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_text_anchor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Chủ trì"),
                            ("support", "Phối hợp"),
                            ("monitor", "Theo dõi, đôn đốc"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("is_group", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="task_parts",
                        to="people.unitgroup",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="units", to="plans.task"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="task_parts",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("task", "role", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("task", "role", "order"), name="task_unit_order_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", False)),
                        fields=("task", "role", "unit"),
                        name="task_unit_once_a_role",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", False)),
                        fields=("task", "role", "group"),
                        name="task_group_once_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit__isnull", True), ("group__isnull", True), _connector="OR"),
                        name="task_unit_or_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["lead", "support", "monitor"])),
                        name="task_unit_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_unit_anchor",
                    ),
                ],
            },
        ),
    ]
