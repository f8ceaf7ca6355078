"""Which texts an expression can be, read from the source of its file without running it.

An expression leads to texts when it is a constant, a choice between two, an entry of a table of constants, a variable, or a
parameter that the callers in the same file fill with one of these.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TypeAlias

# An expression, and which element of its value is meant; None means the value itself.
Part: TypeAlias = tuple[ast.expr, "int | None"]

SCOPES = (
    *(ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda),
    *(ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp),
)


class Constants:
    """The constants of one parsed file, and the names that lead to them."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._parent = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}

    def texts(self, value: ast.expr, at: int | None = None) -> list[str] | None:
        """Every text that `value` (or its element number `at`) can be; None when that cannot be read."""
        match value:
            case ast.Constant(value=str(text)) if at is None:
                return [text]
            case ast.IfExp(body=first, orelse=second):
                return self._all([(first, at), (second, at)])
            case ast.BoolOp(values=operands):
                return self._all([(operand, at) for operand in operands])
            case ast.Tuple(elts=elements) | ast.List(elts=elements) if at is not None:
                return self.texts(elements[at]) if at < len(elements) else None
            case ast.Subscript(value=name) | ast.Call(func=ast.Attribute(value=name, attr="get")):
                table = self._literal(name)
                if isinstance(table, ast.Dict) and isinstance(value, ast.Call):
                    return self._all([(entry, at) for entry in [*table.values, *value.args[1:]]])
                if isinstance(table, (ast.Dict, ast.Tuple, ast.List)):
                    return self._all([(entry, at) for entry in (table.values if isinstance(table, ast.Dict) else table.elts)])
            case ast.Name():
                return self._all(parts) if (parts := list(self._bound(value, at))) else None
        return None

    def _all(self, parts: Iterable[Part]) -> list[str] | None:
        """The texts of all parts together, each once; None when one part cannot be read."""
        of_each = [self.texts(*part) for part in parts]
        return None if None in of_each else list(dict.fromkeys(text for texts in of_each for text in texts or ()))

    def _literal(self, value: ast.expr) -> ast.expr | None:
        """`value` itself, or for a name of this file the one expression that it is bound to; None for a name with several."""
        if isinstance(value, ast.Name):
            bound = [expression for expression, at in self._bound(value, None) if at is None]
            return bound[0] if len(bound) == 1 else None
        return value

    def _bound(self, name: ast.Name, at: int | None) -> Iterator[Part]:
        """What `name` is bound to in the innermost scope that binds it."""
        for scope in self._scopes(name):
            parts = list(self._in_scope(scope, name.id, at))
            if parts:
                yield from parts
                return

    def _scopes(self, node: ast.AST) -> Iterator[ast.AST]:
        """The scopes around `node`, the innermost first."""
        while node in self._parent:
            node = self._parent[node]
            if isinstance(node, SCOPES):
                yield node

    def _in_scope(self, scope: ast.AST, name: str, at: int | None) -> Iterator[Part]:
        """What `name` is bound to in this scope: by assignments, loops and the arguments of calls."""
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
        """The elements of a table that a loop walks through; none when it is no table of this file."""
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
        """The default of parameter `name`, and what each caller in this file passes for it."""
        positional = [
            parameter.arg for parameter in [*function.args.posonlyargs, *function.args.args] if parameter.arg != "self"
        ]
        keyword_only = [parameter.arg for parameter in function.args.kwonlyargs]
        if name not in [*positional, *keyword_only]:
            return
        defaults = dict(zip(reversed(positional), reversed(function.args.defaults), strict=False))
        defaults |= {
            parameter: value for parameter, value in zip(keyword_only, function.args.kw_defaults, strict=True) if value
        }
        if name in defaults:
            yield defaults[name]
        for call in ast.walk(self._tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == function.name:
                passed = dict(zip(positional, call.args, strict=False)) | {
                    keyword.arg: keyword.value for keyword in call.keywords if keyword.arg
                }
                if name in passed:
                    yield passed[name]


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """Every node of a scope, without the nodes inside of its inner scopes."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, SCOPES):
            yield from _own(child)


def _names(target: ast.expr, name: str) -> bool:
    """Whether an assignment to `target` binds `name`."""
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target))


def _unpacked(target: ast.expr, value: ast.expr, name: str, at: int | None) -> Iterator[Part]:
    """What `name` gets when `value` is assigned to `target`: all of it, or one element for a name in a tuple."""
    if isinstance(target, ast.Name) and target.id == name:
        yield value, at
    elif isinstance(target, ast.Tuple) and at is None:
        for index, element in enumerate(target.elts):
            if isinstance(element, ast.Name) and element.id == name:
                yield value, index
