"""What each page shows, computed: repository and choice in, plain values and frames out. No Streamlit, no clock."""
