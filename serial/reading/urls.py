from django.urls import include, path, register_converter

from serial.reading.about_page import show_about
from serial.reading.announcements.pages import show_announcement, show_announcements
from serial.reading.author_page import show_author
from serial.reading.browse.pages import show_stories, show_tag
from serial.reading.chapter_page import show_chapter
from serial.reading.comments.confirm_email_page import confirm_guest_email
from serial.reading.comments.drafts_page import describe_draft_places, show_drafts
from serial.reading.comments.form_token_page import issue_form_token
from serial.reading.comments.member_blocks_page import list_member_blocks, remove_member_block
from serial.reading.comments.moderated_comments_page import show_moderated_comments
from serial.reading.comments.my_comments_page import show_my_comments
from serial.reading.comments.preview_page import preview_comment
from serial.reading.contact_page import show_contact, show_contact_sent
from serial.reading.downloads.file_page import download_edition
from serial.reading.downloads.page import show_downloads
from serial.reading.drafts.delete_page import delete_draft_comment
from serial.reading.drafts.draft_page import show_draft
from serial.reading.drafts.write_page import write_draft_comment
from serial.reading.feeds.account_page import change_private_feed, list_private_feeds
from serial.reading.feeds.private_pages import show_private_feed
from serial.reading.feeds.public_pages import (
    show_author_feed,
    show_site_feed,
    show_story_feed,
    show_tag_feed,
)
from serial.reading.following.pages import follow_author, follow_story
from serial.reading.home.continue_reading import show_continue_reading
from serial.reading.home.home_page import show_home
from serial.reading.media import serve_media
from serial.reading.notifications.page import (
    list_notifications,
    mark_notifications,
    open_chapter,
    open_notification,
)
from serial.reading.notifications.settings_page import edit_notification_settings
from serial.reading.preview_picture import show_preview_picture
from serial.reading.profile.converters import UsernameConverter
from serial.reading.profile.member_page import show_member
from serial.reading.profile.settings_page import edit_profile
from serial.reading.robots import show_robots
from serial.reading.sitemaps import show_sitemap, show_sitemap_index
from serial.reading.story_page import show_story
from serial.reading.transparency_page import show_transparency, show_transparency_of
from serial.reading.whole_story_page import show_whole_story

register_converter(UsernameConverter, "username")

urlpatterns = [
    path("", show_home, name="home"),
    path("continue-reading/", show_continue_reading, name="continue_reading"),
    path("stories/", show_stories, name="stories"),
    path("stories/<slugs:story_slug>/", show_story, name="story"),
    path("read/<slugs:story_slug>/", show_whole_story, name="whole_story"),
    path("read/<slugs:story_slug>/<slugs:chapter_slug>/", show_chapter, name="chapter"),
    path(
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/",
        include("serial.reading.comments.urls"),
    ),
    path("downloads/<slugs:story_slug>/", show_downloads, name="downloads"),
    path("downloads/<slugs:story_slug>.<str:suffix>", download_edition, name="download_edition"),
    path("comments/email/<slug:token>/", confirm_guest_email, name="confirm_guest_email"),
    path("comments/token/", issue_form_token, name="comment_token"),
    path("comments/preview/", preview_comment, name="preview_comment"),
    path("accounts/comments/", show_my_comments, name="my_comments"),
    path("accounts/comments/moderated/", show_moderated_comments, name="moderated_comments"),
    path("accounts/comments/drafts/", show_drafts, name="comment_drafts"),
    path("accounts/comments/drafts/places/", describe_draft_places, name="draft_places"),
    path("accounts/comments/blocks/", list_member_blocks, name="member_blocks"),
    path(
        "accounts/comments/blocks/<int:pk>/remove/", remove_member_block, name="remove_member_block"
    ),
    path("accounts/notifications/", edit_notification_settings, name="notification_settings"),
    path("accounts/profile/", edit_profile, name="profile"),
    path("members/<username:username>/", show_member, name="member"),
    path("drafts/<str:token>/", show_draft, name="draft"),
    path("drafts/<str:token>/comments/", write_draft_comment, name="draft_comments"),
    path(
        "drafts/<str:token>/comments/<int:pk>/delete/",
        delete_draft_comment,
        name="delete_draft_comment",
    ),
    path("by/<slugs:slug>/", show_author, name="author"),
    path("tags/<str:kind>/<slugs:slug>/", show_tag, name="tag"),
    path("notifications/", list_notifications, name="notifications"),
    path("notifications/read/", mark_notifications, name="mark_notifications"),
    path("notifications/<int:pk>/", open_notification, name="open_notification"),
    path("notifications/chapters/<int:pk>/", open_chapter, name="open_chapter"),
    path("about/", show_about, name="about"),
    path("transparency/", show_transparency, name="moderation_figures"),
    path(
        "transparency/<int:year>/<int:quarter>/", show_transparency_of, name="moderation_figures_of"
    ),
    # Before the documents: this one has a form.
    path("contact/", show_contact, name="contact"),
    path("contact/sent/", show_contact_sent, name="contact_sent"),
    path("feed/", show_site_feed, name="feed"),
    path(
        "stories/<slugs:story_slug>/preview.png",
        show_preview_picture,
        name="story_preview_picture",
    ),
    path("stories/<slugs:story_slug>/follow/", follow_story, name="follow_story"),
    path("by/<slugs:slug>/follow/", follow_author, name="follow_author"),
    path("stories/<slugs:story_slug>/feed/", show_story_feed, name="story_feed"),
    path("stories/<slugs:story_slug>/announcements/", show_announcements, name="announcements"),
    path(
        "stories/<slugs:story_slug>/announcements/<int:pk>/",
        show_announcement,
        name="announcement",
    ),
    path("by/<slugs:slug>/feed/", show_author_feed, name="author_feed"),
    path("tags/<str:kind>/<slugs:slug>/feed/", show_tag_feed, name="tag_feed"),
    path("feeds/<str:token>/", show_private_feed, name="private_feed"),
    path("accounts/feeds/", list_private_feeds, name="private_feeds"),
    path("accounts/feeds/<int:pk>/change/", change_private_feed, name="change_private_feed"),
    path("sitemap.xml", show_sitemap_index, name="sitemaps"),
    path("sitemap-<str:kind>-<int:page>.xml", show_sitemap, name="sitemap"),
    path("robots.txt", show_robots, name="robots"),
    path("", include("serial.reading.policies.urls")),
    path("media/<path:path>", serve_media, name="media"),
]
