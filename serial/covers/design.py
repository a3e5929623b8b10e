"""What a cover is drawn from, and what its seed decides."""

from dataclasses import dataclass

from serial.covers.choices import Layout, Ornament, Tone
from serial.covers.palettes import Palette, make_palette
from serial.covers.seeds import Seed

# A frame has room for fewer words.
_MAX_LABEL_TITLE = 60
# Ornaments that fill the cover, so that a frame on top hides nothing of them.
SURROUNDING = (Ornament.RINGS, Ornament.RAYS, Ornament.DOTS)
# Yellow is only beautiful when it is light.
_MUDDY_HUES = range(82, 126)


@dataclass(frozen=True)
class CoverRequest:
    """The words of a cover, and what its author chose. None: the seed decides.

    credit: the names as they are to be shown; language: a BCP 47 tag; hue: 0 to 359.
    """

    title: str
    credit: str
    seed: str
    language: str = "en"
    hue: int | None = None
    tone: Tone | None = None
    ornament: Ornament | None = None
    layout: Layout | None = None


@dataclass(frozen=True)
class Design:
    palette: Palette
    ornament: Ornament
    layout: Layout
    seed: Seed


def design_cover(request: CoverRequest) -> Design:
    seed = Seed(request.seed)
    ornament = choose_ornament(request.seed, request.ornament)
    return Design(
        palette=make_palette(choose_tone(request), _choose_hue(request), seed),
        ornament=ornament,
        layout=request.layout or _choose_layout(request.title, ornament, seed),
        seed=seed,
    )


def choose_ornament(seed: str, chosen: Ornament | None) -> Ornament:
    """Returns the ornament of a cover; in small it also stands between the scenes of the story."""
    return chosen or Seed(seed).choice("ornament", list(Ornament))


def choose_tone(request: CoverRequest) -> Tone:
    if request.tone:
        return request.tone
    is_muddy = _choose_hue(request) in _MUDDY_HUES
    return Tone.PALE if is_muddy else Seed(request.seed).choice("tone", list(Tone))


def _choose_hue(request: CoverRequest) -> int:
    seed = Seed(request.seed)
    return seed.integer("hue", 0, 359) if request.hue is None else request.hue


def _choose_layout(title: str, ornament: Ornament, seed: Seed) -> Layout:
    layouts = [Layout.ABOVE, Layout.BELOW]
    if len(title) <= _MAX_LABEL_TITLE and ornament in SURROUNDING:
        layouts.append(Layout.LABEL)
    return seed.choice("layout", layouts)
