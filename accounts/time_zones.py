"""The zones that a member chooses from."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

Zones = list[tuple[str, str]]

# Names of single countries from before 1993, each with a city's zone that has taken its place.
DEPRECATED_PREFIXES = ("Brazil/", "Canada/", "Chile/", "Etc/", "Mexico/", "US/")


def time_zones_by_region(current: str) -> list[tuple[str, Zones]]:
    """Cities' zones by continent, UTC, and whatever the member has now, though it is no city."""
    regions = _cities_by_region()
    offered = {zone for _region, zones in regions for zone, _city in zones}
    others = [zone for zone in dict.fromkeys(["UTC", current]) if zone not in offered]
    return [("UTC", [(zone, zone) for zone in others]), *regions]


@cache
def _cities_by_region() -> list[tuple[str, Zones]]:
    zones = sorted(
        zone
        for zone in available_timezones()
        if "/" in zone and not zone.startswith(DEPRECATED_PREFIXES)
    )
    return [
        (region, [(zone, _city(zone)) for zone in names])
        for region, names in groupby(zones, key=lambda zone: zone.partition("/")[0])
    ]


def _city(zone: str) -> str:
    return zone.partition("/")[2].replace("_", " ")
