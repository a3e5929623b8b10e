from django.urls import path

from serial.moderation.queue.acting import decide_item, undo_decision
from serial.moderation.queue.count_page import show_count
from serial.moderation.queue.pages import show_item, show_queue

urlpatterns = [
    path("", show_queue, name="moderation_queue"),
    path("count/", show_count, name="moderation_count"),
    path("items/<int:pk>/", show_item, name="moderation_item"),
    path("items/<int:pk>/decide/", decide_item, name="moderation_decide"),
    path("decisions/<int:pk>/undo/", undo_decision, name="moderation_undo"),
]
