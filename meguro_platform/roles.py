"""The three database roles and what each may do, written down in the migrations.

owner    owns every table and runs the migrations, nothing else
app      web, workers, sweep: may read and write rows; owns nothing, can't TRUNCATE, ALTER or disable a trigger
sealer   numbers and seals the journal; reads only what a migration grants it

Every table made by a migration gives `app` SELECT, INSERT, UPDATE and DELETE. A table that knows fewer rights says so
in the migration that creates it, after the CreateModel operation:

    from meguro_platform.roles import grant_app, grant_sealer

    operations = [
        migrations.CreateModel(name="JournalEntry", ...),
        grant_app("workflow_journalentry", "SELECT, INSERT"),      # append-only: no UPDATE, no DELETE
        grant_sealer("workflow_journalentry", "SELECT"),
    ]

A migration that grants comes after ours: let it depend on `migrations.swappable_dependency(settings.AUTH_USER_MODEL)`.
The privileges named replace those the table had. A column list is allowed: "SELECT, INSERT (id, body)".
"""

from django.db import migrations

OWNER = "meguro_owner"
APP = "meguro_app"
SEALER = "meguro_sealer"

EVERYDAY = "SELECT, INSERT, UPDATE, DELETE"
"""What `app` may do with a table that says nothing else."""


def grant_app(table: str, privileges: str) -> migrations.RunSQL:
    """The operation that gives `app` exactly these privileges on a table."""
    return _grant(APP, table, privileges, before=EVERYDAY)


def grant_sealer(table: str, privileges: str) -> migrations.RunSQL:
    """The operation that gives `sealer` exactly these privileges on a table; without it the sealer has none."""
    return _grant(SEALER, table, privileges, before="")


def _grant(role: str, table: str, privileges: str, *, before: str) -> migrations.RunSQL:
    revoke = f'REVOKE ALL ON TABLE "{table}" FROM {role}'
    return migrations.RunSQL(
        sql=f'{revoke}; GRANT {privileges} ON TABLE "{table}" TO {role}',
        reverse_sql=f'{revoke}; GRANT {before} ON TABLE "{table}" TO {role}' if before else revoke,
    )


CREATE_ROLES = f"""
DO $$
DECLARE role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['{APP}', '{SEALER}'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role_name);
        END IF;
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'the database roles {APP} and {SEALER} are missing and % may not create them', current_user
        USING HINT = 'let an administrator run: CREATE ROLE {APP} LOGIN; CREATE ROLE {SEALER} LOGIN;';
END $$;
"""

PRIVILEGES = f"""
GRANT USAGE ON SCHEMA public TO {APP}, {SEALER};
GRANT {EVERYDAY} ON ALL TABLES IN SCHEMA public TO {APP};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP};
REVOKE ALL ON TABLE django_migrations FROM {APP};
GRANT SELECT ON TABLE django_migrations TO {APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {EVERYDAY} ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP};
"""


def create_roles() -> migrations.RunSQL:
    """The operation of the very first migration: the roles exist and new tables open themselves to `app`."""
    return migrations.RunSQL(sql=CREATE_ROLES + PRIVILEGES, reverse_sql=migrations.RunSQL.noop)
