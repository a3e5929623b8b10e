"""Where the pictures of a story's cover are."""

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.urls import reverse

# Its files are made by serial/stories/covers.py and may be served as SVG (serial/reading/media.py).
DRAWN_FOLDER = "covers/drawn"
# The files of a cover are named Story.drawn_cover and one of these. A story with a picture of its
# author's has all of them, the picture's reduced to what pages show.
NAME_PATTERN = "(?:pale-[0-9a-f]{27}|[0-9a-f]{32})"
# A drawing on light ground, which dark pages dim more than others. In the name, so that lists need
# no other column for it.
PALE = "pale-"
DRAWING, DRAWING_THUMB = ".svg", "-thumb.svg"
PICTURE, PICTURE_THUMB = "-picture.jpg", "-thumb.jpg"
PREVIEW = "-preview.png"
# A drawing as the cover of an edition; an author's picture is there as PICTURE.
PORTRAIT = "-portrait.png"
ALL_FILES = (DRAWING, DRAWING_THUMB, PICTURE, PICTURE_THUMB, PREVIEW, PORTRAIT)


@dataclass(frozen=True)
class CoverLinks:
    """URLs are "" for a story whose cover has not been drawn yet: templates show blank ground.

    url: 2 to 3, about 400 by 600. thumb_url: for less than 64 pixels, without words.
    alt: for a page that does not show the title beside the cover; "" for a drawn cover, which
    says no more than the title and the names.
    is_pale: whether it is a drawing on light ground.
    """

    url: str = ""
    thumb_url: str = ""
    alt: str = ""
    is_pale: bool = False


def link_cover(picture: str, alt: str, drawn: str) -> CoverLinks:
    """picture: the name of the author's file or ""; drawn: see Story.drawn_cover."""
    if not drawn:
        url = default_storage.url(picture) if picture else ""
        return CoverLinks(url, url, alt if picture else "")
    names = (PICTURE, PICTURE_THUMB) if picture else (DRAWING, DRAWING_THUMB)
    url, thumb_url = (default_storage.url(f"{DRAWN_FOLDER}/{drawn}{name}") for name in names)
    is_pale = not picture and drawn.startswith(PALE)
    return CoverLinks(url, thumb_url, alt if picture else "", is_pale)


def link_preview(story_slug: str, drawn: str) -> str:
    """Returns the path of the picture for link previews, 1200 by 630.

    It changes with the cover, because other sites keep pictures by their URL.
    """
    return f"{reverse('story_preview_picture', args=[story_slug])}?{drawn[-8:]}"
