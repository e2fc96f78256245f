"""What was written about each system at the last start."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('integrations', '0011_remedies'),
    ]

    operations = [
        migrations.AddField(
            model_name='connectedsystem',
            name='sealed',
            field=models.BinaryField(null=True),
        ),
    ]
