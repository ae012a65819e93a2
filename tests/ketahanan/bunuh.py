"""kill -9 at random moments of everything that writes: wholly there or not at all, and a second attempt works."""

from __future__ import annotations

import random
from collections import defaultdict

from tests.ketahanan.anak import anak
from tests.ketahanan.dunia import FASE, Dunia, Hitungan, dunia
from tests.ketahanan.pekerja import COMMIT, MULAI, SELESAI, TRANSAKSI, Akhir, Perintah
from tests.ketahanan.tempat import Tempat
from tests.ketahanan.tindakan import Tindakan, rencana

HASIL = ("utuh", "tidak ada")
# Of the moments, how many aim before the transaction, into it, and at its COMMIT; those in it are the likeliest to hurt.
_BIDIKAN = (MULAI, *[TRANSAKSI] * 6, *[COMMIT] * 3)
_PER_DUNIA = 20


def bunuh(tempat: Tempat, cermin: Tempat, kali: int, *, benih: int = 1, baris: int = 200) -> Hitungan:
    """Actions, each killed once, until ``kali`` kills have found a living process; both databases begin anew after
    every 20 actions."""
    hitungan, choose = Hitungan(), random.Random(benih)
    durations: dict[tuple[str, str], float] = defaultdict(lambda: 0.05)
    killed = 0
    with anak() as worker:
        for number in range(kali):  # at least one of the 20 actions of a world is killed in time
            first, *actions = rencana(benih * 1000 + number, 1 + min(_PER_DUNIA, 2 * kali), baris)
            with dunia(tempat, cermin, worker, hitungan) as world:
                _learn(durations, first, world.kerjakan(first))
                while actions and killed < kali:
                    killed += _kill(world, actions.pop(0), choose, durations)
            if killed >= kali:
                break
    return hitungan


def _kill(world: Dunia, tindakan: Tindakan, choose: random.Random, durations: dict[tuple[str, str], float]) -> bool:
    """True when the action was still at work."""
    saat = choose.choice(_BIDIKAN)
    detik = choose.uniform(0, durations[tindakan.jenis, saat])
    akhir = world.anak.kerjakan(Perintah(world.url, str(tindakan), saat, detik))
    _learn(durations, tindakan, akhir)
    is_killed = akhir.cara == "mati"
    fase = FASE[max(akhir.waktu.keys() & FASE.keys(), key="".join(FASE).index)]
    name = f"dibunuh {fase}" if is_killed else "selesai lebih dulu"
    outcome = world.nilai(tindakan, akhir, name)
    world.hitungan.hasil[name, outcome] += 1
    return is_killed


def _learn(durations: dict[tuple[str, str], float], tindakan: Tindakan, akhir: Akhir) -> None:
    """How long the phases of this kind of action take; half of it old, because machines have moods."""
    for start, end in ((MULAI, TRANSAKSI), (TRANSAKSI, COMMIT), (COMMIT, SELESAI)):
        if start in akhir.waktu and end in akhir.waktu:
            took = akhir.waktu[end] - akhir.waktu[start]
            key = tindakan.jenis, start
            durations[key] = took if key not in durations else (durations[key] + took) / 2
