"""The options of one call of render()."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to render a text. Equal options and equal sources give equal HTML.

    language: BCP 47 tag of the text.
    smart_punctuation: curl quotation marks and convert dashes; in other languages than English
        only the hyphen that opens a line of dialogue.
    trusted: the text is by an author of this site; otherwise every link gets a rel attribute.
    media_url: URL prefix of the images that are allowed.
    id_prefix: start of every id attribute in the HTML; must be unique on a page.
    is_comment: allow only emphasis, quotations, lists, code, links and some containers.
    mentioned: usernames of members, in lower case, that are marked up where the text has @name.
    """

    language: str = "en"
    smart_punctuation: bool = True
    trusted: bool = True
    media_url: str = "/media/"
    id_prefix: str = "text"
    is_comment: bool = False
    mentioned: frozenset[str] = frozenset()

    @property
    def curls_quotes(self) -> bool:
        return self.smart_punctuation and self.language.lower().partition("-")[0] == "en"
