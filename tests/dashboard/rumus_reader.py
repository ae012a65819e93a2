"""Reads a printed formula back and works it out, knowing nothing of the code that printed it."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction

_OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def number(text: str) -> Fraction:
    """12.345,67 as it is read in Indonesia."""
    return Fraction(text.replace(".", "").replace(",", "."))


def work_out(expression: str) -> Fraction:
    """The value of printed arithmetic: numbers, + - × / and brackets."""
    plain = re.sub(r"\d[\d.]*(?:,\d+)?", lambda found: str(float(number(found[0]))), expression)
    return _value(ast.parse(plain.replace("×", "*"), mode="eval").body)


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    assert isinstance(node, ast.Constant)
    return Fraction(str(node.value))


def sides(formula: str) -> tuple[Fraction, Fraction]:
    """'name = words = arithmetic = result': what the arithmetic gives, and the result that is printed."""
    *_, arithmetic, result = formula.split(" = ")
    return work_out(arithmetic), number(result.split(",")[0] if result.count(",") > 1 else result)
