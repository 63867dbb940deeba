"""The contract: documents with every size known, made by typesetting and read by the writers."""
