"""Raw HTML in the source: whole tags only, and none with an id."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from serial.markup.balancing import without_ids


def raw_html(md: MarkdownIt) -> None:
    md.add_render_rule("html_block", _render)
    md.add_render_rule("html_inline", _render)


def _render(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """Only footnotes have ids: another could take the place of a piece of the site's page."""
    return without_ids(tokens[idx].content)
