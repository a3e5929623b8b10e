"""What can be chosen for a cover. Without a choice, the story's seed picks."""

from enum import StrEnum


class Tone(StrEnum):
    DEEP = "deep"
    RICH = "rich"
    PALE = "pale"


class Layout(StrEnum):
    """Where the words are: above the ornament, below it, or in a frame on top of it."""

    ABOVE = "above"
    BELOW = "below"
    LABEL = "label"


class Ornament(StrEnum):
    RINGS = "rings"
    WAVES = "waves"
    RAYS = "rays"
    HILLS = "hills"
    DOTS = "dots"
    ARCHES = "arches"
    LEAVES = "leaves"
    WINDOWS = "windows"
