"""Charts: one function per question, frames of scoring in, a Plotly figure out, and beside it a sentence for ``alt``.

No Streamlit here. Every figure has an explicit template and height; show it with
``st.plotly_chart(figure, theme=None, config=dict(theme.PLOTLY_CONFIG), key=..., alt=...)``.
"""
