"""Published schemas, written by `pytest tests/report/test_schemas.py --record`."""
