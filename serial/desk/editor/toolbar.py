"""The buttons of the editor's toolbar, with their keys and the Markdown that they write.

static/js/desk/editor.js has a function for each command, and keys.js beside it its key.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ToolbarButton:
    """`markup` is an example for "How to"; `shows_label`: on wide screens, beside the icon."""

    command: str
    label: Promise | str
    icon: str
    key: Promise | str
    markup: Promise | str
    shows_label: bool = False


BOLD = ToolbarButton("bold", _("Bold"), "bold", _("Ctrl+B"), _("**bold**"))
ITALIC = ToolbarButton("italic", _("Italic"), "italic", _("Ctrl+I"), _("*italic*"))
LINK = ToolbarButton("link", _("Link"), "link", _("Ctrl+K"), _("[text](https://example.org)"))
QUOTE = ToolbarButton("quote", _("Quotation"), "quote", _("Ctrl+Shift+9"), _("> quotation"))
SCENE_BREAK = ToolbarButton(
    "scene-break", _("Scene break"), "scene-break", _("Ctrl+Enter"), "***", shows_label=True
)
LETTER = ToolbarButton(
    "letter", _("Letter"), "letter", _("Ctrl+Shift+L"), _("::: letter\nDear …\n:::")
)
CHAT = ToolbarButton("chat", _("Chat"), "chat", _("Ctrl+Shift+H"), _("::: chat\nHanna: …\n:::"))
BOX = ToolbarButton("box", _("Box"), "box", _("Ctrl+Shift+X"), _("::: box\nLevel 3\n:::"))
SPOILER = ToolbarButton(
    "spoiler", _("Spoiler"), "eye-off", _("Ctrl+Shift+F"), _("::: spoiler\nfolded text\n:::")
)
FOOTNOTE = ToolbarButton(
    "footnote", _("Footnote"), "footnote", _("Ctrl+Shift+6"), _("word[^1]\n\n[^1]: note")
)
PICTURE = ToolbarButton(
    "picture", _("Picture"), "picture", _("Ctrl+Shift+G"), _("![description](…)")
)
TOOLBAR = (
    (BOLD, ITALIC, LINK, QUOTE),
    (SCENE_BREAK,),
    (LETTER, CHAT, BOX, SPOILER),
    (FOOTNOTE, PICTURE),
)
# Keys without a button of their own, for "How to".
OTHER_KEYS = (
    (_("Ctrl+S"), _("Save")),
    (_("Ctrl+Shift+,"), _("Note before")),
    (_("Ctrl+Shift+."), _("Note after")),
    (_("Ctrl+F"), _("Find and replace")),
    (_("Ctrl+E"), _("Preview")),
    (_("Ctrl+Shift+Enter"), _("Full screen (Escape to leave)")),
    (_("Ctrl+M"), _("Insert a tab (the Tab key moves to the next field)")),
    (_("Alt+F10"), _("Go to the toolbar (the arrow keys move in it)")),
)
