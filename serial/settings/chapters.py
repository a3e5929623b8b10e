"""What the apps above do when chapters change, and what stops a release."""

# Functions called in the transaction that saves a chapter's text, with the chapter and the
# TextChange (serial/chapters/html/text_changes.py).
TEXT_CHANGE_HANDLERS = [
    "serial.comments.anchors.move_comments_to_their_quotes",
    "serial.comments.folded_quotes.fold_quotes_like_the_text",
    "serial.comments.draft_comments.anchors.move_draft_comments_to_their_quotes",
]
# Functions called in the transaction that moves chapters into another story, with their ids and
# the story (serial/chapters/moving.py).
CHAPTERS_MOVED_HANDLERS = [
    "serial.comments.moved_chapters.update_story",
    "serial.moderation.review.moved_chapters.update_story",
    "serial.desk.editor.working_copies.update_story",
]
# Functions called with the id of a story in the transaction that changes which of its chapters
# readers can see, or a text of theirs (serial/chapters/totals.py).
TOTALS_HANDLERS = ["serial.editions.store.remove_editions"]

# Returns the time in which nothing of a story is released (serial/chapters/releases/bars.py).
RELEASE_BAR = "serial.moderation.sanctions.releases.find_release_bar"
