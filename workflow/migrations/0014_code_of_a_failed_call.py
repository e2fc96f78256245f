from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0013_tasks_may_be_skipped"),
    ]

    operations = [
        migrations.AddField(
            model_name="effect",
            name="code",
            field=models.CharField(blank=True, db_default="", max_length=60),
        ),
    ]
