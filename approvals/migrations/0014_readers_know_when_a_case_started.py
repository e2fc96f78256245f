"""Who may read a case, in the order in which cases started: a search begins with the newest."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

_COPY = """
UPDATE approvals_case_reader r SET started_at = c.started_at FROM workflow_case c WHERE c.uuid = r.case_id
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0013_proofs_of_routes"), ("workflow", "0013_tasks_may_be_skipped")]

    operations = [
        migrations.RemoveIndex(model_name="casereader", name="cases_of_subject"),
        migrations.AddField(
            model_name="casereader", name="started_at", field=models.DateTimeField(editable=False, null=True)
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casereader',
            trigger=pgtrigger.compiler.Trigger(name='start_of_case', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.started_at := (SELECT started_at FROM workflow_case WHERE uuid = NEW.case_id); RETURN NEW;', hash='d9cccbbad62d6a2f65e9f6e6f9ebc3261f523b5c', operation='INSERT', pgid='pgtrigger_start_of_case_fa37f', table='approvals_case_reader', when='BEFORE')),
        ),
        migrations.RunSQL(_COPY, migrations.RunSQL.noop),
        # the foreign key of the rows just written is checked at once: no table is altered while checks are pending
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="casereader", name="started_at", field=models.DateTimeField(editable=False)
        ),
        migrations.AddIndex(
            model_name="casereader",
            index=models.Index(fields=["subject", "-started_at", "case"], name="newest_of_subject"),
        ),
    ]
