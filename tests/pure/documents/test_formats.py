"""How values are written on paper."""

import pytest

from forms.documents.formats import FormatUnfit, find_format


@pytest.mark.parametrize(
    ("format_", "value", "written"),
    [
        ("", "目黒　花子", "目黒　花子"),
        ("金額", "258000", "258,000"),
        ("yen", "0", "0"),
        ("金額", "-1628", "△1,628"),
        ("金額", "000120", "120"),
        ("金額0空", "0", ""),
        ("数", "1234.50", "1,234.50"),
        ("年月", "202604", "令和8年4月"),
        ("month", "2019-05", "令和元年5月"),
        ("年月", "2019-04", "平成31年4月"),
        ("年", "2026", "令和8年"),
        ("year", "2019", "令和元年"),
        ("日付", "20260415", "令和8年4月15日"),
        ("日付曜", "2026-04-15", "令和8年4月15日（水）"),
        ("時間", "12.50", "12.5"),
        ("時間", "20.00", "20"),
        ("日時間", "15-03", "15日3時間"),
        ("日時間", "07-00", "7日"),
        ("1=例月給与,2=期末・勤勉手当", "2", "期末・勤勉手当"),
    ],
)
def test_a_value_is_written_as_its_format_says(format_: str, value: str, written: str) -> None:
    write = find_format(format_)

    assert write is not None
    assert write(value) == written


@pytest.mark.parametrize(
    ("format_", "value"),
    [
        ("金額", "12.5"),
        ("金額", "1,50"),
        ("金額", "△"),
        ("年月", "202613"),
        ("年月", "令和8年4月"),
        ("日付", "20260230"),
        ("年", "８"),
        ("時間", "十二"),
        ("日時間", "15日"),
        ("1=例月,2=期末", "3"),
    ],
)
def test_a_value_of_another_kind_is_refused_and_never_printed_half(format_: str, value: str) -> None:
    write = find_format(format_)

    assert write is not None
    with pytest.raises(FormatUnfit):
        write(value)


@pytest.mark.parametrize("format_", ["円", "金額 ", "1=例月,2", "=例月"])
def test_there_is_no_other_format(format_: str) -> None:
    assert find_format(format_) is None
