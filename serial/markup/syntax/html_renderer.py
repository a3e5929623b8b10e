"""Writes the HTML of tokens, as markdown-it does, in less time.

Most tokens have no attributes, and most content is one piece of text.
"""

from collections.abc import Sequence
from typing import Final

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_PARAGRAPH_TAGS: Final = {"paragraph_open": "<p>", "paragraph_close": "</p>\n"}


class HtmlRenderer(RendererHTML):
    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        out: list[str] = []
        rules = self.rules
        is_after_hidden = False
        for index, token in enumerate(tokens):
            if token.type == "inline":
                if token.children:
                    out.append(self.renderInline(token.children, options, env))
            elif token.type in _PARAGRAPH_TAGS and not (
                token.hidden or is_after_hidden or token.attrs
            ):
                out.append(_PARAGRAPH_TAGS[token.type])
            elif token.type in rules:
                out.append(rules[token.type](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
            is_after_hidden = token.hidden
        return "".join(out)

    def renderInline(  # noqa: N802
        self, tokens: Sequence[Token], options: OptionsDict, env: EnvType
    ) -> str:
        if len(tokens) == 1 and tokens[0].type == "text":
            return escapeHtml(tokens[0].content)
        return super().renderInline(tokens, options, env)

    def hr(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """As the sanitizer writes it, so that it needs no second pass."""
        html = self.renderToken(tokens, idx, options, env)
        return html.replace("<hr />", '<hr class="scene-break" />')

    @staticmethod
    def renderAttrs(token: Token) -> str:  # noqa: N802
        return RendererHTML.renderAttrs(token) if token.attrs else ""
