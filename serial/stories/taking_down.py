"""Taking a story down, which its authors cannot undo, and putting it back."""

from serial.stories.choices import Visibility
from serial.stories.models import Story


def take_down(story: Story) -> str:
    """Makes it a draft, which only its authors see. Returns its visibility before."""
    visibility: str = story.visibility
    _set(story, visibility=Visibility.DRAFT, is_taken_down=True)
    return visibility


def put_back(story: Story, visibility: str) -> None:
    """Undoes `take_down`."""
    _set(story, visibility=visibility, is_taken_down=False)


def _set(story: Story, *, visibility: str, is_taken_down: bool) -> None:
    story.visibility, story.is_taken_down = visibility, is_taken_down
    story.save(update_fields=["visibility", "is_taken_down"])
