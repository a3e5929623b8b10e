from django import template

from serial.desk.release_words import release_words

register = template.Library()
register.filter("release_words", release_words)
