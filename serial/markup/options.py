"""What a text is rendered for."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """How one text is to be rendered; equal options give equal HTML.

    language: BCP 47 tag of the text.
    smart_punctuation: does nothing where the language is not English.
    trusted: the writer is an author of this site; otherwise every link gets a rel.
    media_url: images come from below this prefix only.
    anchor: begins every id= made here; must be unique on a page.
    is_comment: a reader's comment: emphasis, quotations, lists, links, spoilers and no more.
    mentioned: members' names, in lower case, that are marked where the text says @name.
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
