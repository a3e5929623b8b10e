from collections.abc import Callable
from typing import Final

from serial.covers.choices import Ornament
from serial.covers.ornaments.houses import draw_arches, draw_windows
from serial.covers.ornaments.lands import draw_hills, draw_leaves, draw_waves
from serial.covers.ornaments.skies import draw_dots, draw_rays, draw_rings
from serial.covers.palettes import Palette
from serial.covers.seeds import Seed
from serial.covers.svg import Box

# Each draws from 0, 0 and fills the size of the box.
DRAWINGS: Final[dict[Ornament, Callable[[Box, Palette, Seed], str]]] = {
    Ornament.RINGS: draw_rings,
    Ornament.WAVES: draw_waves,
    Ornament.RAYS: draw_rays,
    Ornament.HILLS: draw_hills,
    Ornament.DOTS: draw_dots,
    Ornament.ARCHES: draw_arches,
    Ornament.LEAVES: draw_leaves,
    Ornament.WINDOWS: draw_windows,
}
