from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0002_journal_triggers"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="case",
            options={"permissions": [("audit_cases", "Can read every record; each reading is itself recorded")]},
        ),
        migrations.AlterModelOptions(
            name="incident",
            options={"permissions": [("settle_incidents", "Can try again, skip or stop what is stuck")]},
        ),
        migrations.AlterModelOptions(
            name="procedure",
            options={
                "permissions": [
                    ("edit_definition", "Can write a definition and propose it"),
                    ("publish_definition", "Can put a proposed version in force"),
                ]
            },
        ),
    ]
