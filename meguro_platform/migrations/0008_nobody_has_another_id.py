from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("meguro_platform", "0007_working_text_begun_from"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="user",
            name="external_id",
        ),
    ]
