"""The preview: documents as pictures in a browser, rebuilt as files are saved."""
