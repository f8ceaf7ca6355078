"""The texts that the code asks for, read from its source: `texts("home", "Scan")`, `texts.dutch(...)`, `texts.n(...)`.

Rules:
1. Context and msgid are constants, or lead to constants in the same file: a choice between two, a variable, a parameter that
   the callers fill with constants, an entry of a table of constants.
2. Tables that other files look into are named in `app.ui.screens.words.TABLES`.
3. Anything else stops here with its place in the code, so that no text is forgotten.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.platform.paths import BUNDLE
from app.tools.translations.web_page import PAGE, page_msgids
from app.ui.screens.words import TABLES

PLAIN, PLURAL = ("texts", "_texts", "self"), "n"  # "self" inside of `app.ui.texts.Texts`
WORKSHOP = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class CatalogueText:
    """One text: the screen it is on, its English, and the English of its plural."""

    context: str
    msgid: str
    plural: str = ""


class UnreadableText(Exception):
    """The code asks for a text in a way that cannot be read from it."""


def asked(folder: Path = BUNDLE / "app") -> list[CatalogueText]:
    """Everything the code asks for, once, in order of file. Raises Unreadable."""
    found: dict[tuple[str, str], CatalogueText] = {}
    from_tables = [CatalogueText(context, msgid) for context, msgids in TABLES.items() for msgid in msgids]
    in_code = _in_code(folder)
    on_the_page = [CatalogueText(PAGE, msgid) for msgid in page_msgids()]
    for one in [*in_code, *from_tables, *on_the_page]:
        found.setdefault((one.context, one.msgid), one)
    return list(found.values())


def _in_code(folder: Path) -> list[CatalogueText]:
    return [one for file in sorted(folder.rglob("*.py")) if file.parent != WORKSHOP for one in Source(file).asked()]


SCOPES = (
    *(ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda),
    *(ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp),
)


class Source:
    """One file of the code."""

    def __init__(self, file: Path) -> None:
        self._file, self._tree = file, ast.parse(file.read_text("utf-8"))
        self._parent = {child: node for node in ast.walk(self._tree) for child in ast.iter_child_nodes(node)}

    def asked(self) -> Iterator[CatalogueText]:
        for node in ast.walk(self._tree):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            name = ast.unparse(node.func)
            if name.removesuffix(".dutch").split(".")[-1] in PLAIN:
                yield from self._plain(node)
            elif name.endswith(f".{PLURAL}") and name[: -len(PLURAL) - 1].split(".")[-1] in PLAIN:
                for context in self._must(node, node.args[0]):
                    yield CatalogueText(context, self._only(node, node.args[1]), self._only(node, node.args[2]))

    def _plain(self, call: ast.Call) -> Iterator[CatalogueText]:
        contexts, msgids = self._must(call, call.args[0]), self._values(call.args[1])
        if msgids is None:
            if not set(contexts) <= set(TABLES):
                self._stop(call)
            return
        for context in contexts:
            for msgid in msgids:
                yield CatalogueText(context, msgid)

    def _must(self, call: ast.Call, value: ast.expr) -> list[str]:
        return self._values(value) or self._stop(call)

    def _only(self, call: ast.Call, value: ast.expr) -> str:
        found = self._must(call, value)
        return found[0] if len(found) == 1 else self._stop(call)[0]

    def _stop(self, call: ast.Call) -> list[str]:
        raise UnreadableText(f"{self._file}:{call.lineno}: {ast.unparse(call)} (say it in so many words, or name its table)")

    # --- what an expression can be ---

    def _values(self, value: ast.expr, at: int | None = None) -> list[str] | None:
        """Every text that `value` (or its element `at`) can be; None when that cannot be read."""
        match value:
            case ast.Constant(value=str(text)) if at is None:
                return [text]
            case ast.IfExp(body=first, orelse=second):
                return self._all([(first, at), (second, at)])
            case ast.BoolOp(values=values):
                return self._all([(one, at) for one in values])
            case ast.Tuple(elts=elements) | ast.List(elts=elements) if at is not None:
                return self._values(elements[at]) if at < len(elements) else None
            case ast.Subscript(value=table) | ast.Call(func=ast.Attribute(value=table, attr="get")):
                found = self._literal(table)
                if isinstance(found, ast.Dict) and isinstance(value, ast.Call):
                    return self._all([(one, at) for one in [*found.values, *value.args[1:]]])
                if isinstance(found, (ast.Dict, ast.Tuple, ast.List)):
                    return self._all([(one, at) for one in (found.values if isinstance(found, ast.Dict) else found.elts)])
            case ast.Name():
                return self._all(bound) if (bound := list(self._bound(value, at))) else None
        return None

    def _all(self, values: Iterable[tuple[ast.expr, int | None]]) -> list[str] | None:
        found = [self._values(*one) for one in values]
        return None if None in found else list(dict.fromkeys(text for some in found for text in some or ()))

    def _literal(self, value: ast.expr) -> ast.expr | None:
        """The one table of constants behind a name of this file."""
        if isinstance(value, ast.Name):
            bound = [one for one, at in self._bound(value, None) if at is None]
            return bound[0] if len(bound) == 1 else None
        return value

    # --- where a name gets its value ---

    def _bound(self, name: ast.Name, at: int | None) -> Iterator[tuple[ast.expr, int | None]]:
        """What the innermost place that binds this name gives it."""
        for scope in self._scopes(name):
            found = list(self._in_scope(scope, name.id, at))
            if found:
                yield from found
                return

    def _scopes(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self._parent:
            node = self._parent[node]
            if isinstance(node, SCOPES):
                yield node

    def _in_scope(self, scope: ast.AST, name: str, at: int | None) -> Iterator[tuple[ast.expr, int | None]]:
        for node in _own(scope):
            match node:
                case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                    yield from _unpacked(target, value, name, at)
                case ast.NamedExpr(target=target, value=value):
                    yield from _unpacked(target, value, name, at)
                case ast.For(target=target, iter=many) | ast.comprehension(target=target, iter=many) if _names(target, name):
                    for value in self._items(many):
                        yield from _unpacked(target, value, name, at)
        if isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from ((value, at) for value in self._arguments(scope, name))

    def _items(self, many: ast.expr) -> list[ast.expr]:
        """The elements of a table that is walked through."""
        if isinstance(many, ast.Call) and isinstance(many.func, ast.Attribute) and not many.args:
            table = self._literal(many.func.value)
            if isinstance(table, ast.Dict):
                pairs: list[ast.expr] = [
                    ast.Tuple([k, v], ast.Load()) for k, v in zip(table.keys, table.values, strict=True) if k
                ]
                return {"items": pairs, "values": table.values}.get(many.func.attr, [])
        table = self._literal(many)
        return list(table.elts) if isinstance(table, (ast.Tuple, ast.List)) else []

    def _arguments(self, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> Iterator[ast.expr]:
        """What the callers in this file give for a parameter, and its default."""
        parameters = [one.arg for one in [*function.args.posonlyargs, *function.args.args] if one.arg != "self"]
        named = [one.arg for one in function.args.kwonlyargs]
        if name not in [*parameters, *named]:
            return
        defaults = dict(zip(reversed(parameters), reversed(function.args.defaults), strict=False))
        defaults |= {one: value for one, value in zip(named, function.args.kw_defaults, strict=True) if value}
        if name in defaults:
            yield defaults[name]
        for call in ast.walk(self._tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == function.name:
                given = dict(zip(parameters, call.args, strict=False)) | {
                    one.arg: one.value for one in call.keywords if one.arg
                }
                if name in given:
                    yield given[name]


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """Everything in a scope, without what is inside functions of its own."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, SCOPES):
            yield from _own(child)


def _names(target: ast.expr, name: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(target))


def _unpacked(target: ast.expr, value: ast.expr, name: str, at: int | None) -> Iterator[tuple[ast.expr, int | None]]:
    if isinstance(target, ast.Name) and target.id == name:
        yield value, at
    elif isinstance(target, ast.Tuple) and at is None:
        for place, one in enumerate(target.elts):
            if isinstance(one, ast.Name) and one.id == name:
                yield value, place
