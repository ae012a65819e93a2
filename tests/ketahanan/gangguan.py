"""An action that meets a disturbance which the program can notice: it says so in its sentence, or it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.ketahanan.dunia import Dunia
from tests.ketahanan.pekerja import Akhir, Perintah
from tests.ketahanan.tindakan import Tindakan, rencana

HASIL = ("ditolak dengan kalimat", "selesai")
UTUH = "Tidak ada yang berubah"


def pembuka(world: Dunia, benih: int, banyak: int, baris: int) -> Iterator[Tindakan]:
    """Actions for a world, the first of them done already."""
    first, *rest = rencana(benih, 1 + banyak, baris)
    world.isi([first])
    yield from rest


def catat(world: Dunia, tindakan: Tindakan, akhir: Akhir, nama: str) -> None:
    """Judge a disturbed action that was not killed: done and whole, or refused with a sentence and nothing of it there."""
    told = akhir.pesan
    outcome = world.nilai(tindakan, akhir, nama)
    wrong = {
        "selesai": "" if outcome == "utuh" else "dikatakan selesai, tetapi tidak ada",
        "ditolak": "" if outcome == "tidak ada" and UTUH in told else f"{outcome}, tetapi dikatakan: {told}",
    }.get(akhir.cara, f"{akhir.cara}: {told}")
    if wrong:
        world.hitungan.salah.append(f"{nama}, {tindakan}: {wrong}")
    world.hitungan.hasil[nama, HASIL[akhir.cara == "selesai"]] += 1


def coba(world: Dunia, tindakan: Tindakan, nama: str, perintah: Perintah) -> None:
    """Do it as ``perintah`` says, and judge it."""
    catat(world, tindakan, world.anak.kerjakan(replace(perintah, url=perintah.url or world.url)), nama)
