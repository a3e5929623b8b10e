"""Tries on each character of a paragraph only the rules that can begin with it.

markdown-it tries all fifteen on each character that may begin markup.
"""

import re
from collections.abc import Callable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import StateInline

from serial.markup.syntax.literals import LITERALS

_FIRST_CHARACTERS: Final = {
    "address": ":",
    "autolink": "<",
    "backticks": "`",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "html_inline": "<",
    "image": "!",
    "link": "[",
    "literal": "".join(LITERALS),
    "newline": "\n",
    "strikethrough": "~",
}
# Where a piece of text ends; "]" ends the text of a link.
_TEXT_END: Final = re.compile(r"[\n\\`~*_\[\]<&]|:(?=//)|[!^](?=\[)")

_Rules = dict[str, list[RuleFuncInlineType]]


def inline_rules_plugin(md: MarkdownIt) -> None:
    """Use this plugin after all others that add rules for inline content."""
    md.inline.terminator_re = _TEXT_END
    rules: _Rules = {character: [] for character in "".join(_FIRST_CHARACTERS.values()) + "]"}
    others: list[RuleFuncInlineType] = []
    for rule in md.inline.ruler.__rules__:
        if rule.enabled:
            for character in _FIRST_CHARACTERS.get(rule.name, ""):
                rules[character].append(rule.fn)
            if rule.name not in _FIRST_CHARACTERS:
                others.append(rule.fn)
    max_nesting = md.options["maxNesting"]
    md.inline.tokenize = _tokenizer(rules, others, max_nesting)  # type: ignore[assignment, method-assign]
    md.inline.skipToken = _token_skipper(rules, others, max_nesting)  # type: ignore[assignment, method-assign]


def _tokenizer(
    rules: _Rules, others: list[RuleFuncInlineType], max_nesting: int
) -> Callable[[StateInline], None]:
    def tokenize(state: StateInline) -> None:
        source, end = state.src, state.posMax
        while state.pos < end:
            if state.level < max_nesting:
                for rule in rules.get(source[state.pos], others):
                    if rule(state, False):
                        break
                else:
                    _add_character(state)
            else:
                _add_character(state)
        if state.pending:
            state.pushPending()

    return tokenize


def _add_character(state: StateInline) -> None:
    state.append_pending(state.src[state.pos])
    state.pos += 1


def _token_skipper(
    rules: _Rules, others: list[RuleFuncInlineType], max_nesting: int
) -> Callable[[StateInline], None]:
    def skip_token(state: StateInline) -> None:
        start = state.pos
        if start in state.cache:
            state.pos = state.cache[start]
            return
        if state.level >= max_nesting:
            state.pos = state.posMax + 1
        else:
            state.level += 1
            is_found = any(rule(state, True) for rule in rules.get(state.src[start], others))
            state.level -= 1
            state.pos += not is_found
        state.cache[start] = state.pos

    return skip_token
