"""Footnotes: listed after the text, in the order of their first reference."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin


def footnotes_plugin(md: MarkdownIt) -> None:
    """Adds mdit_py_plugins' footnotes, with a different rule for moving them to the end.

    The plugin's own rule loses the text of footnotes that are never referenced, defined twice or
    nested in another footnote.
    """
    footnote_plugin(md, move_to_end=False)
    md.core.ruler.after("inline", "move_footnotes_to_end", _move_to_end)
    md.add_render_rule("footnote_ref", _render_reference)
    md.add_render_rule("footnote_anchor", _render_back_link)
    md.add_render_rule("footnote_open", _render_footnote)
    md.add_render_rule("footnote_block_open", lambda *_: '<section class="footnotes">\n<ol>\n')
    md.add_render_rule("footnote_block_close", lambda *_: "</ol>\n</section>\n")


def _move_to_end(state: StateCore) -> None:
    if "footnotes" not in state.env:
        return
    state.tokens, bodies = _separate_footnotes(state.tokens)
    footnotes = []
    for footnote in state.env["footnotes"].get("list", {}).values():
        body = bodies.pop(footnote["label"], []) if "label" in footnote else _paragraph(footnote)
        footnotes.append((body, footnote.get("count", 1)))
    footnotes.extend((body, 0) for body in bodies.values())
    if footnotes:
        state.tokens.append(Token("footnote_block_open", "", 1))
        for number, (body, references) in enumerate(footnotes, start=1):
            state.tokens.extend(_footnote_tokens(number, body, references))
        state.tokens.append(Token("footnote_block_close", "", -1))


def _separate_footnotes(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Returns the tokens outside footnotes, and the tokens of each footnote by its label."""
    bodies: dict[str, list[Token]] = {}
    targets: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "footnote_reference_open":
            targets.append(bodies.setdefault(token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            targets.pop()
        else:
            targets[-1].append(token)
    return targets[0], bodies


def _paragraph(footnote: dict[str, object]) -> list[Token]:
    inline = Token("inline", "", 0, content=str(footnote["content"]))
    inline.children = list(footnote["tokens"]) if isinstance(footnote["tokens"], list) else []
    opening, closing = Token("paragraph_open", "p", 1), Token("paragraph_close", "p", -1)
    opening.block = closing.block = True
    return [opening, inline, closing]


def _footnote_tokens(number: int, body: list[Token], references: int) -> list[Token]:
    back_links = [
        Token("footnote_anchor", "", 0, meta={"id": number - 1, "subId": reference})
        for reference in range(references)
    ]
    if body and body[-1].type == "paragraph_close":
        body = [*body[:-1], *back_links, body[-1]]
    else:
        body = [*body, *back_links]
    opening = Token("footnote_open", "", 1, meta={"id": number - 1})
    return [opening, *body, Token("footnote_close", "", -1)]


def _render_reference(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    number, reference_id = _number_and_reference_id(tokens[idx], env)
    return (
        f'<sup class="footnote-ref"><a href="#{env["options"].id_prefix}-fn-{number}" '
        f'id="{reference_id}">[{number}]</a></sup>'
    )


def _render_back_link(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    _number, reference_id = _number_and_reference_id(tokens[idx], env)
    # The variation selector after the arrow keeps phones from showing it as an emoji.
    return f' <a href="#{reference_id}" class="footnote-back">\u21a9\ufe0e</a>'


def _render_footnote(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="{env["options"].id_prefix}-fn-{tokens[idx].meta["id"] + 1}">'


def _number_and_reference_id(token: Token, env: EnvType) -> tuple[int, str]:
    """Returns the footnote's number and the HTML id of this reference to it."""
    number, repetition = token.meta["id"] + 1, token.meta.get("subId", 0)
    reference_id = f"{env['options'].id_prefix}-fnref-{number}"
    return number, f"{reference_id}-{repetition + 1}" if repetition else reference_id
