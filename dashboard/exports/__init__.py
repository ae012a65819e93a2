"""The numbers of a page as a workbook: real numbers, their states, n and intervals, and a sheet that explains them."""

from dashboard.exports.book import KETERANGAN, Lembar, explanation_table, file_name, workbook
from dashboard.exports.integritas import integritas
from dashboard.exports.pages import lemah, responden, ringkasan, satker
from dashboard.exports.zona import zona, zona_choice

__all__ = [
    "KETERANGAN",
    "Lembar",
    "explanation_table",
    "file_name",
    "integritas",
    "lemah",
    "responden",
    "ringkasan",
    "satker",
    "workbook",
    "zona",
    "zona_choice",
]
