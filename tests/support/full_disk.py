"""A database whose disk is full: from a certain write on, PostgreSQL itself refuses every one as it would then."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from psycopg import errors, sql

from tests.support.database import superuser

_MAKE = """
CREATE SEQUENCE disk_writes;
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF nextval('disk_writes') > TG_ARGV[0]::int THEN
        RAISE disk_full USING MESSAGE = 'could not extend file "base/5/16384": No space left on device';
    END IF;
    RETURN NULL;
END $$;
"""
_TRIGGER = """
CREATE TRIGGER aaa_disk BEFORE INSERT OR UPDATE OR DELETE ON {}
FOR EACH STATEMENT EXECUTE FUNCTION disk_is_full({})
"""
_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"


@contextmanager
def full_disk(*, after: int) -> Iterator[None]:
    """So many writes of tables still find room. What was not committed by then is gone, as the server leaves it."""
    with superuser(str(connection.settings_dict["NAME"])) as server:
        server.execute(_MAKE)
        for (table,) in server.execute(_TABLES).fetchall():
            server.execute(sql.SQL(_TRIGGER).format(sql.Identifier(table), sql.Literal(str(after))))
        try:
            yield
        finally:
            server.execute("DROP FUNCTION disk_is_full CASCADE")
            server.execute("DROP SEQUENCE disk_writes")


def says_disk_full(error: BaseException) -> bool:
    """Whether this is what the full disk was answered with."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, errors.DiskFull)
