"""Containers: ::: letter, chat, box, center, spoiler and warning."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

# Collapsed containers, with the label that is shown if the author gave none.
COLLAPSED_LABELS: Final = {"spoiler": "Spoiler", "warning": "Warning"}
_OPENING: Final = re.compile(r"(letter|chat|box|center|spoiler|warning)(?:\s+(.*))?", re.IGNORECASE)
_OPEN: Final = "container_fiction_open"
_CLOSE: Final = "container_fiction_close"


def containers_plugin(md: MarkdownIt) -> None:
    """Adds all containers.

    A line with an unknown name stays text. A container that is not closed ends with its parent.
    """
    container_plugin(md, "fiction", validate=lambda params, _markup: bool(_match_opening(params)))
    md.core.ruler.after("block", "containers", _render_containers)


def comment_containers_plugin(md: MarkdownIt) -> None:
    """Adds the only container that is allowed in comments, the spoiler."""
    container_plugin(md, "fiction", validate=lambda params, _markup: _is_spoiler(params))
    md.core.ruler.after("block", "containers", _render_containers)


def _is_spoiler(params: str) -> bool:
    match = _match_opening(params)
    return match is not None and match[1].lower() == "spoiler"


def _match_opening(params: str) -> re.Match[str] | None:
    return _OPENING.fullmatch(params.strip())


def _render_containers(state: StateCore) -> None:
    """Gives each container its element, class and label."""
    if not any(token.type == _OPEN for token in state.tokens):
        return
    out: list[Token] = []
    tags: list[str] = []
    for token in state.tokens:
        if token.type == _OPEN and (match := _match_opening(token.info)):
            name, label = match[1].lower(), match[2] or ""
            tags.append("details" if name in COLLAPSED_LABELS else "div")
            out.append(Token("fiction_open", tags[-1], 1, {"class": name}, block=True))
            out.extend(_label_tokens(name, label, token.map))
        elif token.type == _CLOSE:
            out.append(Token("fiction_close", tags.pop(), -1, block=True))
            _unwrap_centred_break(out)
        else:
            out.append(token)
    state.tokens = out


def _label_tokens(name: str, label: str, lines: list[int] | None) -> list[Token]:
    inline = Token("inline", "", 0, map=lines, content=label, children=[])
    if name in COLLAPSED_LABELS:
        inline.content = label or COLLAPSED_LABELS[name]
        opening = Token("summary_open", "summary", 1, block=True)
        return [opening, inline, Token("summary_close", "summary", -1, block=True)]
    if not label:
        return []
    opening = Token("title_open", "p", 1, {"class": "block-title"}, block=True)
    return [opening, inline, Token("title_close", "p", -1, block=True)]


def _unwrap_centred_break(out: list[Token]) -> None:
    """Removes "center" around a scene break, because every scene break is centred."""
    opening, *content = out[-3:-1] if len(out) > 2 else [out[-1]]
    if [t.type for t in content] == ["hr"] and opening.attrs.get("class") == "center":
        out[-3:] = content
