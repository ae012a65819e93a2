"""An action that meets a disturbance which the program can notice: it says so in its sentence, or it is done."""

from __future__ import annotations

from collections.abc import Iterator

from data_access.engine import MAYBE_STORED
from tests.ketahanan.dunia import Dunia
from tests.ketahanan.pekerja import COMMIT, Akhir
from tests.ketahanan.tindakan import Tindakan, rencana

HASIL = ("ditolak dengan kalimat", "selesai", "dikatakan belum pasti")
UTUH = "Tidak ada yang berubah"


def pembuka(world: Dunia, benih: int, banyak: int, baris: int) -> Iterator[Tindakan]:
    """Actions for a world, the first of them done already."""
    first, *rest = rencana(benih, 1 + banyak, baris)
    world.isi([first])
    yield from rest


def catat(world: Dunia, tindakan: Tindakan, akhir: Akhir, nama: str) -> None:
    """Judge a disturbed action that was not killed: done and whole, or refused with a sentence and nothing of it there,
    or cut off in its COMMIT and told so."""
    told = akhir.pesan
    outcome = world.nilai(tindakan, akhir, nama)
    is_unsure = told == MAYBE_STORED and COMMIT in akhir.tanda
    fits = {
        "selesai": outcome == "utuh",
        "ditolak": is_unsure or (outcome == "tidak ada" and UTUH in told),
    }
    if not fits.get(akhir.cara, False):
        world.hitungan.salah.append(f"{nama}, {tindakan}: {akhir.cara}, {outcome}, dikatakan: {told}")
    world.hitungan.hasil[nama, HASIL[2 if is_unsure else akhir.cara == "selesai"]] += 1
