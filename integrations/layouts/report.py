"""A judgement as programs and as people read it."""

from forms.spec import Text
from integrations.layouts.findings import Detail, Tally
from integrations.layouts.judgement import Judgement, Verdict
from integrations.layouts.layout import Consequence

_VERDICTS = {
    Verdict.ACCEPTED: Text("受入可", "accepted"),
    Verdict.HELD: Text("保留", "held"),
    Verdict.REJECTED: Text("全件中止", "rejected"),
}
_SET_APART = Text("要確認に隔離", "held, rows to decide")
_TO_LOOK_AT = Text("公開可・要確認", "accepted, to be looked at")
_WITH_WARNINGS = Text("受入可・警告", "accepted with warnings")
_WEIGHTS = {
    Consequence.REJECT: Text("中止", "rejects"),
    Consequence.HOLD: Text("保留", "holds"),
    Consequence.WARN: Text("注意", "warning"),
    Consequence.NOTE: Text("記録", "note"),
}


def summary(judgement: Judgement, language: str) -> str:
    """One line: the verdict and what it rests on, such as 全件中止:必須欠落1."""
    decisive = [tally for tally in judgement.tallies if tally.code.consequence is not Consequence.NOTE]
    decisive = [tally for tally in decisive if tally.code.consequence is decisive[0].code.consequence]
    verdict = _VERDICTS[judgement.verdict]
    if judgement.verdict is Verdict.HELD and all(tally.code.about_rows for tally in decisive):
        verdict = _SET_APART
    elif judgement.verdict is Verdict.ACCEPTED and decisive:
        verdict = _TO_LOOK_AT if any(tally.code.look for tally in decisive) else _WITH_WARNINGS
    gap = " " if language == "en" else ""
    reasons = [
        tally.code.label.in_language(language) + (f"{gap}{tally.count}" if tally.code.about_rows else "")
        for tally in decisive
    ]
    colon, comma = (": ", ", ") if language == "en" else (":", "・")
    return verdict.in_language(language) + (colon + comma.join(reasons) if reasons else "")


def as_record(judgement: Judgement, language: str) -> dict[str, object]:
    """Everything, for programs. `rows` counts the records of the file from 1, the header included."""
    return {
        "layout": judgement.layout.id,
        "verdict": str(judgement.verdict),
        "summary": summary(judgement, language),
        "codes": [tally.code.id for tally in judgement.tallies],
        "rows": sorted({row for tally in judgement.tallies for row in tally.rows}),
        "reasons": [_reason(tally) for tally in judgement.tallies],
        "not_checked": [
            {"check": each.check, "ja": each.text.ja, "en": each.text.in_language("en")}
            for each in judgement.not_checked
        ],
        "already_received": judgement.already_received,
        "details": judgement.details,
        "totals": dict(judgement.totals),
        "month": f"{judgement.month:%Y-%m}" if judgement.month else None,
        "version": judgement.version,
        "encoding": judgement.encoding and judgement.encoding.name,
        "bytes": judgement.survey.size,
        "sha256": judgement.survey.sha256,
    }


def as_text(judgement: Judgement, language: str) -> str:
    """The same for people."""
    lines = [summary(judgement, language)]
    for tally in judgement.tallies:
        weight = _WEIGHTS[tally.code.consequence].in_language(language)
        for detail in tally.details:
            lines.append(f"  {weight} [{tally.code.id}] {_sentence(detail).in_language(language)}")
        if (more := tally.count - len(tally.details)) > 0:
            text = Text(f"  … ほか{more:,}か所", f"  … and {more:,} more")
            lines.append(text.in_language(language))
    not_checked = Text("調べていません", "not checked").in_language(language)
    lines += [f"  {not_checked} [{each.check}] {each.text.in_language(language)}" for each in judgement.not_checked]
    lines.append(_figures(judgement).in_language(language))
    return "\n".join(lines)


def _reason(tally: Tally) -> dict[str, object]:
    first = _sentence(tally.details[0])
    return {
        "code": tally.code.id,
        "consequence": str(tally.code.consequence),
        "label": {"ja": tally.code.label.ja, "en": tally.code.label.in_language("en")},
        "count": tally.count,
        "rows": tally.rows,
        "ja": first.ja,
        "en": first.in_language("en"),
        "places": [
            {
                "row": detail.row,
                "line": detail.line,
                "item": detail.item and detail.item.ja,
                "ja": detail.text.ja,
                "en": detail.text.in_language("en"),
            }
            for detail in tally.details
        ],
    }


def _sentence(detail: Detail) -> Text:
    """The place and what is wrong there."""
    ja, en = detail.text.ja, detail.text.in_language("en")
    row, line = detail.row, detail.line
    if row is None and line is None:
        return Text(ja, en)
    place_ja, place_en = f"{row}行目", f"row {row}"
    if row is None:
        place_ja, place_en = f"テキストの{line}行目", f"line {line}"
    elif line not in {None, row}:
        place_ja, place_en = f"{place_ja}(テキストの{line}行目)", f"{place_en} (line {line})"
    if detail.item is not None:
        place_ja, place_en = f"{place_ja}「{detail.item.ja}」", f"{place_en}, {detail.item.in_language('en')}"
    return Text(f"{place_ja}: {ja}", f"{place_en}: {en}")


def _figures(judgement: Judgement) -> Text:
    seen = judgement.survey
    return Text(
        f"明細 {judgement.details:,}件、{seen.size:,}バイト、SHA-256 {seen.sha256}",
        f"{judgement.details:,} details, {seen.size:,} bytes, SHA-256 {seen.sha256}",
    )
