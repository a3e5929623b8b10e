"""Footnotes: notes in the order they are first called, after the text."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin


def footnotes(md: MarkdownIt) -> None:
    """The plugin finds notes and calls; where they go is ours: its own rule loses the text of
    notes that nothing calls, that are given twice, or that stand inside of another."""
    footnote_plugin(md, move_to_end=False)
    md.core.ruler.after("inline", "gather_notes", _gather)
    md.add_render_rule("footnote_ref", _call)
    md.add_render_rule("footnote_anchor", _way_back)
    md.add_render_rule("footnote_open", _note)
    md.add_render_rule("footnote_block_open", lambda *_: '<section class="footnotes">\n<ol>\n')
    md.add_render_rule("footnote_block_close", lambda *_: "</ol>\n</section>\n")


def _gather(state: StateCore) -> None:
    if "footnotes" not in state.env:
        return
    state.tokens, bodies = _taken_apart(state.tokens)
    notes = []
    for note in state.env["footnotes"].get("list", {}).values():
        body = bodies.pop(note["label"], []) if "label" in note else _paragraph(note)
        notes.append((body, note.get("count", 1)))
    notes.extend((body, 0) for body in bodies.values())
    if notes:
        state.tokens.append(Token("footnote_block_open", "", 1))
        for number, (body, calls) in enumerate(notes, start=1):
            state.tokens.extend(_numbered(number, body, calls))
        state.tokens.append(Token("footnote_block_close", "", -1))


def _taken_apart(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """What is not in a note, and each note's tokens by its label."""
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


def _paragraph(note: dict[str, object]) -> list[Token]:
    inline = Token("inline", "", 0, content=str(note["content"]))
    inline.children = list(note["tokens"]) if isinstance(note["tokens"], list) else []
    opening, closing = Token("paragraph_open", "p", 1), Token("paragraph_close", "p", -1)
    opening.block = closing.block = True
    return [opening, inline, closing]


def _numbered(number: int, body: list[Token], calls: int) -> list[Token]:
    ways_back = [
        Token("footnote_anchor", "", 0, meta={"id": number - 1, "subId": call})
        for call in range(calls)
    ]
    if body and body[-1].type == "paragraph_close":
        body = [*body[:-1], *ways_back, body[-1]]
    else:
        body = [*body, *ways_back]
    opening = Token("footnote_open", "", 1, meta={"id": number - 1})
    return [opening, *body, Token("footnote_close", "", -1)]


def _call(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    number, place = _places(tokens[idx], env)
    return (
        f'<sup class="footnote-ref"><a href="#{env["options"].id_prefix}-fn-{number}" id="{place}">'
        f"[{number}]</a></sup>"
    )


def _way_back(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    _number, place = _places(tokens[idx], env)
    # The selector after the arrow keeps phones from drawing it as an emoji.
    return f' <a href="#{place}" class="footnote-back">\u21a9\ufe0e</a>'


def _note(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="{env["options"].id_prefix}-fn-{tokens[idx].meta["id"] + 1}">'


def _places(token: Token, env: EnvType) -> tuple[int, str]:
    """The note's number, and the id of this call of it."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    place = f"{env['options'].id_prefix}-fnref-{number}"
    return number, f"{place}-{again + 1}" if again else place
