"""Workbooks of every program through one parser: XLSX, XLSB, old XLS and ODS, after their look into the container."""

from __future__ import annotations

from io import BytesIO

from data_access.files.reading.codec import pack
from data_access.files.reading.limits import Limits
from data_access.files.reading.preflight import Defects, check_workbook
from data_access.files.reading.preflight_ole import check_ole
from data_access.files.reading.refusal import RefusalError
from data_access.files.reading.tables import Region, Tick, check_size, encode, no_tick

_MERGES_IN = ("xlsx", "xls")
_DIKUNCI = "Berkas ini dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi."
_RUSAK = (
    "Isi berkas Excel ini rusak sehingga tidak dapat dibaca. Buka di Excel, simpan sebagai berkas .xlsx "
    "baru, lalu unggah berkas baru itu."
)


def read_zip(content: bytes, limits: Limits, tick: Tick = no_tick) -> bytes:
    """The answer for an XLSX, XLSB or ODS."""
    jenis, defects = check_workbook(content, limits)
    return _read(content, jenis, defects, limits, tick)


def read_ole(content: bytes, limits: Limits, tick: Tick = no_tick) -> bytes:
    """The answer for an old XLS."""
    return _read(content, "xls", check_ole(content), limits, tick)


def _read(content: bytes, jenis: str, defects: Defects, limits: Limits, tick: Tick) -> bytes:
    # Imported late: a file that is refused before parsing never meets the parser.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    heads, blocks = [], []
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        for place, meta in enumerate(workbook.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(place)
            check_size(sheet.total_height, sheet.total_width, limits)
            merged = sheet.merged_cell_ranges if jenis in _MERGES_IN else None
            regions: list[Region] = [
                (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in merged or ()
            ]
            start = sheet.start[1] if sheet.start else 0
            table = encode(sheet.iter_rows(), limits, left=start, regions=regions, tick=tick, total=sheet.total_height)
            hidden = meta.visible != SheetVisibleEnum.Visible
            heads.append({"nama": meta.name, "tersembunyi": hidden, "sistem_1904": defects.is_1904, **table.head})
            blocks += table.blocks
    except PasswordError as exc:
        raise RefusalError(_DIKUNCI) from exc
    except (CalamineError, OSError) as exc:
        raise RefusalError(_RUSAK) from exc
    cacat = {kode: [jumlah, defects.examples[kode]] for kode, jumlah in defects.counts.items()}
    return pack({"jenis": jenis, "lembar": heads, "cacat": cacat}, blocks)
