"""A page with everything that makes the browser load code: chart, grid, upload, download."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.title("Halaman uji")
st.metric("IPKP", "3,62")
st.plotly_chart(go.Figure(go.Bar(x=[1.0, 2.0], y=["U1", "U2"], orientation="h")), key="grafik", alt="Dua batang")
st.dataframe(pd.DataFrame({"satker": ["Lapas Uji", "Rutan Uji"], "indeks": [3.5, 3.25]}), alt="Tabel uji")
berkas = st.file_uploader("Berkas survei", type=["csv", "xlsx"], key="berkas")
if berkas is not None:
    st.text(f"diterima: {berkas.name}, {berkas.size} bita")
st.download_button("Unduh", data=b"satker;indeks\n", file_name="uji.csv", mime="text/csv")
st.selectbox("Satker", ["Lapas Uji", "Rutan Uji"], key="satker")
st.caption("Keterangan kecil")
