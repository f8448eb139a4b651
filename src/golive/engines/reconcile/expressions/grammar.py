"""What does the text of an expression mean? A closed grammar: what is not written here does not exist.

``or`` < ``and`` < ``not`` < comparison, ``is null``, ``in``, ``between`` < ``+ - ||`` < ``* /`` < sign < value.
"""

from __future__ import annotations

from decimal import Decimal

from golive.engines.reconcile.expressions.tokens import Token, tokens, wrong
from golive.engines.reconcile.expressions.tree import Call, Case, ColumnRef, Literal, Node, walk

MOST_NODES = 300
DEEPEST = 40
_COMPARISONS = {"=", "<>", "!=", "<", "<=", ">", ">="}
_RESERVED = {"and", "or", "not", "is", "in", "between", "case", "when", "then", "else", "end", "null", "true", "false"}


def parse(text: str) -> Node:
    """The tree of an expression. Raises `Refused` with the place and the cure.

    >>> parse("nullif(trim(NAME1), '')").function
    'nullif'
    """
    reader = _Reader(text)
    node = reader.either()
    reader.expect_end()
    count = sum(1 for _ in walk(node))
    if count > MOST_NODES:
        wrong(text, 0, f"It has {count} parts (limit {MOST_NODES})", "Split it, or use a value map.")
    return node


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.place, self.depth = text, tokens(text), 0, 0

    @property
    def now(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.now
        self.place += 1
        return token

    def taken(self, *signs: str) -> Token | None:
        """The next token if it is one of these signs or keywords."""
        is_sign = self.now.kind == "sign" and self.now.text in signs
        return self.take() if is_sign or self.now.word in signs else None

    def expect(self, sign: str) -> None:
        if not self.taken(sign):
            wrong(self.text, self.now.at, f"“{sign}” is missing before {self._shown()}", "Complete it.")

    def expect_end(self) -> None:
        if self.now.kind != "end":
            wrong(self.text, self.now.at, f"{self._shown()} is not expected here", "Remove it, or add an operator.")

    def _shown(self) -> str:
        return f"“{self.now.text}”" if self.now.kind != "end" else "the end"

    def either(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            wrong(self.text, self.now.at, f"It is nested deeper than {DEEPEST}", "Simplify it.")
        node = self.both()
        while token := self.taken("or"):
            node = Call("or", (node, self.both()), token.at)
        self.depth -= 1
        return node

    def both(self) -> Node:
        node = self.negated()
        while token := self.taken("and"):
            node = Call("and", (node, self.negated()), token.at)
        return node

    def negated(self) -> Node:
        nots = []
        while token := self.taken("not"):
            nots.append(token.at)
        node = self.comparison()
        for at in reversed(nots):
            node = Call("not", (node,), at)
        return node

    def comparison(self) -> Node:
        node = self.sum()
        if token := self.taken(*_COMPARISONS):
            return Call("<>" if token.text == "!=" else token.text, (node, self.sum()), token.at)
        if token := self.taken("is"):
            negated = self.taken("not")
            self.expect("null")
            return Call("is not null" if negated else "is null", (node,), token.at)
        turned = self.taken("not")
        found = self._among(node)
        if found is None:
            if turned:
                wrong(self.text, turned.at, "“not” must be followed by “in” or “between” here", "Put it first.")
            return node
        return Call("not", (found,), turned.at) if turned else found

    def _among(self, node: Node) -> Node | None:
        if token := self.taken("in"):
            self.expect("(")
            return Call("in", (node, *self.list_of()), token.at)
        if token := self.taken("between"):
            low = self.sum()
            self.expect("and")
            return Call("between", (node, low, self.sum()), token.at)
        return None

    def sum(self) -> Node:
        node = self.product()
        while token := self.taken("+", "-", "||"):
            node = Call(token.text, (node, self.product()), token.at)
        return node

    def product(self) -> Node:
        node = self.signed()
        while token := self.taken("*", "/"):
            node = Call(token.text, (node, self.signed()), token.at)
        return node

    def signed(self) -> Node:
        minuses = []
        while token := self.taken("-", "+"):
            minuses += [token.at] if token.text == "-" else []
        node = self.value()
        for at in reversed(minuses):
            if isinstance(node, Literal) and isinstance(node.value, Decimal):
                node = Literal(-node.value, at)
            else:
                node = Call("minus", (node,), at)
        return node

    def value(self) -> Node:
        token = self.take()
        if token.kind == "number":
            return Literal(Decimal(token.text), token.at)
        if token.kind == "text":
            return Literal(token.text[1:-1].replace("''", "'"), token.at)
        if token.kind == "quoted":
            return self._column(token.text[1:-1].replace('""', '"'), token)
        if token.kind == "sign" and token.text == "(":
            node = self.either()
            self.expect(")")
            return node
        if token.kind == "word":
            return self._named(token)
        self.place -= 1
        wrong(self.text, token.at, f"A value is missing before {self._shown()}", "Complete it.")

    def _named(self, token: Token) -> Node:
        if token.word in {"null", "true", "false"}:
            return Literal({"null": None, "true": True, "false": False}[token.word], token.at)
        if token.word == "case":
            return self._case(token)
        if token.word in _RESERVED:
            wrong(self.text, token.at, f"“{token.text}” is not expected here", "Write a column or a value before it.")
        if self.now.kind == "sign" and self.now.text == "(":
            self.take()
            return Call(token.word, tuple(self.list_of()), token.at)
        return self._column(token.text, token)

    def _column(self, name: str, token: Token) -> Node:
        if self.now.text == "(":
            wrong(self.text, token.at, f"{token.text} cannot be called", "Write the function without quotes.")
        return ColumnRef(name, token.at)

    def list_of(self) -> list[Node]:
        """Values up to the closing bracket; the opening one is taken already."""
        if self.taken(")"):
            return []
        found = [self.either()]
        while self.taken(","):
            found.append(self.either())
        self.expect(")")
        return found

    def _case(self, token: Token) -> Node:
        whens = []
        while self.taken("when"):
            condition = self.either()
            self.expect("then")
            whens.append((condition, self.either()))
        if not whens:
            wrong(self.text, token.at, "CASE needs a WHEN", "Write case when … then … else … end.")
        otherwise = self.either() if self.taken("else") else Literal(None, token.at)
        self.expect("end")
        return Case(tuple(whens), otherwise, token.at)
