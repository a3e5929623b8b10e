"""What Fictioneer says of a story, in the words of this site where they mean the same.

The rating and the status are of fixed lists. Content warnings are named by each site; those
that are named otherwise stay tags.
"""

from typing import Final

RATINGS: Final = {
    "everyone": "general",
    "teen": "teen",
    "mature": "mature",
    "adult": "explicit",
}
STATUSES: Final = {
    "ongoing": "ongoing",
    "completed": "complete",
    "oneshot": "complete",
    "hiatus": "hiatus",
    "canceled": "abandoned",
}
WARNINGS: Final = {
    "graphic violence": "violence",
    "graphic depictions of violence": "violence",
    "death of a major character": "death",
    "major character death": "death",
    "rape": "sexual-violence",
    "rape/non-con": "sexual-violence",
    "rape or sexual violence": "sexual-violence",
    "sexual violence": "sexual-violence",
    "underage sex": "underage",
    "abuse": "abuse",
    "self-harm": "self-harm",
    "suicide": "self-harm",
    "self-harm or suicide": "self-harm",
    "explicit sexual content": "sexual-content",
}
