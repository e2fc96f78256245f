"""Functions of contexts."""

from collections.abc import Mapping

from forms.feel.builtins.signature import form
from forms.feel.run import Refused
from forms.feel.values import Value
from forms.spec import Text

_ENTRY = Text("項目には key(文字)と value が要ります。", "An entry needs key (a text) and value.")
_TWICE = Text("同じ key が二つあります。", "The same key occurs twice.")
_KEYS = Text("キーの並びが空か、文字でない値があります。", "The keys must be a list of texts with at least one.")
_NO_CONTEXT = Text("並びに文脈(context)でない値があります。", "The list holds something that is no context.")
_NO_KEY = Text("そのキーはありません。", "There is no such key.")


def _value(context: Mapping[str, Value], key: str) -> Value:
    if key not in context:
        raise Refused(_NO_KEY)
    return context[key]


def _entries(context: Mapping[str, Value]) -> Value:
    return tuple({"key": key, "value": value} for key, value in context.items())


def _context(entries: tuple[Value, ...]) -> Value:
    result: dict[str, Value] = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(key, str) or "value" not in entry:
            raise Refused(_ENTRY)
        if key in result:
            raise Refused(_TWICE)
        result[key] = entry["value"]
    return result


def _put(context: Mapping[str, Value], key: str, value: Value) -> Value:
    return {**context, key: value}


def _put_deep(context: Mapping[str, Value], keys: tuple[Value, ...], value: Value) -> Value:
    head = keys[0] if keys else None
    if not isinstance(head, str):
        raise Refused(_KEYS)
    if len(keys) == 1:
        return _put(context, head, value)
    inner = context.get(head)
    if not isinstance(inner, Mapping):
        raise Refused(_NO_KEY)
    return _put(context, head, _put_deep(inner, keys[1:], value))


def _merged(contexts: tuple[Value, ...]) -> Value:
    result: dict[str, Value] = {}
    for context in contexts:
        if not isinstance(context, Mapping):
            raise Refused(_NO_CONTEXT)
        result |= context
    return result


FORMS = (
    form("get value(m: context, key: string) -> any", _value),
    form("get entries(m: context) -> entries", _entries),
    form("context(entries: list) -> context", _context),
    form("context put(context: context, key: string, value: any) -> context", _put),
    form("context put(context: context, keys: list, value: any) -> context", _put_deep),
    form("context merge(contexts: list) -> context", _merged),
)
