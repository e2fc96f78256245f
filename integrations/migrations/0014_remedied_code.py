from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0013_remedied_trouble"),
    ]

    operations = [
        migrations.AddField(
            model_name="remedy",
            name="code",
            field=models.CharField(blank=True, db_default="", max_length=60),
        ),
    ]
