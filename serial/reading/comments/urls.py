"""URLs of comments, below the URL of their chapter."""

from django.urls import path

from serial.reading.comments.action_page import press_button
from serial.reading.comments.comment_page import show_comment
from serial.reading.comments.decision_page import show_comment_decision
from serial.reading.comments.edit_page import edit_comment
from serial.reading.comments.kudos_page import give_kudos
from serial.reading.comments.list_page import show_comments
from serial.reading.comments.paragraph_page import choose_paragraph, show_paragraph
from serial.reading.comments.write_page import write_comment

urlpatterns = [
    path("", show_comments, name="comments"),
    path("write/", write_comment, name="write_comment"),
    path("kudos/", give_kudos, name="kudos"),
    path("on/", choose_paragraph, name="choose_paragraph"),
    path("on/<int:number>/", show_paragraph, name="paragraph"),
    path("<int:number>/", show_comment, name="comment"),
    path("<int:number>/decision/", show_comment_decision, name="comment_decision"),
    path("<int:number>/edit/", edit_comment, name="edit_comment"),
    path("<int:number>/action/", press_button, name="comment_action"),
]
