"""Whether those who owe a look, and who is above them, were told that it is owed for long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approvals", "0011_absences_are_told")]

    operations = [
        migrations.AddField(
            model_name="laterview",
            name="told",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
