"""The entry of an inbox repeats the step of its task, so that a list need not ask for the task."""

from django.db import migrations, models

_COPY = """
UPDATE approvals_inbox_entry e SET node = t.node, step = t.step FROM workflow_usertask t WHERE t.uuid = e.task_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0014_readers_know_when_a_case_started"),
        ("workflow", "0013_tasks_may_be_skipped"),
    ]

    operations = [
        migrations.AddField(
            model_name="inboxentry", name="node", field=models.CharField(db_default="", default="", max_length=100)
        ),
        migrations.AddField(
            model_name="inboxentry", name="step", field=models.CharField(db_default="", default="", max_length=200)
        ),
        migrations.RunSQL(_COPY, migrations.RunSQL.noop),
    ]
