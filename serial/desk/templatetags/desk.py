from django import template

from serial.times.wording import release_text

register = template.Library()
register.filter("release_words", release_text)
