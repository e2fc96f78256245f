"""One act over calls that stopped for one cause."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('integrations', '0010_personnel_sets'),
        ('workflow', '0013_tasks_may_be_skipped'),
    ]

    operations = [
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=100)),
                ('operation', models.CharField(max_length=200)),
                ('error', models.TextField()),
                ('item', models.CharField(blank=True, max_length=200)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('reason', models.CharField(max_length=500)),
                ('proposed_by', models.UUIDField()),
                ('proposed_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('proposed', '確認待ち'), ('confirmed', '実行'), ('refused', '取りやめ')], max_length=10)),
                ('settled_by', models.UUIDField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status', 'proposed')), fields=['target'], name='remedies_to_confirm')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'confirmed'), _negated=True), models.Q(('settled_by__isnull', False), models.Q(('item', ''), models.Q(('settled_by', models.F('proposed_by')), _negated=True), _connector='OR')), _connector='OR'), name='corrected_together_by_two_people')],
            },
        ),
        migrations.CreateModel(
            name='RemediedCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('open', 'まだ'), ('sent', '送り直した'), ('passed_over', 'ほかの人が片付けていた')], default='open', max_length=11)),
                ('effect', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.effect')),
                ('remedy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='integrations.remedy')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('result', 'open')), fields=['id'], name='remedied_calls_to_send')],
                'constraints': [models.UniqueConstraint(fields=('remedy', 'effect'), name='remedied_once_by_an_act')],
            },
        ),
    ]
