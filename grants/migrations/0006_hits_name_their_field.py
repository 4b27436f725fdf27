from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('grants', '0005_record_labels'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='acknowledgement', name='a_find_is_acknowledged_once'),
        migrations.RenameField(model_name='acknowledgement', old_name='place', new_name='field'),
        migrations.AlterField(
            model_name='acknowledgement',
            name='field',
            field=models.CharField(max_length=60, verbose_name='the text that it is in'),
        ),
        migrations.AddConstraint(
            model_name='acknowledgement',
            constraint=models.UniqueConstraint(
                models.F('decision'), models.F('field'), models.F('hit'), models.F('sentence'), name='a_hit_is_acknowledged_once'
            ),
        ),
    ]
