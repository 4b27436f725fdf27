import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conditions', '0002_ledger_guards'),
        ('grants', '0002_append_only_diary'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='contribution',
            name='accepted_who_and_when',
        ),
        migrations.RemoveConstraint(
            model_name='contribution',
            name='returned_who_when_and_why',
        ),
        migrations.RemoveConstraint(
            model_name='contribution',
            name='accepted_or_returned_not_both',
        ),
        migrations.RemoveConstraint(
            model_name='payment',
            name='a_payment_is_positive',
        ),
        migrations.AddField(
            model_name='contribution',
            name='accepted_comment',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='contribution',
            name='changed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='accepted_comment',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='obligation',
            name='bound_awards',
            field=models.ManyToManyField(related_name='+', to='grants.award'),
        ),
        migrations.AddField(
            model_name='payment',
            name='reverses',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='conditions.payment'),
        ),
        migrations.AddField(
            model_name='report',
            name='accepted_comment',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AlterField(
            model_name='payment',
            name='reason',
            field=models.TextField(blank=True, verbose_name='reason'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='contribution_accepted_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('returned_at', None), ('returned_by', None)), models.Q(('returned_at__isnull', False), ('returned_by__isnull', False), models.Q(('returned_comment', ''), _negated=True)), _connector='OR'), name='contribution_returned_who_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at', None), ('returned_at', None), _connector='OR'), name='contribution_accepted_or_returned'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at', None), ('spent_on__isnull', False), _connector='OR'), name='what_is_accepted_was_spent'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('amount__lte', Decimal('1000000000.00')), ('reverses', None)), models.Q(('amount__gte', Decimal('-1000000000.00')), ('amount__lt', 0), ('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_payment_is_positive_and_a_reversal_has_a_reason'),
        ),
    ]
