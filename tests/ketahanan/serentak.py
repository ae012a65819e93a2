"""Two operators at once, two processes: the end is as if one had come after the other, or one is told why not."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data_access.errors import DataError
from tests.ketahanan.anak import Anak, anak
from tests.ketahanan.dunia import Dunia, Hitungan, dunia
from tests.ketahanan.pekerja import Perintah
from tests.ketahanan.potret import Potret, potret
from tests.ketahanan.tempat import Tempat, copy_of
from tests.ketahanan.tindakan import Jalan, Tindakan, sesudah_dilihat

HASIL = ("dua-duanya", "satu ditolak")
_APART_S = 0.03


@dataclass(frozen=True)
class Adegan:
    """What both do. ``dilihat``: each compares before the other has stored, as two operators at their pages do."""

    nama: str
    pertama: str
    kedua: str
    dilihat: bool = False
    is_same_file: bool = False


ADEGAN = (
    Adegan("berkas berbeda", "simpan", "simpan"),
    Adegan("berkas yang sama", "simpan", "simpan", is_same_file=True),
    Adegan("berkas yang tumpang tindih", "kirim_ulang", "kirim_ulang"),
    Adegan("dua pengganti", "ganti", "ganti"),
    Adegan("dua pengganti, selisihnya sudah dilihat", "ganti", "ganti", dilihat=True),
    Adegan("simpan dan pembatalan", "kirim_ulang", "batal"),
    Adegan("dua pembatalan dari impor yang sama", "batal", "batal", dilihat=True, is_same_file=True),
    Adegan("simpan dan pemulihan", "ganti", "pulih"),
    Adegan("jawaban dan rekap", "simpan", "rekap"),
    Adegan("tarikan dan data induk", "tarik", "satker"),
)


def serentak(tempat: Tempat, cermin: Tempat, kali: int, *, benih: int = 1, baris: int = 300) -> Hitungan:
    """Every scene ``kali`` times, each in a database that has two files and an undone third."""
    hitungan, choose = Hitungan(), random.Random(benih)
    with anak() as first, anak() as second:
        for number in range(kali):
            for adegan in ADEGAN:
                with dunia(tempat, cermin, first, hitungan) as world:
                    _before(world, baris)
                    outcome = _play(world, (first, second), adegan, _pair(adegan, number, baris), choose)
                    hitungan.hasil[adegan.nama, outcome] += 1
    return hitungan


def _before(world: Dunia, baris: int) -> None:
    kinds = ("simpan", "simpan", "batal", "pengguna")
    world.isi([Tindakan(jenis, nomor, 0, baris) for nomor, jenis in enumerate(kinds)])


def _pair(adegan: Adegan, number: int, baris: int) -> tuple[Tindakan, Tindakan]:
    nomor = 20 + 2 * number
    second = nomor if adegan.is_same_file else nomor + 1
    return Tindakan(adegan.pertama, nomor, 0, baris), Tindakan(adegan.kedua, second, 0, baris)


def _play(
    world: Dunia, workers: Sequence[Anak], adegan: Adegan, pair: tuple[Tindakan, Tindakan], choose: random.Random
) -> str:
    start = time.monotonic() + 0.5
    delays = choose.choice(([0, choose.uniform(0, _APART_S)], [choose.uniform(0, _APART_S), 0], [0, 0]))
    for worker, tindakan, later in zip(workers, pair, delays, strict=True):
        worker.mulai(Perintah(world.url, str(tindakan), pada=start + later, dilihat=adegan.dilihat))
    ends = [worker.akhir() for worker in workers]
    found = world.keadaan()
    told = tuple(akhir.pesan for akhir in ends)
    wrong = [akhir.pesan or akhir.cara for akhir in ends if akhir.cara not in ("selesai", "ditolak")]
    if not wrong and (found, told) not in [_one_by_one(world, adegan, pair, order) for order in ((0, 1), (1, 0))]:
        wrong = [f"tidak seperti satu sesudah yang lain: {told}"]
    world.hitungan.salah += [f"{adegan.nama}, {pair[0]}: {one}" for one in wrong]
    return HASIL[sum(akhir.cara == "ditolak" for akhir in ends) % 2]


def _one_by_one(
    world: Dunia, adegan: Adegan, pair: tuple[Tindakan, Tindakan], order: tuple[int, int]
) -> tuple[Potret, tuple[str, ...]]:
    """(state, sentences) after the two actions in this order, in a copy of the undisturbed database."""
    with copy_of(world.kembar) as engine:
        seen: list[Jalan] = [sesudah_dilihat(one, engine) if adegan.dilihat else one.siapkan() for one in pair]
        told = ["", ""]
        for place in order:
            told[place] = _sentence(lambda: seen[place](engine))  # noqa: B023 - called at once
        return potret(engine), tuple(told)


def _sentence(act: Callable[[], object]) -> str:
    try:
        act()
    except DataError as exc:
        return str(exc)
    return ""
