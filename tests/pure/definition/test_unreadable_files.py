"""What commands say of a file that they can't read or write: a sentence, never a trace of the program."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

COMMANDS = {
    "show_machine": (),
    "document_definition": ("--output", "-"),
    "compare_definitions": ("definitions/procedures/id-card-reissue.yaml",),
    "translate_definition": (),
    "test_definitions": (),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_utf_8_cant_be_read(command: str, tmp_path: Path) -> None:
    cut = tmp_path / "cut.yaml"
    cut.write_bytes("手続: 職員証再交付申請".encode()[:-1])

    with pytest.raises(CommandError, match=r"cut\.yaml」を読めません。 / .* cannot be read"):
        call_command(command, str(cut), *COMMANDS[command])


def test_a_specification_that_cant_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"に書けません。 / .* cannot be written"):
        call_command("document_definition", "document-circulation", "--output", str(tmp_path))


@pytest.mark.parametrize("place", ["", "nowhere"])
def test_a_place_without_procedures_is_no_success(place: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="に手続はありません"):
        call_command("test_definitions", str(tmp_path / place))


@pytest.mark.parametrize("month", ["2026", "2026-13", "令和8年5月", "2026-5"])
def test_a_month_that_is_none_says_how_it_is_written(month: str) -> None:
    with pytest.raises(CommandError, match=f"「{month}」は月として読めません。2026-05 のように書きます。"):
        call_command("check_file", "README.md", "--layout", "bank-transfer", "--month", month)
