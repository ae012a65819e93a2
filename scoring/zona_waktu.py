"""The time zones of Indonesia: which names a satker can have, and by which clock Pantau itself counts days."""

from __future__ import annotations

from zoneinfo import ZoneInfo

ZONA_WAKTU = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
# Of satker whose zone is not known.
ZONA_BAKU = "Asia/Jakarta"
# Days of the ledger, and today where no satker is asked about: one clock for all, so that a record has one day.
JAM_PANTAU = ZoneInfo(ZONA_BAKU)
