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
    key: str
    markup: str
    shows_label: bool = False


BOLD = ToolbarButton("bold", _("Bold"), "bold", "Ctrl+B", "**bold**")
ITALIC = ToolbarButton("italic", _("Italic"), "italic", "Ctrl+I", "*italic*")
LINK = ToolbarButton("link", _("Link"), "link", "Ctrl+K", "[text](https://example.org)")
QUOTE = ToolbarButton("quote", _("Quotation"), "quote", "Ctrl+Shift+9", "> quotation")
SCENE_BREAK = ToolbarButton(
    "scene-break", _("Scene break"), "scene-break", "Ctrl+Enter", "***", shows_label=True
)
LETTER = ToolbarButton("letter", _("Letter"), "letter", "Ctrl+Shift+L", "::: letter\nDear …\n:::")
CHAT = ToolbarButton("chat", _("Chat"), "chat", "Ctrl+Shift+H", "::: chat\nHanna: …\n:::")
BOX = ToolbarButton("box", _("Box"), "box", "Ctrl+Shift+X", "::: box\nLevel 3\n:::")
SPOILER = ToolbarButton(
    "spoiler", _("Spoiler"), "eye-off", "Ctrl+Shift+F", "::: spoiler\nfolded text\n:::"
)
FOOTNOTE = ToolbarButton(
    "footnote", _("Footnote"), "footnote", "Ctrl+Shift+6", "word[^1]\n\n[^1]: note"
)
PICTURE = ToolbarButton("picture", _("Picture"), "picture", "Ctrl+Shift+G", "![description](…)")
TOOLBAR = (
    (BOLD, ITALIC, LINK, QUOTE),
    (SCENE_BREAK,),
    (LETTER, CHAT, BOX, SPOILER),
    (FOOTNOTE, PICTURE),
)
# Keys without a button of their own, for "How to".
OTHER_KEYS = (
    ("Ctrl+S", _("Save")),
    ("Ctrl+Shift+,", _("Note before")),
    ("Ctrl+Shift+.", _("Note after")),
    ("Ctrl+F", _("Find and replace")),
    ("Ctrl+E", _("Preview")),
    ("Ctrl+Shift+Enter", _("Full screen (Escape to leave)")),
    ("Ctrl+M", _("Insert a tab (the Tab key moves to the next field)")),
    ("Alt+F10", _("Go to the toolbar (the arrow keys move in it)")),
)
