"""Parts of pages that several pages or one large page put together: each draws one view with Streamlit."""
