"""The person and the rights of the role the product connects with."""

import pytest
from django.db import ProgrammingError, connection

from meguro_platform.models.user import PersonIsNeverDeletedError, User

pytestmark = pytest.mark.django_db


def test_a_new_person_can_not_log_in_with_a_password() -> None:
    person = User.objects.create_user(staff_number="100001", name="目黒 花子")

    assert not person.has_usable_password()


def test_a_person_is_never_deleted() -> None:
    person = User.objects.create_user(staff_number="100001", name="目黒 花子")

    with pytest.raises(PersonIsNeverDeletedError):
        person.delete()
    with pytest.raises(PersonIsNeverDeletedError):
        User.objects.all().delete()


def test_the_database_itself_refuses_to_delete_a_person() -> None:
    User.objects.create_user(staff_number="100001", name="目黒 花子")

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM meguro_platform_user")


def test_the_product_connects_as_a_role_that_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT count(*) FROM pg_tables WHERE tableowner = current_user)")
        answer = cursor.fetchone()

    assert answer == ("meguro_app", 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", [1, 2])
def test_a_transactional_test_finds_the_tables_empty(attempt: int) -> None:
    before = User.objects.count()

    User.objects.create_user(staff_number=f"{attempt}", name="目黒 花子")

    assert before == 0


def test_the_sealer_has_no_right_that_no_migration_gave_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('meguro_sealer', 'meguro_platform_user', 'SELECT')")
        answer = cursor.fetchone()

    assert answer == (False,)


@pytest.mark.parametrize("right", ["TRUNCATE", "REFERENCES", "TRIGGER"])
def test_the_product_may_not_empty_or_bypass_any_table(right: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, %s)",
            [right],
        )
        answer = cursor.fetchall()

    assert answer == []
