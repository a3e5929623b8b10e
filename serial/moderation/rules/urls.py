from django.urls import path

from serial.moderation.rules import pages, spam_score_page

urlpatterns = [
    path("", pages.show_rules, name="moderation_rules"),
    path("site/new/", pages.add_rule, name="moderation_new_rule"),
    path("site/<int:number>/", pages.edit_rule, name="moderation_rule"),
    path("words/new/", pages.add_word_list, name="moderation_new_word_list"),
    path("words/<slug:key>/", pages.edit_word_list, name="moderation_word_list"),
    path("limits/<slug:name>/", pages.edit_limit, name="moderation_limit"),
    path("spam/", spam_score_page.show_spam_score, name="moderation_spam_score"),
    path("spam/switch/", spam_score_page.switch, name="moderation_switch_spam_score"),
    path("versions/", pages.show_versions, name="moderation_versions"),
    path("versions/<int:version>/restore/", pages.restore_version, name="moderation_restore"),
]
