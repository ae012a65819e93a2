"""A look into an old Office file (OLE) before the workbook parser sees it: which program, encrypted, damaged, looped.

An OLE file is a small file system: chains of sectors named by a table (MS-CFB). A chain that runs in a circle keeps a
careless parser busy for ever; so every chain is followed here first, and the records of an Excel workbook (MS-XLS) are
looked at for the one that says "encrypted" and for failed formulas.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from data_access.files.reading.preflight import Defects
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.sniff import SIMPAN_ULANG

_RUSAK = (
    "Berkas Excel lama (.xls) ini rusak atau terpotong sehingga tidak dapat dibuka. Unduh atau salin ulang berkasnya, "
    "atau simpan ulang dari Excel sebagai .xlsx, lalu unggah lagi."
)
_DIKUNCI = (
    "Berkas Excel ini dikunci dengan kata sandi sehingga tidak dapat dibaca. Buka di Excel, hapus kata "
    "sandinya (Berkas > Info > Proteksi Buku Kerja), simpan, lalu unggah lagi."
)
_OTHER_KINDS = {
    "worddocument": "dokumen Word lama (.doc)",
    "powerpoint document": "presentasi PowerPoint lama (.ppt)",
    "visiodocument": "gambar Visio",
    "__properties_version1.0": "surel Outlook (.msg)",
}
_WORKBOOKS = ("workbook", "book")
_HEAD = struct.Struct("<8s16xHHHHH6xIIIIIIIII")
_ENTRY = 128
_END = 0xFFFFFFFA  # this and larger numbers are no sectors
_DIFAT_IN_HEAD = 109
_BOF, _FILEPASS, _BOOLERR, _FORMULA = (0x0009, 0x0209, 0x0409, 0x0809), 0x002F, 0x0205, 0x0006
_EXAMPLES = 5


@dataclass(frozen=True)
class _Entry:
    """A name in the directory: where its content begins and how long it is."""

    name: str
    kind: int
    start: int
    size: int


class _Ole:
    """The sectors of an OLE file. RefusalError where its tables contradict themselves."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 1536:
            raise RefusalError(_RUSAK)
        head = _HEAD.unpack_from(content, 0)
        shift, mini_shift = head[4], head[5]
        if shift not in (9, 12) or mini_shift != 6:
            raise RefusalError(_RUSAK)
        self._content, self._size = content, 1 << shift
        self._count = len(content) // self._size
        self._cutoff = head[10]
        self._fat = self._read_fat(content, first=head[13], sectors=head[7])
        self.entries = self._read_directory(head[8])
        self._mini_fat = self._numbers(self.chain(head[11])) if head[11] < _END else ()

    def _sector(self, sector: int) -> bytes:
        start = (sector + 1) * self._size
        piece = self._content[start : start + self._size]
        if sector >= self._count or not piece:
            raise RefusalError(_RUSAK)
        return piece.ljust(self._size, b"\0")

    def _read_fat(self, content: bytes, first: int, sectors: int) -> tuple[int, ...]:
        places = [one for one in struct.unpack_from(f"<{_DIFAT_IN_HEAD}I", content, 76) if one < _END]
        seen: set[int] = set()
        while first < _END:
            if first in seen:
                raise RefusalError(_RUSAK)
            seen.add(first)
            *more, first = struct.unpack(f"<{self._size // 4}I", self._sector(first))
            places += [one for one in more if one < _END]
        if len(places) > self._count or sectors > self._count:
            raise RefusalError(_RUSAK)
        return self._numbers([self._sector(one) for one in places])

    def _numbers(self, sectors: list[bytes]) -> tuple[int, ...]:
        whole = b"".join(sectors)
        return struct.unpack(f"<{len(whole) // 4}I", whole)

    def chain(self, start: int) -> list[bytes]:
        """The sectors of a chain in their order; RefusalError when it leaves the file or runs in a circle."""
        found: list[bytes] = []
        while start < _END:
            if len(found) >= self._count or start >= len(self._fat):
                raise RefusalError(_RUSAK)
            found.append(self._sector(start))
            start = self._fat[start]
        return found

    def _read_directory(self, start: int) -> list[_Entry]:
        raw = b"".join(self.chain(start))
        entries = []
        for place in range(0, len(raw) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", raw, place + 64)[0]
            name = raw[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            kind = raw[place + 66]
            first, size = struct.unpack_from("<II", raw, place + 116)
            if kind in (1, 2, 5):
                entries.append(_Entry(name, kind, first, size))
        if not entries or entries[0].kind != 5:
            raise RefusalError(_RUSAK)
        return entries

    def stream(self, entry: _Entry) -> bytes:
        """The content of a stream; short ones lie in the small sectors of the root."""
        if entry.size >= self._cutoff:
            return b"".join(self.chain(entry.start))[: entry.size]
        small = b"".join(self.chain(self.entries[0].start))
        parts: list[bytes] = []
        sector = entry.start
        while sector < _END:
            if sector >= len(self._mini_fat) or len(parts) > len(self._mini_fat):
                raise RefusalError(_RUSAK)
            parts.append(small[sector * 64 : sector * 64 + 64])
            sector = self._mini_fat[sector]
        return b"".join(parts)[: entry.size]


def check_ole(content: bytes) -> Defects:
    """What is odd about the cells of an old workbook; RefusalError for another kind, an encrypted or damaged one."""
    ole = _Ole(content)
    streams = {entry.name.casefold(): entry for entry in ole.entries if entry.kind == 2}
    if "encryptedpackage" in streams or "encryptioninfo" in streams:
        raise RefusalError(_DIKUNCI)
    names = [entry.name.casefold() for entry in ole.entries]
    book = next((streams[name] for name in _WORKBOOKS if name in streams), None)
    if book is None:
        what = next((what for name, what in _OTHER_KINDS.items() if name in names), "berkas Office lama")
        raise RefusalError(f"Berkas ini adalah {what}, bukan buku kerja Excel. {SIMPAN_ULANG}")
    for entry in streams.values():
        ole.stream(entry)
    return _check_records(ole.stream(book))


def _check_records(stream: bytes) -> Defects:
    defects = Defects()
    place, end = 0, len(stream) - 4
    unpack = struct.Struct("<HH").unpack_from
    if end < 0 or unpack(stream, 0)[0] not in _BOF:
        raise RefusalError(_RUSAK)
    while place <= end:
        kind, length = unpack(stream, place)
        if kind == _FILEPASS:
            raise RefusalError(_DIKUNCI)
        if (kind == _BOOLERR and length == 8 and stream[place + 11 : place + 12] == b"\x01") or (
            kind == _FORMULA
            and stream[place + 10 : place + 11] == b"\x02"
            and stream[place + 16 : place + 18] == b"\xff\xff"
        ):
            defects.add_cell("rumus_galat", *unpack(stream, place + 4))
        place += 4 + length
    return defects
