"""The mark of sample data is a model of grants."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pcc_decisions", "0002_cache_table"), ("grants", "0010_sample_mark")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="SampleMark")]),
    ]
