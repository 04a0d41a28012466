import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_people_and_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.CharField(max_length=80)),
                ("field", models.CharField(max_length=20)),
                ("value", models.TextField(blank=True)),
                ("absent", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("estimated", models.BooleanField(default=False)),
                ("as_of", models.DateField(null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("typed", "Người lập nhập"),
                            ("carried", "Mang từ kỳ trước"),
                            ("register", "Lấy từ sổ theo dõi"),
                            ("sheet", "Nhập từ bảng tính"),
                        ],
                        default="typed",
                        max_length=10,
                    ),
                ),
                ("source_ref", models.CharField(blank=True, max_length=120)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("changed_by_code", models.CharField(max_length=100)),
                ("changed_by_name", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("report", "row", "field"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["typed", "carried", "register", "sheet"])),
                        name="entry_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("absent", False),
                            models.Q(("value", ""), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="entry_absent_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("row", ""), _negated=True), models.Q(("field", ""), _negated=True)
                        ),
                        name="entry_has_a_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("typed", "Người lập nhập"),
                            ("carried", "Mang từ kỳ trước"),
                            ("register", "Lấy từ sổ theo dõi"),
                            ("sheet", "Nhập từ bảng tính"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_code", models.CharField(max_length=100)),
                ("by_name", models.CharField(max_length=200)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="reporting.entry",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("quarter", "Báo cáo định kỳ hằng quý"),
                            ("on_demand", "Báo cáo đột xuất, chuyên đề"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300)),
                ("ground", models.CharField(blank=True, max_length=300)),
                ("year", models.PositiveSmallIntegerField()),
                ("quarter", models.PositiveSmallIntegerField(null=True)),
                ("papers", models.JSONField(default=list)),
                ("plan_from", models.DateField(null=True)),
                ("plan_to", models.DateField(null=True)),
                ("data_from", models.DateField(null=True)),
                ("data_to", models.DateField(null=True)),
                ("opens_on", models.DateField(null=True)),
                ("unit_due_on", models.DateField(null=True)),
                ("province_due_on", models.DateField(null=True)),
                ("form_text", models.TextField(blank=True)),
                ("form_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Chưa mở"),
                            ("open", "Đang mở"),
                            ("closed", "Đã chốt"),
                            ("cancelled", "Đã hủy"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField(null=True)),
                ("opened_by_code", models.CharField(blank=True, max_length=100)),
                ("opened_by_name", models.CharField(blank=True, max_length=200)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by_code", models.CharField(blank=True, max_length=100)),
                ("closed_by_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("-year", "-quarter", "-code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["quarter", "on_demand"])), name="period_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "open", "closed", "cancelled"])),
                        name="period_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "quarter"), ("quarter__gte", 1), ("quarter__lte", 4)),
                            models.Q(("kind", "on_demand"), ("quarter__isnull", True)),
                            _connector="OR",
                        ),
                        name="period_quarter",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "quarter")),
                        fields=("year", "quarter"),
                        name="period_once_a_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "quarter"),
                            models.Q(
                                models.Q(("name", ""), _negated=True), models.Q(("ground", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="period_on_demand_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("data_from__isnull", True), ("data_to__isnull", True)),
                            ("data_to__gte", models.F("data_from")),
                            _connector="OR",
                        ),
                        name="period_data_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("open", "closed")), _negated=True),
                            models.Q(("form_sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="period_open_has_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="period_cancelled_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("opened_at__isnull", True), ("opened_by_code", ""), ("opened_by_name", "")
                            ),
                            models.Q(
                                ("opened_at__isnull", False),
                                models.Q(("opened_by_code", ""), _negated=True),
                                models.Q(("opened_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="period_opened_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by_code", ""), ("closed_by_name", "")
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("closed_by_code", ""), _negated=True),
                                models.Q(("closed_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="period_closed_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvinceReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("plan", "Báo cáo kết quả thực hiện kế hoạch"),
                            ("cchc", "Báo cáo cải cách hành chính"),
                            ("on_demand", "Báo cáo đột xuất, chuyên đề"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang soạn"),
                            ("office", "Văn phòng đang thẩm tra"),
                            ("signing", "Đang trình ký"),
                            ("signed", "Đã ký, chờ phát hành"),
                            ("issued", "Đã phát hành"),
                            ("sent", "Đã gửi cơ quan nhận"),
                            ("withdrawn", "Đã thu hồi"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("reason", models.TextField(blank=True)),
                ("due_on", models.DateField(null=True)),
                ("sent_way", models.CharField(blank=True, max_length=200)),
                ("sent_at", models.DateTimeField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_by_code", models.CharField(blank=True, max_length=100)),
                ("signed_by_name", models.CharField(blank=True, max_length=200)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers_written",
                        to="reporting.period",
                    ),
                ),
                (
                    "signing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.signingauthority",
                    ),
                ),
            ],
            options={
                "ordering": ("period", "paper"),
                "constraints": [
                    models.UniqueConstraint(fields=("period", "paper"), name="province_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(("paper__in", ["plan", "cchc", "on_demand"])),
                        name="province_report_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "office", "signing", "signed", "issued", "sent", "withdrawn"],
                            )
                        ),
                        name="province_report_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_at__isnull", True), ("signed_by_code", ""), ("signed_by_name", "")
                            ),
                            models.Q(
                                ("signed_at__isnull", False),
                                models.Q(("signed_by_code", ""), _negated=True),
                                models.Q(("signed_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="province_report_signed_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voluntary", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Nháp"),
                            ("review", "Đã gửi, đang rà soát"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("passed", "Đạt, chờ trình ký"),
                            ("signing", "Đang trình ký"),
                            ("signed", "Đã ký, chờ phát hành"),
                            ("issued", "Đã phát hành, chờ tiếp nhận"),
                            ("received", "Đã tiếp nhận"),
                            ("amending", "Đang sửa đổi, bổ sung"),
                            ("withdrawn", "Đã thu hồi"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("due_on", models.DateField(null=True)),
                ("first_due_on", models.DateField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_sent_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                (
                    "counts",
                    models.CharField(
                        choices=[
                            ("product", "Thời điểm gửi trên hệ thống này"),
                            ("document", "Ngày đến trên hệ thống quản lý văn bản"),
                        ],
                        default="document",
                        max_length=10,
                    ),
                ),
                ("author_code", models.CharField(blank=True, max_length=100)),
                ("author_name", models.CharField(blank=True, max_length=200)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reviewed_by_code", models.CharField(blank=True, max_length=100)),
                ("reviewed_by_name", models.CharField(blank=True, max_length=200)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_by_code", models.CharField(blank=True, max_length=100)),
                ("signed_by_name", models.CharField(blank=True, max_length=200)),
                ("received_at", models.DateTimeField(null=True)),
                ("received_by_code", models.CharField(blank=True, max_length=100)),
                ("received_by_name", models.CharField(blank=True, max_length=200)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "filled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reporting.period",
                    ),
                ),
                (
                    "signing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.signingauthority",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="people.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("period", "unit__order", "unit__sort_key"),
                "indexes": [
                    models.Index(fields=["period", "state"], name="report_period_state"),
                    models.Index(fields=["unit", "period"], name="report_unit_period"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("period", "unit"), name="report_once_a_period"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "review",
                                    "returned",
                                    "passed",
                                    "signing",
                                    "signed",
                                    "issued",
                                    "received",
                                    "amending",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="report_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counts__in", ["product", "document"])), name="report_counts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_returned_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("last_sent_at__isnull", False), ("sent_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_sent_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("first_due_on__isnull", False), _connector="OR"
                        ),
                        name="report_due_has_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reviewed_at__isnull", True),
                                ("reviewed_by_code", ""),
                                ("reviewed_by_name", ""),
                            ),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                models.Q(("reviewed_by_code", ""), _negated=True),
                                models.Q(("reviewed_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_reviewed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_at__isnull", True), ("signed_by_code", ""), ("signed_by_name", "")
                            ),
                            models.Q(
                                ("signed_at__isnull", False),
                                models.Q(("signed_by_code", ""), _negated=True),
                                models.Q(("signed_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_signed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("received_at__isnull", True),
                                ("received_by_code", ""),
                                ("received_by_name", ""),
                            ),
                            models.Q(
                                ("received_at__isnull", False),
                                models.Q(("received_by_code", ""), _negated=True),
                                models.Q(("received_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_received_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.CharField(blank=True, max_length=80)),
                ("field", models.CharField(blank=True, max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remark", "Nhận xét"),
                            ("question", "Đề nghị giải trình"),
                            ("answer", "Trả lời"),
                            ("reopen", "Đề nghị mở lại"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("round", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("by_code", models.CharField(max_length=100)),
                ("by_name", models.CharField(max_length=200)),
                ("by_unit", models.CharField(blank=True, max_length=200)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by_code", models.CharField(blank=True, max_length=100)),
                ("closed_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["remark", "question", "answer", "reopen"])),
                        name="remark_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="remark_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by_code", ""), ("closed_by_name", "")
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("closed_by_code", ""), _negated=True),
                                models.Q(("closed_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="remark_closed_by",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="reporting.report"
            ),
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("sent", "Khi gửi rà soát"),
                            ("passed", "Khi được xác nhận đạt"),
                            ("issued", "Khi phát hành"),
                            ("consolidated", "Khi tổng hợp"),
                        ],
                        max_length=12,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by_code", models.CharField(max_length=100)),
                ("made_by_name", models.CharField(max_length=200)),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="reporting.provincereport",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("occasion__in", ["sent", "passed", "issued", "consolidated"])),
                        name="snapshot_occasion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paper__isnull", True), ("report__isnull", False)),
                            models.Q(("paper__isnull", False), ("report__isnull", True)),
                            _connector="OR",
                        ),
                        name="snapshot_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("report__isnull", False)),
                        fields=("report", "occasion", "round"),
                        name="snapshot_of_report_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("paper__isnull", False)),
                        fields=("paper", "occasion", "round"),
                        name="snapshot_of_paper_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="provincereport",
            name="source",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reporting.snapshot",
            ),
        ),
        migrations.CreateModel(
            name="Issued",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "Văn bản ban hành"),
                            ("amending", "Văn bản sửa đổi, bổ sung"),
                            ("correction", "Văn bản đính chính"),
                            ("withdrawal", "Văn bản thu hồi"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("issued_on", models.DateField()),
                ("signer", models.CharField(blank=True, max_length=150)),
                ("signer_lines", models.CharField(blank=True, max_length=500)),
                ("reason", models.TextField(blank=True)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                ("by_code", models.CharField(max_length=100)),
                ("by_name", models.CharField(max_length=200)),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reporting.issued",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="reporting.provincereport",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="reporting.report",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="reporting.snapshot",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["first", "amending", "correction", "withdrawal"])),
                        name="issued_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paper__isnull", True), ("report__isnull", False)),
                            models.Q(("paper__isnull", False), ("report__isnull", True)),
                            _connector="OR",
                        ),
                        name="issued_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="issued_has_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "withdrawal"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="issued_withdrawal_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("order", models.PositiveSmallIntegerField()),
                ("heading", models.CharField(max_length=300)),
                ("written", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("edited", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
                ("changed_by_code", models.CharField(blank=True, max_length=100)),
                ("changed_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="reporting.provincereport",
                    ),
                ),
            ],
            options={
                "ordering": ("report", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "code"), name="paper_section_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("changed_at__isnull", True), ("changed_by_code", ""), ("changed_by_name", "")
                            ),
                            models.Q(
                                ("changed_at__isnull", False),
                                models.Q(("changed_by_code", ""), _negated=True),
                                models.Q(("changed_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_section_changed_by",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("report", "row", "field"), name="entry_once"),
        ),
        migrations.AddConstraint(
            model_name="provincereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "withdrawn")), ("source__isnull", False), _connector="OR"
                ),
                name="province_report_has_figures",
            ),
        ),
    ]
