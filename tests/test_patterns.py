"""Regular expressions match the same on every version of Python that the site runs on."""

import ast
import re
from collections.abc import Iterator

from django.conf import settings

from tests.cases import each_case

FOLDERS = ("accounts", "deploy", "design", "serial", "tests")
# Before 3.11.5, which Debian 12 does not have, Python goes on after a possessive group from where
# its last attempt failed, not from where it began: (?:ab?c)++ matches all of "aca"
# (https://github.com/python/cpython/issues/106052). An atomic group is right: (?>(?:ab?c)+). So is
# a possessive repeat of one character or set. In an f-string, what is inserted may be a group.
INSERTED = "\0"
QUANTIFIER = r"(?:[*+?]|\{[0-9,]*\})\+"
POSSESSIVE_GROUP = re.compile(rf"(?<!\\)[){INSERTED}]{QUANTIFIER}")


def _strings(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        elif isinstance(child, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else INSERTED
                for part in child.values
            )


def _possessive_groups(source: str) -> list[str]:
    if not re.search(r"[*+?}]\+", source):
        return []  # Most files: parsing all takes seconds.
    return [string for string in _strings(ast.parse(source)) if POSSESSIVE_GROUP.search(string)]


def test_no_pattern_has_a_possessive_group() -> None:
    for folder in FOLDERS:
        for path in (settings.BASE_DIR / folder).rglob("*.py"):
            assert not _possessive_groups(path.read_text()), path


@each_case("quantifier", ["*+", "++", "?+", "{2,3}+"])
def test_possessive_groups_are_found(quantifier: str) -> None:
    in_f_string = quantifier.replace("{", "{{").replace("}", "}}")
    assert _possessive_groups(f'A = re.compile(r"(?:ab?c){quantifier}d")')
    assert _possessive_groups(f'A = re.compile(r"(?:ab"\n    rf"?c){in_f_string}")')
    assert _possessive_groups(f'A = rf"{{B}}{in_f_string}"')
    assert not _possessive_groups(rf'A = r"(?>(?:ab{quantifier}[.)]{quantifier}\){quantifier})+)"')
