"""What to do about a problem where the finding itself does not say it: the usual way out, by the problem's id."""

from dataclasses import replace

from forms.source.problem import Problem
from forms.spec import Text

ADVICE: dict[str, Text] = {
    "E012": Text("「: 」の後に名前を書いてください", "write a name after the colon"),
    "E014": Text("どちらかを別の名前にしてください", "give one of them another name"),
    "E022": Text(
        "どちらかの名前を変えてください。写したまま残ったものなら消してください",
        "rename one of them, or remove it if it was left from copying",
    ),
    "E023": Text("この行を消すか、書ける場所へ移してください", "remove the line, or move it where it belongs"),
    "E024": Text("足りない行を足してください", "add the missing line"),
    "E030": Text("最後に「- それ以外:」と、その手順を足してください", "add “- otherwise:” with its steps at the end"),
    "E041": Text(
        "「|」の数を見出しの行に合わせてください。入力と結果の間は「||」です",
        "write as many bars as the header has; || stands between questions and answers",
    ),
    "E044": Text("様式の項目の名前を書いてください", "write the name of an item of the form"),
    "E045": Text(
        "この場合の行を足すか、近い行の条件を広げてください", "add a row for this case, or widen a row that is near"
    ),
    "E046": Text("どちらかの行の条件を狭めてください", "narrow one of the two rows"),
    "E047": Text("組織にある名前で書いてください", "write a name that the organisation has"),
    "E050": Text(
        "「金額 >= 100万円 かつ 区分 = 「工事」」のように書きます",
        'write it like: amount >= 1000000 yen and kind = "works"',
    ),
    "E051": Text(
        "項目の名前を確かめてください。文字なら「」で囲みます", "check the name; a text stands between quotation marks"
    ),
    "E057": Text("どちらか一方だけが書き込むようにしてください", "let only one of them write it"),
    "E058": Text(
        "型の同じものどうしにしてください(型は様式にあります)", "use values of one type (the form says which)"
    ),
    "E059": Text("どれか一つの式から、ほかの項目を外してください", "take one of the items out of its formula"),
    "E060": Text("手順の名前を確かめてください", "check the name of the step"),
    "E061": Text("同じ枝の手順か、枝の外の手順を選んでください", "choose a step of this branch, or outside of it"),
    "E062": Text("そのまとまりの名前か、外の手順を選んでください", "choose the block itself, or a step outside"),
    "E063": Text("人が行う手順の名前を書いてください", "name a step that people do"),
    "E064": Text("前にある手順の名前を書いてください", "name an earlier step"),
    "E065": Text(
        "最初の一つだけを申請・起案・収受にしてください", "begin with one apply, draft or receive, and only one"
    ),
    "E067": Text(
        "前の手順から来られるようにするか、この手順を消してください", "lead some step to it, or remove the step"
    ),
    "E068": Text(
        "「いつでも」の中からは中の手順だけ、外からは外の手順だけを選べます",
        "from inside of anytime choose a step inside, from outside one outside",
    ),
    "E070": Text("「担当: …」の行を足してください", "add a line “assignee: …”"),
    "E071": Text("要る見出しを足すか、この行を消してください", "add what it needs, or remove the line"),
    "E073": Text("押せる操作を一つは残してください", "leave one button at least"),
    "E075": Text("この行を消してください", "remove the line"),
    "E076": Text("型を変えるか、ここから外してください", "change its type, or leave it out here"),
    "E082": Text("「送る」に足してください", "add it under “send”"),
    "E084": Text("決定より後の手順で行ってください", "do it in a step after the decision"),
    "E085": Text("連携先の契約を確かめてください", "check the contract of the system"),
    "E090": Text("その道に「決定」か「回議」を足してください", "add a deciding step on that way"),
    "E091": Text(
        "決定は一つの道に一度です。後のほうを「承認」や「確認」にしてください",
        "decide once on a way; make the later one approve or check",
    ),
    "E095": Text("最後に「- 終了: 結果の名前」を足してください", "add “- end: RESULT” at the end"),
    "E101": Text("様式にある項目の名前を書いてください", "write the name of an item of the form"),
    "E102": Text("この項目をここから消してください", "leave the item out here"),
    "E110": Text(
        "「変わったら: 取消してもう一度」「変わったら: そのまま」「変わったら: 要対応」のどれかの行を足してください",
        "add a line “if_changed: undo_and_again”, “if_changed: as_is” or “if_changed: incident”",
    ),
    "E111": Text("「取消時: {呼出: …, 送る: {…}}」を足してください", "add “undo: {operation: …, send: {…}}”"),
    "E113": Text("全件の外へ移してください", "move it out of the block"),
    "E120": Text("手順・項目・操作の名前に合わせてください", "write the names as the steps and the form have them"),
    "W101": Text("「エラー時」を足し、人が処理する手順を書いてください", "add “on_error” with a step for people"),
    "W102": Text(
        "残してよいなら「差戻し時: 維持」、取り消すなら「差戻し時: 取消」と「取消時」を書いてください",
        "write “on_send_back: keep” where its effect may stay, else “on_send_back: undo_it” with “undo”",
    ),
    "W103": Text("「期限: 3営業日」のような行を足してください", "add a line such as “due: 3 business_days”"),
    "W104": Text("「期限」と「期限切れ」を足してください", "add “due” and “overdue”"),
    "W105": Text("この結果を消すか、そこで終わる手順を足してください", "remove it, or add a step that ends with it"),
    "W106": Text("連携先にこの知らせの「受ける」を書いてください", "add its “payload” to the contract"),
    "W107": Text("手順を足すか、この手順を消してください", "add steps, or remove this one"),
    "W108": Text("列を減らし、二つの表に分けてください", "make two tables with fewer columns"),
    "W112": Text("「試験」にこの道を通る場面を足してください", "add a scenario that takes it"),
    "W114": Text("前にある手順の名前を書いてください", "name an earlier step"),
}


def advised(problem: Problem) -> Problem:
    """The problem with what to do, if there is a usual way out and it says none itself."""
    advice = ADVICE.get(problem.id) if problem.hint is None else None
    return replace(problem, hint=advice) if advice else problem
