from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meguro_platform', '0006_coming_organisation'),
    ]

    operations = [
        migrations.AddField(
            model_name='workingtext',
            name='begun_from',
            field=models.IntegerField(null=True),
        ),
    ]
