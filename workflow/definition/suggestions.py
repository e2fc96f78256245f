"""Guesses what a person meant by a word that is not known."""

import difflib
import re
from collections.abc import Iterable, Sequence

from forms.source.likely import LikelyWord
from forms.spec import Text
from workflow.definition.vocabulary.vocabulary import normal

SYNONYMS: dict[str, str] = {
    "承諾": "承認",
    "合議": "協議",
    "決裁": "決定",
    "回覧": "供覧",
    "次へ": "進む",
    "締切": "期限",
    "締め切り": "期限",
    "期日": "期限",
    "承認者": "担当",
    "担当者": "担当",
    "決裁者": "担当",
    "処理者": "担当",
    "実施者": "担当",
    "作業者": "担当",
    "担当部署": "担当 所管",
    "担当課": "担当 所管",
    "担当係": "担当 所管",
    "部署": "担当 所管 所属",
    "所管課": "所管",
    "主管課": "所管",
    "申請できる人": "できる人",
    "対象者": "できる人 宛先",
    "通知先": "宛先",
    "送り先": "宛先",
    "送信先": "宛先",
    "内容": "文面",
    "メッセージ": "文面 文",
    "戻し先": "差戻し先",
    "戻す先": "差戻し先",
    "名": "名前",
    "根拠法令": "根拠",
    "フロー": "手順",
    "ワークフロー": "手順",
    "流れ": "手順",
    "入力項目": "項目 様式 編集項目",
    "記入項目": "編集項目 項目 様式",
    "申請書": "様式",
    "タイプ": "型",
    "種別": "型 種類",
    "テキスト": "文字",
    "文字列": "文字",
    "数字": "数値",
    "数": "数値",
    "お金": "金額",
    "円": "金額",
    "日": "日付",
    "時間": "時刻",
    "ファイル": "添付",
    "添付ファイル": "添付",
    "プルダウン": "選択",
    "リスト": "選択",
    "ラジオボタン": "選択",
    "チェックボックス": "複数選択",
    "チェック": "はい・いいえ",
    "真偽": "はい・いいえ",
    "人": "職員",
    "課": "所属",
    "候補": "選択肢",
    "既定値": "初期値",
    "デフォルト": "初期値",
    "式": "計算",
    "備考": "説明",
    "注記": "説明",
    "上司": "所属長",
    "部署長": "所属長",
    "所属の長": "所属長",
    "職員全員": "全職員",
    "本人": "申請者",
    "作成者": "起案者",
    "タイトル": "件名",
    "本文": "文面",
    "宛て先": "宛先",
    "送信": "送る",
    "受信": "受取る",
    "受け取る": "受取る",
    "呼び出し": "呼出",
    "リトライ": "再試行",
    "タイムアウト": "時間切れ",
    "リマインド": "催促",
    "ステップ": "手順",
    "フォーム": "様式",
    "フィールド": "項目",
    "名称": "名前",
    "可能": "可",
    "不可能": "不可",
    "はい": "可",
    "いいえ": "不可",
    "する": "はい",
    "しない": "いいえ",
    "必要": "はい",
    "不要": "いいえ",
    "有": "あり",
    "無": "なし",
    "deadline": "due",
    "reminder": "remind",
    "approver": "assignee",
    "reviewer": "assignee",
    "boss": "head",
    "manager": "head",
    "field": "item",
    "label": "english",
    "review": "examine",
    "next": "go_to",
}
"""Words of the language that people know by another name; where there are several, the first that may stand there."""
_BETWEEN = re.compile(r"[、,・]")
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_AROUND = "[]「」『』()\"' "


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that the word most likely stands for, or None when nothing is near."""
    known = {normal(candidate): candidate for candidate in candidates}
    word = normal(word)
    for synonym in SYNONYMS.get(word, "").split():
        if synonym in known:
            return known[synonym]
    if alike := next((name for name in known if name.casefold() == word.casefold()), None):
        return known[alike]
    if (digits := word.translate(_DIGITS)) in known:
        return known[digits]
    limit = min(max(1, len(word) // 3 + len(word) % 2), 3) if len(word) > 1 else 0
    edits = sorted(
        (distance, abs(len(name) - len(word)), name)
        for name in known
        if abs(len(name) - len(word)) <= limit and (distance := _distance(word, name)) <= min(limit, len(name) - 1)
    )
    if edits:
        return known[edits[0][2]]
    holding = [name for name in known if len(word) > 1 and word in name]
    if len(holding) == 1:
        return known[holding[0]]
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return known[near[0]] if near else None


def did_you_mean(word: str, candidates: Iterable[str], near: str | None = None) -> Text | None:
    """A hint with the likely word, or how several are written; or None. `near`: the likely one, where it is known."""
    known = list(candidates)
    if listed := _as_list(word, known):
        return listed
    near = near or closest(word, known)
    if not near:
        return None
    ja, en = f"「{near}」の書き間違いではありませんか", f'did you mean "{near}"?'
    return LikelyWord(ja, en, written=word, meant=near)


def _as_list(word: str, known: Sequence[str]) -> Text | None:
    """Several words in one text (「審査、決定」), or one in brackets of its own: how they are written."""
    names = {normal(name) for name in known}
    pieces = [piece.strip(_AROUND) for piece in _BETWEEN.split(normal(word))]
    if not any(piece in names for piece in pieces) or normal(word) in pieces:
        return None
    if len(pieces) == 1:
        return Text(f"かっこや引用符を付けずに「{pieces[0]}」と書いてください", f'write "{pieces[0]}" without brackets')
    listed = ", ".join(pieces)
    return Text(
        f"いくつも書くときは、半角の [ ] と「, 」で [{listed}] と書いてください", f"write several as [{listed}]"
    )


def one_of(candidates: Iterable[str]) -> Text:
    """A hint that lists what may be written."""
    words = list(candidates)
    return Text(f"書けるもの: {'・'.join(words)}", f"expected one of: {', '.join(words)}")


def likely_or_all(word: str, candidates: Iterable[str]) -> Text | None:
    """A hint with the likely word, else with everything that may be written; None when there is nothing."""
    words = list(candidates)
    return did_you_mean(word, words) or (one_of(words[:12]) if words else None)


def _distance(left: str, right: str) -> int:
    """How many characters have to be added, taken away or exchanged to make one word the other."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
