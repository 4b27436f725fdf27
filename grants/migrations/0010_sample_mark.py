"""The mark of sample data moves to where every package may read it; its row stays."""

import django.db.models.functions.datetime
from django.db import migrations, models

TABLE, FORMER = "grants_samplemark", "pcc_decisions_samplemark"


class Migration(migrations.Migration):
    dependencies = [("grants", "0009_later_dates"), ("pcc_decisions", "0002_cache_table")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"ALTER TABLE {FORMER} RENAME TO {TABLE}", f"ALTER TABLE {TABLE} RENAME TO {FORMER}")
            ],
            state_operations=[
                migrations.CreateModel(
                    name="SampleMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                ),
            ],
        )
    ]
