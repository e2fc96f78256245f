"""The page of a stand-in that people open: what the system has been told, the newest first."""

from collections.abc import Mapping, Sequence
from html import escape

NEWEST = 100

_PAGE = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}（つくりもの）</title>
<style>
body{{margin:0 auto;max-width:60rem;padding:1rem;font-family:sans-serif;line-height:1.6}}
section{{overflow-x:auto}} table{{border-collapse:collapse;width:100%}}
th,td{{border:1px solid #999;padding:.4rem;text-align:left;vertical-align:top}}
td:nth-child(4){{overflow-wrap:anywhere;min-width:14rem}}
</style></head>
<body><main><h1>{name}</h1>
<p>つながっている業務システムのかわりをする、つくりものです。
共通基盤から受け取ったことだけを、新しい順に{newest}件まで出します。</p>
<section tabindex="0" aria-label="受け取ったこと"><table>
<thead><tr><th scope="col">受け取った時刻</th><th scope="col">操作</th><th scope="col">案件</th>
<th scope="col">内容</th><th scope="col">返事</th></tr></thead>
<tbody>{rows}</tbody></table></section></main></body></html>
"""
_ROW = "<tr><td>{at}</td><td>{operation}</td><td>{case}</td><td>{payload}</td><td>{status}</td></tr>"
_EMPTY = '<tr><td colspan="5">まだ何も受け取っていません。</td></tr>'


def screen(name: str, entries: Sequence[Mapping[str, object]]) -> str:
    """The page as HTML."""
    rows = [_row(entry) for entry in reversed(entries[-NEWEST:])]
    return _PAGE.format(name=escape(name), newest=NEWEST, rows="".join(rows) or _EMPTY)


def _row(entry: Mapping[str, object]) -> str:
    payload = entry["payload"]
    told = payload.items() if isinstance(payload, Mapping) else [("", payload)]
    cells = {name: escape(str(entry[name])) for name in ("at", "operation", "case", "status")}
    return _ROW.format(**cells, payload="<br>".join(escape(f"{name}: {value}") for name, value in told))
