"""A file that nobody can read in one sitting is refused."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = ("forms", "workflow", "approvals", "integrations", "meguro_platform", "tests")

LONGEST_FILE = 400
LONGEST_TEST_FILE = 500


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_is_longer_than_can_be_read_in_one_sitting(folder: str) -> None:
    limit = LONGEST_TEST_FILE if folder == "tests" else LONGEST_FILE
    files = [file for file in (PROJECT / folder).rglob("*.py") if not {"migrations", "node_modules"} & set(file.parts)]

    lengths = {str(file.relative_to(PROJECT)): len(file.read_text().splitlines()) for file in files}

    assert {name: length for name, length in lengths.items() if length > limit} == {}
