"""Raw HTML in Markdown: removes ids and incomplete tags, and closes unclosed elements."""

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

# Elements that one block of raw HTML may open and a later one close, with Markdown between.
_SPANNING: Final = (BLOCK_TAGS | {"del", "ins"}) - (
    {"caption", "h2", "h3", "h4", "h5", "h6", "p", "pre", "summary"}
)


def raw_html_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "close_raw_html", _close_elements)
    md.add_render_rule("html_block", _render)
    md.add_render_rule("html_inline", _render)


def _render(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """Removes ids, because an author's id could match one that the site's own page uses."""
    end_tags = "".join(f"</{name}>" for name in tokens[idx].meta.get("unclosed", ()))
    return strip_ids(tokens[idx].content) + end_tags


def _close_elements(state: StateCore) -> None:
    """Closes each unclosed element at the end of its block, so that it does not affect the page.

    Tags inside a paragraph are closed with the paragraph; see balancing.py.
    """
    if not any(token.type == "html_block" for token in state.tokens):
        return
    scopes = [_Scope()]
    for token in state.tokens:
        if token.type == "html_block":
            scopes[-1].add(token)
        elif token.nesting > 0:
            scopes.append(_Scope())
        elif token.nesting < 0:
            scopes.pop().close_from(0)
    scopes[0].close_from(0)


class _Scope:
    """The open elements of raw HTML within one parent, each with the token that opened it."""

    def __init__(self) -> None:
        self.open_elements: list[tuple[str, Token]] = []
        self.open_counts: Counter[str] = Counter()

    def add(self, token: Token) -> None:
        first_opened = len(self.open_elements)
        for _text, name, nesting in tokenize_html(token.content, drop_ids=True):
            if nesting > 0:
                self.open_elements.append((name, token))
                self.open_counts[name] += 1
            elif nesting < 0 and self.open_counts[name]:
                self._close_up_to(name)
                first_opened = min(first_opened, len(self.open_elements))
        for index in range(first_opened, len(self.open_elements)):
            if self.open_elements[index][0] not in _SPANNING:
                self.close_from(index)
                break

    def _close_up_to(self, name: str) -> None:
        while self.open_elements[-1][0] != name:
            self.close_from(len(self.open_elements) - 1)
        self.open_elements.pop()
        self.open_counts[name] -= 1

    def close_from(self, start: int) -> None:
        """Closes the elements from this index on, each at the end of the block that opened it."""
        while len(self.open_elements) > start:
            name, token = self.open_elements.pop()
            self.open_counts[name] -= 1
            token.meta.setdefault("unclosed", []).append(name)
