"""Raw HTML in the source: whole tags only, none with an id, none that is open for ever."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from serial.markup.allowed import BLOCK_TAGS
from serial.markup.sanitizing.balancing import strip_ids, tokenize_html

# What may be opened in one block of raw HTML and closed in a later one, around Markdown.
_SPANNING: Final = (BLOCK_TAGS | {"del", "ins"}) - (
    {"caption", "h2", "h3", "h4", "h5", "h6", "p", "pre", "summary"}
)


def raw_html(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "close_raw_html", _close)
    md.add_render_rule("html_block", _render)
    md.add_render_rule("html_inline", _render)


def _render(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """Only footnotes have ids: another could take the place of a piece of the site's page."""
    ends = "".join(f"</{name}>" for name in tokens[idx].meta.get("ends", ()))
    return strip_ids(tokens[idx].content) + ends


def _close(state: StateCore) -> None:
    """End what is never closed with the block it is in, lest a forgotten tag takes in the page.

    Tags inside of a paragraph end with the paragraph anyway: see balancing.py.
    """
    if not any(token.type == "html_block" for token in state.tokens):
        return
    scopes = [_Scope()]
    for token in state.tokens:
        if token.type == "html_block":
            scopes[-1].read(token)
        elif token.nesting > 0:
            scopes.append(_Scope())
        elif token.nesting < 0:
            scopes.pop().end(0)
    scopes[0].end(0)


class _Scope:
    """The elements that raw HTML has open within one parent, each with its token."""

    def __init__(self) -> None:
        self.open: list[tuple[str, Token]] = []
        self.count: Counter[str] = Counter()

    def read(self, token: Token) -> None:
        first = len(self.open)
        for _text, name, step in tokenize_html(token.content, drop_ids=True):
            if step > 0:
                self.open.append((name, token))
                self.count[name] += 1
            elif step < 0 and self.count[name]:
                self._end_until(name)
                first = min(first, len(self.open))
        for index in range(first, len(self.open)):
            if self.open[index][0] not in _SPANNING:
                self.end(index)
                break

    def _end_until(self, name: str) -> None:
        while self.open[-1][0] != name:
            self.end(len(self.open) - 1)
        self.open.pop()
        self.count[name] -= 1

    def end(self, start: int) -> None:
        """End what is open from here on, in the blocks that opened it."""
        while len(self.open) > start:
            name, token = self.open.pop()
            self.count[name] -= 1
            token.meta.setdefault("ends", []).append(name)
