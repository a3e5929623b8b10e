"""The time zones that members can choose from."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

Zones = list[tuple[str, str]]

# Names of countries from before 1993. Each was replaced by the name of a city.
DEPRECATED_PREFIXES = ("Brazil/", "Canada/", "Chile/", "Etc/", "Mexico/", "US/")


def time_zones_by_region(current: str) -> list[tuple[str, Zones]]:
    """Returns (region, zones): UTC and the current zone first, then the zones of cities."""
    regions = _cities_by_region()
    city_zones = {zone for _region, zones in regions for zone, _city in zones}
    others = [zone for zone in dict.fromkeys(["UTC", current]) if zone not in city_zones]
    return [("UTC", [(zone, zone) for zone in others]), *regions]


@cache
def known_time_zones() -> frozenset[str]:
    """Returns the names in the tz database of this system. Reading its folders takes 4 ms."""
    return frozenset(available_timezones())


@cache
def _cities_by_region() -> list[tuple[str, Zones]]:
    zones = sorted(
        zone
        for zone in known_time_zones()
        if "/" in zone and not zone.startswith(DEPRECATED_PREFIXES)
    )
    return [
        (region, [(zone, _city(zone)) for zone in names])
        for region, names in groupby(zones, key=lambda zone: zone.partition("/")[0])
    ]


def _city(zone: str) -> str:
    return zone.partition("/")[2].replace("_", " ")
