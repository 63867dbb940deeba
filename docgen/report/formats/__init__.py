"""The forms that findings are written in: text, JSON, GitHub, GitLab, SARIF, JUnit."""
