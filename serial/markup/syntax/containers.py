"""Parses containers; serial/markup/containers.py lists them."""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from serial.markup.containers import CONTAINERS, Container

_OPEN: Final = "container_fiction_open"
_CLOSE: Final = "container_fiction_close"


def containers_plugin(md: MarkdownIt, *, in_comments: bool = False) -> None:
    """Adds all containers, or only those that comments may use.

    A line with an unknown name stays text. A container that is not closed ends with its parent.
    """

    def validate(params: str, _markup: str) -> bool:
        container = CONTAINERS.get(_split_opening(params)[0])
        return container is not None and (container.in_comments or not in_comments)

    container_plugin(md, "fiction", validate=validate)
    md.core.ruler.after("block", "containers", _render_containers)


def _split_opening(params: str) -> tuple[str, str]:
    """Returns the name and the label after ":::"."""
    name, label, *_ = [*params.strip().split(maxsplit=1), "", ""]
    return name.lower(), label


def _render_containers(state: StateCore) -> None:
    """Gives each container its element, class and label."""
    if not any(token.type == _OPEN for token in state.tokens):
        return
    out: list[Token] = []
    tags: list[str] = []
    for token in state.tokens:
        if token.type == _OPEN:
            name, label = _split_opening(token.info)
            container = CONTAINERS[name]
            tags.append(container.element)
            out.append(Token("fiction_open", tags[-1], 1, {"class": name}, block=True))
            out.extend(_label_tokens(container, label, token.map))
        elif token.type == _CLOSE:
            out.append(Token("fiction_close", tags.pop(), -1, block=True))
            _unwrap_centred_break(out)
        else:
            out.append(token)
    state.tokens = out


def _label_tokens(container: Container, label: str, lines: list[int] | None) -> list[Token]:
    label = label or container.default_label
    if not label:
        return []
    inline = Token("inline", "", 0, map=lines, content=label, children=[])
    if container.element == "details":
        opening = Token("summary_open", "summary", 1, block=True)
        return [opening, inline, Token("summary_close", "summary", -1, block=True)]
    opening = Token("title_open", "p", 1, {"class": "block-title"}, block=True)
    return [opening, inline, Token("title_close", "p", -1, block=True)]


def _unwrap_centred_break(out: list[Token]) -> None:
    """Removes "center" around a scene break, because every scene break is centred."""
    opening, *content = out[-3:-1] if len(out) > 2 else [out[-1]]
    if [t.type for t in content] == ["hr"] and opening.attrs.get("class") == "center":
        out[-3:] = content
