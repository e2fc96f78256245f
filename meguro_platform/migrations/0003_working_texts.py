from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("meguro_platform", "0002_access_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkingText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.UUIDField()),
                ("procedure", models.CharField(blank=True, max_length=100)),
                ("text", models.TextField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "procedure"), name="working_text_once_per_procedure"
                    )
                ],
            },
        ),
    ]
