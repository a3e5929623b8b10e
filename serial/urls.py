"""The URLs of the whole site."""

from django.contrib import admin
from django.urls import include, path, register_converter

from serial.desk.site import desk
from serial.slugs.converters import SlugConverter
from serial.web.accent import accent_css
from serial.web.site_icons import redirect_to_favicon, show_manifest
from serial.web.style_page import show_styles

register_converter(SlugConverter, "slugs")

urlpatterns = [
    path("", include("serial.reading.urls")),
    path("", include("serial.mail.urls")),
    path("report/copyright/", include("serial.moderation.copyright.urls")),
    path("moderation/", include("serial.moderation.urls")),
    path("report/", include("serial.moderation.reports.urls")),
    path("desk/markdownx/", include("serial.desk.editor.markdownx_urls")),
    path("desk/", desk.urls),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("serial.archive.urls")),
    path("accounts/", include("serial.moderation.account_urls")),
    path("admin/", admin.site.urls),
    path("styles/", show_styles, name="styles"),
    path("accent-<slug:version>.css", accent_css, name="accent_css"),
    path("site.webmanifest", show_manifest, name="manifest"),
    path("favicon.ico", redirect_to_favicon),
]

handler403 = "serial.web.error_views.permission_denied"
handler500 = "serial.web.error_views.server_error"
