"""The clocks of the states that workers come from. None keeps summer time, so each is one offset.

With them both times of an interview are known everywhere alike, without a time-zone database.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ..kernel.calendar import DOHA
from ..kernel.errors import RuleBroken

DOHA_ZONE = "Asia/Qatar"

_OFFSETS = """
Asia/Qatar+03:00 Asia/Manila+08:00 Asia/Jakarta+07:00 Asia/Makassar+08:00 Asia/Jayapura+09:00
Asia/Colombo+05:30 Asia/Dhaka+06:00 Asia/Kolkata+05:30 Asia/Kathmandu+05:45 Asia/Karachi+05:00
Asia/Yangon+06:30 Asia/Ho_Chi_Minh+07:00 Asia/Bangkok+07:00 Asia/Kuala_Lumpur+08:00
Africa/Nairobi+03:00 Africa/Addis_Ababa+03:00 Africa/Kampala+03:00 Africa/Dar_es_Salaam+03:00
Africa/Asmara+03:00 Africa/Djibouti+03:00 Africa/Khartoum+02:00 Africa/Kigali+02:00
Africa/Bujumbura+02:00 Africa/Lusaka+02:00 Africa/Harare+02:00 Africa/Blantyre+02:00
Africa/Maputo+02:00 Africa/Johannesburg+02:00 Indian/Antananarivo+03:00 Africa/Accra+00:00
Africa/Lagos+01:00 Africa/Douala+01:00 Africa/Dakar+00:00 Africa/Banjul+00:00
Africa/Freetown+00:00 Africa/Abidjan+00:00 Africa/Lome+00:00 Africa/Porto-Novo+01:00
"""

#: Each known zone with how far it is from UTC.
ZONES: dict[str, timedelta] = {
    each[:-6]: timedelta(hours=int(each[-6:-3]), minutes=int(each[-2:]))
    for each in _OFFSETS.split()
}

#: The zone of a worker who is at home, by her country; she may say another of it.
ZONE_OF_COUNTRY: dict[str, str] = {
    "PHL": "Asia/Manila", "IDN": "Asia/Jakarta", "LKA": "Asia/Colombo", "BGD": "Asia/Dhaka",
    "IND": "Asia/Kolkata", "NPL": "Asia/Kathmandu", "PAK": "Asia/Karachi", "MMR": "Asia/Yangon",
    "VNM": "Asia/Ho_Chi_Minh", "THA": "Asia/Bangkok", "MYS": "Asia/Kuala_Lumpur",
    "KEN": "Africa/Nairobi", "ETH": "Africa/Addis_Ababa", "UGA": "Africa/Kampala",
    "TZA": "Africa/Dar_es_Salaam", "ERI": "Africa/Asmara", "DJI": "Africa/Djibouti",
    "SDN": "Africa/Khartoum", "RWA": "Africa/Kigali", "BDI": "Africa/Bujumbura",
    "ZMB": "Africa/Lusaka", "ZWE": "Africa/Harare", "MWI": "Africa/Blantyre",
    "MOZ": "Africa/Maputo", "ZAF": "Africa/Johannesburg", "MDG": "Indian/Antananarivo",
    "GHA": "Africa/Accra", "NGA": "Africa/Lagos", "CMR": "Africa/Douala", "SEN": "Africa/Dakar",
    "GMB": "Africa/Banjul", "SLE": "Africa/Freetown", "CIV": "Africa/Abidjan", "TGO": "Africa/Lome",
    "BEN": "Africa/Porto-Novo",
}  # fmt: skip


def local_time(at: datetime, zone: str) -> datetime:
    """The instant on the clocks of a zone; refused if the zone is not known here."""
    if zone not in ZONES:
        raise RuleBroken("zone_unknown", found=zone[:60], needed=tuple(sorted(ZONES)))
    return at.astimezone(timezone(ZONES[zone], zone))


def doha_time(at: datetime) -> datetime:
    """The instant on the clocks of Doha."""
    return at.astimezone(DOHA)
