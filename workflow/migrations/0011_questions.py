"""Questions of forms to connected systems, which take places among the calls under way."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0010_case_migrations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=100)),
                ('operation', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('trouble', models.CharField(blank=True, max_length=20)),
                ('detail', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('ended_at', None)), fields=['target', 'id'], name='question_under_way'),
                    models.Index(fields=['target', '-id'], name='question_by_target'),
                    django.contrib.postgres.indexes.BrinIndex(fields=['asked_at'], name='question_by_instant'),
                ],
            },
        ),
    ]
