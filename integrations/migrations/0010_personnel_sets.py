"""The three files of the personnel system, judged together."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('integrations', '0009_attached_files_counted'),
    ]

    operations = [
        migrations.AlterField(
            model_name='arrivedfile',
            name='status',
            field=models.CharField(choices=[('waiting', '登録待ち'), ('again', '再送(同じ内容)'), ('refused', '使えません'), ('incomplete', 'そろっていません'), ('set_aside', '使わないことにしました'), ('settled', 'そろいました'), ('taken', '組織に取り込みました'), ('replaced', '新しいものに替わりました')], max_length=12),
        ),
        migrations.CreateModel(
            name='PersonnelSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('system', models.CharField(max_length=100)),
                ('stem', models.CharField(max_length=100)),
                ('on', models.DateField(null=True)),
                ('accepted', models.BooleanField()),
                ('confirmable', models.BooleanField(default=False)),
                ('counts', models.JSONField(default=dict)),
                ('sealed', models.BinaryField()),
                ('judged_at', models.DateTimeField()),
                ('confirmed_by', models.UUIDField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('postings', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='integrations.arrivedfile')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='integrations.arrivedfile')),
                ('units', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='integrations.arrivedfile')),
            ],
            options={
                'indexes': [models.Index(fields=['-judged_at'], name='personnel_sets_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='confirmed_with_a_reason')],
            },
        ),
    ]
