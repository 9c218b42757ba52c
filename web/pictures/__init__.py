"""Pictures that the server draws as SVG."""
