"""Names of months as Indonesian files write them, also shortened, in English, and in the older spellings."""

from __future__ import annotations

BULAN = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb pebruari peb february", "maret mar mrt march", "april apr",
            "mei may", "juni jun june", "juli jul july", "agustus agt agu ags aug august agust",
            "september sep sept", "oktober okt oct october", "november nov nop nopember", "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
