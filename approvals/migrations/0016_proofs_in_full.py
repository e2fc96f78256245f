import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0015_inbox_says_at_which_step'),
    ]

    operations = [
        migrations.AddField(
            model_name='routeproof',
            name='in_full',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
    ]
