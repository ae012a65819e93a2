"""Personal data: which columns hold it, and how it is taken out of texts that are kept (UU 27/2022)."""

from __future__ import annotations

import re

from data_access.files.texts import words

_MIN_LENGTH = 6
_MAX_LOOK = 500  # searching for addresses takes time that grows with the square of the length
SAMARAN = "[disamarkan]"

# Header words (normalised). Exact, because "Nama layanan" and "Nama satker" are no personal data.
_JUDUL = frozenset(
    words(text)
    for text in (
        "nama", "nama lengkap", "nama responden", "nama anda", "nama saudara", "nama pengguna layanan", "nama pemohon",
        "nama pengunjung", "nama pelanggan", "nama (opsional)", "nama lengkap (opsional)", "full name", "name",
        "nik", "no nik", "nomor nik", "nomor induk kependudukan", "no ktp", "nomor ktp", "no identitas",
        "nomor identitas", "no kk", "paspor", "no paspor", "nomor paspor", "nip", "npwp",
        "telepon", "telp", "no telp", "no telepon", "nomor telepon", "hp", "no hp", "nomor hp", "nomor handphone",
        "no handphone", "handphone", "wa", "no wa", "nomor wa", "whatsapp", "no whatsapp", "nomor whatsapp", "kontak",
        "kontak responden", "no hp / wa", "no hp/whatsapp", "nomor hp/wa", "nomor telepon/hp", "no telp/hp", "phone",
        "email", "e-mail", "surel", "alamat email", "alamat e-mail", "alamat surel", "email address",
        "alamat", "alamat lengkap", "alamat rumah", "alamat responden", "tanggal lahir", "tempat lahir",
        "tempat tanggal lahir", "tempat/tanggal lahir", "ttl", "ip", "ip address", "alamat ip", "ipaddr", "nama ibu",
        "username", "nama pengguna", "tanda tangan", "foto", "media sosial", "instagram",
    )
)  # fmt: skip

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# NIK: province 11-99, then day of birth 01-31 or 41-71 (women), month 01-12, year, serial. Dots or spaces between.
_NIK = re.compile(r"(?<!\d)[1-9]\d{5}[ .-]?(?:0[1-9]|[1-6]\d|7[01])(?:0[1-9]|1[0-2])\d{2}[ .-]?\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?62|0)[ .-]?8\d{1,2}(?:[ .-]?\d{2,5}){2,3}(?!\d)")
_OCTET = r"(?:0|25[0-5]|2[0-4]\d|1\d\d|[1-9]\d?)"  # "100.21.01.01" is the code of a unit
_IP = re.compile(rf"(?<![\d.]){_OCTET}(?:\.{_OCTET}){{3}}(?![\d.])")
_PATTERNS = (_EMAIL, _NIK, _PHONE, _IP)


def is_personal_header(header: str) -> bool:
    """True when a column of this name holds personal data."""
    return words(header) in _JUDUL


def has_personal(text: str) -> bool:
    """True when a text contains an e-mail address, NIK, telephone number or IP address."""
    return any(pattern.search(text[:_MAX_LOOK]) for pattern in _PATTERNS) if len(text) > _MIN_LENGTH else False


def mask_personal(text: str) -> str:
    """The text (its first 500 characters) with e-mail addresses, NIK, telephone numbers, IP addresses masked."""
    text = text[:_MAX_LOOK]
    if len(text) > _MIN_LENGTH:
        for pattern in _PATTERNS:
            text = pattern.sub(SAMARAN, text)
    return text
